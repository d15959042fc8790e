#include "indexer/column_map.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <sstream>

#include "core/generation.h"
#include "core/record_columns.h"
#include "indexer/cell_rules.h"
#include "taxonomy/spelling_distance.h"
#include "taxonomy/text.h"

namespace kaam::indexer {
namespace {

namespace json = boost::json;

template <class Value, std::size_t N>
using Words = std::array<std::pair<std::string_view, Value>, N>;

constexpr Words<CellType, 4> kTypes = {{{"text", CellType::kText},
                                        {"digits", CellType::kDigits},
                                        {"number", CellType::kNumber},
                                        {"date", CellType::kDate}}};
constexpr Words<DateOrder, 4> kOrders = {{{"dmy", DateOrder::kDayMonthYear},
                                          {"mdy", DateOrder::kMonthDayYear},
                                          {"ymd", DateOrder::kYearMonthDay},
                                          {"excel", DateOrder::kExcelSerial}}};
constexpr Words<CheckDigit, 2> kCheckDigits = {
    {{"verhoeff", CheckDigit::kVerhoeff}, {"luhn", CheckDigit::kLuhn}}};
constexpr Words<char, 3> kSeparators = {{{"comma", ','}, {"tab", '\t'}, {"semicolon", ';'}}};

// What a unit means for the fields that end so.
struct Unit {
  std::string_view field_end;
  std::string_view name;
  std::uint32_t times;
  std::uint32_t divided_by;
};
constexpr std::array<Unit, 6> kUnits = {{{"_months", "months", 1, 1},
                                         {"_months", "years", 12, 1},
                                         {"wage", "rupees", 1, 1},
                                         {"wage", "paise", 1, 100},
                                         {"_km", "km", 1, 1},
                                         {"_km", "metres", 1, 1000}}};

constexpr std::array<std::string_view, 5> kTopKeys = {"column", "fixed", "header_row", "separator",
                                                      "sheets"};
constexpr std::array<std::string_view, 9> kColumnKeys = {
    "field", "headers", "required", "type", "date", "unit", "codes", "split", "check_digit"};

template <class Names>
std::string Listed(const Names& names) {
  std::string out;
  for (const auto& name : names) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

template <class Value, std::size_t N>
std::string Listed(const Words<Value, N>& words) {
  std::array<std::string_view, N> names;
  std::transform(words.begin(), words.end(), names.begin(), [](const auto& w) { return w.first; });
  return Listed(names);
}

std::vector<std::string> FieldNames() {
  std::vector<std::string> names;
  for (const auto& column : WorkerColumns()) names.emplace_back(column.name);
  return names;
}

const Column<records::Worker>* FindField(std::string_view name) {
  const auto columns = WorkerColumns();
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const auto& column) { return column.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

// A value of TOML or JSON as the text of a cell.
std::optional<std::string> ScalarText(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_bool()) return std::string(value.get_bool() ? "yes" : "no");
  if (value.is_number()) return json::serialize(value);
  return std::nullopt;
}

}  // namespace

// Reads one map; stops at the first thing that is wrong.
class ColumnMapReader {
 public:
  explicit ColumnMapReader(const std::string& name) { map_.name_ = name; }

  Result<ColumnMap> Read(const json::object& top) {
    for (const auto& entry : top) {
      if (auto known = CheckKey(entry.key(), kTopKeys, ""); !known) return known.error();
    }
    for (const auto& read : {ReadHeaderRow(top), ReadSeparator(top), ReadSheets(top),
                             ReadFixed(top), ReadColumns(top)}) {
      if (!read) return read.error();
    }
    return std::move(map_);
  }

 private:
  Error Fault(const std::string& what) const {
    return InvalidArgument("column map " + map_.name_ + ": " + what, map_.name_);
  }

  template <class Keys>
  Result<void> CheckKey(std::string_view key, const Keys& keys, const std::string& where) const {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return {};
    return Fault(where + "'" + std::string(key) + "' is not one of " + Listed(keys));
  }

  template <class Value, std::size_t N>
  Result<void> Choose(const json::value& value, const Words<Value, N>& words,
                      const std::string& where, Value& out) const {
    const std::string text = ScalarText(value).value_or("");
    for (const auto& [word, meaning] : words) {
      if (word != text) continue;
      out = meaning;
      return {};
    }
    return Fault(where + " '" + text + "' is not one of " + Listed(words));
  }

  Result<void> ReadHeaderRow(const json::object& top) {
    const auto* value = top.if_contains("header_row");
    if (value == nullptr) return {};
    if (!value->is_int64() || value->get_int64() < 1 || value->get_int64() > 1000) {
      return Fault("header_row must be a number from 1 to 1000");
    }
    map_.header_row_ = static_cast<std::uint32_t>(value->get_int64());
    return {};
  }

