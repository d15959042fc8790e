// How a text may go on while it is typed, in any script.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/taxonomy.h"

namespace kaam::taxonomy {

// How many people or openings stand behind each concept; an empty list means not known.
struct Popularity {
  std::vector<std::uint32_t> occupations;  // by OccupationId
  std::vector<std::uint32_t> skills;       // by SkillId
  std::vector<std::uint32_t> districts;    // by PlaceId, others 0
};

// What is known without an index: a trade with more names is spoken of more.
Popularity PriorOf(const Taxonomy& taxonomy);

struct Suggestion {
  std::string text;       // all that was typed, with its end completed
  std::string_view name;  // the completed name; lives as long as the taxonomy
  Concept meaning;
  std::uint32_t count = 0;  // of `popularity`
};

// At most `limit` completions of the last words of `typed`, best first: more words taken up, then
// more people behind it. Names are found as written and by their sound, in whatever script. Trades,
// skills and places that the words before already name are left out, and all places once one is
// named. Never fails. Any thread.
std::vector<Suggestion> Suggest(const Taxonomy& taxonomy, std::string_view typed, std::size_t limit,
                                const Popularity& popularity);

}  // namespace kaam::taxonomy
