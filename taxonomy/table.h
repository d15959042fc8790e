// Tab-separated tables with one header row, as in taxonomy/data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "taxonomy/sections.h"

namespace kaam::taxonomy {

// A whole table in memory. Cells are views into it, so it must outlive them.
class Table {
 public:
  // Fails with kInvalidArgument naming file:line for a header other than `columns` in that order, a
  // row with another number of cells, bytes that are not UTF-8, or CR line ends.
  static Result<Table> Load(const std::filesystem::path& path,
                            std::initializer_list<std::string_view> columns);
  // The same for the content of a table; `name` is what faults call it.
  static Result<Table> Parse(std::string content, std::string name,
                             std::initializer_list<std::string_view> columns);
  // The same for content that was found to be UTF-8 before and outlives the table and its cells.
  static Result<Table> ParseCompiled(std::string_view content, std::string name,
                                     std::initializer_list<std::string_view> columns);

  std::size_t rows() const { return cells_.size() / columns_; }
  std::string_view Cell(std::size_t row, std::size_t column) const {
    return cells_[row * columns_ + column];
  }
  // The cell as a whole number up to `max`; kInvalidArgument naming file:line and column otherwise.
  Result<std::uint32_t> Number(std::size_t row, std::size_t column, std::uint32_t max) const;
  // A latitude or longitude with decimals, in millionths of a degree.
  Result<std::int32_t> DegreesE6(std::size_t row, std::size_t column) const;

  // What cells are views of: whoever keeps it may keep them. Null after ParseCompiled.
  std::shared_ptr<const std::string> content() const { return content_; }

  // An error about one cell: "districts.tsv:17: column state: " + what.
  Error Fault(std::size_t row, std::size_t column, const std::string& what) const;

 private:
  Table() = default;
  static Result<Table> Parse(std::string_view content, bool is_checked, std::string name,
                             std::initializer_list<std::string_view> columns);

  std::string name_;
  std::shared_ptr<const std::string> content_;
  std::vector<std::string> header_;
  std::vector<std::string_view> cells_;
  std::size_t columns_ = 0;
};

// Where the tables of a taxonomy come from: a directory, or one compiled file (sections named as
// the tables), which must outlive this.
class TableFiles {
 public:
  explicit TableFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}
  explicit TableFiles(const SectionReader& compiled) : compiled_(&compiled) {}

  Result<std::string> Read(std::string_view name) const;  // of a directory, as it stands there
  Result<Table> Load(std::string_view name, std::initializer_list<std::string_view> columns) const;

 private:
  std::filesystem::path directory_;
  const SectionReader* compiled_ = nullptr;
};

// The parts of a ';'-separated cell, trimmed, empty ones left out.
std::vector<std::string_view> SplitList(std::string_view cell);

}  // namespace kaam::taxonomy
