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

template <class Record>
class CsvRecords final : public RecordReader<Record> {
 public:
  using Outcome = typename RecordReader<Record>::Outcome;

  explicit CsvRecords(ByteSource& source) : source_(source), csv_(source) {}

  Result<void> ReadHeader() {
    if (source_.view().starts_with(kByteOrderMark)) source_.Drop(kByteOrderMark.size());
    const auto read = csv_.Next();
    if (!read) return read.error();
    const std::string where = source_.name() + ":1: ";
    if (*read != CsvReader::Outcome::kRow) {
      return InvalidArgument(where + "no header row could be read", source_.name());
    }
    const ColumnFinder<Record> finder;
    std::vector<std::string> seen;
    for (const CsvCell& cell : csv_.cells()) {
      const std::string name = Lower(Trim(cell.text));
      if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
        return InvalidArgument(where + "column '" + name + "' stands twice", source_.name());
      }
      seen.push_back(name);
      columns_.push_back(finder.Find(name));
      if (columns_.back()) continue;
      (IsAadhaarColumn(name) ? this->notes_.refused : this->notes_.ignored).push_back(name);
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

  Result<Outcome> Next(Record& record) override {
    record.Clear();
    this->texts_.assign(ColumnsOf<Record>().size(), {});
    const auto read = csv_.Next();
    if (!read) return read.error();
    if (*read == CsvReader::Outcome::kEnd) return Outcome::kEnd;
    if (*read == CsvReader::Outcome::kFault) {
      this->fault_ = csv_.fault();
      return Outcome::kFault;
    }
    const auto& cells = csv_.cells();
    if (cells.size() != columns_.size()) {
      this->fault_ = {csv_.line(),
                      0,
                      {},
                      "the row has " + std::to_string(cells.size()) + " cells, the header " +
                          std::to_string(columns_.size()),
                      "wrong number of cells"};
      return Outcome::kFault;
    }
    bool well_formed = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string_view text = Trim(cells[i].text);
      if (!columns_[i] || text.empty()) continue;
      this->texts_[*columns_[i]] = text;
      const Column<Record>& column = ColumnsOf<Record>()[*columns_[i]];
      if (well_formed) well_formed = this->ParseColumn(column, text, cells[i].column, record);
    }
    if (well_formed) return Outcome::kRecord;
    this->fault_.line = csv_.line();
    return Outcome::kFault;
  }

  std::uint64_t line() const override { return csv_.line(); }

  std::uint32_t ColumnOf(std::string_view field) const override {
    for (std::size_t i = 0; i < columns_.size() && i < csv_.cells().size(); ++i) {
      if (columns_[i] && ColumnsOf<Record>()[*columns_[i]].name == field) {
        return csv_.cells()[i].column;
      }
    }
    return 0;
  }

 private:
  ByteSource& source_;
  CsvReader csv_;
  std::vector<std::optional<std::size_t>> columns_;  // by column of the input
};

}  // namespace kaam::indexer
