// Civil days in India. A Day is the number of days since 1970-01-01; time of day plays no part in
// matching, so no room needs more.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kaam {

using Day = std::chrono::sys_days;

constexpr Day DayFromNumber(std::int32_t number) { return Day{std::chrono::days{number}}; }
constexpr std::int32_t DayNumber(Day day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

// "2026-11-22". Absent for anything else, impossible dates (2026-02-30) included.
std::optional<Day> ParseDay(std::string_view text);
std::string FormatDay(Day day);

// Today in India (UTC+5:30, no summer time). The only clock in matching; called in main files only.
Day TodayInIndia();

// The day on which somebody born on `birth` turns `years`; born on 29 February: 1 March.
Day Birthday(Day birth, int years);

// 16-bit days for index rows: 1970-01-02 .. 2149-06-05 as 1..65534. 0 means absent and 65535 means
// "without end"; days outside are clamped.
inline constexpr std::uint16_t kDay16Absent = 0;
inline constexpr std::uint16_t kDay16Never = 0xFFFF;
constexpr std::uint16_t ToDay16(Day day) {
  const std::int32_t number = DayNumber(day);
  if (number < 1) return 1;
  if (number > 65534) return 65534;
  return static_cast<std::uint16_t>(number);
}

}  // namespace kaam
