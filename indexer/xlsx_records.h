// Records from the sheets of a workbook. Private to indexer/record_reader.cpp.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "indexer/csv_records.h"
#include "indexer/xlsx_reader.h"

namespace kaam::indexer {

// Rows go to the parsers as CSV, in the columns of the first sheet that has a header.
template <class Record>
class XlsxRecords final : public RecordReader<Record> {
 public:
  XlsxRecords(std::string file, std::unique_ptr<XlsxReader> workbook, const ColumnMap* map)
      : file_(std::move(file)), workbook_(std::move(workbook)), map_(map) {}

  // Chooses the sheets and reads the header of the first one that is not empty.
  Result<void> ReadHeader() {
    std::vector<std::string> hidden;
    if (auto chosen = ChooseSheets(hidden); !chosen) return chosen;
    const auto found = NextSheet();
    if (!found) return found.error();
    if (!*found) return InvalidArgument(file_ + ": all its sheets are empty", file_);
    auto layout = HeaderReader<Record>(file_, Where(), map_, true).Read(row_.cells);
    if (!layout) return layout.error();
    layout_ = std::move(*layout);
    layout_.from_1904 = workbook_->dates_from_1904();
    layout_.notes.hidden_sheets = std::move(hidden);
    return {};
  }

  Result<bool> Next(RowBatch& batch) override {
    for (;;) {
      if (!held_) {
        const auto more = workbook_->Next(row_);
        if (!more) return more.error();
        if (!*more) {
          const auto found = NextSheet();
          if (!found) return found.error();
          if (!*found) return false;
          if (auto same = CheckOtherHeader(); !same) return same.error();
          continue;
        }
      }
      if (!batch.rows.empty() && batch.sheet != SheetName()) {
        batch.closed = true;
        held_ = true;
        return true;
      }
      held_ = false;
      batch.sheet = SheetName();
      AddRow(batch);
      return true;
    }
  }

  std::unique_ptr<RecordParser<Record>> NewParser() const override {
    return std::make_unique<CsvParser<Record>>(layout_, ',');
  }
  const SheetLayout* layout() const override { return &layout_; }

 private:
  const std::string& SheetName() const { return workbook_->sheets()[sheets_[sheet_ - 1]].name; }
  std::string Where() const {
    return file_ + ": sheet '" + SheetName() + "', row " + std::to_string(row_.number) + ": ";
  }

  Result<void> ChooseSheets(std::vector<std::string>& hidden) {
    const auto all = workbook_->sheets();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (map_ == nullptr || map_->sheets().empty()) {
        if (all[i].hidden) {
          hidden.push_back(all[i].name);
        } else {
          sheets_.push_back(i);
        }
      }
    }
    for (const std::string& wanted :
         map_ == nullptr ? std::vector<std::string>() : map_->sheets()) {
      const auto found = std::find_if(all.begin(), all.end(),
                                      [&](const auto& sheet) { return sheet.name == wanted; });
      if (found == all.end()) {
        std::vector<std::string> names;
        for (const auto& sheet : all) names.push_back(sheet.name);
        return InvalidArgument(file_ + " has no sheet '" + wanted +
                                   "' as its map asks for; it has " + JoinNames(names, ", "),
                               file_);
      }
      sheets_.push_back(static_cast<std::size_t>(found - all.begin()));
    }
    if (sheets_.empty()) return InvalidArgument(file_ + ": all its sheets are hidden", file_);
    return {};
  }

  // Goes on to the header row of the next sheet that is not empty; false when there is none.
  Result<bool> NextSheet() {
    const std::uint64_t header_row = map_ == nullptr ? 1 : map_->header_row();
    while (sheet_ < sheets_.size()) {
      if (auto selected = workbook_->Select(sheets_[sheet_++]); !selected) return selected.error();
      bool more = true;
      do {
        const auto read = workbook_->Next(row_);
        if (!read) return read.error();
        more = *read;
      } while (more && row_.number < header_row);
      if (!more) continue;
      if (row_.number > header_row) {
        row_.number = header_row;
        return InvalidArgument(Where() + "the header row is empty", file_);
      }
      if (!row_.fault.empty()) return InvalidArgument(Where() + row_.fault, file_);
      return true;
    }
    return false;
  }

  // The header of a later sheet must be the same, so that a fault's column is the sheet's.
  Result<void> CheckOtherHeader() const {
    const bool same = std::equal(
        row_.cells.begin(), row_.cells.end(), layout_.headers.begin(), layout_.headers.end(),
        [](auto cell, const auto& header) { return FoldedHeader(cell) == FoldedHeader(header); });
    if (!same) return OtherHeader();
    return {};
  }

  Error OtherHeader() const {
    return InvalidArgument(Where() +
                               "the header is not that of the sheets before it: name the sheets to "
                               "read in the map (sheets = [...]), or make it the same",
                           file_);
  }

  void AddRow(RowBatch& batch) {
    std::string fault = row_.fault;
    std::uint32_t column = row_.fault_column;
    if (fault.empty() && row_.cells.size() > layout_.columns.size()) {
      fault = "the row goes on right of the last column of the header";
      column = static_cast<std::uint32_t>(layout_.columns.size() + 1);
    }
    if (!fault.empty()) {
      batch.AddFault({row_.number, column, {}, fault, "cell that can't be read"});
      return;
    }
    csv_.clear();
    for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
      if (i > 0) csv_ += ',';
      if (i < row_.cells.size()) AppendCsvCell(row_.cells[i], csv_);
    }
    csv_ += '\n';
    batch.Add(row_.number, csv_);
  }

  std::string file_;
  std::unique_ptr<XlsxReader> workbook_;
  const ColumnMap* map_;
  std::vector<std::size_t> sheets_;  // to read, of the workbook's
  std::size_t sheet_ = 0;            // how many of those have been begun
  SheetLayout layout_;
  SheetRow row_;
  bool held_ = false;  // row_ is for the next batch
  std::string csv_;
};

}  // namespace kaam::indexer
