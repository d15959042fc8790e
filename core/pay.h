// Pay in one unit, so that a wish by the month meets an offer by the day.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/records.pb.h"

namespace kaam {

// What an hour, a week and a month are worth in days, where an opening does not say.
inline constexpr std::uint64_t kHoursADay = 8;
inline constexpr std::uint64_t kDaysAWeek = 6;
inline constexpr std::uint64_t kDaysAMonth = 26;  // the usual divisor of a monthly wage

enum class Rounding : std::uint8_t { kDown, kUp };

// Whole rupees a day, at most 65535, at least 1; 0 for piece rates and no unit, which can't be
// compared. Wishes are rounded up and offers down, so that "meets her wish" is never an artefact.
inline std::uint16_t DayRupees(std::uint64_t paise, records::PayUnit unit, Rounding rounding,
                               std::uint64_t hours_a_day = kHoursADay,
                               std::uint64_t days_a_week = kDaysAWeek) {
  std::uint64_t numerator = paise;
  std::uint64_t denominator = 100;
  switch (unit) {
    case records::PAY_UNIT_HOUR:
      numerator *= hours_a_day;
      break;
    case records::PAY_UNIT_DAY:
      break;
    case records::PAY_UNIT_WEEK:
      denominator *= days_a_week;
      break;
    case records::PAY_UNIT_MONTH:
      denominator *= kDaysAMonth;
      break;
    default:
      return 0;
  }
  if (numerator == 0 || denominator == 0) return 0;
  const std::uint64_t rupees = rounding == Rounding::kUp
                                   ? (numerator + denominator - 1) / denominator
                                   : numerator / denominator;
  return static_cast<std::uint16_t>(std::clamp<std::uint64_t>(rupees, 1, 65535));
}

}  // namespace kaam
