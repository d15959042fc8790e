// The whole formula for one worker and one opening, written for reading. The engine computes the
// same numbers from prepared tables; brute force and explanations come from here.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/geo.h"
#include "matcher/facts.h"
#include "matcher/scoring.h"
#include "taxonomy/taxonomy.h"

namespace kaam::matcher {

// Who asks: it decides only whether a trade she merely wants counts as what was asked for.
enum class Direction : std::uint8_t { kWorkersForOpening, kOpeningsForWorker };

// What the question fixes about every pair.
struct PairRules {
  Direction direction = Direction::kWorkersForOpening;
  Weights weights = kDefaultWeights;
  std::optional<Metres> radius;  // hard limit on the distance
  std::uint16_t as_of = 0;       // Day16
};

enum class SkillState : std::uint8_t { kHeld, kHeldBelowLevel, kRelated, kMissing, kNotStated };

struct PairScore {
  Parts parts;
  Tier tier = Tier::kWider;
  std::uint32_t total = 0;
  taxonomy::Rung rung = taxonomy::Rung::kNone;
  HeldAs held_as = HeldAs::kNone;
  std::optional<OccupationId> asked_trade;  // the one that fits best
  LocalityFacts locality;
  std::vector<SkillState> skills;  // by the opening's skills
  MutualFacts mutual;

  RankKey key() const { return MakeRankKey(tier, total, BandOf(locality)); }
};

// Absent when the pair is no match: a must skill or licence missing, what one side rules out found
// in the other (MustNot), outside the radius, no trade in common up to the sub-major group, or no
// skill in common where the one who asks names only skills.
std::optional<PairScore> ScorePair(const taxonomy::Taxonomy& taxonomy, const WorkerFacts& worker,
                                   const OpeningFacts& opening, const PairRules& rules);

// The tier of a pair by rung, standing and reach.
Tier TierFor(Direction direction, bool trades_count, taxonomy::Rung rung, HeldAs held_as,
             bool in_reach);

}  // namespace kaam::matcher
