// A concept by its best titles, at the first and at the second look.
#pragma once

#include <span>

#include "taxonomy/title_matcher.h"

namespace kaam::taxonomy {

// Plain value; the weights are in contender.cpp, where they come from in LINKING.md.
struct Contender {
  // Of at least one title of one concept; `is_bridged` when there are other lists to learn from.
  Contender(std::span<const TitleEvidence> titles, bool is_bridged);

  RankedConcept ranked;
  float again = 0;  // its worth at the second look
};

// Of contenders by falling score, puts the first ten in the order of the second look, equal ones as
// they stood. The scores stay where they are, so that they still fall.
void LookAgain(std::span<Contender> contenders);

}  // namespace kaam::taxonomy
