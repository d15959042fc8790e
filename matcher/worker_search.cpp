#include "matcher/worker_search.h"

#include <algorithm>
#include <bit>

namespace kaam::matcher {
namespace {

using schema::kBlockRows;
using schema::MaskKind;
using schema::View;

// Once no further row can enter the list, rows are looked at only to count the exact ones; past
// this many blocks the count becomes "at least".
constexpr std::uint32_t kCountedBlocks = 16;

// So many rows are looked at closely for the count alone.
constexpr std::uint32_t kCountedRows = 256;

// As ScreenRows has it.
bool MayMoveHere(const schema::DigestGroup& group, std::size_t i, const ScreenRules& screen) {
  const auto target =
      std::find(screen.target_states.begin(), screen.target_states.end(), group.target_state[i]);
  if (target == screen.target_states.end()) return false;
  unsigned bits = screen.state_bits;
  if ((group.flags[i] & schema::kNamesDistricts) != 0) bits |= screen.district_bits;
  return (bits & group.move_filter[i]) != 0;
}

}  // namespace

WorkerSearch::WorkerSearch(WorkerScorer& scorer, const Index& index,
                           const Segment<schema::WorkerRow>& segment, Distances& distances,
                           WorkerSearchScratch& scratch, ListPass& pass)
    : scorer_(scorer),
      index_(index),
      segment_(segment),
      start_(pass.start),
      distances_(distances),
      scratch_(scratch),
      deadline_(pass.deadline),
      counts_(pass.counts),
      most_of_others_(scorer.MostOfOthers()),
      most_of_skills_(scorer.SkillsTotal(std::uint64_t{scorer.skill_weight()} * kFull, true)),
      top_(pass.top),
      out_(pass.out) {
  scratch_.queue.Clear();
  if (!counts_) out_.total.relation = Relation::kAtLeast;
  scratch_.target_states.clear();
  for (std::uint64_t left = scorer.site_states(); left != 0; left &= left - 1) {
    scratch_.target_states.push_back(static_cast<std::uint8_t>(std::countr_zero(left)));
  }
  scratch_.target_states.push_back(schema::kSeveralTargets);
  const PairRules& rules = scorer.rules();
  screen_.as_of = rules.as_of;
  screen_.placed = !scorer.asked().sites.empty();
  for (const Spot& site : scorer.asked().sites) {
    screen_.state_bits |= schema::MoveFilterBit(site.state);
    screen_.district_bits |= schema::MoveFilterBit(site.district);
  }
  screen_.radius = rules.radius.value_or(UINT32_MAX);
  screen_.reach = rules.radius.value_or(kReach);
  screen_.locality_weight = WeightOf(PartKind::kLocality);
  screen_.inside_key = screen_.locality_weight * kFull << 4;
  screen_.named_state_key = screen_.locality_weight * kNamedStateFloor << 4;
  if (!screen_.placed) screen_.others = screen_.locality_weight * ScoreLocality({}).value;
  PrepareSkills();
}

void WorkerSearch::PrepareSkills() {
  scratch_.matched.assign(kBlockRows, 0);
  scratch_.skill_keys.assign(kBlockRows, 0);
  const taxonomy::Skills& skills = index_.taxonomy().skills();
  for (const AskedSkill& asked : scorer_.asked().skills) {
    std::vector<SkillMasks>& lists = skills_.emplace_back();
    const auto add = [&](SkillId held, std::uint32_t fit) {
      const Holders holders = segment_.HoldersOf(MaskKind::kSkill, held.value);
      if (!holders.empty()) lists.push_back({holders, asked.weight * fit});
    };
    add(asked.skill, kFull);
    for (const taxonomy::RelatedSkill& related : skills.RelatedTo(asked.skill)) {
      add(related.held, related.value);
    }
    std::stable_sort(lists.begin(), lists.end(),
                     [](const SkillMasks& a, const SkillMasks& b) { return a.value > b.value; });
  }
}

void WorkerSearch::AddStretches(const std::vector<Stretch>& stretches) {
  for (const Stretch& stretch : stretches) {
    if (stretch.begin == stretch.end) continue;
    BoundStretch(stretch, scratch_.queue.Add(stretch));
  }
}

void WorkerSearch::BoundStretch(const Stretch& stretch, std::span<RankKey> bounds) {
  const RowView& view = segment_.view(stretch.view);
  const std::uint32_t first = stretch.begin / kBlockRows;
  BoundRules bound;
  bound.sites = distances_.sites();
  bound.radius = screen_.radius;
  bound.reach = screen_.reach;
  bound.locality_weight = screen_.locality_weight;
  bound.others = scorer_.OccupationTotal(stretch.occupation) + most_of_others_ + most_of_skills_;
  bound.tier_in = MakeRankKey(stretch.tier, 0, 15);
  BoundBlocks(view.boxes(), first, bounds, bound);
  if (bound.sites.empty()) return;

  // Those who would move: few blocks, and of few States.
  const std::vector<std::uint64_t>& moves = view.boxes().move_states;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    if ((moves[first + i] & scorer_.site_states()) == 0 || bounds[i] == kNoMatch) continue;
    const schema::BlockSummary& block = view.blocks()[first + i];
    LocalityFacts place{.asked = true};
    if (!block.box.empty()) place.distance = distances_.AtLeastTo(block.box);
    place.in_named_district = (block.district_states & scorer_.site_states()) != 0;
    place.in_named_state = (block.move_states & scorer_.site_states()) != 0;
    const std::uint32_t total = bound.others + bound.locality_weight * ScoreLocality(place).value;
    bounds[i] = std::max(bounds[i], MakeRankKey(stretch.tier, total, BandOf(place)));
  }
}

