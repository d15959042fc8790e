// Which field each column of a sheet fills: what its header row says, by the names of the table or
// by a column map.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/privacy.h"
#include "indexer/cell_rules.h"
#include "indexer/column_finder.h"
#include "indexer/column_map.h"
#include "indexer/record_reader.h"

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

// "C" for the third column, as spreadsheets name them.
inline std::string ColumnLetters(std::size_t column) {
  std::string out;
  for (std::size_t rest = column; rest > 0; rest = (rest - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return out;
}

struct SheetLayout {
  struct Field {
    std::size_t column = 0;            // of the table
    const ColumnRule* rule = nullptr;  // without a map: as core/record_columns.h has it
  };
  std::vector<std::string> headers;                        // as written
  std::vector<std::optional<Field>> columns;               // of the sheet; absent: not read
  std::vector<std::pair<std::size_t, std::string>> fixed;  // column of the table and its value
  HeaderNotes notes;
  bool is_workbook = false;  // faults name a cell's column by its number, not its byte
  bool from_1904 = false;    // how its dates count
};

// What a date of a workbook is read by when no map says how.
inline const ColumnRule& WorkbookDate() {
  static const ColumnRule rule = [] {
    ColumnRule out;
    out.type = CellType::kDate;
    out.dates = {DateOrder::kYearMonthDay, DateOrder::kExcelSerial};
    return out;
  }();
  return rule;
}

// Reads header rows. One use each.
template <class Record>
class HeaderReader {
 public:
  // `where` ("file:1: ") begins messages; `map` may be null.
  HeaderReader(std::string file, std::string where, const ColumnMap* map, bool is_workbook)
      : file_(std::move(file)), where_(std::move(where)), map_(map) {
    layout_.is_workbook = is_workbook;
  }

  // kInvalidArgument for a column that stands twice, two columns of one field, and a field that
  // must be there and is not, with the header that is nearest to it.
  Result<SheetLayout> Read(std::span<const std::string_view> cells) {
    for (const std::string_view cell : cells) {
      if (auto added = AddColumn(Trim(cell)); !added) return added.error();
    }
    if (map_ != nullptr) {
      for (const auto& [field, value] : map_->fixed()) {
        if (auto filled = Fill(field, "the map's fixed value"); !filled) return filled.error();
        if (!value.empty()) layout_.fixed.emplace_back(*finder_.Find(field), value);
      }
    }
    if (auto complete = CheckComplete(); !complete) return complete.error();
    return std::move(layout_);
  }

 private:
  Error Fault(const std::string& what, std::vector<std::string> nearest = {}) const {
    return UnknownCode(where_ + what, file_, std::move(nearest));
  }

  Result<void> AddColumn(std::string_view header) {
    const std::string name = map_ == nullptr ? Lower(header) : FoldedHeader(header);
    const std::string place = "column " + ColumnLetters(layout_.columns.size() + 1);
    const auto before = std::find(seen_.begin(), seen_.end(), name);
    if (!name.empty() && before != seen_.end()) {
      return Fault("column '" + MaskAadhaar(header) + "' stands twice, in " + place + " and " +
                   ColumnLetters(static_cast<std::size_t>(before - seen_.begin()) + 1));
    }
    seen_.push_back(name);
    layout_.headers.emplace_back(header);
    std::optional<SheetLayout::Field> field;
    if (map_ == nullptr) {
      if (const auto column = finder_.Find(name)) {
        field = {*column, layout_.is_workbook && IsDate(*column) ? &WorkbookDate() : nullptr};
      }
    } else if (const ColumnRule* rule = map_->Find(header)) {
      field = {*finder_.Find(rule->field), rule};
    }
    if (field) {
      const auto filled =
          Fill(ColumnsOf<Record>()[field->column].name, "'" + std::string(header) + "'");
      if (!filled) return filled;
    } else if (!name.empty()) {
      auto& list = IsAadhaarColumn(Lower(header)) ? layout_.notes.refused : layout_.notes.ignored;
      list.push_back(map_ == nullptr ? name : std::string(header));
    }
    layout_.columns.push_back(field);
    return {};
  }

  static bool IsDate(std::size_t column) {
    const std::string_view name = ColumnsOf<Record>()[column].name;
    static constexpr std::string_view kDates[] = {"birth_date",     "confirmed",       "start_date",
                                                  "available_from", "available_until", "posted",
                                                  "valid_through"};
    return name.ends_with("_as_of") ||
           std::find(std::begin(kDates), std::end(kDates), name) != std::end(kDates);
  }

  Result<void> Fill(std::string_view field, const std::string& by) {
    for (const auto& [filled, with] : filled_) {
      if (filled != field) continue;
      return Fault(with + " and " + by + " both give " + std::string(field));
    }
    filled_.emplace_back(field, by);
    return {};
  }

  bool IsFilled(std::string_view field) const {
    return std::any_of(filled_.begin(), filled_.end(),
                       [&](const auto& one) { return one.first == field; });
  }

  Result<void> CheckComplete() const {
    if (map_ != nullptr) {
      for (const ColumnRule& rule : map_->rules()) {
        if (rule.required && !IsFilled(rule.field)) return Missing({rule.field});
      }
    }
    for (const auto& group : RequiredColumns<Record>()) {
      const bool present = std::any_of(group.begin(), group.end(),
                                       [&](std::string_view name) { return IsFilled(name); });
      if (!present) return Missing(group);
    }
    return {};
  }

  Error Missing(const std::vector<std::string_view>& fields) const {
    std::vector<std::string> wanted;  // headers that would do
    for (const std::string_view field : fields) {
      if (map_ == nullptr) wanted.emplace_back(field);
      for (const ColumnRule& rule : map_ == nullptr ? std::vector<ColumnRule>() : map_->rules()) {
        if (rule.field == field)
          wanted.insert(wanted.end(), rule.headers.begin(), rule.headers.end());
      }
    }
    std::string what;
    if (wanted.empty()) {
      what = "neither a column nor a fixed value of the map gives '" + JoinNames(fields, "' or '") +
             "'";
    } else {
      what = "column '" + JoinNames(wanted, "' or '") + "' is missing";
    }
    const auto& others = map_ == nullptr ? seen_ : layout_.notes.ignored;
    std::string nearest;
    for (std::size_t i = 0; i < wanted.size() && nearest.empty(); ++i) {
      nearest = NearestName(wanted[i], others);
    }
    if (!nearest.empty()) what += "; is '" + MaskAadhaar(nearest) + "' meant for it?";
    return Fault(what + " The header has: " + MaskAadhaar(JoinNames(layout_.headers, ", ")),
                 nearest.empty() ? std::vector<std::string>() : std::vector{nearest});
  }

  std::string file_;
  std::string where_;
  const ColumnMap* map_;
  ColumnFinder<Record> finder_;
  SheetLayout layout_;
  std::vector<std::string> seen_;
  std::vector<std::pair<std::string, std::string>> filled_;  // field, and what gives it
};

}  // namespace kaam::indexer
