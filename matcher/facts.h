// The two sides of a match as scoring sees them. What is not here can't be ranked on: no name, no
// sex, no caste, no religion, no income, no marital status, no age.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

#include "core/geo.h"
#include "core/ids.h"
#include "core/index_schema.h"
#include "matcher/scoring.h"
#include "taxonomy/occupations.h"
#include "taxonomy/resolver.h"

namespace kaam::matcher {

// Somewhere on the map, with what it covers: a district asked for is near everywhere inside it.
struct Spot {
  GeoPoint point;
  taxonomy::Extent extent = taxonomy::Extent::kPoint;
  std::uint16_t district = 0;  // LGD; 0 unknown
  std::uint8_t state = 0;      // LGD; 0 unknown
  friend bool operator==(const Spot&, const Spot&) = default;
};

// 0 inside the district or State that either spot covers, else metres between the points.
Metres SpotDistance(const Spot& a, const Spot& b);

struct AskedSkill {
  SkillId skill;
  std::uint16_t weight = 1;  // 1..100
  std::uint8_t level = 0;    // 0 none asked, 1..3
  bool must = false;
  friend bool operator==(const AskedSkill&, const AskedSkill&) = default;
};

// What one side rules out in the other. Spans are borrowed.
struct MustNot {
  std::span<const taxonomy::Occupations::Range> trades;
  std::span<const SkillId> skills;

  bool empty() const { return trades.empty() && skills.empty(); }
  bool HasTrade(OccupationId id) const {
    return std::any_of(trades.begin(), trades.end(),
                       [&](const auto& range) { return range.contains(id); });
  }
  bool HasSkill(SkillId id) const {
    return std::find(skills.begin(), skills.end(), id) != skills.end();
  }
};

// What an opening asks and offers. Spans are borrowed.
struct OpeningFacts {
  std::span<const OccupationId> trades;  // any of them will do; empty: any trade
  std::span<const Spot> sites;           // empty: nowhere in particular
  std::span<const AskedSkill> skills;
  std::uint16_t pay_day_rupees = 0;
  std::uint16_t offers = 0;
  std::uint16_t offers_not = 0;
  std::uint8_t shift = 0;
  std::uint16_t experience_months = 0;
  std::uint8_t education = 0;
  std::uint32_t languages = 0;
  std::uint16_t licences = 0;  // all of them are needed
  std::uint16_t start = 0;
  std::uint16_t duration_days = 0;
  bool inclusive = false;  // named as suitable for some class of disability
  MustNot must_not = {};   // a trade held as first or second one, a skill held
};

// What a worker can do and wishes. Spans are borrowed.
struct WorkerFacts {
  std::optional<OccupationId> primary;
  std::optional<OccupationId> secondary;
  std::optional<std::uint16_t> primary_months;
  std::optional<std::uint16_t> secondary_months;
  std::span<const std::uint16_t> wanted;  // OccupationId values
  std::span<const schema::PackedSkill> skills;
  std::span<const Spot> spots;  // where she stands (one), or asks about; empty: unknown
  std::optional<std::uint16_t> radius_km;
  std::span<const std::uint16_t> districts;  // LGD, ascending
  std::uint64_t move_states = 0;
  std::uint16_t wage_day_rupees = 0;
  std::uint16_t requirements = 0;       // bit = records.Amenity
  std::uint16_t must_requirements = 0;  // those of them that must be met
  std::uint8_t shifts = 0;
  std::uint8_t education = 0;
  std::uint32_t languages = 0;
  std::uint16_t licences = 0;
  std::uint16_t available_from = 0;
  std::uint16_t available_until = 0;
  std::uint16_t available_months = 0;
  std::uint16_t confirmed = 0;
  bool inclusive_only = false;  // asks for inclusive openings and no others
  MustNot must_not = {};        // a trade counts as not offered; a skill asked at all
};

}  // namespace kaam::matcher