Result<void> WorkerSearch::Run() {
  AddStretches(scorer_.Family());
  if (!Explore(false)) return Late();
  // A list full of what was asked for needs no others.
  const bool settled = top_.full() && TierOf(top_.worst().key) != Tier::kWider;
  if (!settled) {
    scratch_.queue.Unsort();
    AddStretches(scorer_.Others());
    if (!Explore(true)) return Late();
  }
  out_.effort.blocks += scratch_.queue.blocks();
  return {};
}

bool WorkerSearch::Explore(bool widest) {
  const auto position = [&](const BlockPart& part) {
    return FirstPosition(scratch_.queue.stretch(part.stretch), part.block, segment_.block_groups(),
                         start_.group);
  };
  for (std::uint32_t blocks = 0; const auto part = scratch_.queue.Take(position); ++blocks) {
    const Tier tier = TierOf(part->bound);
    if (!widest && tier == Tier::kWider) {
      scratch_.queue.PutBack();
      return true;
    }
    if (blocks % kBlocksAnInstant == 0 && deadline_.Passed()) return false;
    std::uint32_t others = 0;
    const bool settled = top_.Excludes(part->bound, part->first_position);
    if (settled && (tier != Tier::kExact || !counts_)) return true;
    const RankKey refined = RefinedBound(*part, others);
    if (refined == kNoMatch) continue;
    const bool counted_only = settled || top_.Excludes(refined, part->first_position);
    if (counted_only) {
      if (tier != Tier::kExact || !counts_) continue;
      if (++only_counted_ > kCountedBlocks) {
        out_.total.relation = Relation::kAtLeast;
        if (settled) return true;
        continue;
      }
    }
    ++out_.effort.blocks_visited;
    Visit(*part, others, counted_only);
  }
  return true;
}

RankKey WorkerSearch::RefinedBound(const BlockPart& part, std::uint32_t& others) const {
  const Stretch& stretch = scratch_.queue.stretch(part.stretch);
  const schema::BlockSummary& block = segment_.view(stretch.view).blocks()[part.block];
  if ((scorer_.asked().licences & ~block.licences) != 0) return kNoMatch;
  others = scorer_.MostOfOthers(block);
  return part.bound - ((most_of_others_ - others) << 4);
}

RowMask WorkerSearch::MatchSkills(std::uint32_t block) {
  std::vector<std::uint32_t>& matched = scratch_.matched;
  std::fill(matched.begin(), matched.end(), 0);
  RowMask any{};
  for (const std::vector<SkillMasks>& lists : skills_) {
    RowMask done{};  // rows for which this asked skill has its best value
    for (const SkillMasks& list : lists) {
      RowMask rows = list.holders.In(block);
      if (rows == RowMask{}) continue;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] &= ~done[i];
        done[i] |= rows[i];
        any[i] |= rows[i];
      }
      AddWhere(rows, list.value, matched);
    }
  }
  return any;
}

