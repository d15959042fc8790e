#include "matcher/screen.h"

#include <algorithm>
#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "matcher/screen.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "matcher/rough_metres-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kaam::matcher {
namespace HWY_NAMESPACE {

// No fused multiplication and addition: every instruction set must give the same bounds, as the
// order of blocks, and with it a count that is "at least", hangs on them.

constexpr auto kMetresPerE6 = static_cast<float>(kMillimetresPerDegree * 1e-9);  // of latitude
V32 Load16(const std::uint16_t* from) { return hn::PromoteTo(kU32, hn::LoadU(kU16, from)); }

M32 AtMost(V32 a, V32 b) { return hn::Not(hn::Gt(a, b)); }

// The least cosine of any latitude between the two, less a little: 1 - x^2/2 + x^4/24 - x^6/720
// lies below the cosine.
VF LeastCosine(VF lat_a, VF lat_b) {
  const VF radians = hn::Mul(hn::Max(hn::Abs(lat_a), hn::Abs(lat_b)), hn::Set(kF32, 1.7453293e-8F));
  const VF x2 = hn::Mul(radians, radians);
  VF sum = hn::Add(hn::Mul(x2, hn::Set(kF32, -1.0F / 720)), hn::Set(kF32, 1.0F / 24));
  sum = hn::Sub(hn::Mul(x2, sum), hn::Set(kF32, 0.5F));
  sum = hn::Add(hn::Mul(x2, sum), hn::Set(kF32, 1 - 1e-4F));
  return hn::Max(sum, hn::Zero(kF32));
}

// At most the metres from `site` to anything inside the boxes from `at` on.
VF LeastMetres(const BlockBoxes& boxes, std::size_t at, const SiteSpread& site) {
  const auto gap = [&](const std::vector<std::int32_t>& low, const std::vector<std::int32_t>& high,
                       std::int32_t here) {
    const auto point = hn::Set(kI32, here);
    const auto below = hn::Sub(hn::LoadU(kI32, low.data() + at), point);
    const auto above = hn::Sub(point, hn::LoadU(kI32, high.data() + at));
    return hn::ConvertTo(kF32, hn::Max(hn::Max(below, above), hn::Zero(kI32)));
  };
  const VF scale = hn::Set(kF32, kMetresPerE6);
  const VF north = hn::Mul(gap(boxes.min_lat_e6, boxes.max_lat_e6, site.point.lat_e6), scale);
  const auto latitude = [&](const std::vector<std::int32_t>& of) {
    return hn::ConvertTo(kF32, hn::LoadU(kI32, of.data() + at));
  };
  VF cosine = LeastCosine(latitude(boxes.min_lat_e6), latitude(boxes.max_lat_e6));
  cosine = hn::Min(
      cosine, LeastCosine(hn::Set(kF32, static_cast<float>(site.point.lat_e6)), hn::Zero(kF32)));
  const VF east =
      hn::Mul(hn::Mul(gap(boxes.min_lon_e6, boxes.max_lon_e6, site.point.lon_e6), scale), cosine);
  VF metres = hn::Sqrt(hn::Add(hn::Mul(north, north), hn::Mul(east, east)));
  metres = hn::Sub(hn::Mul(metres, hn::Set(kF32, kShrink)), hn::Set(kF32, kSlackMetres));
  metres = hn::Max(metres, hn::Zero(kF32));
  const VF spread = hn::Set(kF32, static_cast<float>(site.spread));
  return hn::IfThenElse(hn::Le(metres, spread), hn::Zero(kF32), metres);
}

void BoundBlocks(const BlockBoxes& boxes, std::uint32_t first, std::span<RankKey> out,
                 const BoundRules& rules) {
  if (rules.sites.empty()) {
    const std::uint32_t total = rules.others + rules.locality_weight * ScoreLocality({}).value;
    std::fill(out.begin(), out.end(), rules.tier_in | total << 4 | 15U);
    return;
  }
  const std::size_t lanes = hn::Lanes(kU32);
  HWY_ALIGN std::array<std::uint32_t, schema::kGroupRows> keys;
  const VF reach = hn::Set(kF32, static_cast<float>(rules.reach));
  const VF radius = hn::Set(kF32, static_cast<float>(rules.radius));
  const VF full = hn::Set(kF32, static_cast<float>(kFull));
  for (std::size_t i = 0; i < out.size(); i += lanes) {
    const std::size_t at = first + i;
    VF metres = LeastMetres(boxes, at, rules.sites[0]);
    for (std::size_t site = 1; site < rules.sites.size(); ++site) {
      metres = hn::Min(metres, LeastMetres(boxes, at, rules.sites[site]));
    }
    const VF travels = hn::Set(kF32, static_cast<float>(rules.travels));
    const auto inside =
        hn::Le(metres, hn::Max(travels, hn::LoadU(kF32, boxes.radius_m.data() + at)));
    const VF pivot = hn::Set(kF32, static_cast<float>(kPivot));
    VF near = hn::Div(hn::Set(kF32, static_cast<float>(kPivot) * kFull), hn::Add(pivot, metres));
    near = hn::Min(hn::Add(near, hn::Set(kF32, 2)), full);
    near = hn::Max(near, hn::LoadU(kF32, boxes.least_locality.data() + at));
    const auto locality =
        hn::BitCast(kU32, hn::ConvertTo(kI32, hn::IfThenElse(inside, full, near)));
    auto band = hn::Set(kU32, 15);
    for (std::size_t edge = 1; edge < kBandEdges.size(); ++edge) {
      const auto past = hn::Ge(metres, hn::Set(kF32, static_cast<float>(kBandEdges[edge])));
      band = hn::Sub(band, hn::IfThenElseZero(hn::RebindMask(kU32, past), hn::Set(kU32, 1)));
    }
    const V32 total = hn::Add(hn::Mul(locality, hn::Set(kU32, rules.locality_weight)),
                              hn::Set(kU32, rules.others));
    V32 key = hn::Or(hn::ShiftLeft<4>(total), band);
    const auto reached = hn::Or(inside, hn::Le(metres, reach));
    key = hn::Or(key,
                 hn::IfThenElseZero(hn::RebindMask(kU32, reached), hn::Set(kU32, rules.tier_in)));
    const auto too_far = hn::RebindMask(kU32, hn::Gt(metres, radius));
    key = hn::IfThenElse(too_far, hn::Set(kU32, kNoMatch), key);
    hn::Store(key, kU32, keys.data());
    const std::size_t count = std::min(lanes, out.size() - i);
    std::copy_n(keys.begin(), count, out.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// Makes the distances of every place in `ids` known.
void LookUp(V32 ids, M32 unknown, Distances& distances) {
  HWY_ALIGN std::array<std::uint32_t, schema::kGroupRows> places;
  hn::Store(hn::IfThenElse(unknown, ids, hn::Set(kU32, distances.nowhere())), kU32, places.data());
  for (std::size_t lane = 0; lane < hn::Lanes(kU32); ++lane) {
    if (places[lane] != distances.nowhere()) {
      distances.To(PlaceId{static_cast<std::uint16_t>(places[lane])});
    }
  }
}

void SetBits(M32 mask, std::size_t at, RowMask& out) {
  std::array<std::uint8_t, 8> bits{};
  hn::StoreMaskBits(kU32, mask, bits.data());
  const std::uint64_t some = std::uint64_t{bits[1]} << 8 | bits[0];
  out[at / 64] |= some << at % 64;
}

ScreenedRows ScreenRows(std::span<const schema::DigestGroup> groups, const ScreenRules& rules,
                        Distances& distances) {
  ScreenedRows out{};
  const V32 as_of = hn::Set(kU32, rules.as_of);
  const V32 threshold = hn::Set(kU32, rules.threshold);
  const V32 tier_in = hn::Set(kU32, rules.tier_in);
  const V32 others = hn::Set(kU32, rules.others << 4);
  const V32 inside_key = hn::Set(kU32, rules.inside_key);
  const std::size_t lanes = hn::Lanes(kU32);
  const std::span<const SiteSpread> sites = distances.sites();
  const float* const norths = distances.flat_places().north.data();
  const float* const easts = distances.flat_places().east.data();
  const VF reach = hn::Set(kF32, static_cast<float>(rules.reach));
  const VF farthest = hn::Set(kF32, static_cast<float>(rules.radius));
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const schema::DigestGroup& group = groups[g];
    for (std::size_t i = 0; i < schema::kGroupRows; i += lanes) {
      const std::size_t at = g * schema::kGroupRows + i;
      const M32 shown = hn::And(AtMost(Load16(group.shown_from.data() + i), as_of),
                                hn::Lt(as_of, Load16(group.shown_until.data() + i)));
      if (hn::AllFalse(kU32, shown)) continue;
      const V32 flags = hn::PromoteTo(kU32, hn::LoadU(kU8, group.flags.data() + i));
      const M32 insists = hn::TestBit(flags, hn::Set(kU32, schema::kInsists));
      V32 key = others;
      if (rules.skills != nullptr) key = hn::Add(key, hn::LoadU(kU32, rules.skills + at));
      M32 reached = shown;
      M32 allowed = shown;
      M32 may_reach = shown;
      if (rules.placed) {
        const V32 ids = hn::Min(Load16(group.place.data() + i), hn::Set(kU32, distances.nowhere()));
        const auto index = hn::BitCast(kI32, ids);
        const V32 radius_km = Load16(group.move_radius_km.data() + i);
        const V32 travels = hn::IfThenZeroElse(hn::Eq(radius_km, hn::Set(kU32, kNoId)),
                                               hn::Mul(radius_km, hn::Set(kU32, 1000)));
        M32 targets = hn::MaskFromVec(hn::Zero(kU32));
        M32 anywhere = targets;
        if (!rules.target_states.empty()) {
          const V32 target = hn::PromoteTo(kU32, hn::LoadU(kU8, group.target_state.data() + i));
          for (const std::uint8_t state : rules.target_states) {
            targets = hn::Or(targets, hn::Eq(target, hn::Set(kU32, state)));
          }
          const M32 names_districts = hn::TestBit(flags, hn::Set(kU32, schema::kNamesDistricts));
          const V32 bits =
              hn::Or(hn::Set(kU32, rules.state_bits),
                     hn::IfThenElseZero(names_districts, hn::Set(kU32, rules.district_bits)));
          const V32 hit = hn::And(bits, Load16(group.move_filter.data() + i));
          targets = hn::And(targets, hn::Ne(hit, hn::Zero(kU32)));
          anywhere = hn::And(targets, hn::TestBit(flags, hn::Set(kU32, schema::kMovesAnywhere)));
        }
        // Most rows are too far away to matter, which a rough distance shows.
        const VF least = LeastMetres(sites, hn::GatherIndex(kF32, norths, index),
                                     hn::GatherIndex(kF32, easts, index));
        const VF within = hn::Max(reach, hn::ConvertTo(kF32, hn::BitCast(kI32, travels)));
        const VF near = hn::Div(hn::Set(kF32, static_cast<float>(kPivot) * kFull),
                                hn::Add(hn::Set(kF32, static_cast<float>(kPivot)), least));
        const V32 locality =
            hn::Add(hn::BitCast(kU32, hn::ConvertTo(kI32, near)), hn::Set(kU32, 2));
        const V32 most = hn::Add(
            hn::Or(hn::ShiftLeft<4>(hn::Mul(locality, hn::Set(kU32, rules.locality_weight))),
                   hn::Set(kU32, 15)),
            key);
        M32 matters = hn::RebindMask(kU32, hn::Le(least, within));
        matters = hn::Or(matters, hn::Eq(ids, hn::Set(kU32, distances.nowhere())));
        matters = hn::Or(hn::Or(matters, targets), AtMost(threshold, most));
        matters = hn::And(matters, hn::RebindMask(kU32, hn::Le(least, farthest)));
        matters = hn::And(matters, shown);
        if (hn::AllFalse(kU32, matters)) continue;

        V32 metres = hn::GatherIndex(kU32, distances.metres(), index);
        const M32 unknown = hn::And(hn::Eq(metres, hn::Set(kU32, Distances::kNotKnown)), matters);
        if (!hn::AllFalse(kU32, unknown)) {
          LookUp(ids, unknown, distances);
          metres = hn::GatherIndex(kU32, distances.metres(), index);
        }
        const V32 near_key = hn::GatherIndex(kU32, distances.near_keys(), index);
        M32 inside = AtMost(metres, travels);
        allowed = hn::And(AtMost(metres, hn::Set(kU32, rules.radius)), matters);
        const M32 unsure = hn::And(hn::AndNot(anywhere, targets), allowed);
        reached = hn::Or(hn::Or(inside, anywhere), AtMost(metres, hn::Set(kU32, rules.reach)));
        reached = hn::And(reached, allowed);
        may_reach = hn::Or(reached, unsure);
        SetBits(hn::AndNot(reached, unsure), at, out.movers);
        const V32 band = hn::And(near_key, hn::Set(kU32, 15));
        const V32 in_state = hn::Max(near_key, hn::Or(hn::Set(kU32, rules.named_state_key), band));
        const V32 place_key = hn::IfThenElse(anywhere, in_state, near_key);
        const M32 full = hn::Or(inside, unsure);
        key = hn::Add(key, hn::IfThenElse(full, hn::Or(inside_key, band), place_key));
      } else {
        key = hn::Or(key, hn::Set(kU32, 15));
      }
      key = hn::Or(key, hn::IfThenElseZero(may_reach, tier_in));
      SetBits(hn::And(allowed, AtMost(threshold, key)), at, out.worth);
      SetBits(reached, at, out.in_reach);
      if (!hn::AllFalse(kU32, insists)) SetBits(hn::And(insists, may_reach), at, out.insists);
    }
  }
  return out;
}

void AddWhere(const RowMask& rows, std::uint32_t value, std::span<std::uint32_t> sums) {
  const V32 more = hn::Set(kU32, value);
  const std::size_t lanes = hn::Lanes(kU32);
  for (std::size_t at = 0; at < schema::kBlockRows; at += lanes) {
    const std::uint64_t some = rows[at / 64] >> at % 64;
    const std::uint64_t bits = lanes == 16 ? some & 0xFFFF : lanes == 8 ? some & 0xFF : some & 0xF;
    if (bits == 0) continue;
    const M32 mask = hn::LoadMaskBits(kU32, reinterpret_cast<const std::uint8_t*>(&bits));
    const V32 sum = hn::LoadU(kU32, sums.data() + at);
    hn::StoreU(hn::Add(sum, hn::IfThenElseZero(mask, more)), kU32, sums.data() + at);
  }
}

std::uint32_t SkillKeys(std::span<const std::uint32_t> sums, std::uint32_t most,
                        std::uint32_t weight, std::uint32_t least_total,
                        std::span<std::uint32_t> keys) {
  const VF share = hn::Set(kF32, static_cast<float>(kFull) / static_cast<float>(most));
  const VF full = hn::Set(kF32, static_cast<float>(kFull));
  V32 greatest = hn::Set(kU32, least_total);
  for (std::size_t i = 0; i < sums.size(); i += hn::Lanes(kU32)) {
    // Up to 2^29, so that signed will do.
    const VF sum = hn::ConvertTo(kF32, hn::BitCast(kI32, hn::LoadU(kU32, sums.data() + i)));
    const VF part = hn::Min(hn::Add(hn::Mul(sum, share), hn::Set(kF32, 2)), full);
    V32 total = hn::Mul(hn::BitCast(kU32, hn::ConvertTo(kI32, part)), hn::Set(kU32, weight));
    total = hn::Max(total, hn::Set(kU32, least_total));
    greatest = hn::Max(greatest, total);
    hn::StoreU(hn::ShiftLeft<4>(total), kU32, keys.data() + i);
  }
  return hn::GetLane(hn::MaxOfLanes(kU32, greatest));
}

std::string_view VectorTarget() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace kaam::matcher
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kaam::matcher {

HWY_EXPORT(BoundBlocks);
HWY_EXPORT(ScreenRows);
HWY_EXPORT(AddWhere);
HWY_EXPORT(SkillKeys);
HWY_EXPORT(VectorTarget);

void BoundBlocks(const BlockBoxes& boxes, std::uint32_t first, std::span<RankKey> out,
                 const BoundRules& rules) {
  HWY_DYNAMIC_DISPATCH(BoundBlocks)(boxes, first, out, rules);
}

ScreenedRows ScreenRows(std::span<const schema::DigestGroup> groups, const ScreenRules& rules,
                        Distances& distances) {
  return HWY_DYNAMIC_DISPATCH(ScreenRows)(groups, rules, distances);
}

void AddWhere(const RowMask& rows, std::uint32_t value, std::span<std::uint32_t> sums) {
  HWY_DYNAMIC_DISPATCH(AddWhere)(rows, value, sums);
}

std::uint32_t SkillKeys(std::span<const std::uint32_t> sums, std::uint32_t most,
                        std::uint32_t weight, std::uint32_t least_total,
                        std::span<std::uint32_t> keys) {
  return HWY_DYNAMIC_DISPATCH(SkillKeys)(sums, most, weight, least_total, keys);
}

std::string_view VectorTarget() { return HWY_DYNAMIC_DISPATCH(VectorTarget)(); }

}  // namespace kaam::matcher
#endif
