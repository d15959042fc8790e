#include "matcher/worker_count.h"

#include <algorithm>
#include <bit>

#include "matcher/row_counts.h"

namespace kaam::matcher {
namespace {

using schema::kBlockRows;
using schema::MaskEntry;
using schema::View;

constexpr std::size_t kBlockWords = kBlockRows / 64;

}  // namespace

WorkerClauses ClausesOf(const Index& index, const Question& question, std::size_t list) {
  const OpeningFacts asked = question.AskedOpening(list);
  WorkerClauses out;
  if (!asked.trades.empty()) out.trade = asked.trades.front();
  out.sites = asked.sites;
  out.radius = question.rules().radius;
  for (const AskedSkill& skill : asked.skills) {
    if (skill.must) out.skills.push_back(skill.skill);
    if (!out.trade) out.one_skill_of.push_back(skill.skill);
  }
  out.licences = asked.licences;
  out.not_trades.assign(asked.must_not.trades.begin(), asked.must_not.trades.end());
  out.not_skills.assign(asked.must_not.skills.begin(), asked.must_not.skills.end());
  for (const Question::RefBytes& ref : question.excluded_refs()) {
    if (const auto row = index.workers().FindByRef(ref)) out.excluded.push_back(*row);
  }
  out.offer = {.offers = asked.offers, .offers_not = asked.offers_not, .shift = asked.shift};
  out.as_of = question.rules().as_of;
  return out;
}

WorkerCount::WorkerCount(const Index& index, const Segment<schema::WorkerRow>& segment,
                         const WorkerClauses& clauses, Distances& distances,
                         WorkerCountScratch& scratch)
    : index_(index),
      segment_(segment),
      clauses_(clauses),
      distances_(distances),
      scratch_(scratch) {
  if (clauses.trade) {
    const taxonomy::Occupations& occupations = index.taxonomy().occupations();
    trades_ = {clauses.trade->value, static_cast<std::uint16_t>(clauses.trade->value + 1)};
    if (occupations[*clauses.trade].is_family) trades_ = occupations.Group(*clauses.trade, 4);
  }
  for (const Spot& site : clauses.sites) {
    site_states_ |= std::uint64_t{1} << site.state;
    screen_.state_bits |= schema::MoveFilterBit(site.state);
    screen_.district_bits |= schema::MoveFilterBit(site.district);
  }
  site_states_ &= ~std::uint64_t{1};  // State 0 is no State
  for (std::uint64_t left = site_states_; left != 0; left &= left - 1) {
    target_states_.push_back(static_cast<std::uint8_t>(std::countr_zero(left)));
  }
  target_states_.push_back(schema::kSeveralTargets);
  screen_.as_of = clauses.as_of;
  screen_.placed = !clauses.sites.empty();
  screen_.radius = clauses.radius.value_or(UINT32_MAX);
  screen_.reach = clauses.radius.value_or(kReach);
  screen_.threshold = kNoMatch;
  AllowOnly();
}

Stretch WorkerCount::StretchOf(View view) const {
  Stretch out;
  out.view = view;
  out.tier = Tier::kExact;
  if (!clauses_.trade) {
    if (view == View::kPrimary) out.end = static_cast<std::uint32_t>(segment_.size());
    return out;
  }
  const auto [begin, end] = segment_.view(view).Of(trades_.begin, trades_.end);
  out.begin = begin;
  out.end = end;
  return out;
}

void WorkerCount::AddHolders(SkillId skill) {
  for (const MaskEntry& entry : segment_.Masks(schema::MaskKind::kSkill, skill.value)) {
    for (std::size_t i = 0; i < kBlockWords; ++i) {
      scratch_.holders[entry.block * kBlockWords + i] |= entry.rows[i];
    }
  }
}

// What skills, what must not be and exclusions decide, for all rows at once.
void WorkerCount::AllowOnly() {
  filtered_ = !clauses_.skills.empty() || !clauses_.one_skill_of.empty() ||
              !clauses_.not_skills.empty() || !clauses_.not_trades.empty() ||
              !clauses_.excluded.empty();
  if (!filtered_) return;
  const std::size_t words = (segment_.size() + kBlockRows - 1) / kBlockRows * kBlockWords;
  std::vector<std::uint64_t>& allowed = scratch_.allowed;
  std::vector<std::uint64_t>& holders = scratch_.holders;
  allowed.assign(words, ~std::uint64_t{0});
  for (const SkillId skill : clauses_.skills) {
    holders.assign(words, 0);
    AddHolders(skill);
    for (std::size_t i = 0; i < words; ++i) allowed[i] &= holders[i];
  }
  if (!clauses_.one_skill_of.empty()) {
    holders.assign(words, 0);
    for (const SkillId skill : clauses_.one_skill_of) {
      AddHolders(skill);
      for (const taxonomy::RelatedSkill& other : index_.taxonomy().skills().RelatedTo(skill)) {
        if (other.value != 0) AddHolders(other.held);
      }
    }
    for (std::size_t i = 0; i < words; ++i) allowed[i] &= holders[i];
  }
  if (!clauses_.not_skills.empty()) {
    holders.assign(words, 0);
    for (const SkillId skill : clauses_.not_skills) AddHolders(skill);
    for (std::size_t i = 0; i < words; ++i) allowed[i] &= ~holders[i];
  }
  const auto drop = [&](RowId row) {
    const std::uint32_t at = row.value - segment_.first_row().value;
    allowed[at / 64] &= ~(std::uint64_t{1} << at % 64);
  };
  for (const taxonomy::Occupations::Range& range : clauses_.not_trades) {
    for (const View view : {View::kPrimary, View::kSecondary}) {
      const RowView& rows = segment_.view(view);
      const auto [begin, end] = rows.Of(range.begin, range.end);
      for (std::uint32_t place = begin; place < end; ++place) drop(rows.RowAt(place));
    }
  }
  for (const RowId row : clauses_.excluded) {
    if (row >= segment_.first_row() && row < segment_.end_row()) drop(row);
  }
}

RowMask WorkerCount::Matching(const Stretch& stretch, std::uint32_t block) {
  const RowView& view = segment_.view(stretch.view);
  if ((clauses_.licences & ~view.blocks()[block].licences) != 0) return {};
  RowMask rows = segment_.Live(stretch.view, block, RowsOf(stretch, block));
  const bool by_row = stretch.view == View::kPrimary;
  if (filtered_ && by_row) {
    for (std::size_t i = 0; i < kBlockWords; ++i) {
      rows[i] &= scratch_.allowed[block * kBlockWords + i];
    }
    if (rows == RowMask{}) return rows;
  }
  rows = rows &
         (screen_.placed ? InReach(view, block) : ShownRows(view.GroupsOf(block), clauses_.as_of));
  const auto keep = [&](auto is_right) {
    RowMask kept = rows;
    ForEachRow(rows, [&](std::uint32_t at) {
      const RowId row = view.RowAt(block * kBlockRows + at);
      if (!is_right(row)) kept[at / 64] &= ~(std::uint64_t{1} << at % 64);
    });
    rows = kept;
  };
  if (filtered_ && !by_row) keep([&](RowId row) { return IsAllowed(row); });
  if (!by_row && trades_.end - trades_.begin > 1) {
    // Who holds two trades of the family came with the first.
    const auto [begin, end] = segment_.view(View::kPrimary).Of(trades_.begin, trades_.end);
    keep([&](RowId row) {
      const std::uint32_t at = row.value - segment_.first_row().value;
      return at < begin || at >= end;
    });
  }
  const RowMask insists = RowsWithFlag(view.GroupsOf(block), schema::kInsists);
  ForEachRow(rows & insists, [&](std::uint32_t at) {
    const RowId row = view.RowAt(block * kBlockRows + at);
    if (MeetsAll(segment_[row].must_requirements, clauses_.offer)) return;
    rows[at / 64] &= ~(std::uint64_t{1} << at % 64);
  });
  if (clauses_.licences != 0) {
    keep([&](RowId row) { return (clauses_.licences & ~segment_.detail(row).licences) == 0; });
  }
  return rows;
}

// The shown rows of a block that are in reach.
RowMask WorkerCount::InReach(const RowView& view, std::uint32_t block) {
  const schema::BlockSummary& summary = view.blocks()[block];
  const bool may_move = !clauses_.radius && (view.boxes().move_states[block] & site_states_) != 0;
  if (!summary.box.empty()) {
    const Metres travels = clauses_.radius ? 0 : Metres{summary.max_radius_km} * 1000;
    const Metres least = distances_.AtLeastTo(summary.box);
    if (!may_move && least > std::max(screen_.reach, travels)) return {};
    const auto sites = distances_.sites();
    const bool wholly = summary.has_placeless == 0 && least <= screen_.reach &&
                        std::any_of(sites.begin(), sites.end(), [&](const SiteSpread& site) {
                          return MaxDistanceMetres(site.point, summary.box) <= screen_.reach;
                        });
    if (wholly) return ShownRows(view.GroupsOf(block), clauses_.as_of);
  } else if (!may_move) {
    return {};
  }
  ScreenRules screen = screen_;
  if (may_move) screen.target_states = target_states_;
  const ScreenedRows screened = ScreenRows(view.GroupsOf(block), screen, distances_);
  RowMask rows = screened.in_reach;
  ForEachRow(screened.movers, [&](std::uint32_t at) {
    const RowId row = view.RowAt(block * kBlockRows + at);
    if (WouldMoveHere(row)) rows[at / 64] |= std::uint64_t{1} << at % 64;
  });
  return rows;
}

bool WorkerCount::WouldMoveHere(RowId row) const {
  const schema::WorkerDetail& detail = segment_.detail(row);
  const auto places = segment_.pool(detail.pool + detail.skill_count + detail.wanted_count,
                                    std::size_t{detail.state_count} + detail.district_count);
  for (const std::uint16_t state : places.first(detail.state_count)) {
    if ((site_states_ >> state & 1) != 0) return true;
  }
  const auto districts = places.last(detail.district_count);
  return std::any_of(clauses_.sites.begin(), clauses_.sites.end(), [&](const Spot& site) {
    return site.district != 0 &&
           std::binary_search(districts.begin(), districts.end(), site.district);
  });
}

}  // namespace kaam::matcher
