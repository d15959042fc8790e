#include "indexer/cell_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/day.h"
#include "core/privacy.h"
#include "core/utf8.h"
#include "taxonomy/text.h"

namespace kaam::indexer {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view kWhitespace = " \t\r\n";
constexpr std::string_view kCutShort =
    "a spreadsheet has cut the number short: format the column as text and fill it again";

bool IsAllDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(kDigits) == std::string_view::npos;
}

// "1.23457E+11", which a sheet shows for a long number.
bool IsScientific(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  return e != std::string_view::npos && e > 0 && e + 2 < text.size() && text[e + 1] == '+' &&
         IsAllDigits(text.substr(e + 2)) &&
         text.substr(0, e).find_first_not_of("0123456789.") == std::string_view::npos;
}

std::string_view TrimAll(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhitespace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhitespace) - first + 1);
}

ColumnFault ReadDigits(std::string_view text, CheckDigit check, std::string& out) {
  if (IsScientific(text)) return std::string(kCutShort);
  for (const char c : text) {
    if (kWhitespace.find(c) != std::string_view::npos || c == '-' || c == '\'') continue;
    if (c == '+' && out.empty()) continue;
    if (kDigits.find(c) == std::string_view::npos) return "must hold digits alone";
    out += c;
  }
  const bool right = check == CheckDigit::kVerhoeff ? HasVerhoeffCheckDigit(out)
                     : check == CheckDigit::kLuhn   ? HasLuhnCheckDigit(out)
                                                    : true;
  if (!right) return "the check digit is wrong: a digit was mistyped";
  return std::nullopt;
}

// Exact to four decimals, as money and years are written.
ColumnFault ReadNumber(std::string_view text, const ColumnRule& rule, std::string& out) {
  constexpr std::int64_t kOne = 10'000;
  for (const std::string_view sign : {"Rs.", "Rs", "INR", "₹"}) {
    if (text.starts_with(sign)) text = TrimAll(text.substr(sign.size()));
  }
  if (text.ends_with("/-")) text = TrimAll(text.substr(0, text.size() - 2));
  std::string plain;
  for (const char c : text) {
    if (c != ',' && c != ' ') plain += c;
  }
  const std::size_t point = std::min(plain.find('.'), plain.size());
  const std::string whole = plain.substr(0, point);
  std::string part = point < plain.size() ? plain.substr(point + 1) : "0";
  if (!IsAllDigits(whole) || !IsAllDigits(part) || whole.size() > 12 || part.size() > 4) {
    return IsScientific(plain) ? std::string(kCutShort) : "must be a number";
  }
  part.resize(4, '0');
  std::int64_t value = std::stoll(whole) * kOne + std::stoll(part);
  value = value * rule.times / rule.divided_by;
  out = std::to_string(value / kOne);
  if (value % kOne != 0) {
    std::string decimals = std::to_string(kOne + value % kOne).substr(1);
    decimals.resize(decimals.find_last_not_of('0') + 1);
    out += '.' + decimals;
  }
  return std::nullopt;
}

// Three parts of digits, or of a month's name in English.
std::optional<std::array<std::string, 3>> DateParts(std::string_view text) {
  std::array<std::string, 3> parts;
  std::size_t part = 0;
  for (const char c : text) {
    if (c == '/' || c == '-' || c == '.' || c == ' ') {
      if (parts[part].empty()) return std::nullopt;
      if (++part == parts.size()) return std::nullopt;
    } else {
      parts[part] += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
  }
  if (part != 2 || parts[2].empty()) return std::nullopt;
  for (std::string& each : parts) {
    for (std::size_t month = 0; month < kMonths.size(); ++month) {
      if (each.size() < 3 || !each.starts_with(kMonths[month])) continue;
      each = std::to_string(month + 1);
      break;
    }
    if (!IsAllDigits(each)) return std::nullopt;
  }
  return parts;
}

std::optional<Day> DayOfParts(const std::array<std::string, 3>& parts, DateOrder order) {
  const std::string& year = parts[order == DateOrder::kYearMonthDay ? 0 : 2];
  std::string month = parts[order == DateOrder::kMonthDayYear ? 0 : 1];
  std::string day = parts[order == DateOrder::kYearMonthDay   ? 2
                          : order == DateOrder::kMonthDayYear ? 1
                                                              : 0];
  if (month.size() == 1) month.insert(0, 1, '0');
  if (day.size() == 1) day.insert(0, 1, '0');
  return ParseDay(year + '-' + month + '-' + day);
}

ColumnFault ReadDate(std::string_view text, const ColumnRule& rule, bool from_1904,
                     std::string& out) {
  // A time of day behind the date is left out where it is one.
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    const std::size_t gap = text.substr(0, colon).find_last_of(" T");
    if (gap != std::string_view::npos) text = TrimAll(text.substr(0, gap));
  }
  const auto parts = DateParts(text);
  std::string wanted;
  for (const DateOrder order : rule.dates) {
    std::optional<Day> day;
    if (order == DateOrder::kExcelSerial) {
      const std::string_view whole = text.substr(0, text.find('.'));
      std::int64_t serial = 0;
      if (IsAllDigits(whole) && whole.size() <= 7) {
        std::from_chars(whole.data(), whole.data() + whole.size(), serial);
        if (const auto number = DayOfExcelSerial(serial, from_1904)) day = DayFromNumber(*number);
      }
      wanted += wanted.empty() ? "an Excel date" : " or an Excel date";
    } else {
      if (parts) day = DayOfParts(*parts, order);
      wanted += wanted.empty() ? "" : " or ";
      wanted += order == DateOrder::kDayMonthYear   ? "DD/MM/YYYY"
                : order == DateOrder::kMonthDayYear ? "MM/DD/YYYY"
                                                    : "YYYY-MM-DD";
    }
    if (!day) continue;
    out = FormatDay(*day);
    return std::nullopt;
  }
  if (parts && (*parts)[2].size() == 2 && (*parts)[0].size() <= 2) {
    return "the year must have four digits";
  }
  return "must be a date that exists, as " + wanted;
}

