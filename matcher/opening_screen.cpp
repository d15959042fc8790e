#include "matcher/opening_screen.h"

#include <algorithm>
#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "matcher/opening_screen.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "matcher/rough_metres-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kaam::matcher {
namespace HWY_NAMESPACE {

using Group = schema::OpeningDigestGroup;

V32 All(std::uint32_t value) { return hn::Set(kU32, value); }
VF AllF(float value) { return hn::Set(kF32, value); }
V32 At(const Group::Column<std::uint16_t>& column, std::size_t i) {
  return hn::PromoteTo(kU32, hn::LoadU(kU16, column.data() + i));
}
V32 At(const Group::Column<std::uint8_t>& column, std::size_t i) {
  return hn::PromoteTo(kU32, hn::LoadU(kU8, column.data() + i));
}
V32 At(const Group::Column<std::uint32_t>& column, std::size_t i) {
  return hn::LoadU(kU32, column.data() + i);
}
VF At(const Group::Column<float>& column, std::size_t i) {
  return hn::LoadU(kF32, column.data() + i);
}
M32 AtLeast(V32 a, V32 b) { return hn::Not(hn::Lt(a, b)); }
M32 IsZero(V32 values) { return hn::Eq(values, hn::Zero(kU32)); }
M32 Has(V32 flags, std::uint32_t flag) { return hn::TestBit(flags, All(flag)); }
// Up to 2^31, so that signed will do.
VF Float(V32 values) { return hn::ConvertTo(kF32, hn::BitCast(kI32, values)); }
V32 Whole(VF values) { return hn::BitCast(kU32, hn::ConvertTo(kI32, values)); }
// floor(65535 x numerator / denominator), at most 65535, or one more where floats can't tell.
V32 Share(VF numerator, VF denominator) {
  constexpr float kSlack = 0.06F;
  const VF share = hn::Div(hn::Mul(numerator, AllF(kFull)), denominator);
  return Whole(hn::Min(hn::Add(share, AllF(kSlack)), AllF(kFull)));
}

// What one worker asks and holds, part by part as in matcher/scoring.h, against many openings.
class Screen {
 public:
  Screen(const OpeningScreenRules& rules, const OpeningScreenStretch& stretch)
      : rules_(rules), worker_(*rules.worker), stretch_(stretch) {}

  void Run(std::span<const Group> groups, ScreenedOpenings& out) const {
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (std::size_t i = 0; i < schema::kGroupRows; i += hn::Lanes(kU32)) {
        Some(groups[g], i, g * schema::kGroupRows + i, out);
      }
    }
  }

