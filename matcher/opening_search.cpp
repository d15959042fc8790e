#include "matcher/opening_search.h"

#include <algorithm>
#include <cstddef>

#include "matcher/row_mask.h"
#include "matcher/screen.h"

namespace kaam::matcher {
namespace {

using schema::kOpeningBlockRows;
using schema::OpeningRow;

// So many rows are looked at closely for the count alone; then it becomes "at least".
constexpr std::uint32_t kOpeningsCounted = 100;

}  // namespace

OpeningSearch::OpeningSearch(OpeningScorer& scorer, const Segment<OpeningRow>& segment,
                             Distances& distances, OpeningSearchScratch& scratch, ListPass& pass)
    : scorer_(scorer),
      segment_(segment),
      start_(pass.start),
      distances_(distances),
      queue_(scratch.queue),
      promising_(scratch.promising),
      screened_(scratch.screened),
      deadline_(pass.deadline),
      most_of_others_(scorer.MostOfOthers()),
      counts_(pass.counts),
      screen_(scorer.ScreenRules()),
      top_(pass.top),
      out_(pass.out) {
  queue_.Clear(kOpeningBlockRows);
  if (!counts_) out_.total.relation = Relation::kAtLeast;
}

void OpeningSearch::AddStretches(const std::vector<Stretch>& stretches) {
  for (const Stretch& stretch : stretches) {
    if (stretch.begin == stretch.end) continue;
    BoundStretch(stretch, queue_.Add(stretch));
  }
}

void OpeningSearch::BoundStretch(const Stretch& stretch, std::span<RankKey> bounds) {
  const RowView& view = segment_.view(stretch.view);
  const std::uint32_t first = stretch.begin / kOpeningBlockRows;
  const std::uint32_t locality_weight = WeightOf(PartKind::kLocality);
  BoundRules bound;
  bound.sites = distances_.sites();
  bound.radius = screen_.radius;
  bound.reach = screen_.has_radius ? screen_.radius : std::max(kReach, screen_.travels);
  bound.travels = screen_.travels;
  bound.locality_weight = locality_weight;
  bound.others = WeightOf(PartKind::kOccupation) * stretch.occupation + most_of_others_;
  bound.tier_in = MakeRankKey(stretch.tier, 0, 15);
  BoundBlocks(view.boxes(), first, bounds, bound);

  // Sites where she would go.
  const std::uint64_t named = scorer_.named_states() | scorer_.district_states();
  if (named != 0) {
    const std::vector<std::uint64_t>& states = view.boxes().move_states;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      if ((states[first + i] & named) == 0 || bounds[i] == kNoMatch) continue;
      const bool district = (states[first + i] & scorer_.district_states()) != 0;
      const std::uint32_t locality = district ? kFull : kNamedStateFloor;
      const std::uint32_t total = bound.others + locality_weight * locality;
      bounds[i] = std::max(bounds[i], MakeRankKey(stretch.tier, total, 0));
    }
  }
  if (const std::uint32_t less = scorer_.LessWhereSkillsAreAsked(); less != 0) {
    const std::vector<std::uint8_t>& all_ask = view.boxes().all_ask_skills;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      if (all_ask[first + i] != 0 && bounds[i] != kNoMatch) bounds[i] -= less << 4;
    }
  }
}

Result<void> OpeningSearch::Run() {
  AddStretches(scorer_.Near());
  if (!Explore(false)) return Late();
  const bool settled = top_.full() && TierOf(top_.worst().key) != Tier::kWider;
  if (!settled) {
    queue_.Unsort();
    AddStretches(scorer_.Wide());
    if (!Explore(true)) return Late();
  }
  out_.effort.blocks += queue_.blocks();
  return {};
}

