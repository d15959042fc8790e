// Vector code of exact counts over the digests of one block: which rows are shown, and how many lie
// in which band. Run-time dispatch by Highway; every instruction set gives the same. Private to the
// engine.
#pragma once

#include <cstdint>
#include <span>

#include "core/index_schema.h"
#include "matcher/row_mask.h"

namespace kaam::matcher {

// The rows that may be shown on the day `as_of`. `groups` are those of one block, sixteen or less.
RowMask ShownRows(std::span<const schema::DigestGroup> groups, std::uint16_t as_of);

// Adds to counts[k] how many of `rows` have edges[k] or more in a column.
using Column16 = schema::DigestGroup::Column<std::uint16_t> schema::DigestGroup::*;
void CountAtLeast(std::span<const schema::DigestGroup> groups, Column16 column, const RowMask& rows,
                  std::span<const std::uint16_t> edges, std::span<std::uint64_t> counts);

// The rows that have one of these flags.
RowMask RowsWithFlag(std::span<const schema::DigestGroup> groups, std::uint8_t flags);

}  // namespace kaam::matcher
