// Writes tables that people open in a spreadsheet: Excel workbooks or CSV, in parts that Excel can
// hold.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

struct lxw_workbook;   // NOLINT(readability-identifier-naming): the library's name
struct lxw_worksheet;  // NOLINT(readability-identifier-naming): likewise

namespace kaam::indexer {

enum class SheetFormat : std::uint8_t { kCsv, kXlsx };

inline constexpr std::uint64_t kMaxPartRows = 1'000'000;  // Excel ends at 1,048,576

// One table in the files NAME-1.csv, NAME-2.csv ... (or .xlsx), each with the header row; a table
// without rows has one file. Memory does not grow with the rows. In workbooks every cell is text;
// in CSV a cell that a spreadsheet would take for a formula has an apostrophe before it. Bytes that
// are not UTF-8 become U+FFFD; in a workbook a cell longer than Excel takes is cut. One thread.
class SheetWriter {
 public:
  // `directory` exists; parts have at most `part_rows` rows.
  SheetWriter(std::filesystem::path directory, std::string name, SheetFormat format,
              std::vector<std::string> header, std::uint64_t part_rows = kMaxPartRows);
  SheetWriter(const SheetWriter&) = delete;
  SheetWriter& operator=(const SheetWriter&) = delete;
  ~SheetWriter();

  // `cells` may be fewer than the header has. Fails when the disk refuses.
  Result<void> Add(std::span<const std::string_view> cells);
  // Writes the last part and syncs all.
  Result<void> Finish();

  std::uint64_t rows() const { return rows_; }
  const std::vector<std::filesystem::path>& parts() const { return parts_; }

 private:
  Result<void> OpenPart();
  Result<void> ClosePart();
  Result<void> WriteRow(std::span<const std::string_view> cells);

  std::filesystem::path directory_;
  std::string name_;
  SheetFormat format_;
  std::vector<std::string> header_;
  std::uint64_t most_rows_;
  std::uint64_t rows_ = 0;
  std::uint64_t part_rows_ = 0;
  std::vector<std::filesystem::path> parts_;
  std::ofstream csv_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  std::string line_;
};

// `text` as a CSV cell that no spreadsheet takes for a formula: an apostrophe is put before one
// that begins with =, +, -, @, a tab or a line end, unless it is a plain number.
void AppendSafeCsvCell(std::string_view text, std::string& out);

}  // namespace kaam::indexer
