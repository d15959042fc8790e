#include "matcher/row_counts.h"

#include <array>
#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "matcher/row_counts.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kaam::matcher {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using D16 = hn::CappedTag<std::uint16_t, schema::kGroupRows>;
using D8 = hn::CappedTag<std::uint8_t, schema::kGroupRows>;
constexpr D16 kU16;
constexpr D8 kU8;

template <class D>
std::uint64_t BitsOf(D tag, hn::Mask<D> mask) {
  std::array<std::uint8_t, 8> bits{};
  hn::StoreMaskBits(tag, mask, bits.data());
  return std::uint64_t{bits[1]} << 8 | bits[0];
}

RowMask ShownRows(std::span<const schema::DigestGroup> groups, std::uint16_t as_of) {
  RowMask out{};
  const auto day = hn::Set(kU16, as_of);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (std::size_t i = 0; i < schema::kGroupRows; i += hn::Lanes(kU16)) {
      const auto from = hn::LoadU(kU16, groups[g].shown_from.data() + i);
      const auto until = hn::LoadU(kU16, groups[g].shown_until.data() + i);
      const auto shown = hn::AndNot(hn::Gt(from, day), hn::Gt(until, day));
      const std::size_t at = g * schema::kGroupRows + i;
      out[at / 64] |= BitsOf(kU16, shown) << at % 64;
    }
  }
  return out;
}

void CountAtLeast(std::span<const schema::DigestGroup> groups, Column16 column, const RowMask& rows,
                  std::span<const std::uint16_t> edges, std::span<std::uint64_t> counts) {
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (std::size_t i = 0; i < schema::kGroupRows; i += hn::Lanes(kU16)) {
      const std::size_t at = g * schema::kGroupRows + i;
      const std::uint64_t counted = rows[at / 64] >> at % 64;
      if (counted == 0) continue;
      const auto values = hn::LoadU(kU16, (groups[g].*column).data() + i);
      for (std::size_t edge = 0; edge < edges.size(); ++edge) {
        const auto below = hn::Lt(values, hn::Set(kU16, edges[edge]));
        const std::uint64_t above = BitsOf(kU16, hn::Not(below)) & counted;
        counts[edge] += static_cast<std::uint64_t>(std::popcount(above));
      }
    }
  }
}

RowMask RowsWithFlag(std::span<const schema::DigestGroup> groups, std::uint8_t flags) {
  RowMask out{};
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (std::size_t i = 0; i < schema::kGroupRows; i += hn::Lanes(kU8)) {
      const auto bits = hn::And(hn::LoadU(kU8, groups[g].flags.data() + i), hn::Set(kU8, flags));
      const std::size_t at = g * schema::kGroupRows + i;
      out[at / 64] |= BitsOf(kU8, hn::Ne(bits, hn::Zero(kU8))) << at % 64;
    }
  }
  return out;
}

}  // namespace HWY_NAMESPACE
}  // namespace kaam::matcher
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kaam::matcher {

HWY_EXPORT(ShownRows);
HWY_EXPORT(CountAtLeast);
HWY_EXPORT(RowsWithFlag);

RowMask ShownRows(std::span<const schema::DigestGroup> groups, std::uint16_t as_of) {
  return HWY_DYNAMIC_DISPATCH(ShownRows)(groups, as_of);
}

void CountAtLeast(std::span<const schema::DigestGroup> groups, Column16 column, const RowMask& rows,
                  std::span<const std::uint16_t> edges, std::span<std::uint64_t> counts) {
  HWY_DYNAMIC_DISPATCH(CountAtLeast)(groups, column, rows, edges, counts);
}

RowMask RowsWithFlag(std::span<const schema::DigestGroup> groups, std::uint8_t flags) {
  return HWY_DYNAMIC_DISPATCH(RowsWithFlag)(groups, flags);
}

}  // namespace kaam::matcher
#endif
