// What scorers and searches tell each other about rows. Private to the engine.
#pragma once

#include <cstdint>
#include <optional>

#include "core/index_schema.h"
#include "matcher/scoring.h"

namespace kaam::matcher {

// Rows that stand alike: by occupations that fit equally well, in one view.
struct Stretch {
  schema::View view = schema::View::kPrimary;
  std::uint32_t begin = 0;  // places in the view
  std::uint32_t end = 0;
  std::uint16_t occupation = 0;  // what the occupation part is, if none of the row's fits better
  Tier tier = Tier::kWider;      // by trade
};

// One row looked at.
struct Looked {
  std::optional<RankKey>
      key;             // as ScorePair(...).key(); absent for no match, or below the threshold
  bool exact = false;  // a match of Tier::kExact, whether or not there is a key
};

}  // namespace kaam::matcher
