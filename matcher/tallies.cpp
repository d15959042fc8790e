#include "matcher/tallies.h"

#include <algorithm>

namespace kaam::matcher {

Result<Tallies> Tallies::Open(const Generation& generation, const std::string& name,
                              std::size_t blocks) {
  Tallies out;
  const auto map = [&](std::string_view suffix, auto& span) {
    return MapArray(generation, name + std::string(suffix), out.files_, span);
  };
  for (const auto& mapped :
       {map(schema::kTalliesSuffix, out.blocks_), map(schema::kChangesSuffix, out.changes_),
        map(schema::kAreasSuffix, out.areas_), map(schema::kTotalsSuffix, out.totals_)}) {
    if (!mapped) return mapped.error();
  }
  if (out.blocks_.size() != blocks + 1 || out.blocks_.back().areas != out.areas_.size() ||
      out.blocks_.back().free_changes != out.changes_.size()) {
    return DataLoss("the files of " + name + " disagree: rebuild the index",
                    generation.directory());
  }
  return out;
}

std::span<const schema::SkillTotal> Tallies::TotalsOf(std::uint16_t occupation) const {
  const auto [first, last] = std::ranges::equal_range(totals_, occupation, std::ranges::less(),
                                                      &schema::SkillTotal::occupation);
  return {first, last};
}

}  // namespace kaam::matcher
