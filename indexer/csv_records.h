// Records from CSV. Private to indexer/record_reader.cpp.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/column_finder.h"
#include "indexer/csv.h"

namespace kaam::indexer {

// Without these columns a file can't be what it is said to be: one of each group must be there.
template <class Record>
std::vector<std::vector<std::string_view>> RequiredColumns();
template <>
inline std::vector<std::vector<std::string_view>> RequiredColumns<records::Worker>() {
  return {{"uan", "registration_number"},
          {"birth_date"},
          {"occupation", "occupation_text"},
          {"consents"}};
}
template <>
inline std::vector<std::vector<std::string_view>> RequiredColumns<records::Opening>() {
  return {{"id"}, {"occupations", "occupations_text"}, {"sites"}, {"status"}};
}

std::string JoinNames(const auto& names, std::string_view between) {
  std::string out;
  for (const auto& name : names) {
    if (!out.empty()) out += between;
    out += name;
  }
  return out;
}

// Which column of the table each column of the input is.
using CsvColumns = std::vector<std::optional<std::size_t>>;

template <class Record>
class CsvParser final : public RecordParser<Record> {
 public:
  CsvParser(const CsvColumns& columns, const HeaderNotes& notes) : columns_(columns) {
    this->notes_ = notes;
  }

  bool Parse(std::string_view row, Record& record) override {
    record.Clear();
    this->texts_.assign(ColumnsOf<Record>().size(), {});
    const auto& cells = splitter_.Split(row);
    if (cells.size() != columns_.size()) {
      this->fault_ = {0,
                      0,
                      {},
                      "the row has " + std::to_string(cells.size()) + " cells, the header " +
                          std::to_string(columns_.size()),
                      "wrong number of cells"};
      return false;
    }
    bool well_formed = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string_view text = Trim(cells[i].text);
      if (!columns_[i] || text.empty()) continue;
      this->texts_[*columns_[i]] = text;
      const Column<Record>& column = ColumnsOf<Record>()[*columns_[i]];
      if (well_formed) well_formed = this->ParseColumn(column, text, cells[i].column, record);
    }
    return well_formed;
  }

  std::uint32_t ColumnOf(std::string_view field) const override {
    const auto& cells = splitter_.cells();
    for (std::size_t i = 0; i < columns_.size() && i < cells.size(); ++i) {
      if (columns_[i] && ColumnsOf<Record>()[*columns_[i]].name == field) return cells[i].column;
    }
    return 0;
  }

 private:
  const CsvColumns& columns_;
  CsvSplitter splitter_;
};

template <class Record>
class CsvRecords final : public RecordReader<Record> {
 public:
  explicit CsvRecords(ByteSource& source) : source_(source), csv_(source) {}

  Result<void> ReadHeader() {
    if (source_.view().starts_with(kByteOrderMark)) source_.Drop(kByteOrderMark.size());
    RowBatch header;
    const auto read = csv_.Next(header);
    if (!read) return read.error();
    const std::string where = source_.name() + ":1: ";
    if (!*read || header.rows.front().fault) {
      return InvalidArgument(where + "no header row could be read", source_.name());
    }
    const ColumnFinder<Record> finder;
    CsvSplitter splitter;
    std::vector<std::string> seen;
    for (const CsvCell& cell : splitter.Split(header.bytes)) {
      const std::string name = Lower(Trim(cell.text));
      if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
        return InvalidArgument(where + "column '" + name + "' stands twice", source_.name());
      }
      seen.push_back(name);
      columns_.push_back(finder.Find(name));
      if (columns_.back()) continue;
      (IsAadhaarColumn(name) ? notes_.refused : notes_.ignored).push_back(name);
    }
    for (const auto& group : RequiredColumns<Record>()) {
      const bool present = std::any_of(group.begin(), group.end(), [&](std::string_view name) {
        return std::find(seen.begin(), seen.end(), name) != seen.end();
      });
      if (present) continue;
      return InvalidArgument(where + "column '" + JoinNames(group, "' or '") +
                                 "' is missing; the header has " + JoinNames(seen, ", "),
                             source_.name());
    }
    return {};
  }

  Result<bool> Next(RowBatch& batch) override { return csv_.Next(batch); }
  std::unique_ptr<RecordParser<Record>> NewParser() const override {
    return std::make_unique<CsvParser<Record>>(columns_, notes_);
  }

 private:
  ByteSource& source_;
  CsvCutter csv_;
  CsvColumns columns_;
  HeaderNotes notes_;
};

}  // namespace kaam::indexer
