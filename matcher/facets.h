// By what a result set is counted, and how the rows of one fall into groups. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

// A group's key is an LGD code, an OccupationId, a SkillId or the number of a band.
inline constexpr std::uint32_t kNoGroup = UINT32_MAX;

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

// Least values of the bands, the last one open.
inline constexpr std::array<std::uint16_t, 5> kExperienceEdges = {0, 12, 36, 60, 120};  // months
inline constexpr std::array<std::uint16_t, 7> kWageEdges = {1,   300, 400, 500,
                                                            600, 800, 1000};  // rupees a day
std::uint32_t ExperienceBand(std::optional<std::uint16_t> months);
std::uint32_t WageBand(std::uint16_t day_rupees);  // 0 is not stated

// Bands of kAvailability.
inline constexpr std::uint32_t kFree = 0;
inline constexpr std::uint32_t kNotFree = 1;

// Whether somebody with these times (as in WorkerFacts; not all of them 0) is free on a day.
bool IsFreeOn(std::uint16_t day, std::uint16_t from, std::uint16_t until, std::uint16_t months);

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
