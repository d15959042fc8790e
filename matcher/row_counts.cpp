#include "matcher/row_counts.h"

#include <algorithm>
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

// No vectors here, but the count of bits is an instruction only on some targets.
void CountCodes(std::span<const RowMask, 3> planes, const RowMask& rows,
                std::span<std::uint64_t, kCodes> counts) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] == 0) continue;
    for (std::size_t high = 0; high < kCodes; high += 2) {
      const std::uint64_t by_last = (high & 4U) != 0 ? planes[2][i] : ~planes[2][i];
      const std::uint64_t by_middle = (high & 2U) != 0 ? planes[1][i] : ~planes[1][i];
      const std::uint64_t of_both = rows[i] & by_last & by_middle;
      counts[high] += static_cast<std::uint64_t>(std::popcount(of_both & ~planes[0][i]));
      counts[high + 1] += static_cast<std::uint64_t>(std::popcount(of_both & planes[0][i]));
    }
  }
}

std::uint64_t CountHolders(const Holders& holders, std::uint32_t first,
                           std::span<const RowMask> kept) {
  std::uint64_t count = 0;
  const auto from = std::lower_bound(holders.blocks.begin(), holders.blocks.end(), first);
  for (auto at = static_cast<std::size_t>(from - holders.blocks.begin());
       at < holders.blocks.size() && holders.blocks[at] - first < kept.size(); ++at) {
    const RowMask& counted = kept[holders.blocks[at] - first];
    const RowMask& held = holders.rows[at];
    for (std::size_t i = 0; i < counted.size(); ++i) {
      count += static_cast<std::uint64_t>(std::popcount(counted[i] & held[i]));
    }
  }
  auto place = std::lower_bound(holders.few.begin(), holders.few.end(), first * schema::kBlockRows);
  for (; place != holders.few.end(); ++place) {
    const std::uint32_t block = *place / schema::kBlockRows - first;
    if (block >= kept.size()) break;
    count += kept[block][*place % schema::kBlockRows / 64] >> *place % 64 & 1;
  }
  return count;
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
HWY_EXPORT(CountCodes);
HWY_EXPORT(CountHolders);
HWY_EXPORT(RowsWithFlag);

RowMask ShownRows(std::span<const schema::DigestGroup> groups, std::uint16_t as_of) {
  return HWY_DYNAMIC_DISPATCH(ShownRows)(groups, as_of);
}

void CountCodes(std::span<const RowMask, 3> planes, const RowMask& rows,
                std::span<std::uint64_t, kCodes> counts) {
  HWY_DYNAMIC_DISPATCH(CountCodes)(planes, rows, counts);
}

std::uint64_t CountHolders(const Holders& holders, std::uint32_t first,
                           std::span<const RowMask> kept) {
  return HWY_DYNAMIC_DISPATCH(CountHolders)(holders, first, kept);
}

RowMask RowsWithFlag(std::span<const schema::DigestGroup> groups, std::uint8_t flags) {
  return HWY_DYNAMIC_DISPATCH(RowsWithFlag)(groups, flags);
}

}  // namespace kaam::matcher
#endif
