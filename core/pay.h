// Pay in one unit, so that a wish by the month meets an offer by the piece.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/records.pb.h"

namespace kaam {

// How much is worked where nothing is said. A month has 52/12 weeks, which makes 26 days of six a
// week: the usual divisor of a monthly wage.
inline constexpr std::uint64_t kHoursADay = 8;
inline constexpr std::uint64_t kDaysAWeek = 6;
inline constexpr std::uint64_t kWeeksAYear = 52;
inline constexpr std::uint64_t kMonthsAYear = 12;
inline constexpr std::uint64_t kDaysAMonth = kWeeksAYear * kDaysAWeek / kMonthsAYear;

struct WorkTime {
  std::uint64_t hours_a_day = kHoursADay;
  std::uint64_t days_a_week = kDaysAWeek;
  std::uint64_t pieces_a_day = 0;  // 0: not known
};

enum class Rounding : std::uint8_t { kDown, kUp };

// Whole rupees a day, at most 65535, at least 1; 0 for no unit and for a piece rate whose pieces a
// day are not known, which can't be compared. Wishes are rounded up and offers down, so that "meets
// her wish" is never an artefact. `paise` up to 10^12, `time` up to 10^4.
inline std::uint16_t DayRupees(std::uint64_t paise, records::PayUnit unit, Rounding rounding,
                               const WorkTime& time = {}) {
  std::uint64_t numerator = paise;
  std::uint64_t denominator = 100;
  switch (unit) {
    case records::PAY_UNIT_HOUR:
      numerator *= time.hours_a_day;
      break;
    case records::PAY_UNIT_DAY:
      break;
    case records::PAY_UNIT_WEEK:
      denominator *= time.days_a_week;
      break;
    case records::PAY_UNIT_MONTH:
      numerator *= kMonthsAYear;
      denominator *= kWeeksAYear * time.days_a_week;
      break;
    case records::PAY_UNIT_PIECE:
      numerator *= time.pieces_a_day;
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