  Result<void> ReadSeparator(const json::object& top) {
    const auto* value = top.if_contains("separator");
    if (value == nullptr) return {};
    return Choose(*value, kSeparators, "separator", map_.separator_);
  }

  Result<void> ReadSheets(const json::object& top) {
    const auto* value = top.if_contains("sheets");
    return value == nullptr ? Result<void>() : ReadTexts(*value, "sheets", map_.sheets_);
  }

  Result<void> ReadTexts(const json::value& value, const std::string& where,
                         std::vector<std::string>& out) const {
    if (value.is_string()) {
      out.emplace_back(value.get_string());
      return {};
    }
    if (!value.is_array() || value.get_array().empty()) return Fault(where + " must be texts");
    for (const json::value& element : value.get_array()) {
      if (!element.is_string()) return Fault(where + " must be texts");
      out.emplace_back(element.get_string());
    }
    return {};
  }

  Result<void> CheckField(const std::string& field, const std::string& where) const {
    if (FindField(field) != nullptr) return {};
    const std::string nearest = NearestName(field, FieldNames());
    return Fault(where + "'" + field + "' is no field" +
                 (nearest.empty() ? "" : "; nearest: " + nearest));
  }

  // Whether the field takes the value.
  Result<void> CheckValue(const std::string& field, const std::string& value,
                          const std::string& where) const {
    records::Worker worker;
    if (value.empty()) return {};
    const auto fault = FindField(field)->parse(value, worker);
    if (!fault) return {};
    return Fault(where + "'" + value + "' is nothing that " + field + " takes: " + *fault);
  }

  Result<void> ReadFixed(const json::object& top) {
    const auto* value = top.if_contains("fixed");
    if (value == nullptr) return {};
    if (!value->is_object()) return Fault("fixed must be a table of fields and values");
    for (const auto& [key, element] : value->get_object()) {
      const std::string field(key);
      if (auto known = CheckField(field, "fixed: "); !known) return known;
      const auto text = ScalarText(element);
      if (!text) return Fault("fixed: " + field + " must be one value");
      if (auto fits = CheckValue(field, *text, "fixed: "); !fits) return fits;
      map_.fixed_.emplace_back(field, *text);
    }
    return {};
  }

  Result<void> ReadColumns(const json::object& top) {
    const auto* value = top.if_contains("column");
    if (value == nullptr || !value->is_array()) {
      return Fault("there is no [[column]]: each names a field and its headers");
    }
    for (const json::value& element : value->get_array()) {
      if (!element.is_object()) return Fault("a column must be a table");
      if (auto read = ReadColumn(element.get_object()); !read) return read;
    }
    return {};
  }

  Result<void> ReadColumn(const json::object& entry) {
    ColumnRule rule;
    if (const auto* field = entry.if_contains("field")) {
      rule.field = ScalarText(*field).value_or("");
    }
    const std::string where = "column '" + rule.field + "': ";
    for (const auto& key : entry) {
      if (auto known = CheckKey(key.key(), kColumnKeys, where); !known) return known;
    }
    if (auto known = CheckField(rule.field, "column "); !known) return known;
    if (const auto* headers = entry.if_contains("headers"); headers != nullptr) {
      if (auto read = ReadTexts(*headers, where + "headers", rule.headers); !read) return read;
    } else {
      return Fault(where + "headers are missing");
    }
    if (const auto* required = entry.if_contains("required")) {
      if (!required->is_bool()) return Fault(where + "required must be true or false");
      rule.required = required->get_bool();
    }
    if (auto read = ReadType(entry, where, rule); !read) return read;
    if (auto read = ReadCodes(entry, where, rule); !read) return read;
    for (const std::string& header : rule.headers) {
      const std::string folded = FoldedHeader(header);
      if (folded.empty()) return Fault(where + "a header must hold letters or digits");
      const auto [known, is_new] = map_.by_header_.emplace(folded, map_.rules_.size());
      if (!is_new) return Fault(where + "the header '" + header + "' stands twice in the map");
    }
    map_.rules_.push_back(std::move(rule));
    return {};
  }

  Result<void> ReadType(const json::object& entry, const std::string& where,
                        ColumnRule& rule) const {
    if (const auto* type = entry.if_contains("type")) {
      if (auto read = Choose(*type, kTypes, where + "type", rule.type); !read) return read;
    }
    if (const auto* check = entry.if_contains("check_digit")) {
      if (auto read = Choose(*check, kCheckDigits, where + "check_digit", rule.check_digit);
          !read) {
        return read;
      }
    }
    if (const auto* split = entry.if_contains("split")) {
      const std::string text = ScalarText(*split).value_or("");
      if (text.size() != 1) return Fault(where + "split must be one character");
      rule.split = text[0];
    }
    return rule.type == CellType::kDate ? ReadDates(entry, where, rule)
                                        : ReadUnit(entry, where, rule);
  }

