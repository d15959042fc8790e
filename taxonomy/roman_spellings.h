// How people spell the sounds of Indian scripts in Roman letters, and what each spelling costs.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/script_sounds.h"

namespace kaam::taxonomy {

// One way to spell a sound. Costs are about -ln(share of writers who choose it), so that costs of a
// whole word add up.
struct RomanSpelling {
  std::string letters;  // up to 4; may be empty
  float cost = 0;
};

// All ways for the sound `name` (script_sounds.h) in words of `script`, never empty; the sound
// of an unknown name is silent. The view lives as long as the program; any thread.
//
// The costs were set by hand from the letters' values and from how people type (about 1,500 pairs
// in tests/taxonomy/data/romanised_words.tsv, written before the costs), not re-estimated on any
// corpus.
std::span<const RomanSpelling> RomanSpellingsOf(Script script, const std::string& name);

}  // namespace kaam::taxonomy
