#include "matcher/worker_tally.h"

#include <algorithm>
#include <bit>

#include "matcher/row_counts.h"

namespace kaam::matcher {
namespace {

using schema::DigestGroup;
using schema::kBlockRows;
using schema::kGroupRows;
using schema::MaskEntry;
using schema::PackedSkill;
using schema::View;

// Where fewer blocks than this have rows, their skills are read row by row.
constexpr std::size_t kFewBlocks = 64;

// What months are compared with: the bands, then "not stated", which is above them all.
constexpr auto kMonthEdges = [] {
  std::array<std::uint16_t, kExperienceEdges.size() + 1> edges{};
  std::copy(kExperienceEdges.begin(), kExperienceEdges.end(), edges.begin());
  edges.back() = kNoId;
  return edges;
}();

// Whether all of a group stand at one place.
bool IsOnePlace(const DigestGroup::Column<std::uint16_t>& places) {
  unsigned differs = 0;
  for (const std::uint16_t place : places) differs |= unsigned{place} ^ places[0];
  return differs == 0;
}

// From how many are at or above each edge to how many are in each band.
std::vector<FacetGroup> BandsOf(std::span<const std::uint64_t> at_least) {
  std::vector<FacetGroup> groups;
  for (std::uint32_t band = 0; band < at_least.size(); ++band) {
    const std::uint64_t above = band + 1 < at_least.size() ? at_least[band + 1] : 0;
    groups.push_back({band, at_least[band] - above});
  }
  return groups;
}

}  // namespace

WorkerTally::WorkerTally(const Index& index, std::span<const FacetKind> kinds,
                         std::optional<OccupationId> trade, std::uint16_t day)
    : index_(index), kinds_(kinds.begin(), kinds.end()), trade_(trade), day_(day) {
  for (const FacetKind kind : kinds_) wanted_[static_cast<std::size_t>(kind)] = true;
  if (wants(FacetKind::kState) || wants(FacetKind::kDistrict)) count_places();
  if (wants(FacetKind::kFamily)) by_family_.assign(index.taxonomy().occupations().size() + 1, 0);
  if (wants(FacetKind::kSkill)) by_skill_.assign(index.taxonomy().skills().size(), 0);
}

void WorkerTally::Enter(const Segment<schema::WorkerRow>& segment) {
  if (!kept_.empty()) AddSkillsOfKept();
  kept_.clear();
  segment_ = &segment;
}

void WorkerTally::Add(View view_kind, std::uint32_t block, const RowMask& rows) {
  total_ += CountOf(rows);
  const RowView& view = segment_->view(view_kind);
  const auto groups = view.GroupsOf(block);
  const bool by_first = view_kind == View::kPrimary;
  if (!by_place_.empty()) AddPlaces(groups, rows);
  if (wants(FacetKind::kFamily) && !trade_) AddFamilies(block, rows);
  if (wants(FacetKind::kExperience)) {
    CountAtLeast(groups, &DigestGroup::months, rows, kMonthEdges, months_at_least_);
  }
  if (wants(FacetKind::kWage)) {
    CountAtLeast(groups, &DigestGroup::wage_day_rupees, rows, kWageEdges, wage_at_least_);
  }
  if (wants(FacetKind::kAvailability)) AddTimes(view, block, rows);
  if (!wants(FacetKind::kSkill)) return;
  if (by_first) {
    kept_.push_back({block, rows});
  } else {
    ForEachRow(rows, [&](std::uint32_t at) { AddSkillsOf(view.RowAt(block * kBlockRows + at)); });
  }
}

void WorkerTally::AddPlaces(std::span<const DigestGroup> groups, const RowMask& rows) {
  const auto nowhere = static_cast<std::uint32_t>(by_place_.size() - 1);
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    const std::uint32_t at = g * kGroupRows;
    auto left = static_cast<unsigned>(rows[at / 64] >> at % 64 & 0xFFFF);
    if (left == 0) continue;
    const auto& places = groups[g].place;
    // Rows of one place stand together.
    if (IsOnePlace(places)) {
      by_place_[std::min<std::uint32_t>(places[0], nowhere)] +=
          static_cast<std::uint32_t>(std::popcount(left));
      continue;
    }
    for (; left != 0; left &= left - 1) {
      ++by_place_[std::min<std::uint32_t>(places[static_cast<unsigned>(std::countr_zero(left))],
                                          nowhere)];
    }
  }
}

void WorkerTally::AddFamilies(std::uint32_t block, const RowMask& rows) {
  const RowView& view = segment_->view(View::kPrimary);
  const taxonomy::Occupations& occupations = index_.taxonomy().occupations();
  const std::uint32_t first = block * kBlockRows;
  const auto end =
      std::min<std::uint32_t>(first + kBlockRows, static_cast<std::uint32_t>(segment_->size()));
  for (std::uint32_t place = first; place < end;) {
    const std::uint16_t occupation = view.OccupationAt(place);
    const bool known = occupation < occupations.size();
    const std::uint32_t until =
        known ? view.Of(occupation, static_cast<std::uint16_t>(occupation + 1)).end : end;
    const Stretch alike{.begin = place, .end = std::min(until, end)};
    const std::size_t family =
        known ? FamilyOf(occupations, OccupationId{occupation}).value : by_family_.size() - 1;
    by_family_[family] += CountOf(rows & RowsOf(alike, block));
    place = alike.end;
  }
}

