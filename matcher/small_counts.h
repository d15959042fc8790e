// What may be told of counts of people: the one place where small groups are hidden.
//
// The rule. A viewer who may not see small groups is told of counts of workers
//  1. "<10" for a group of 1 to 9, and for nobody;
//  2. else the count rounded down to a whole ten, as "at least": two questions that differ by one
//     clause give two such numbers, each up to 9 less than the truth, so that their difference
//     never shows a group under 10, nor how large it is;
//  3. a total as it is only where every one of those counted is on the list that comes with it;
//  4. no facet whose groups and total, the total taken as known, would narrow a group under 10
//     to less than "1 to 9"; and of groups that overlap no number so near the total that the rest
//     would be known to be under 10.
// Openings are public and never hidden.
//
// Its limits. It guards numbers, not lists: who may page through hits can count them. Many
// questions that differ by single known people (`exclude`) can find where a ten begins; how many
// one asks is for whoever lets them in to limit.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "matcher/facets.h"
#include "matcher/pair.h"

namespace kaam::matcher {

// In which role a question is asked; whoever passes it on vouches for it.
enum class Viewer : std::uint8_t {
  kPublic,
  kWorker,
  kEmployer,
  kOperator,
  kPortal,
  kState,  // sees small groups, as its own registry
  kAdmin,  // the same
};
inline constexpr std::array<std::string_view, 7> kViewerNames = {
    "public", "worker", "employer", "operator", "portal", "state", "admin"};

inline constexpr std::uint64_t kSmallGroup = 10;

// Whether rule 1 to 4 hold for this viewer of rows asked for in this direction.
constexpr bool HidesSmallGroups(Viewer viewer, Direction direction) {
  return direction == Direction::kWorkersForOpening && viewer != Viewer::kState &&
         viewer != Viewer::kAdmin;
}

// A count as it may be told.
struct ToldCount {
  std::optional<std::uint64_t> value;  // absent: under ten
  bool at_least = false;
  friend bool operator==(const ToldCount&, const ToldCount&) = default;
};
ToldCount TellCount(std::uint64_t count, bool hides_small);

// Of each group of a facet; absent where the facet must be withheld. `many_valued`: a row may stand
// in several groups.
std::optional<std::vector<ToldCount>> TellFacet(const Facet& facet, std::uint64_t total,
                                                bool many_valued, bool hides_small);

}  // namespace kaam::matcher
