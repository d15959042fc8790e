// How the columns of a sheet become fields: what a State declares in a file of its own, in TOML or
// JSON. Nothing about a sheet is guessed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace kaam::indexer {

enum class CellType : std::uint8_t {
  kText,    // as it stands
  kDigits,  // a number that names something: blanks and hyphens between its digits do not count
  kNumber,  // an amount: thousands separators and a sign of the rupee do not count
  kDate
};

enum class DateOrder : std::uint8_t { kDayMonthYear, kMonthDayYear, kYearMonthDay, kExcelSerial };

enum class CheckDigit : std::uint8_t { kNone, kVerhoeff, kLuhn };

// How the cells of one column are read.
struct ColumnRule {
  std::string field;                 // column of the table of core/record_columns.h
  std::vector<std::string> headers;  // any one of them, as written in the map
  bool required = false;
  CellType type = CellType::kText;
  std::vector<DateOrder> dates;
  std::uint32_t times = 1;       // what a number is multiplied by to be in the field's unit
  std::uint32_t divided_by = 1;  // likewise
  std::map<std::string, std::string, std::less<>> codes;  // folded cell -> value; empty: no list
  char split = '\0';                                      // between the entries of a list
  CheckDigit check_digit = CheckDigit::kNone;
};

// Immutable; threads may share it.
class ColumnMap {
 public:
  // Reads a file, or one of ../share/kaam/maps when `name` is a bare name ("eshram").
  // kInvalidArgument naming the entry that is wrong and what is nearest to it; kNotFound.
  static Result<ColumnMap> Load(const std::filesystem::path& name);

  // The same of text; `name` stands in messages.
  static Result<ColumnMap> Parse(std::string_view text, const std::string& name);

  const std::string& name() const { return name_; }
  const std::vector<ColumnRule>& rules() const { return rules_; }
  // Absent for a header that the map does not know. Case, spaces and punctuation do not count.
  const ColumnRule* Find(std::string_view header) const;
  // The header of the map that is written most like `header`; empty when none is near.
  std::string NearestHeader(std::string_view header) const;

  // Values that every row has, by field: a value may be empty, which says that there is none.
  const std::vector<std::pair<std::string, std::string>>& fixed() const { return fixed_; }
  std::uint32_t header_row() const { return header_row_; }  // 1-based
  char separator() const { return separator_; }             // of CSV
  // The sheets of a workbook to read; empty: all that are not hidden.
  const std::vector<std::string>& sheets() const { return sheets_; }

 private:
  friend class ColumnMapReader;

  std::string name_;
  std::vector<ColumnRule> rules_;
  std::map<std::string, std::size_t, std::less<>> by_header_;  // folded
  std::vector<std::pair<std::string, std::string>> fixed_;
  std::vector<std::string> sheets_;
  std::uint32_t header_row_ = 1;
  char separator_ = ',';
};

// A header or a code as it is compared: NFKC, lower case, words and numbers with one space between.
std::string FoldedHeader(std::string_view text);

// The one of `names` that is written most like `name`; empty when none is within a third of it.
std::string NearestName(std::string_view name, const std::vector<std::string>& names);

}  // namespace kaam::indexer