  Result<void> ReadDates(const json::object& entry, const std::string& where,
                         ColumnRule& rule) const {
    const auto* date = entry.if_contains("date");
    if (date == nullptr) return Fault(where + "a date needs its order: date = \"dmy\"");
    std::vector<std::string> orders;
    if (auto read = ReadTexts(*date, where + "date", orders); !read) return read;
    for (const std::string& order : orders) {
      if (auto read =
              Choose(json::value(order), kOrders, where + "date", rule.dates.emplace_back());
          !read) {
        return read;
      }
    }
    const auto has = [&](DateOrder order) {
      return std::find(rule.dates.begin(), rule.dates.end(), order) != rule.dates.end();
    };
    if (has(DateOrder::kDayMonthYear) && has(DateOrder::kMonthDayYear)) {
      return Fault(where + "dmy and mdy can't be told apart: give one of them");
    }
    return {};
  }

  Result<void> ReadUnit(const json::object& entry, const std::string& where,
                        ColumnRule& rule) const {
    const auto* unit = entry.if_contains("unit");
    if (unit == nullptr) return {};
    const std::string name = ScalarText(*unit).value_or("");
    std::vector<std::string_view> known;
    for (const Unit& one : kUnits) {
      if (!rule.field.ends_with(one.field_end)) continue;
      known.push_back(one.name);
      if (one.name != name) continue;
      if (rule.type != CellType::kNumber) return Fault(where + "a unit needs type = \"number\"");
      rule.times = one.times;
      rule.divided_by = one.divided_by;
      return {};
    }
    if (known.empty()) return Fault(where + "the field has no unit");
    return Fault(where + "unit '" + name + "' is not one of " + Listed(known));
  }

  Result<void> ReadCodes(const json::object& entry, const std::string& where,
                         ColumnRule& rule) const {
    const auto* codes = entry.if_contains("codes");
    if (codes == nullptr) return {};
    if (!codes->is_object()) return Fault(where + "codes must be a table");
    for (const auto& [key, element] : codes->get_object()) {
      const auto text = ScalarText(element);
      if (!text) return Fault(where + "a code must give one value");
      if (auto fits = CheckValue(rule.field, *text, where); !fits) return fits;
      if (!rule.codes.emplace(FoldedHeader(std::string_view(key)), *text).second) {
        return Fault(where + "the code '" + std::string(key) + "' stands twice");
      }
    }
    return {};
  }

  ColumnMap map_;
};

std::string FoldedHeader(std::string_view text) {
  std::string out;
  for (const taxonomy::Word& word : taxonomy::SplitWords(text)) {
    if (!out.empty()) out += ' ';
    out += word.text;
  }
  return out;
}

std::string NearestName(std::string_view name, const std::vector<std::string>& names) {
  const std::string folded = FoldedHeader(name);
  auto least = static_cast<unsigned>(folded.size() / 3 + 1);
  std::string nearest;
  for (const std::string& other : names) {
    const unsigned distance = taxonomy::EditDistance(folded, FoldedHeader(other), least);
    if (distance >= least) continue;
    least = distance;
    nearest = other;
  }
  return nearest;
}

Result<ColumnMap> ColumnMap::Parse(std::string_view text, const std::string& name) {
  const auto fault = [&](const std::string& what, auto line) {
    return InvalidArgument("column map " + name + ":" + std::to_string(line) + ": " + what, name);
  };
  std::string as_json{text};
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text[first] != '{') {
    std::ostringstream out;
    try {
      out << toml::json_formatter(toml::parse(text));
    } catch (const toml::parse_error& error) {
      return fault(std::string(error.description()), error.source().begin.line);
    }
    as_json = out.str();
  }
  json::error_code failed;
  const json::value value = json::parse(as_json, failed);
  if (failed || !value.is_object()) return fault("not a JSON object: " + failed.message(), 1);
  return ColumnMapReader(name).Read(value.get_object());
}

Result<ColumnMap> ColumnMap::Load(const std::filesystem::path& name) {
  std::filesystem::path path = name;
  if (!name.has_extension() && !name.has_parent_path()) {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    path = program.parent_path().parent_path() / "share/kaam/maps" / (name.string() + ".toml");
    if (!std::filesystem::exists(path, failed)) {
      return NotFound("there is no column map '" + name.string() +
                          "': give a .toml or .json file, or eshram or bocw",
                      name);
    }
  }
  const auto text = ReadWholeFile(path);
  if (!text) return text.error();
  return Parse(*text, path.string());
}

const ColumnRule* ColumnMap::Find(std::string_view header) const {
  const auto found = by_header_.find(FoldedHeader(header));
  return found == by_header_.end() ? nullptr : &rules_[found->second];
}

std::string ColumnMap::NearestHeader(std::string_view header) const {
  std::vector<std::string> names;
  for (const ColumnRule& rule : rules_) {
    names.insert(names.end(), rule.headers.begin(), rule.headers.end());
  }
  return NearestName(header, names);
}

}  // namespace kaam::indexer
