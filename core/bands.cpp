#include "core/bands.h"

#include <algorithm>
#include <chrono>
#include <span>

#include "core/day.h"

namespace kaam {
namespace {

std::uint32_t BandAmong(std::span<const std::uint16_t> edges, std::uint16_t value) {
  const auto above = std::upper_bound(edges.begin(), edges.end(), value);
  return static_cast<std::uint32_t>(above - edges.begin()) - 1;
}

}  // namespace

std::uint32_t ExperienceBand(std::optional<std::uint16_t> months) {
  return months ? BandAmong(kExperienceEdges, *months) : kNoGroup;
}

std::uint32_t WageBand(std::uint16_t day_rupees) {
  return day_rupees == 0 ? kNoGroup : BandAmong(kWageEdges, day_rupees);
}

bool IsFreeOn(std::uint16_t day, std::uint16_t from, std::uint16_t until, std::uint16_t months) {
  if (day < from || (until != 0 && day > until)) return false;
  if (months == 0) return true;
  const std::chrono::year_month_day date{DayFromNumber(day)};
  return (months >> (unsigned{date.month()} - 1) & 1) != 0;
}

}  // namespace kaam
