#include "matcher/worker_tally.h"

#include <algorithm>

#include "matcher/row_counts.h"

namespace kaam::matcher {
namespace {

using schema::kBlockRows;
using schema::View;

// The band with each code, then what is not stated.
std::vector<FacetGroup> BandsOf(std::span<const std::uint64_t, kCodes> by_code) {
  std::vector<FacetGroup> groups;
  for (std::uint32_t code = 0; code < kCodes; ++code) {
    groups.push_back({code == schema::kNoBandCode ? kNoGroup : code, by_code[code]});
  }
  return groups;
}

std::vector<FacetGroup> AreasOf(std::span<const std::uint64_t> by_code) {
  std::vector<FacetGroup> groups;
  for (std::uint32_t code = 0; code < by_code.size(); ++code) {
    if (by_code[code] != 0) groups.push_back({code == 0 ? kNoGroup : code, by_code[code]});
  }
  return groups;
}

}  // namespace

WorkerTally::WorkerTally(const Index& index, std::span<const FacetKind> kinds,
                         std::optional<OccupationId> trade, std::uint16_t day)
    : index_(index), kinds_(kinds.begin(), kinds.end()), trade_(trade), day_(day) {
  for (const FacetKind kind : kinds_) wanted_[static_cast<std::size_t>(kind)] = true;
  if (wants(FacetKind::kDistrict)) by_district_.assign(UINT16_MAX + 1, 0);
  if (wants(FacetKind::kState)) by_state_.assign(UINT8_MAX + 1, 0);
  if (wants(FacetKind::kFamily)) by_family_.assign(index.taxonomy().occupations().size() + 1, 0);
  if (wants(FacetKind::kSkill)) skills_.emplace(index, trade);
}

void WorkerTally::Enter(const Segment<schema::WorkerRow>& segment) {
  if (skills_) skills_->Enter(segment);
  segment_ = &segment;
}

void WorkerTally::Add(View view_kind, std::uint32_t block, const RowMask& rows) {
  total_ += CountOf(rows);
  if (kinds_.empty()) return;
  const RowView& view = segment_->view(view_kind);
  const Tallies& tallies = view.tallies();
  if (wants(FacetKind::kDistrict) || wants(FacetKind::kState)) AddAreas(tallies, block, rows);
  if (wants(FacetKind::kFamily) && !trade_) AddFamilies(block, rows);
  if (wants(FacetKind::kExperience)) CountCodes(tallies[block].experience, rows, by_experience_);
  if (wants(FacetKind::kWage)) CountCodes(tallies[block].wage, rows, by_wage_);
  if (wants(FacetKind::kAvailability)) AddTimes(view, block, rows);
  if (skills_) skills_->Add(view_kind, block, rows);
}

void WorkerTally::AddAreas(const Tallies& tallies, std::uint32_t block, const RowMask& rows) {
  std::uint32_t begin = 0;
  for (const schema::AreaRun& run : tallies.AreasOf(block)) {
    const Stretch alike{.begin = begin, .end = run.last + 1U};
    begin = alike.end;
    const std::uint32_t count = CountOf(rows & RowsOf(alike, 0));
    if (!by_district_.empty()) by_district_[run.district] += count;
    if (!by_state_.empty()) by_state_[run.state] += count;
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
  const RowMask stated = rows & view.tallies()[block].states_times;
  if (const auto free = view.tallies().FreeOn(block, day_)) {
    const std::uint32_t count = CountOf(stated & *free);
    free_ += count;
    not_free_ += CountOf(stated) - count;
    return;
  }
  ForEachRow(stated, [&](std::uint32_t at) {
    const schema::WorkerDetail& times = segment_->detail(view.RowAt(block * kBlockRows + at));
    const bool free =
        IsFreeOn(day_, times.available_from, times.available_until, times.available_months);
    ++(free ? free_ : not_free_);
  });
}

std::vector<Facet> WorkerTally::Facets() {
  std::vector<Facet> out;
  for (const FacetKind kind : kinds_) out.push_back(Make(kind));
  return out;
}

Facet WorkerTally::Make(FacetKind kind) {
  std::vector<FacetGroup> groups;
  switch (kind) {
    case FacetKind::kState:
      groups = AreasOf(by_state_);
      break;
    case FacetKind::kDistrict:
      groups = AreasOf(by_district_);
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
      for (const std::uint64_t rows : skills_->Counts()) {
        groups.push_back({static_cast<std::uint32_t>(groups.size()), rows});
      }
      break;
    case FacetKind::kExperience:
      groups = BandsOf(by_experience_);
      break;
    case FacetKind::kWage:
      groups = BandsOf(by_wage_);
      break;
    case FacetKind::kAvailability:
      groups = {{kFree, free_}, {kNotFree, not_free_}, {kNoGroup, total_ - free_ - not_free_}};
      break;
  }
  return MakeFacet(kind, std::move(groups));
}

}  // namespace kaam::matcher
