#include "matcher/popularity.h"

namespace kaam::matcher {
namespace {

using schema::MaskKind;

// Rows that are overridden count too: few are.
template <class Row>
std::uint32_t RowsWith(const Segments<Row>& segments, MaskKind kind, std::uint16_t id) {
  std::uint32_t rows = 0;
  for (const Segment<Row>& segment : segments.all()) {
    rows += static_cast<std::uint32_t>(segment.HoldersOf(kind, id).count());
  }
  return rows;
}

// By PlaceId: the place of the district that a place lies in.
std::vector<std::uint16_t> DistrictsOf(const taxonomy::Places& places) {
  std::vector<std::uint16_t> out;
  for (const taxonomy::Place& place : places.all()) {
    const auto district = places.Find(taxonomy::PlaceKind::kDistrict, place.district);
    out.push_back(district ? district->value : kNoId);
  }
  return out;
}

}  // namespace

taxonomy::Popularity PopularityOf(const Index& index) {
  const taxonomy::Taxonomy& taxonomy = index.taxonomy();
  taxonomy::Popularity counts;
  const auto standing = [](const auto& segments, schema::View view, std::uint16_t id) {
    std::uint32_t rows = 0;
    for (const auto& segment : segments.all()) {
      const auto range = segment.view(view).Of(id, static_cast<std::uint16_t>(id + 1));
      rows += range.end - range.begin;
    }
    return rows;
  };
  for (std::uint16_t id = 0; id < taxonomy.occupations().size(); ++id) {
    std::uint32_t count = 0;
    for (const schema::View view : {schema::View::kPrimary, schema::View::kSecondary}) {
      count += standing(index.workers(), view, id);
    }
    counts.occupations.push_back(count);
  }
  for (std::uint16_t id = 0; id < taxonomy.skills().size(); ++id) {
    counts.skills.push_back(RowsWith(index.workers(), MaskKind::kSkill, id) +
                            RowsWith(index.openings(), MaskKind::kSkill, id));
  }
  const std::vector<std::uint16_t> districts = DistrictsOf(taxonomy.places());
  counts.districts.assign(taxonomy.places().size(), 0);
  const auto add = [&](std::uint16_t place) {
    if (place != kNoId && districts[place] != kNoId) ++counts.districts[districts[place]];
  };
  for (const auto& segment : index.workers().all()) {
    for (const schema::DigestGroup& group : segment.view(schema::View::kPrimary).groups()) {
      for (std::size_t i = 0; i < schema::kGroupRows; ++i) {
        if (group.shown_from[i] < group.shown_until[i]) add(group.place[i]);
      }
    }
  }
  for (std::uint32_t i = 0; i < index.openings().size(); ++i) {
    const schema::OpeningRow& opening = index.openings()[RowId{i}];
    add(opening.sites[0]);
    for (const std::uint16_t trade : opening.trades) {
      if (trade != kNoId) ++counts.occupations[trade];
    }
  }
  return counts;
}

}  // namespace kaam::matcher
