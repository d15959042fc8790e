// Vector code of the search over openings: what each opening of a block comes to at most, from the
// digest alone. Very nearly the score itself, so that few rows are read. A bound may round up;
// scores are worked out in matcher/scoring.h. Run-time dispatch by Highway. Private to the engine.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/geo.h"
#include "core/index_schema.h"
#include "matcher/distances.h"
#include "matcher/facts.h"
#include "matcher/held_skills.h"
#include "matcher/row_mask.h"
#include "matcher/scoring.h"

namespace kaam::matcher {

// Of one worker's question. Spans and `worker` are borrowed.
struct OpeningScreenRules {
  const WorkerFacts* worker = nullptr;
  const HeldSkills* held = nullptr;  // null where she states no skill
  std::span<const SiteSpread> spots;
  std::span<const std::uint8_t> states;  // that she would move to
  std::uint16_t move_bits = 0;           // MoveFilterBit of them and of her districts
  Weights weights;
  std::uint16_t as_of = 0;
  bool has_radius = false;
  Metres radius = UINT32_MAX;  // hard limit
  Metres travels = 0;          // full locality up to here
};

// Of a stretch, and of what the list holds.
struct OpeningScreenStretch {
  std::uint32_t base = 0;     // what occupation and confirmation add to a total
  std::uint32_t most = 0;     // what all other parts but locality add at most
  std::uint32_t tier_in = 0;  // tier of a rank key in reach, as it stands there
  RankKey threshold = 0;      // below this a row is not worth a look
};

struct ScreenedOpenings {
  RowMask worth{};      // could reach the threshold
  RowMask may_reach{};  // meet all else that is hard, and may be in reach
  std::array<RankKey, schema::kOpeningBlockRows> keys;  // at least the key; of those worth it
};

// Open rows by what their digest says of hard clauses: licences, skills that must be held, what
// must be offered, inclusiveness.
struct ClearedOpenings {
  RowMask clear{};      // meet all of them
  RowMask may_reach{};  // may be in reach, as in ScreenedOpenings, cleared or not
  RowMask within{};     // may have a site no farther than the limit
  RowMask unsure{};     // of which the digest does not say all: more sites or skills
};

// `groups` are those of one block.
ClearedOpenings ClearOpenings(std::span<const schema::OpeningDigestGroup> groups,
                              const OpeningScreenRules& rules, Metres limit);

// `groups` are those of one block.
void ScreenOpenings(std::span<const schema::OpeningDigestGroup> groups,
                    const OpeningScreenRules& rules, const OpeningScreenStretch& stretch,
                    ScreenedOpenings& out);

}  // namespace kaam::matcher
