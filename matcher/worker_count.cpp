#include "matcher/worker_count.h"

#include <algorithm>
#include <bit>

#include "matcher/row_counts.h"

namespace kaam::matcher {
namespace {

using schema::kBlockRows;
using schema::kGroupRows;
using schema::View;

constexpr std::size_t kFewGroups = 6;
constexpr std::uint32_t kFewPlaces = 4096;

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
  if (clauses.trade) trades_ = index.taxonomy().occupations().Members(*clauses.trade);
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
  for (const RowId row : clauses.excluded) {
    if (row >= segment.first_row() && row < segment.end_row()) excluded_.push_back(row);
  }
  std::sort(excluded_.begin(), excluded_.end());
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

void WorkerCount::CollectHolders(const Stretch& stretch, SkillId skill) {
  const std::uint32_t first = stretch.begin / kBlockRows;
  const Holders all = segment_.HoldersOf(schema::MaskKind::kSkill, skill.value);
  const auto add = [](std::vector<RowMask>& to, std::uint32_t block, const RowMask& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) to[block][i] |= rows[i];
  };
  if (stretch.view == View::kPrimary) {
    all.ForEach(first, (stretch.end - 1) / kBlockRows,
                [&](std::uint32_t block, const RowMask& rows) {
                  add(scratch_.holders, block - first, rows);
                });
    return;
  }
  // The lists are by row: for many places all of a list is laid out, for few it is searched.
  const bool many = stretch.end - stretch.begin > kFewPlaces;
  if (many) {
    const auto blocks = static_cast<std::uint32_t>(segment_.view(View::kPrimary).blocks().size());
    scratch_.holders_by_row.assign(blocks, {});
    all.ForEach(0, blocks, [&](std::uint32_t block, const RowMask& rows) {
      add(scratch_.holders_by_row, block, rows);
    });
  }
  const RowView& view = segment_.view(stretch.view);
  for (std::uint32_t place = stretch.begin; place < stretch.end; ++place) {
    const std::uint32_t row = view.RowAt(place).value - segment_.first_row().value;
    const std::uint64_t holds =
        many ? scratch_.holders_by_row[row / kBlockRows][row % kBlockRows / 64] >> row % 64 & 1
             : std::uint64_t{all.Has(row)};
    scratch_.holders[place / kBlockRows - first][place % kBlockRows / 64] |= holds << place % 64;
  }
}

// Who holds one of `skills` or, where `related` says so, one that stands in for it.
void WorkerCount::AllowHolders(const Stretch& stretch, std::span<const SkillId> skills,
                               bool related) {
  scratch_.holders.assign(scratch_.allowed.size(), {});
  for (const SkillId skill : skills) {
    CollectHolders(stretch, skill);
    if (!related) continue;
    for (const taxonomy::RelatedSkill& other : index_.taxonomy().skills().RelatedTo(skill)) {
      if (other.value != 0) CollectHolders(stretch, other.held);
    }
  }
  for (std::size_t i = 0; i < scratch_.allowed.size(); ++i) {
    scratch_.allowed[i] = scratch_.allowed[i] & scratch_.holders[i];
  }
}

void WorkerCount::DropHolders(const Stretch& stretch, std::span<const SkillId> skills) {
  scratch_.holders.assign(scratch_.allowed.size(), {});
  for (const SkillId skill : skills) CollectHolders(stretch, skill);
  for (std::size_t i = 0; i < scratch_.allowed.size(); ++i) {
    for (std::size_t word = 0; word < RowMask{}.size(); ++word) {
      scratch_.allowed[i][word] &= ~scratch_.holders[i][word];
    }
  }
}

void WorkerCount::DropTrades(const Stretch& stretch, View by, taxonomy::Occupations::Range trades) {
  const std::uint32_t first = stretch.begin / kBlockRows;
  const std::uint32_t first_row = segment_.first_row().value;
  const auto drop = [&](std::uint32_t place) {
    scratch_.allowed[place / kBlockRows - first][place % kBlockRows / 64] &=
        ~(std::uint64_t{1} << place % 64);
  };
  const auto [begin, end] = segment_.view(by).Of(trades.begin, trades.end);
  if (by == stretch.view) {
    for (std::uint32_t place = std::max(begin, stretch.begin); place < std::min(end, stretch.end);
         ++place) {
      drop(place);
    }
  } else if (by == View::kSecondary) {
    const RowView& view = segment_.view(by);
    for (std::uint32_t place = begin; place < end; ++place) {
      const std::uint32_t row = view.RowAt(place).value - first_row;
      if (row >= stretch.begin && row < stretch.end) drop(row);
    }
  } else {
    const RowView& view = segment_.view(stretch.view);
    for (std::uint32_t place = stretch.begin; place < stretch.end; ++place) {
      const std::uint32_t row = view.RowAt(place).value - first_row;
      if (row >= begin && row < end) drop(place);
    }
  }
}

void WorkerCount::DropExcluded(const Stretch& stretch) {
  const std::uint32_t first = stretch.begin / kBlockRows;
  const RowView& view = segment_.view(stretch.view);
  for (std::uint32_t place = stretch.begin; place < stretch.end; ++place) {
    if (!std::binary_search(excluded_.begin(), excluded_.end(), view.RowAt(place))) continue;
    scratch_.allowed[place / kBlockRows - first][place % kBlockRows / 64] &=
        ~(std::uint64_t{1} << place % 64);
  }
}

void WorkerCount::AllowOnly(const Stretch& stretch) {
  // Who holds two trades of the family comes with the first.
  const bool comes_twice = stretch.view == View::kSecondary && trades_.end - trades_.begin > 1;
  filtered_ = comes_twice || !clauses_.skills.empty() || !clauses_.one_skill_of.empty() ||
              !clauses_.not_skills.empty() || !clauses_.not_trades.empty() || !excluded_.empty();
  if (!filtered_) return;
  RowMask all;
  all.fill(~std::uint64_t{0});
  const std::uint32_t blocks = (stretch.end - 1) / kBlockRows - stretch.begin / kBlockRows + 1;
  scratch_.allowed.assign(blocks, all);
  for (const SkillId& skill : clauses_.skills) AllowHolders(stretch, {&skill, 1}, false);
  if (!clauses_.one_skill_of.empty()) AllowHolders(stretch, clauses_.one_skill_of, true);
  if (!clauses_.not_skills.empty()) DropHolders(stretch, clauses_.not_skills);
  for (const taxonomy::Occupations::Range& range : clauses_.not_trades) {
    DropTrades(stretch, View::kPrimary, range);
    DropTrades(stretch, View::kSecondary, range);
  }
  if (comes_twice) DropTrades(stretch, View::kPrimary, trades_);
  if (!excluded_.empty()) DropExcluded(stretch);
}

RowMask WorkerCount::Matching(const Stretch& stretch, std::uint32_t block) {
  const RowView& view = segment_.view(stretch.view);
  if (clauses_.licences != 0 && (clauses_.licences & ~view.blocks()[block].licences) != 0) {
    return {};
  }
  RowMask rows = segment_.Live(stretch.view, block, RowsOf(stretch, block));
  if (filtered_) rows = rows & scratch_.allowed[block - stretch.begin / kBlockRows];
  if (rows == RowMask{}) return rows;
  rows = rows & ShownRowsOf(view, block);
  if (screen_.placed && rows != RowMask{}) rows = rows & InReach(view, block, rows);
  if (view.tallies()[block].insists != 0) {
    const RowMask insists = RowsWithFlag(view.GroupsOf(block), schema::kInsists);
    ForEachRow(rows & insists, [&](std::uint32_t at) {
      const RowId row = view.RowAt(block * kBlockRows + at);
      if (MeetsAll(segment_[row].must_requirements, clauses_.offer)) return;
      rows[at / 64] &= ~(std::uint64_t{1} << at % 64);
    });
  }
  if (clauses_.licences != 0) {
    const RowMask candidates = rows;
    ForEachRow(candidates, [&](std::uint32_t at) {
      const RowId row = view.RowAt(block * kBlockRows + at);
      if ((clauses_.licences & ~segment_.detail(row).licences) == 0) return;
      rows[at / 64] &= ~(std::uint64_t{1} << at % 64);
    });
  }
  return rows;
}

RowMask WorkerCount::ShownRowsOf(const RowView& view, std::uint32_t block) const {
  const auto shown = view.tallies().ShownOn(block, clauses_.as_of);
  return shown ? *shown : ShownRows(view.GroupsOf(block), clauses_.as_of);
}

// Those of some shown rows of a block that are in reach, and perhaps others.
RowMask WorkerCount::InReach(const RowView& view, std::uint32_t block, const RowMask& rows) {
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
    if (wholly) return rows;
  } else if (!may_move) {
    return {};
  }
  ScreenRules screen = screen_;
  if (may_move) screen.target_states = target_states_;
  const ScreenedRows screened = Screen(view.GroupsOf(block), screen, rows);
  RowMask reached = screened.in_reach;
  ForEachRow(screened.movers & rows, [&](std::uint32_t at) {
    const RowId row = view.RowAt(block * kBlockRows + at);
    if (WouldMoveHere(row)) reached[at / 64] |= std::uint64_t{1} << at % 64;
  });
  return reached;
}

// The digests of a block, where only some rows matter: a few groups are looked at one by one.
ScreenedRows WorkerCount::Screen(std::span<const schema::DigestGroup> groups,
                                 const ScreenRules& screen, const RowMask& rows) {
  const auto bits_of = [&](std::size_t group) {
    return rows[group * kGroupRows / 64] >> group * kGroupRows % 64 & 0xFFFF;
  };
  std::size_t wanted = 0;
  for (std::size_t group = 0; group < groups.size(); ++group) wanted += bits_of(group) != 0;
  if (wanted > kFewGroups) return ScreenRows(groups, screen, distances_);
  ScreenedRows out;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    if (bits_of(group) == 0) continue;
    const ScreenedRows one = ScreenRows(groups.subspan(group, 1), screen, distances_);
    const std::size_t at = group * kGroupRows;
    out.in_reach[at / 64] |= (one.in_reach[0] & 0xFFFF) << at % 64;
    out.movers[at / 64] |= (one.movers[0] & 0xFFFF) << at % 64;
  }
  return out;
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
