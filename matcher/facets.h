// By what a result set is counted, and how the rows of one fall into groups. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bands.h"
#include "matcher/facts.h"
#include "taxonomy/taxonomy.h"

namespace kaam::matcher {

enum class FacetKind : std::uint8_t {
  kState,     // where she stands; each of an opening's sites
  kDistrict,  // the same
  kFamily,  // of the trade asked for, or of the first one where none is asked; each of an opening's
  kSkill,   // each that is held; each that an opening asks for
  kExperience,    // in the trade that counts; asked for
  kWage,          // her wish by the day; the most that is offered
  kAvailability,  // free on the day the work starts, or on the day asked for
};
inline constexpr std::size_t kFacetCount = 7;
inline constexpr std::array<std::string_view, kFacetCount> kFacetNames = {
    "state", "district", "occupation_family", "skill", "experience", "wage", "availability"};

// Whether a row may stand in several groups, so that they don't sum to the total.
constexpr bool IsManyValued(FacetKind kind, bool of_workers) {
  return kind == FacetKind::kSkill ||
         (!of_workers && (kind == FacetKind::kState || kind == FacetKind::kDistrict ||
                          kind == FacetKind::kFamily));
}

// A group's key is an LGD code, an OccupationId, a SkillId or the number of a band (core/bands.h),
// or kNoGroup.
struct FacetGroup {
  std::uint32_t key = kNoGroup;
  std::uint64_t count = 0;
  friend bool operator==(const FacetGroup&, const FacetGroup&) = default;
};

// The groups that have anybody: largest first, then by key.
struct Facet {
  FacetKind kind = FacetKind::kState;
  std::vector<FacetGroup> groups;
  friend bool operator==(const Facet&, const Facet&) = default;
};

// Bands of kAvailability.
inline constexpr std::uint32_t kFree = 0;
inline constexpr std::uint32_t kNotFree = 1;

// The family of a trade: the first of its four-digit group.
OccupationId FamilyOf(const taxonomy::Occupations& occupations, OccupationId trade);

// Drops empty groups and puts the others in order.
Facet MakeFacet(FacetKind kind, std::vector<FacetGroup> groups);

// What stands for a group in an answer: "144", "7112", "S0012", "12-35", "free" or "not_stated".
std::string GroupCode(const taxonomy::Taxonomy& taxonomy, FacetKind kind, std::uint32_t key);
// Its name in a language; empty where it has none.
std::string GroupLabel(const taxonomy::Taxonomy& taxonomy, FacetKind kind, std::uint32_t key,
                       std::string_view language);

}  // namespace kaam::matcher
