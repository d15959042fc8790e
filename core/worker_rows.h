// A worker's row as it is before a segment takes it apart (core/index_schema.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/index_schema.h"

namespace kaam::schema {

// Puts together the two parts of a row: `detail`, and place `at` of the digests by first
// occupation. `pool` is that of the whole segment.
inline WorkerRow WholeWorker(const WorkerDetail& detail, const DigestGroup& group, std::size_t at,
                             std::span<const std::uint16_t> pool) {
  WorkerRow row;
  static_cast<WorkerDetail&>(row) = detail;
  const std::size_t states = std::size_t{row.pool} + row.skill_count + row.wanted_count;
  for (const std::uint16_t state : pool.subspan(states, row.state_count)) {
    row.move_states |= std::uint64_t{1} << state;
  }
  row.languages = group.languages[at];
  row.place = group.place[at];
  row.move_radius_km = group.move_radius_km[at];
  row.shown_from = group.shown_from[at];
  row.shown_until = group.shown_until[at];
  row.primary_months = group.months[at];
  row.wage_day_rupees = group.wage_day_rupees[at];
  row.requirements = group.requirements[at];
  if ((group.flags[at] & kInsists) != 0) {
    row.must_requirements = pool[states + row.state_count + row.district_count];
  }
  row.confirmed = group.confirmed[at];
  row.target_state = group.target_state[at];
  row.education = group.education[at];
  row.shifts = group.shifts[at];
  return row;
}

}  // namespace kaam::schema
