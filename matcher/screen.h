// Vector code of the searches: what blocks could reach at best, and which rows of a
// block are worth a closer look. Everything here is a bound, never less than the score it stands
// for, so that it may round; scores themselves are worked out in matcher/scoring.h. Run-time
// dispatch by Highway. Private to the engine.
#pragma once

#include <cstdint>
#include <span>

#include "core/geo.h"
#include "core/index_schema.h"
#include "matcher/distances.h"
#include "matcher/row_mask.h"
#include "matcher/row_view.h"

namespace kaam::matcher {

// Of a question and a stretch of blocks whose rows stand alike.
struct BoundRules {
  std::span<const SiteSpread> sites;  // empty: nowhere in particular
  Metres radius = UINT32_MAX;         // hard limit
  Metres reach = UINT32_MAX;          // tier_in up to here
  Metres travels = 0;                 // full locality up to here: how far the asker goes
  std::uint32_t locality_weight = 0;
  std::uint32_t others = 0;   // the most that parts but locality add
  std::uint32_t tier_in = 0;  // tier of a rank key, as it stands there
};

// out[i]: at least the rank key of every row of block first + i, but for those of workers who would
// move where a site is, or sites where the asker would go; or kNoMatch.
void BoundBlocks(const BlockBoxes& boxes, std::uint32_t first, std::span<RankKey> out,
                 const BoundRules& rules);

struct ScreenRules {
  std::uint16_t as_of = 0;
  bool placed = false;                          // sites are asked
  std::span<const std::uint8_t> target_states;  // move targets that may lead to a site
  std::uint16_t state_bits = 0;                 // MoveFilterBit of the sites' States
  std::uint16_t district_bits = 0;              // and of their districts
  Metres radius = UINT32_MAX;
  Metres reach = UINT32_MAX;
  std::uint32_t others = 0;  // as in BoundRules; without skills where `skills` is set
  std::uint32_t tier_in = 0;
  std::uint32_t locality_weight = 0;
  std::uint32_t inside_key = 0;           // full locality, as it adds to a key
  std::uint32_t named_state_key = 0;      // that of a State she named
  RankKey threshold = 0;                  // below this a row is not worth a look
  const std::uint32_t* skills = nullptr;  // by row of the block: what they add to a key at most
};

struct ScreenedRows {
  RowMask worth;     // could reach the threshold
  RowMask in_reach;  // shown and in reach
  RowMask movers;    // shown, and in reach only if one of her districts is the one
  RowMask insists;   // of both: those with a requirement that must be met
};

// `groups` are those of one block, sixteen or less.
ScreenedRows ScreenRows(std::span<const schema::DigestGroup> groups, const ScreenRules& rules,
                        Distances& distances);

// From sums of weight x fit, what skills add to a key at most: `weight` x the share of `most` that
// a sum is, and no less than `least_total`. Returns the greatest total.
std::uint32_t SkillKeys(std::span<const std::uint32_t> sums, std::uint32_t most,
                        std::uint32_t weight, std::uint32_t least_total,
                        std::span<std::uint32_t> keys);

// Adds `value` to sums[i] for each row i of `rows`.
void AddWhere(const RowMask& rows, std::uint32_t value, std::span<std::uint32_t> sums);

// The name of the instruction set in use; all give the same answers.
std::string_view VectorTarget();

}  // namespace kaam::matcher
