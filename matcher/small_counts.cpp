#include "matcher/small_counts.h"

#include <algorithm>

namespace kaam::matcher {
namespace {

constexpr std::uint64_t kMostHidden = kSmallGroup - 1;  // of a group, or by rounding down

// Whether the told groups of a partition leave each hidden one anything from 1 to 9.
bool KeepsHidden(const std::vector<ToldCount>& told, std::uint64_t total) {
  std::uint64_t least = 0;  // all groups together
  std::uint64_t most = 0;
  bool any_hidden = false;
  for (const ToldCount& count : told) {
    any_hidden |= !count.value;
    least += count.value.value_or(1);
    most += count.value.value_or(0) + kMostHidden;
  }
  if (!any_hidden) return true;
  // What the others leave at most is 9 or more, and at least is 1 or less.
  return total >= least - 1 + kMostHidden && total <= most - kMostHidden + 1;
}

}  // namespace

ToldCount TellCount(std::uint64_t count, bool hides_small) {
  if (!hides_small) return {count, false};
  if (count < kSmallGroup) return {std::nullopt, false};
  return {count / kSmallGroup * kSmallGroup, true};
}

std::optional<std::vector<ToldCount>> TellFacet(const Facet& facet, std::uint64_t total,
                                                bool many_valued, bool hides_small) {
  std::vector<ToldCount> told;
  if (many_valued && hides_small && total < kSmallGroup + kMostHidden) return std::nullopt;
  for (const FacetGroup& group : facet.groups) {
    const std::uint64_t count = many_valued && hides_small && group.count >= kSmallGroup
                                    ? std::min(group.count, total - kMostHidden)
                                    : group.count;
    told.push_back(TellCount(count, hides_small));
  }
  if (hides_small && !many_valued && !KeepsHidden(told, total)) return std::nullopt;
  return told;
}

}  // namespace kaam::matcher