  void Clear(std::span<const Group> groups, Metres limit, ClearedOpenings& out) const {
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (std::size_t i = 0; i < schema::kGroupRows; i += hn::Lanes(kU32)) {
        Clear(groups[g], i, g * schema::kGroupRows + i, limit, out);
      }
    }
  }

 private:
  std::uint32_t Weight(PartKind kind) const { return rules_.weights.Of(kind); }
  V32 Weighted(PartKind kind, V32 values) const { return hn::Mul(values, All(Weight(kind))); }

  void Some(const Group& group, std::size_t i, std::size_t at, ScreenedOpenings& out) const {
    const V32 flags = At(group.flags, i);
    M32 allowed = hn::And(IsOpen(group, i), MeetsClauses(group, i, flags));
    if (hn::AllFalse(kU32, allowed)) return;
    M32 reached = allowed;
    V32 key = KeyOfPlace(group, i, flags, allowed, reached);
    SetBits(reached, at, out.may_reach);
    key = hn::Or(key, hn::IfThenElseZero(reached, All(stretch_.tier_in)));
    const V32 threshold = All(stretch_.threshold);
    const V32 most = hn::Add(key, All(stretch_.most << 4));
    M32 worth = hn::And(allowed, AtLeast(most, threshold));
    if (hn::AllFalse(kU32, worth)) return;
    V32 sum = hn::Add(Weighted(PartKind::kMutual, Mutual(group, i)),
                      Weighted(PartKind::kExperience, Experience(group, i)));
    sum = hn::Add(sum, Weighted(PartKind::kEducation, Education(group, i)));
    sum = hn::Add(sum, Weighted(PartKind::kLanguages, Languages(group, i)));
    sum = hn::Add(sum, Weighted(PartKind::kAvailability, Availability(group, i)));
    sum = hn::Add(sum, Weighted(PartKind::kSkills, Skills(group, i, flags, worth)));
    key = hn::Add(key, hn::ShiftLeft<4>(sum));
    worth = hn::And(worth, AtLeast(key, threshold));
    SetBits(worth, at, out.worth);
    hn::StoreU(key, kU32, out.keys.data() + at);
  }

  void Clear(const Group& group, std::size_t i, std::size_t at, Metres limit,
             ClearedOpenings& out) const {
    const M32 open = IsOpen(group, i);
    if (hn::AllFalse(kU32, open)) return;
    const V32 flags = At(group.flags, i);
    M32 clear = hn::And(open, MeetsClauses(group, i, flags));
    if (rules_.held != nullptr) Skills(group, i, flags, clear);
    SetBits(clear, at, out.clear);
    M32 unsure = Has(flags, schema::kSeveralSites);
    if (rules_.held != nullptr) unsure = hn::Or(unsure, Has(flags, schema::kMoreSkills));
    SetBits(hn::And(open, unsure), at, out.unsure);
    M32 allowed = open;
    M32 reached = open;
    KeyOfPlace(group, i, flags, allowed, reached);
    SetBits(reached, at, out.may_reach);
    if (rules_.spots.empty()) return;
    const VF metres = LeastMetres(rules_.spots, At(group.north, i), At(group.east, i));
    const auto within = hn::Le(metres, AllF(static_cast<float>(limit)));
    SetBits(hn::And(open, hn::RebindMask(kU32, within)), at, out.within);
  }

  HWY_INLINE M32 IsOpen(const Group& group, std::size_t i) const {
    const V32 as_of = All(rules_.as_of);
    return hn::And(AtLeast(as_of, At(group.shown_from, i)),
                   hn::Lt(as_of, At(group.shown_until, i)));
  }

  // Whether what is hard is met, but for place, radius and single skills that must be held.
  HWY_INLINE M32 MeetsClauses(const Group& group, std::size_t i, V32 flags) const {
    M32 met = IsZero(hn::AndNot(All(worker_.licences), At(group.licences, i)));
    if (rules_.held == nullptr) met = hn::AndNot(Has(flags, schema::kMustHoldSkill), met);
    if (worker_.inclusive_only) met = hn::And(met, Has(flags, schema::kInclusive));
    if (worker_.must_requirements != 0) {
      const V32 unmet = hn::AndNot(At(group.offers, i), All(worker_.must_requirements));
      met = hn::And(met, IsZero(unmet));
    }
    return met;
  }

  // Occupation, confirmation, locality and the step of distance; also who is in reach at most.
  HWY_INLINE V32 KeyOfPlace(const Group& group, std::size_t i, V32 flags, M32& allowed,
                            M32& reached) const {
    const M32 nowhere = Has(flags, schema::kNoSite);
    V32 locality = All(kFull / 10);
    V32 band = hn::Zero(kU32);  // as in a key: 15 less the step
    M32 near = nowhere;
    M32 full = hn::MaskFromVec(hn::Zero(kU32));
    if (!rules_.spots.empty()) {
      const VF metres = LeastMetres(rules_.spots, At(group.north, i), At(group.east, i));
      const VF pivot = AllF(static_cast<float>(kPivot));
      locality = Share(pivot, hn::Add(pivot, metres));
      band = All(15);
      for (std::size_t edge = 1; edge < kBandEdges.size(); ++edge) {
        const auto past = hn::Ge(metres, AllF(static_cast<float>(kBandEdges[edge])));
        band = hn::Sub(band, hn::IfThenElseZero(hn::RebindMask(kU32, past), All(1)));
      }
      const auto within = [&](Metres limit) {
        return hn::RebindMask(kU32, hn::Le(metres, AllF(static_cast<float>(limit))));
      };
      near = hn::Or(near, within(std::max(kReach, rules_.travels)));
      if (rules_.travels > 0) full = within(rules_.travels);
      if (rules_.has_radius) allowed = hn::And(allowed, within(rules_.radius));
    }
    if (rules_.move_bits != 0) {
      const V32 filter = hn::And(At(group.move_filter, i), All(rules_.move_bits));
      const M32 several = Has(flags, schema::kSeveralSites);
      full = hn::Or(full, hn::AndNot(IsZero(filter), several));
      const V32 state = At(group.state, i);
      M32 in_state = hn::MaskFromVec(hn::Zero(kU32));
      for (const std::uint8_t named : rules_.states) {
        in_state = hn::Or(in_state, hn::Eq(state, All(named)));
      }
      const V32 district = At(group.district, i);
      for (const std::uint16_t named : worker_.districts) {
        full = hn::Or(full, hn::Eq(district, All(named)));
      }
      locality = hn::IfThenElse(in_state, hn::Max(locality, All(kNamedStateFloor)), locality);
      near = hn::Or(near, hn::Or(in_state, full));
    }
    locality = hn::IfThenElse(full, All(kFull), locality);
    locality = hn::IfThenElse(nowhere, All(kFull / 2), locality);
    band = hn::IfThenElse(nowhere, All(15), band);
    if (rules_.has_radius) {
      allowed = hn::AndNot(nowhere, allowed);
      near = allowed;
    }
    reached = hn::And(allowed, near);
    const V32 total = hn::Add(Weighted(PartKind::kLocality, locality), All(stretch_.base));
    return hn::Or(hn::ShiftLeft<4>(total), band);
  }

  HWY_INLINE V32 Mutual(const Group& group, std::size_t i) const {
    constexpr std::uint32_t kPayWeight = 4;
    const auto wishes = static_cast<std::uint32_t>(std::popcount(worker_.requirements));
    const std::uint32_t wish = worker_.wage_day_rupees;
    const std::uint32_t weight =
        wishes + (wish != 0 ? kPayWeight : 0U) + (worker_.shifts != 0 ? 1U : 0U);
    if (weight == 0) return All(kFull / 2);
    V32 sum = hn::Zero(kU32);
    if (wish != 0) {
      const V32 offer = At(group.pay_day_rupees, i);
      const V32 tenfold = hn::Mul(offer, All(10));
      sum = hn::IfThenElseZero(AtLeast(hn::ShiftLeft<2>(offer), All(3 * wish)), All(kFull / 3));
      sum = hn::IfThenElse(AtLeast(tenfold, All(9 * wish)), All(kFull / 3 * 2), sum);
      sum = hn::IfThenElse(AtLeast(offer, All(wish)), All(kFull), sum);
      sum = hn::IfThenElse(IsZero(offer), All(kFull / 2), sum);
      sum = hn::ShiftLeft<2>(sum);
    }
    if (wishes != 0) {
      const V32 wanted = All(worker_.requirements);
      const V32 met = hn::PopulationCount(hn::And(At(group.offers, i), wanted));
      const V32 unmet = hn::PopulationCount(hn::And(At(group.offers_not, i), wanted));
      const V32 unsaid = hn::Sub(hn::Sub(All(wishes), met), unmet);
      sum = hn::Add(sum, hn::Add(hn::Mul(met, All(kFull)), hn::Mul(unsaid, All(kFull / 2))));
    }
    if (worker_.shifts != 0) {
      const V32 shift = At(group.shift, i);
      V32 fit = hn::IfThenZeroElse(IsZero(hn::And(shift, All(worker_.shifts))), All(kFull));
      fit = hn::IfThenElse(IsZero(shift), All(kFull / 2), fit);
      sum = hn::Add(sum, fit);
    }
    constexpr float kSlack = 0.06F;
    const VF mean = hn::Mul(Float(sum), AllF(1 / static_cast<float>(weight)));
    return Whole(hn::Min(hn::Add(mean, AllF(kSlack)), AllF(kFull)));
  }

  // The months that count depend on the trade; the more of both is a bound.
  HWY_INLINE V32 Experience(const Group& group, std::size_t i) const {
    const auto months = std::max(worker_.primary_months, worker_.secondary_months);
    const bool both = worker_.primary_months && worker_.secondary_months;
    const V32 asked = At(group.experience_months, i);
    V32 part = All(kFull / 3);
    if (months) {
      part = Share(AllF(*months), Float(hn::Max(asked, All(1))));
      if (!both) part = hn::Max(part, All(kFull / 3));
    }
    return hn::IfThenElse(IsZero(asked), All(kFull / 2), part);
  }

  HWY_INLINE V32 Education(const Group& group, std::size_t i) const {
    const V32 asked = At(group.education, i);
    V32 part = All(kFull / 3);
    if (worker_.education != 0) {
      const V32 held = All(worker_.education);
      const V32 lacks = hn::Min(hn::Sub(hn::Max(asked, held), held), All(4));
      part = hn::ShiftRight<2>(hn::Mul(hn::Sub(All(4), lacks), All(kFull)));
    }
    return hn::IfThenElse(IsZero(asked), All(kFull / 2), part);
  }

  HWY_INLINE V32 Languages(const Group& group, std::size_t i) const {
    const V32 asked = At(group.languages, i);
    const M32 none = IsZero(asked);
    const V32 half = All(kFull / 2);
    if (hn::AllTrue(kU32, none)) return half;
    if (worker_.languages == 0) return hn::IfThenElse(none, half, All(kFull / 3));
    const V32 spoken = hn::PopulationCount(hn::And(asked, All(worker_.languages)));
    const V32 wanted = hn::Max(hn::PopulationCount(asked), All(1));
    return hn::IfThenElse(none, half, Share(Float(spoken), Float(wanted)));
  }

  // As if she were free in all months.
  HWY_INLINE V32 Availability(const Group& group, std::size_t i) const {
    const V32 half = All(kFull / 2);
    const std::uint32_t from = worker_.available_from;
    const std::uint32_t until = worker_.available_until;
    if (from == 0 && until == 0 && worker_.available_months == 0) return half;
    const V32 start = At(group.start, i);
    const V32 duration = At(group.duration_days, i);
    const V32 first = hn::Max(start, All(from));
    V32 end = hn::Add(start, duration);
    if (until != 0) end = hn::Min(end, All(until + 1));
    const V32 free = hn::Sub(hn::Max(end, first), first);
    const V32 share = Share(Float(free), Float(hn::Max(duration, All(1))));
    const VF thirty = AllF(30);
    V32 soon = Share(thirty, hn::Add(thirty, Float(hn::Sub(first, start))));
    if (until != 0) soon = hn::IfThenZeroElse(hn::Gt(start, All(until)), soon);
    const V32 part = hn::IfThenElse(IsZero(duration), soon, share);
    return hn::IfThenElse(IsZero(start), half, part);
  }

  // Takes those out of `worth` that ask for a skill that must be held and is not.
  HWY_INLINE V32 Skills(const Group& group, std::size_t i, V32 flags, M32& worth) const {
    const M32 none = hn::Not(Has(flags, schema::kAsksSkills));
    const V32 half = All(kFull / 2);
    if (rules_.held == nullptr) return hn::IfThenElse(none, half, All(kFull / 4));
    V32 sum = hn::Zero(kU32);
    V32 weights = hn::Zero(kU32);
    const std::uint32_t* const table = rules_.held->table();
    for (std::size_t s = 0; s < schema::kDigestSkills; ++s) {
      const V32 weight = At(group.skill_weights[s], i);
      if (hn::AllTrue(kU32, IsZero(weight))) break;
      const V32 asked = At(group.skills[s], i);
      const V32 fit = hn::GatherIndex(kU32, table, hn::BitCast(kI32, hn::ShiftRight<1>(asked)));
      sum = hn::Add(sum, hn::Mul(weight, hn::And(fit, All(0xFFFF))));
      weights = hn::Add(weights, weight);
      const M32 must = Has(asked, 1);
      worth = hn::AndNot(hn::AndNot(Has(fit, HeldSkills::kHeld), must), worth);
    }
    constexpr float kSlack = 0.06F;
    const VF mean = hn::Div(Float(sum), Float(hn::Max(weights, All(1))));
    V32 part = Whole(hn::Min(hn::Add(mean, AllF(kSlack)), AllF(kFull)));
    part = hn::IfThenElse(Has(flags, schema::kMoreSkills), All(kFull), part);
    return hn::IfThenElse(none, half, part);
  }

  static HWY_INLINE void SetBits(M32 mask, std::size_t at, RowMask& out) {
    std::array<std::uint8_t, 8> bits{};
    hn::StoreMaskBits(kU32, mask, bits.data());
    const std::uint64_t some = std::uint64_t{bits[1]} << 8 | bits[0];
    out[at / 64] |= some << at % 64;
  }

  const OpeningScreenRules& rules_;
  const WorkerFacts& worker_;
  const OpeningScreenStretch stretch_;
};

