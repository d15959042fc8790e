// The types of flat-file columns: each reads and writes one kind of value. Private to core.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "core/day.h"
#include "core/record_columns.h"

namespace kaam::columns {

inline std::string_view Trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// Calls `each` with every trimmed, non-empty part of `text` between `separator`s; stops at the
// first fault.
template <class Each>
ColumnFault ForEachPart(std::string_view text, char separator, Each each) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    const std::string_view part = Trim(text.substr(0, end));
    if (!part.empty()) {
      if (ColumnFault fault = each(part)) return fault;
    }
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return std::nullopt;
}

// The parts of one list entry: "S0012:2:certified" gives three. Parts beyond N go into the last.
template <std::size_t N>
std::array<std::string_view, N> SplitEntry(std::string_view entry) {
  std::array<std::string_view, N> parts{};
  for (std::size_t i = 0; i < N; ++i) {
    const std::size_t end = i + 1 < N ? entry.find(':') : std::string_view::npos;
    parts[i] = Trim(entry.substr(0, end));
    if (end == std::string_view::npos) break;
    entry.remove_prefix(end + 1);
  }
  return parts;
}

inline void Separate(std::string& out, std::size_t begin) {
  if (out.size() > begin) out += ';';
}

template <class Number>
std::optional<Number> ParseNumber(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

template <class Number>
void AppendNumber(Number value, std::string& out) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  static_cast<void>(error);  // 24 characters hold any 64-bit number
  out.append(digits.data(), end);
}

struct Text {
  template <class Set>
  static ColumnFault Parse(std::string_view text, Set set) {
    set(text.data(), text.size());
    return std::nullopt;
  }
  static void Format(const std::string& value, std::string& out) { out += value; }
};

template <std::uint64_t kMax>
struct Count {
  template <class Set>
  static ColumnFault Parse(std::string_view text, Set set) {
    const auto value = ParseNumber<std::uint64_t>(text);
    if (!value || *value > kMax) {
      return "must be a whole number from 0 to " + std::to_string(kMax);
    }
    set(static_cast<std::conditional_t<(kMax > 0xFFFFFFFFU), std::uint64_t, std::uint32_t>>(
        *value));
    return std::nullopt;
  }
  static void Format(std::uint64_t value, std::string& out) { AppendNumber(value, out); }
};

struct Date {
  template <class Set>
  static ColumnFault Parse(std::string_view text, Set set) {
    const auto day = ParseDay(text);
    if (!day) return "must be a date that exists, as YYYY-MM-DD";
    set(DayNumber(*day));
    return std::nullopt;
  }
  static void Format(std::int32_t value, std::string& out) {
    out += FormatDay(DayFromNumber(value));
  }
};

// Rupees in the file, paise in the record; at most one crore rupees.
struct Rupees {
  template <class Set>
  static ColumnFault Parse(std::string_view text, Set set) {
    const std::size_t point = text.find('.');
    const auto rupees = ParseNumber<std::uint32_t>(text.substr(0, point));
    std::uint32_t paise = 0;
    bool well_formed = rupees && *rupees <= 10'000'000;
    if (point != std::string_view::npos) {
      const std::string_view decimals = text.substr(point + 1);
      const auto value = ParseNumber<std::uint32_t>(decimals);
      well_formed = well_formed && value && (decimals.size() == 1 || decimals.size() == 2);
      if (well_formed) paise = decimals.size() == 1 ? *value * 10 : *value;
    }
    if (!well_formed) return "must be an amount in rupees, such as 650 or 650.50";
    set(std::uint64_t{*rupees} * 100 + paise);
    return std::nullopt;
  }
  static void Format(std::uint64_t paise, std::string& out) {
    AppendNumber(paise / 100, out);
    if (paise % 100 != 0) {
      out += '.';
      out += static_cast<char>('0' + paise % 100 / 10);
      out += static_cast<char>('0' + paise % 10);
    }
  }
};

struct YesNo {
  template <class Set>
  static ColumnFault Parse(std::string_view text, Set set) {
    if (text == "yes")
      set(true);
    else if (text == "no")
      set(false);
    else
      return "must be yes or no";
    return std::nullopt;
  }
  static void Format(bool value, std::string& out) { out += value ? "yes" : "no"; }
};

// A Protobuf enum as the lower-case rest of its value names: GENDER_FEMALE is "female" with the
// prefix "GENDER_".
template <class Traits>
struct Word {
  using Value = typename Traits::Value;

  static std::optional<Value> Find(std::string_view text) {
    for (int i = 1; i <= Traits::kMax; ++i) {
      const std::string& name = Traits::Name(static_cast<Value>(i));
      if (IsWordOf(name, text)) return static_cast<Value>(i);
    }
    return std::nullopt;
  }

  static ColumnFault Fault() {
    std::string out = "must be one of";
    for (int i = 1; i <= Traits::kMax; ++i) {
      out += i == 1 ? " " : ", ";
      Format(i, out);
    }
    return out;
  }

  // Whether `text` is the rest of the value's name, in lower case.
  static bool IsWordOf(std::string_view name, std::string_view text) {
    if (name.size() != Traits::kPrefix.size() + text.size()) return false;
    name.remove_prefix(Traits::kPrefix.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = name[i];
      if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != text[i]) return false;
    }
    return true;
  }

  template <class Set>
  static ColumnFault Parse(std::string_view text, Set set) {
    const auto value = Find(text);
    if (!value) return Fault();
    set(*value);
    return std::nullopt;
  }

  // Takes int, as repeated enum fields iterate.
  static void Format(int value, std::string& out) {
    const std::string& name = Traits::Name(static_cast<Value>(value));
    for (std::size_t i = Traits::kPrefix.size(); i < name.size(); ++i) {
      const char c = name[i];
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
};

#define KAAM_ENUM_WORD(Enum, Alias, prefix)                                     \
  struct Alias##Traits {                                                        \
    using Value = records::Enum;                                                \
    static constexpr std::string_view kPrefix = prefix;                         \
    static constexpr int kMax = records::Enum##_MAX;                            \
    static const std::string& Name(Value v) { return records::Enum##_Name(v); } \
  };                                                                            \
  using Alias = Word<Alias##Traits>

KAAM_ENUM_WORD(Gender, GenderWord, "GENDER_");
KAAM_ENUM_WORD(UanKind, UanKindWord, "UAN_KIND_");
KAAM_ENUM_WORD(PayUnit, PayUnitWord, "PAY_UNIT_");
KAAM_ENUM_WORD(Amenity, AmenityWord, "AMENITY_");
KAAM_ENUM_WORD(Shift, ShiftWord, "SHIFT_");
KAAM_ENUM_WORD(ConsentPurpose, ConsentPurposeWord, "CONSENT_PURPOSE_");
KAAM_ENUM_WORD(ConsentChannel, ConsentChannelWord, "CONSENT_CHANNEL_");
KAAM_ENUM_WORD(OpeningStatus, OpeningStatusWord, "OPENING_STATUS_");
#undef KAAM_ENUM_WORD

// A list of values of one scalar type.
template <class Element>
struct ListOf {
  template <class Add>
  static ColumnFault Parse(std::string_view text, Add add) {
    return ForEachPart(text, ';', [&](std::string_view part) { return Element::Parse(part, add); });
  }
  template <class Values>
  static void Format(const Values& values, std::string& out) {
    const std::size_t begin = out.size();
    for (const auto& value : values) {
      Separate(out, begin);
      Element::Format(value, out);
    }
  }
};

}  // namespace kaam::columns