void WorkerSearch::Visit(const BlockPart& part, std::uint32_t others, bool counted_only) {
  const Stretch& stretch = scratch_.queue.stretch(part.stretch);
  const RowView& view = segment_.view(stretch.view);
  RowMask rows = segment_.Live(stretch.view, part.block, RowsOf(stretch, part.block));
  ScreenRules screen = screen_;
  if ((view.boxes().move_states[part.block] & scorer_.site_states()) != 0) {
    screen.target_states = scratch_.target_states;
  }
  screen.tier_in = MakeRankKey(stretch.tier, 0, 15);
  // Where reach decides nothing, fewer distances need to be exact.
  if (stretch.tier == Tier::kWider && !scorer_.rules().radius) screen.reach = 0;
  screen.others += scorer_.OccupationTotal(stretch.occupation) + others;
  screen.threshold = counted_only ? kNoMatch : top_.threshold();
  if (!skills_.empty() && stretch.view == View::kPrimary) {
    const RowMask any = MatchSkills(part.block);
    if (scorer_.asks_only_skills()) rows = rows & any;
    const std::uint32_t most =
        SkillKeys(scratch_.matched, scorer_.skill_weight() * kFull, WeightOf(PartKind::kSkills),
                  scorer_.SkillsTotal(0, false), scratch_.skill_keys);
    screen.skills = scratch_.skill_keys.data();
    const std::uint32_t less = most_of_others_ - others + (most_of_skills_ - most);
    if (top_.Excludes(part.bound - (less << 4), part.first_position)) screen.threshold = kNoMatch;
  } else {
    screen.others += most_of_skills_;
  }

  const auto groups = view.GroupsOf(part.block);
  const ScreenedRows screened = ScreenRows(groups, screen, distances_);
  if (counts_ && stretch.tier == Tier::kExact) {
    CountExact(stretch, part.block, screened, rows);
  }
  std::vector<WorkerSearchScratch::Promising>& promising = scratch_.promising;
  promising.clear();
  ForEachRow(screened.worth & rows, [&](std::uint32_t at) {
    const RowBound row =
        BoundRow(stretch, groups[at / schema::kGroupRows], at % schema::kGroupRows, screen, at);
    if (row.key >= screen.threshold) {
      promising.push_back({row.key, part.block * kBlockRows + at, row.exact});
    }
  });
  // The best first, so that the rest has to beat it.
  std::sort(promising.begin(), promising.end(),
            [](const auto& a, const auto& b) { return a.bound > b.bound; });
  for (const WorkerSearchScratch::Promising& row : promising) {
    if (row.bound < top_.threshold()) break;
    ++out_.effort.rows_scored;
    if (row.exact) {
      Offer(view.RowAt(row.place), row.bound);
    } else if (const Looked looked = scorer_.Look(stretch, row.place, top_.threshold());
               looked.key) {
      Offer(view.RowAt(row.place), *looked.key);
    }
  }
}

WorkerSearch::RowBound WorkerSearch::BoundRow(const Stretch& stretch,
                                              const schema::DigestGroup& group, std::size_t i,
                                              const ScreenRules& screen, std::uint32_t at) const {
  RowBound out;
  bool bounded = false;
  std::uint32_t total =
      scorer_.OccupationTotal(stretch.occupation) + scorer_.Others(group, i, bounded);
  total += screen.skills != nullptr ? scratch_.skill_keys[at] >> 4 : most_of_skills_;
  const bool insists = (group.flags[i] & schema::kInsists) != 0;
  out.exact = scorer_.DigestsScore(stretch) && !bounded && !insists;
  if (!screen.placed) {
    total += WeightOf(PartKind::kLocality) * ScoreLocality({}).value;
    out.key = MakeRankKey(stretch.tier, total, 0);
    return out;
  }
  const std::uint32_t place = std::min<std::uint32_t>(group.place[i], distances_.nowhere());
  const Metres metres = distances_.metres()[place];
  const std::uint32_t near_key = distances_.near_keys()[place];
  const std::uint32_t band = near_key & 15U;
  const bool targets = MayMoveHere(group, i, screen);
  const bool anywhere = targets && (group.flags[i] & schema::kMovesAnywhere) != 0;
  const bool inside =
      group.move_radius_km[i] != kNoId && metres <= Metres{group.move_radius_km[i]} * 1000;
  const bool unsure = targets && !anywhere;
  std::uint32_t place_key = near_key;
  if (anywhere) place_key = std::max(place_key, screen.named_state_key | band);
  if (inside || unsure) place_key = screen.inside_key | band;
  const bool reached = inside || targets || metres <= screen.reach;
  out.key = (reached ? screen.tier_in : 0) | ((total << 4) + place_key);
  out.exact = out.exact && !unsure;
  return out;
}

void WorkerSearch::CountExact(const Stretch& stretch, std::uint32_t block,
                              const ScreenedRows& screened, const RowMask& rows) {
  const auto look = [&](std::uint32_t at) {
    if (rows_counted_ == kCountedRows) {
      out_.total.relation = Relation::kAtLeast;
      return;
    }
    ++rows_counted_;
    if (scorer_.Look(stretch, block * kBlockRows + at, kNoKey).exact) ++out_.total.value;
  };
  const bool decided = scorer_.DigestsDecide(stretch);
  RowMask sure{};
  RowMask unsure{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    sure[i] = decided ? screened.in_reach[i] & ~screened.insists[i] & rows[i] : 0;
    unsure[i] = (screened.in_reach[i] | screened.movers[i]) & rows[i] & ~sure[i];
  }
  out_.total.value += CountOf(sure);
  ForEachRow(unsure, look);
}

void WorkerSearch::Offer(RowId row, RankKey key) {
  if (!top_.Wants(key)) return;
  top_.Offer(RankOf(segment_, row, key, start_));
}

}  // namespace kaam::matcher