void ScreenOpenings(std::span<const Group> groups, const OpeningScreenRules& rules,
                    const OpeningScreenStretch& stretch, ScreenedOpenings& out) {
  out.worth = {};
  out.may_reach = {};
  Screen(rules, stretch).Run(groups, out);
}

ClearedOpenings ClearOpenings(std::span<const Group> groups, const OpeningScreenRules& rules,
                              Metres limit) {
  ClearedOpenings out;
  Screen(rules, {}).Clear(groups, limit, out);
  return out;
}

}  // namespace HWY_NAMESPACE
}  // namespace kaam::matcher
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kaam::matcher {

HWY_EXPORT(ScreenOpenings);
HWY_EXPORT(ClearOpenings);

void ScreenOpenings(std::span<const schema::OpeningDigestGroup> groups,
                    const OpeningScreenRules& rules, const OpeningScreenStretch& stretch,
                    ScreenedOpenings& out) {
  HWY_DYNAMIC_DISPATCH(ScreenOpenings)(groups, rules, stretch, out);
}

ClearedOpenings ClearOpenings(std::span<const schema::OpeningDigestGroup> groups,
                              const OpeningScreenRules& rules, Metres limit) {
  return HWY_DYNAMIC_DISPATCH(ClearOpenings)(groups, rules, limit);
}

}  // namespace kaam::matcher
#endif
