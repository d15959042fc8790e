// How one language writes numbers and lists, and which plural it puts behind a number: what ICU
// knows.
#pragma once

#include <unicode/plurrule.h>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace kaam::matcher {

// Immutable; threads may share it.
class LocaleFormat {
 public:
  // As people in India write `language` (a BCP-47 tag): Urdu with its own digits, Hindi with Latin
  // ones. kInvalidArgument when ICU knows nothing of the language.
  static Result<LocaleFormat> For(const std::string& language);

  // "1,200" or "१,२००".
  void AppendNumber(std::uint32_t number, std::string& out) const;

  // "a, b and c"; empty for no items.
  std::string Join(std::span<const std::string_view> items) const;

  // "one", "few" ... "other" (CLDR's cardinal plurals).
  std::string_view PluralOf(std::uint32_t number) const;

 private:
  LocaleFormat() = default;
  std::string_view AskPluralOf(std::uint32_t number) const;

  std::array<std::string, 10> digits_;
  std::string group_;
  std::uint32_t first_group_ = 3;  // digits of the last group of a number, and of the others
  std::uint32_t other_groups_ = 3;
  // What stands before, between and after two items; and four: before, 1-2, 2-3, 3-4, after.
  std::array<std::string, 3> pair_;
  std::array<std::string, 5> list_;
  std::shared_ptr<const icu::PluralRules> plurals_;
  std::array<std::string_view, 128> small_plurals_;  // of the numbers that sentences mostly hold
};

}  // namespace kaam::matcher
