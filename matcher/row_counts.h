// Vector code of exact counts over the digests of one block: which rows are shown, and how many
// have which band or skill. Run-time dispatch by Highway; every instruction set gives the same.
// Private to the engine.
#pragma once

#include <cstdint>
#include <span>

#include "core/index_schema.h"
#include "matcher/holders.h"
#include "matcher/row_mask.h"

namespace kaam::matcher {

// The rows that may be shown on the day `as_of`. `groups` are those of one block, sixteen or less.
RowMask ShownRows(std::span<const schema::DigestGroup> groups, std::uint16_t as_of);

// Adds to each code how many of `rows` have it; `planes` are the bits of codes
// (schema::BlockTally).
inline constexpr std::size_t kCodes = 8;
void CountCodes(std::span<const RowMask, 3> planes, const RowMask& rows,
                std::span<std::uint64_t, kCodes> counts);

// How many holders stand among the rows that `kept` has by block, from block `first` on.
std::uint64_t CountHolders(const Holders& holders, std::uint32_t first,
                           std::span<const RowMask> kept);

// The rows that have one of these flags.
RowMask RowsWithFlag(std::span<const schema::DigestGroup> groups, std::uint8_t flags);

}  // namespace kaam::matcher
