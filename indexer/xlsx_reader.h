// Reads the sheets of an Excel workbook (.xlsx, ECMA-376) row after row, as they are unpacked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "indexer/zip_file.h"

namespace kaam::indexer {

inline constexpr std::size_t kMaxCellCharacters = 32'767;  // what Excel itself takes
inline constexpr std::size_t kMaxSheetColumns = 16'384;    // likewise
inline constexpr std::size_t kMaxSharedStrings = 50'000'000;
inline constexpr std::size_t kMaxSharedBytes = std::size_t{1} << 30;

// The texts that cells of a workbook share. Immutable once read.
class SharedStrings {
 public:
  void Add(std::string_view text, bool too_long);
  std::size_t size() const { return ends_.size(); }
  std::size_t bytes() const { return text_.size(); }
  std::string_view operator[](std::size_t i) const;
  bool IsTooLong(std::size_t i) const { return (ends_[i] & kTooLong) != 0; }

 private:
  static constexpr std::uint32_t kTooLong = std::uint32_t{1} << 31;
  std::string text_;
  std::vector<std::uint32_t> ends_;  // in `text_`; the highest bit: was too long and is left out
};

struct SheetRow {
  std::uint64_t number = 0;             // 1-based, as the sheet counts
  std::vector<std::string_view> cells;  // from column A through the last one that is not empty
  std::string fault;                    // why the row can't be read; empty when it can
  std::uint32_t fault_column = 0;       // 1-based; 0 when not one
};

// One thread. Numbers come as whole numbers or with at most 15 digits, as Excel shows them, dates
// as Excel's serials, truth as yes and no, formulas as the value they had when the book was saved.
class XlsxReader {
 public:
  struct Sheet {
    std::string name;
    bool hidden = false;
    std::string part;
  };

  // Reads the list of sheets. kInvalidArgument when it is no workbook, needs a password, or goes
  // beyond the limits above.
  static Result<std::unique_ptr<XlsxReader>> Open(std::unique_ptr<ZipFile> file);
  ~XlsxReader();

  std::span<const Sheet> sheets() const { return sheets_; }
  bool dates_from_1904() const { return from_1904_; }

  // Goes to the begin of a sheet.
  Result<void> Select(std::size_t sheet);

  // The next row of the sheet that is not empty; false at the end. What a row is made of is valid
  // until the next call. A cell too long, an Excel error (#N/A) or cells that are merged with
  // others are faults of their row.
  Result<bool> Next(SheetRow& row);

 private:
  class SheetHandler;

  explicit XlsxReader(std::unique_ptr<ZipFile> file);
  Result<void> ReadWorkbook();
  Result<void> ReadSharedStrings();

  std::unique_ptr<ZipFile> file_;
  std::vector<Sheet> sheets_;
  bool from_1904_ = false;
  std::string shared_part_;  // empty: none
  bool shared_read_ = false;
  SharedStrings shared_;
  std::unique_ptr<SheetHandler> rows_;  // of the selected sheet
};

}  // namespace kaam::indexer