ColumnFault ReadCode(std::string_view text, const ColumnRule& rule, std::string& out) {
  auto found = rule.codes.find(text);
  if (found == rule.codes.end()) found = rule.codes.find(FoldedHeader(text));
  if (found == rule.codes.end()) {
    std::string listed;
    for (const auto& [code, value] : rule.codes) {
      constexpr std::size_t kListed = 120;
      if (listed.size() > kListed) break;
      listed += (listed.empty() ? "" : ", ") + code;
    }
    return "is none of the map's codes: " + listed;
  }
  out += found->second;
  return std::nullopt;
}

ColumnFault ReadEntry(const ColumnRule& rule, std::string_view text, bool from_1904,
                      std::string& out) {
  if (!rule.codes.empty()) return ReadCode(text, rule, out);
  if (rule.type == CellType::kText) {
    out = text;
    return std::nullopt;
  }
  const std::string plain = WithPlainDigits(text);
  const std::string_view trimmed = TrimAll(plain);
  switch (rule.type) {
    case CellType::kDigits:
      return ReadDigits(trimmed, rule.check_digit, out);
    case CellType::kNumber:
      return ReadNumber(trimmed, rule, out);
    default:
      return ReadDate(trimmed, rule, from_1904, out);
  }
}

}  // namespace

ColumnFault ReadCell(const ColumnRule& rule, std::string_view text, bool from_1904,
                     std::string& out) {
  out.clear();
  if (rule.split == '\0') return ReadEntry(rule, text, from_1904, out);
  std::string entry;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(rule.split), text.size());
    const std::string_view part = TrimAll(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (part.empty()) continue;
    entry.clear();
    if (auto fault = ReadEntry(rule, part, from_1904, entry)) return fault;
    if (entry.empty()) continue;
    if (!out.empty()) out += ';';
    out += entry;
  }
  return std::nullopt;
}

std::optional<std::int32_t> DayOfExcelSerial(std::int64_t serial, bool from_1904) {
  constexpr std::int64_t kLast = 2'958'465;    // 31 December 9999 in the 1900 system
  constexpr std::int64_t kUnixEpoch = 25'569;  // 1 January 1970 in the 1900 system
  constexpr std::int64_t kBetween = 1'462;     // days between the two systems
  constexpr std::int64_t kNeverWas = 60;       // 29 February 1900
  if (from_1904) serial += kBetween;
  if (serial < 1 || serial > kLast || serial == kNeverWas) return std::nullopt;
  if (serial < kNeverWas) ++serial;
  return static_cast<std::int32_t>(serial - kUnixEpoch);
}

bool HasLuhnCheckDigit(std::string_view digits) {
  if (!IsAllDigits(digits)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
    sum += digit;
  }
  return sum % 10 == 0;
}

std::string WithPlainDigits(std::string_view text) {
  std::string out;
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii || FirstInvalidUtf8(text)) return std::string(text);
  std::size_t end = 0;
  for (const taxonomy::Word& word : taxonomy::SplitWords(text)) {
    out += text.substr(end, word.begin - end);
    out += word.is_number ? std::string_view(word.text)
                          : text.substr(word.begin, word.end - word.begin);
    end = word.end;
  }
  out += text.substr(end);
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  for (std::size_t at = 0; (at = out.find(kNoBreakSpace, at)) != std::string::npos; ++at) {
    out.replace(at, kNoBreakSpace.size(), " ");
  }
  return out;
}

}  // namespace kaam::indexer