void WorkerTally::AddTimes(const RowView& view, std::uint32_t block, const RowMask& rows) {
  const RowMask stated = rows & RowsWithFlag(view.GroupsOf(block), schema::kStatesAvailability);
  ForEachRow(stated, [&](std::uint32_t at) {
    const schema::WorkerDetail& times = segment_->detail(view.RowAt(block * kBlockRows + at));
    const bool free =
        IsFreeOn(day_, times.available_from, times.available_until, times.available_months);
    ++(free ? free_ : not_free_);
  });
}

void WorkerTally::AddSkillsOf(RowId row) {
  const schema::WorkerDetail& detail = segment_->detail(row);
  const auto held = segment_->pool(detail.pool, detail.skill_count);
  for (std::size_t i = 0; i < held.size(); ++i) {
    const std::uint16_t skill = PackedSkill{held[i]}.skill();
    const bool again =
        std::any_of(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](std::uint16_t bits) { return PackedSkill{bits}.skill() == skill; });
    if (!again) ++by_skill_[skill];
  }
}

// By the posting lists of skills, which are sorted by block as the kept rows are.
void WorkerTally::AddSkillsOfKept() {
  const RowView& rows = segment_->view(View::kPrimary);
  if (kept_.size() < kFewBlocks) {
    for (const Kept& kept : kept_) {
      ForEachRow(kept.rows,
                 [&](std::uint32_t at) { AddSkillsOf(rows.RowAt(kept.block * kBlockRows + at)); });
    }
    return;
  }
  for (std::uint16_t skill = 0; skill < by_skill_.size(); ++skill) {
    const auto entries = segment_->Masks(schema::MaskKind::kSkill, skill);
    auto entry = std::partition_point(entries.begin(), entries.end(), [&](const MaskEntry& each) {
      return each.block < kept_.front().block;
    });
    for (auto kept = kept_.begin(); kept != kept_.end() && entry != entries.end();) {
      if (entry->block < kept->block) {
        ++entry;
      } else if (kept->block < entry->block) {
        ++kept;
      } else {
        by_skill_[skill] += CountOf(entry->rows & kept->rows);
        ++entry;
        ++kept;
      }
    }
  }
}

std::vector<Facet> WorkerTally::Facets() {
  if (!kept_.empty()) AddSkillsOfKept();
  std::vector<Facet> out;
  for (const FacetKind kind : kinds_) out.push_back(Make(kind));
  return out;
}

Facet WorkerTally::Make(FacetKind kind) {
  const taxonomy::Places& known = index_.taxonomy().places();
  std::vector<FacetGroup> groups;
  const auto of_places = [&](auto code_of) {
    std::vector<std::uint64_t> by_code(UINT16_MAX + 1);
    for (std::uint32_t id = 0; id + 1 < by_place_.size(); ++id) {
      by_code[code_of(known[PlaceId{static_cast<std::uint16_t>(id)}])] += by_place_[id];
    }
    for (std::uint32_t code = 1; code < by_code.size(); ++code) {
      groups.push_back({code, by_code[code]});
    }
    groups.push_back({kNoGroup, by_code[0] + by_place_.back()});
  };
  switch (kind) {
    case FacetKind::kState:
      of_places([](const taxonomy::Place& place) { return place.state; });
      break;
    case FacetKind::kDistrict:
      of_places([](const taxonomy::Place& place) { return place.district; });
      break;
    case FacetKind::kFamily:
      if (trade_) {
        groups.push_back({FamilyOf(index_.taxonomy().occupations(), *trade_).value, total_});
        break;
      }
      for (std::uint32_t id = 0; id < by_family_.size(); ++id) {
        groups.push_back({id + 1 < by_family_.size() ? id : kNoGroup, by_family_[id]});
      }
      break;
    case FacetKind::kSkill:
      for (std::uint32_t id = 0; id < by_skill_.size(); ++id) groups.push_back({id, by_skill_[id]});
      break;
    case FacetKind::kExperience:
      groups = BandsOf(months_at_least_);
      groups.back().key = kNoGroup;
      break;
    case FacetKind::kWage:
      groups = BandsOf(wage_at_least_);
      groups.push_back({kNoGroup, total_ - wage_at_least_.front()});
      break;
    case FacetKind::kAvailability:
      groups = {{kFree, free_}, {kNotFree, not_free_}, {kNoGroup, total_ - free_ - not_free_}};
      break;
  }
  return MakeFacet(kind, std::move(groups));
}

}  // namespace kaam::matcher
