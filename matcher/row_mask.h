// The rows of one block as bits. Private to the engine.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "core/index_schema.h"
#include "matcher/stretch.h"

namespace kaam::matcher {

using RowMask = std::array<std::uint64_t, schema::kBlockRows / 64>;

inline RowMask operator&(const RowMask& a, const RowMask& b) {
  RowMask out;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = a[i] & b[i];
  return out;
}

inline std::uint32_t CountOf(const RowMask& rows) {
  int count = 0;
  for (const std::uint64_t word : rows) count += std::popcount(word);
  return static_cast<std::uint32_t>(count);
}

// The rows of a block that belong to a stretch; blocks have `block_rows`, at most kBlockRows.
inline RowMask RowsOf(const Stretch& stretch, std::uint32_t block,
                      std::uint32_t block_rows = schema::kBlockRows) {
  const std::uint32_t first = block * block_rows;
  const std::uint32_t begin = std::max(stretch.begin, first) - first;
  const std::uint32_t end = std::min(stretch.end, first + block_rows) - first;
  RowMask rows{};
  for (std::uint32_t word = 0; word < rows.size(); ++word) {
    const std::uint32_t low = std::clamp(begin, word * 64, word * 64 + 64) - word * 64;
    const std::uint32_t high = std::clamp(end, word * 64, word * 64 + 64) - word * 64;
    if (low == high) continue;
    const std::uint64_t ones = ~std::uint64_t{0} >> (64 - (high - low));
    rows[word] = ones << low;
  }
  return rows;
}

// Calls `each` with the number of every row, ascending.
template <class Each>
void ForEachRow(const RowMask& rows, Each each) {
  for (std::uint32_t word = 0; word < rows.size(); ++word) {
    for (std::uint64_t left = rows[word]; left != 0; left &= left - 1) {
      each(word * 64 + static_cast<std::uint32_t>(std::countr_zero(left)));
    }
  }
}

}  // namespace kaam::matcher
