// Distances in vector code, never more than the exact ones (core/geo.h). To be included where
// Highway compiles a file once for each instruction set. Private to the engine.
#if defined(KAAM_MATCHER_ROUGH_METRES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef KAAM_MATCHER_ROUGH_METRES_INL_H
#undef KAAM_MATCHER_ROUGH_METRES_INL_H
#else
#define KAAM_MATCHER_ROUGH_METRES_INL_H
#endif

#include <hwy/highway.h>

#include <cstdint>
#include <span>

#include "core/index_schema.h"
#include "matcher/distances.h"

HWY_BEFORE_NAMESPACE();
namespace kaam::matcher {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using D32 = hn::CappedTag<std::uint32_t, schema::kGroupRows>;
using D16 = hn::Rebind<std::uint16_t, D32>;
using D8 = hn::Rebind<std::uint8_t, D32>;
using DI = hn::Rebind<std::int32_t, D32>;
using DF = hn::Rebind<float, D32>;
constexpr D32 kU32;
constexpr D16 kU16;
constexpr D8 kU8;
constexpr DI kI32;
constexpr DF kF32;
using V32 = hn::Vec<D32>;
using VF = hn::Vec<DF>;
using M32 = hn::Mask<D32>;

// Distances here are floats with a coarser cosine; these keep them below the exact ones.
constexpr float kShrink = 1 - 5e-4F;
constexpr float kSlackMetres = 4;

// At most the metres from the nearest site to each place of the flat map.
HWY_INLINE VF LeastMetres(std::span<const SiteSpread> sites, VF north, VF east) {
  VF least = hn::Set(kF32, 1e9F);
  for (const SiteSpread& site : sites) {
    const VF up = hn::Abs(hn::Sub(north, hn::Set(kF32, site.north)));
    const VF across = hn::Mul(hn::Sub(east, hn::Set(kF32, site.east)), hn::Set(kF32, site.cosine));
    VF metres = hn::Sqrt(hn::Add(hn::Mul(up, up), hn::Mul(across, across)));
    metres = hn::IfThenElse(hn::Gt(up, hn::Set(kF32, SiteSpread::kNorthward)), up, metres);
    metres = hn::Sub(hn::Mul(metres, hn::Set(kF32, kShrink)), hn::Set(kF32, 2 * kSlackMetres));
    const VF spread = hn::Set(kF32, static_cast<float>(site.spread));
    least = hn::Min(least, hn::IfThenElse(hn::Le(metres, spread), hn::Zero(kF32), metres));
  }
  return hn::Max(least, hn::Zero(kF32));
}

}  // namespace HWY_NAMESPACE
}  // namespace kaam::matcher
HWY_AFTER_NAMESPACE();

#endif
