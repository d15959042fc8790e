#include "matcher/ring_count.h"

#include <algorithm>
#include <numeric>

namespace kaam::matcher {

RingCount::RingCount(const Index& index, const std::vector<std::uint32_t>& rings,
                     Distances& distances)
    : rings_(rings),
      distances_(distances),
      first_in_(rings.size() + 1),
      by_place_(index.taxonomy().places().size()) {}

std::size_t RingCount::RingOf(Metres distance) const {
  const auto ring = std::find_if(rings_.begin(), rings_.end(), [&](std::uint32_t radius_km) {
    return distance <= radius_km * 1000;
  });
  return static_cast<std::size_t>(ring - rings_.begin());
}

void RingCount::Add(const RowView& view, std::uint32_t block, const RowMask& rows) {
  const schema::BlockSummary& summary = view.blocks()[block];
  if (summary.box.empty()) return;
  const std::size_t least = RingOf(distances_.AtLeastTo(summary.box));
  if (least == rings_.size()) return;
  Metres most = UINT32_MAX;
  for (const SiteSpread& site : distances_.sites()) {
    most = std::min(most, MaxDistanceMetres(site.point, summary.box));
  }
  if (summary.has_placeless == 0 && RingOf(most) == least) {
    first_in_[least] += CountOf(rows);
    return;
  }
  const auto groups = view.GroupsOf(block);
  ForEachRow(rows, [&](std::uint32_t at) {
    const std::uint16_t place = groups[at / schema::kGroupRows].place[at % schema::kGroupRows];
    if (place != kNoId) ++by_place_[place];
  });
}

std::vector<std::uint64_t> RingCount::Counts() {
  for (std::uint32_t id = 0; id < by_place_.size(); ++id) {
    if (by_place_[id] == 0) continue;
    first_in_[RingOf(distances_.To(PlaceId{static_cast<std::uint16_t>(id)}))] += by_place_[id];
  }
  std::vector<std::uint64_t> counts(rings_.size());
  std::partial_sum(first_in_.begin(), first_in_.end() - 1, counts.begin());
  return counts;
}

}  // namespace kaam::matcher
