#include "matcher/facets.h"

#include <algorithm>

namespace kaam::matcher {
namespace {

std::string BandCode(std::span<const std::uint16_t> edges, std::uint32_t band) {
  const std::string from = std::to_string(edges[band]);
  if (band + 1 == edges.size()) return from + "+";
  return from + "-" + std::to_string(edges[band + 1] - 1);
}

}  // namespace

OccupationId FamilyOf(const taxonomy::Occupations& occupations, OccupationId trade) {
  return OccupationId{occupations.Group(trade, 4).begin};
}

Facet MakeFacet(FacetKind kind, std::vector<FacetGroup> groups) {
  std::erase_if(groups, [](const FacetGroup& group) { return group.count == 0; });
  std::sort(groups.begin(), groups.end(), [](const FacetGroup& a, const FacetGroup& b) {
    return a.count != b.count ? a.count > b.count : a.key < b.key;
  });
  return {kind, std::move(groups)};
}

std::string GroupCode(const taxonomy::Taxonomy& taxonomy, FacetKind kind, std::uint32_t key) {
  if (key == kNoGroup) return "not_stated";
  switch (kind) {
    case FacetKind::kState:
    case FacetKind::kDistrict:
      return std::to_string(key);
    case FacetKind::kFamily:
      return taxonomy.occupations()[OccupationId{static_cast<std::uint16_t>(key)}].code.substr(0,
                                                                                               4);
    case FacetKind::kSkill:
      return taxonomy.skills()[SkillId{static_cast<std::uint16_t>(key)}].code;
    case FacetKind::kExperience:
      return BandCode(kExperienceEdges, key);
    case FacetKind::kWage:
      return BandCode(kWageEdges, key);
    case FacetKind::kAvailability:
      break;
  }
  return key == kFree ? "free" : "not_free";
}

std::string GroupLabel(const taxonomy::Taxonomy& taxonomy, FacetKind kind, std::uint32_t key,
                       std::string_view language) {
  if (key == kNoGroup) return {};
  const bool is_state = kind == FacetKind::kState;
  if (is_state || kind == FacetKind::kDistrict) {
    const auto place = taxonomy.places().Find(
        is_state ? taxonomy::PlaceKind::kState : taxonomy::PlaceKind::kDistrict, key);
    return place ? taxonomy.places().Label(*place, language) : std::string();
  }
  if (kind == FacetKind::kFamily) {
    return std::string(
        taxonomy.occupations().Label(OccupationId{static_cast<std::uint16_t>(key)}, language));
  }
  if (kind == FacetKind::kSkill) {
    return std::string(taxonomy.skills().Label(SkillId{static_cast<std::uint16_t>(key)}, language));
  }
  return {};
}

}  // namespace kaam::matcher
