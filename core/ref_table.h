// The refs of a segment's rows, both ways.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace kaam {

// Views of the two arrays as schema::kRefsSuffix and kByRefSuffix have them; threads may share it.
struct RefTable {
  std::span<const std::uint8_t> refs;     // 16 bytes a row
  std::span<const std::uint32_t> by_ref;  // rows in ref order

  // The row, counted from the segment's first, that has this ref.
  std::optional<std::uint32_t> Find(std::span<const std::uint8_t, 16> ref) const {
    const auto compare = [&](std::uint32_t row) {
      return std::memcmp(refs.data() + std::size_t{row} * 16, ref.data(), ref.size());
    };
    const auto found = std::partition_point(by_ref.begin(), by_ref.end(),
                                            [&](std::uint32_t row) { return compare(row) < 0; });
    if (found == by_ref.end() || compare(*found) != 0) return std::nullopt;
    return *found;
  }
};

}  // namespace kaam
