#include "matcher/opening_search.h"

#include <algorithm>
#include <bit>

#include "matcher/row_mask.h"
#include "matcher/screen.h"

namespace kaam::matcher {
namespace {

using schema::kBlockRows;
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
      deadline_(pass.deadline),
      most_of_others_(scorer.MostOfOthers()),
      counts_(pass.counts),
      top_(pass.top),
      out_(pass.out) {
  queue_.Clear();
  if (!counts_) out_.total.relation = Relation::kAtLeast;
  const PairRules& rules = scorer.rules();
  const WorkerFacts& worker = scorer.worker();
  screen_.as_of = rules.as_of;
  screen_.placed = !worker.spots.empty();
  screen_.radius = rules.radius.value_or(UINT32_MAX);
  screen_.reach = rules.radius.value_or(kReach);
  screen_.travels = Metres{worker.radius_km.value_or(0)} * 1000;
  screen_.locality_weight = WeightOf(PartKind::kLocality);
  screen_.inside_key = screen_.locality_weight * kFull << 4;
  const std::uint64_t named = scorer.named_states() | scorer.district_states();
  for (std::uint64_t left = named; left != 0; left &= left - 1) {
    target_states_.push_back(static_cast<std::uint8_t>(std::countr_zero(left)));
  }
  screen_.target_states = target_states_;
  for (std::uint64_t left = scorer.named_states(); left != 0; left &= left - 1) {
    screen_.state_bits |= schema::MoveFilterBit(static_cast<std::uint16_t>(std::countr_zero(left)));
  }
  for (const std::uint16_t district : worker.districts) {
    screen_.district_bits |= schema::MoveFilterBit(district);
  }
}

void OpeningSearch::AddStretches(const std::vector<Stretch>& stretches) {
  for (const Stretch& stretch : stretches) {
    if (stretch.begin == stretch.end) continue;
    BoundStretch(stretch, queue_.Add(stretch));
  }
}

void OpeningSearch::BoundStretch(const Stretch& stretch, std::span<RankKey> bounds) {
  const RowView& view = segment_.view(stretch.view);
  const std::uint32_t first = stretch.begin / kBlockRows;
  BoundRules bound;
  bound.sites = distances_.sites();
  bound.radius = screen_.radius;
  bound.reach = scorer_.rules().radius ? screen_.radius : std::max(screen_.reach, screen_.travels);
  bound.travels = screen_.travels;
  bound.locality_weight = screen_.locality_weight;
  bound.others = WeightOf(PartKind::kOccupation) * stretch.occupation + most_of_others_;
  bound.tier_in = MakeRankKey(stretch.tier, 0, 15);
  BoundBlocks(view.boxes(), first, bounds, bound);

  // Sites where she would go.
  const std::uint64_t named = scorer_.named_states() | scorer_.district_states();
  if (named == 0) return;
  const std::vector<std::uint64_t>& states = view.boxes().move_states;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    if ((states[first + i] & named) == 0 || bounds[i] == kNoMatch) continue;
    const bool district = (states[first + i] & scorer_.district_states()) != 0;
    const std::uint32_t locality = district ? kFull : kNamedStateFloor;
    const std::uint32_t total = bound.others + bound.locality_weight * locality;
    bounds[i] = std::max(bounds[i], MakeRankKey(stretch.tier, total, 0));
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
    Visit(*part, settled);
  }
  return true;
}

void OpeningSearch::Visit(const BlockPart& part, bool counted_only) {
  const Stretch& stretch = queue_.stretch(part.stretch);
  const RowView& view = segment_.view(stretch.view);
  const RankKey threshold = counted_only ? kNoMatch : top_.threshold();
  ScreenRules screen = screen_;
  screen.others = WeightOf(PartKind::kOccupation) * stretch.occupation + most_of_others_;
  if (!screen.placed) screen.others += screen.locality_weight * kFull;  // she may name the place
  screen.tier_in = MakeRankKey(stretch.tier, 0, 15);
  // Where reach decides nothing, fewer distances need to be exact.
  if (stretch.tier == Tier::kWider && !scorer_.rules().radius) screen.reach = 0;
  screen.threshold = threshold;
  const RowMask rows = segment_.Live(stretch.view, part.block, RowsOf(stretch, part.block));
  const ScreenedRows screened = ScreenRows(view.GroupsOf(part.block), screen, distances_);
  const RowMask worth = screened.worth & rows;
  promising_.clear();
  ForEachRow(worth, [&](std::uint32_t at) {
    __builtin_prefetch(&segment_[view.RowAt(part.block * kBlockRows + at)]);
  });
  ForEachRow(worth, [&](std::uint32_t at) {
    const std::uint32_t place = part.block * kBlockRows + at;
    const OpeningRow& row = segment_[view.RowAt(place)];
    const OpeningScorer::Most most = scorer_.MostOf(row, stretch, threshold);
    if (most.key == kNoMatch) return;
    if (most.key >= threshold) {
      promising_.push_back({most.key, place});
      __builtin_prefetch(segment_.pool(row.pool, 0).data());
    } else if (most.may_be_exact) {
      Count(stretch, place);
    }
  });
  if (counts_ && stretch.tier == Tier::kExact) {
    RowMask others{};
    for (std::size_t i = 0; i < others.size(); ++i) {
      others[i] = (screened.in_reach[i] | screened.movers[i]) & rows[i] & ~worth[i];
    }
    ForEachRow(others, [&](std::uint32_t at) { Count(stretch, part.block * kBlockRows + at); });
  }
  std::sort(promising_.begin(), promising_.end(),
            [](const auto& a, const auto& b) { return a.bound > b.bound; });
  for (const OpeningSearchScratch::Promising& each : promising_) {
    // Where exact ones count, all of them are looked at.
    if (!counts_ && each.bound < top_.threshold()) break;
    ++out_.effort.rows_scored;
    const Looked looked = scorer_.Look(stretch, each.place);
    if (looked.exact) ++out_.total.value;
    if (!looked.key || !top_.Wants(*looked.key)) continue;
    const RowId row = view.RowAt(each.place);
    top_.Offer(RankOf(segment_, row, *looked.key, start_));
  }
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
