// How many workers stand within each of some distances. Private to the engine.
#pragma once

#include <cstdint>
#include <vector>

#include "matcher/distances.h"
#include "matcher/index.h"
#include "matcher/row_mask.h"

namespace kaam::matcher {

// One thread; valid while the index and `distances` are.
class RingCount {
 public:
  // `rings` are radii in km, ascending.
  RingCount(const Index& index, const std::vector<std::uint32_t>& rings, Distances& distances);

  // Counts rows of a block of a view by their places.
  void Add(const RowView& view, std::uint32_t block, const RowMask& rows);

  // By ring: everybody in it, those of the smaller ones too.
  std::vector<std::uint64_t> Counts();

 private:
  // The first ring that reaches as far; rings_.size() where none does.
  std::size_t RingOf(Metres distance) const;

  const std::vector<std::uint32_t>& rings_;
  Distances& distances_;
  std::vector<std::uint64_t> first_in_;  // by the first ring that holds them; last: none does
  std::vector<std::uint32_t> by_place_;  // of blocks that lie in several rings; by PlaceId
};

}  // namespace kaam::matcher
