#include "matcher/tallies.h"

namespace kaam::matcher {

Result<Tallies> Tallies::Open(const Generation& generation, const std::string& name,
                              std::size_t blocks) {
  Tallies out;
  const auto map = [&](std::string_view suffix, auto& span) {
    return MapArray(generation, name + std::string(suffix), out.files_, span);
  };
  for (const auto& mapped :
       {map(schema::kTalliesSuffix, out.blocks_), map(schema::kChangesSuffix, out.changes_),
        map(schema::kAreasSuffix, out.areas_)}) {
    if (!mapped) return mapped.error();
  }
  if (out.blocks_.size() != blocks + 1 || out.blocks_.back().areas != out.areas_.size() ||
      out.blocks_.back().free_changes != out.changes_.size()) {
    return DataLoss("the files of " + name + " disagree: rebuild the index",
                    generation.directory());
  }
  return out;
}

}  // namespace kaam::matcher