bool OpeningSearch::Explore(bool widest) {
  const auto position = [&](const BlockPart& part) {
    return FirstPosition(queue_.stretch(part.stretch), part.block, segment_.block_groups(),
                         start_.group);
  };
  for (std::uint32_t blocks = 0; const auto part = queue_.Take(position); ++blocks) {
    const Tier tier = TierOf(part->bound);
    if (!widest && tier == Tier::kWider) {
      queue_.PutBack();
      return true;
    }
    if (blocks % kBlocksAnInstant == 0 && deadline_.Passed()) return false;
    const bool settled = top_.Excludes(part->bound, part->first_position);
    if (settled) {
      if (tier != Tier::kExact || !counts_) return true;
      if (rows_counted_ >= kOpeningsCounted) {
        out_.total.relation = Relation::kAtLeast;
        return true;
      }
    }
    ++out_.effort.blocks_visited;
    if (const BlockPart* next = queue_.Next()) Prefetch(*next);
    Visit(*part, settled);
  }
  return true;
}

void OpeningSearch::Prefetch(const BlockPart& part) const {
  constexpr std::size_t kCacheLine = 64;
  const RowView& view = segment_.view(queue_.stretch(part.stretch).view);
  for (const schema::OpeningDigestGroup& group : view.OpeningGroupsOf(part.block)) {
    const char* const first = reinterpret_cast<const char*>(&group);
    constexpr std::size_t kFirstColumns = offsetof(schema::OpeningDigestGroup, district);
    for (std::size_t at = 0; at < kFirstColumns; at += kCacheLine) __builtin_prefetch(first + at);
  }
}

void OpeningSearch::Visit(const BlockPart& part, bool counted_only) {
  const Stretch& stretch = queue_.stretch(part.stretch);
  const RowView& view = segment_.view(stretch.view);
  const std::uint32_t first = part.block * kOpeningBlockRows;
  OpeningScreenStretch here;
  here.base = WeightOf(PartKind::kOccupation) * stretch.occupation + scorer_.confirmed();
  here.most = most_of_others_ - scorer_.confirmed();
  here.tier_in = MakeRankKey(stretch.tier, 0, 15);
  here.threshold = counted_only ? kNoMatch : top_.threshold();
  ScreenOpenings(view.OpeningGroupsOf(part.block), screen_, here, screened_);
  const RowMask rows =
      segment_.Live(stretch.view, part.block, RowsOf(stretch, part.block, kOpeningBlockRows));
  const RowMask worth = screened_.worth & rows;
  promising_.clear();
  ForEachRow(worth, [&](std::uint32_t at) {
    __builtin_prefetch(&segment_[view.RowAt(first + at)]);
    promising_.push_back({screened_.keys[at], first + at});
  });
  std::sort(promising_.begin(), promising_.end(),
            [](const auto& a, const auto& b) { return a.bound > b.bound; });
  const bool counts = counts_ && stretch.tier == Tier::kExact;
  for (const OpeningSearchScratch::Promising& each : promising_) {
    if (each.bound < top_.threshold()) {
      if (!counts) break;
      if (TierOf(each.bound) == Tier::kExact) Count(stretch, each.place);
      continue;
    }
    ++out_.effort.rows_scored;
    const Looked looked = scorer_.Look(stretch, each.place);
    if (looked.exact) ++out_.total.value;
    if (!looked.key || !top_.Wants(*looked.key)) continue;
    const RowId row = view.RowAt(each.place);
    top_.Offer(RankOf(segment_, row, *looked.key, start_));
  }
  if (!counts) return;
  RowMask others = screened_.may_reach & rows;
  for (std::size_t i = 0; i < others.size(); ++i) others[i] &= ~worth[i];
  ForEachRow(others, [&](std::uint32_t at) { Count(stretch, first + at); });
}

void OpeningSearch::Count(const Stretch& stretch, std::uint32_t place) {
  if (!counts_) return;
  if (rows_counted_ >= kOpeningsCounted) {
    out_.total.relation = Relation::kAtLeast;
    return;
  }
  ++rows_counted_;
  if (scorer_.Look(stretch, place).exact) ++out_.total.value;
}

}  // namespace kaam::matcher
