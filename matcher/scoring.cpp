#include "matcher/scoring.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "core/day.h"
#include "core/records.pb.h"

namespace kaam::matcher {
namespace {

constexpr std::uint32_t kSecondaryPerMille = 800;
constexpr std::uint32_t kWantedPerMille = 500;

constexpr std::uint16_t kHalf = kFull / 2;
constexpr std::uint16_t kThird = kFull / 3;
constexpr std::uint16_t kQuarter = kFull / 4;
constexpr std::uint16_t kTenth = kFull / 10;

constexpr std::uint32_t kPayWeight = 4;

constexpr std::uint16_t kAllYear = 0xFFF;

// floor(65535 x numerator / denominator), at most 65535. The numerator is at most 65535 where it is
// less than the denominator.
constexpr std::uint16_t Share(std::uint32_t numerator, std::uint32_t denominator) {
  if (numerator >= denominator) return kFull;
  return static_cast<std::uint16_t>(numerator * std::uint32_t{kFull} / denominator);
}

constexpr std::uint16_t Scale(std::uint16_t value, std::uint32_t per_mille) {
  return static_cast<std::uint16_t>(std::uint32_t{value} * per_mille / 1000);
}

// How many days of [first, last] lie in `months` (bit 0 = January); 0 when first > last.
std::uint32_t DaysInMonths(std::int32_t first, std::int32_t last, std::uint16_t months) {
  if (months == kAllYear) return first <= last ? static_cast<std::uint32_t>(last - first + 1) : 0;
  std::uint32_t days = 0;
  while (first <= last) {
    const std::chrono::year_month_day date{DayFromNumber(first)};
    const auto month_end = DayNumber(Day{date.year() / date.month() / std::chrono::last});
    const std::int32_t until = std::min(last, month_end);
    if ((months >> (unsigned{date.month()} - 1) & 1) != 0) {
      days += static_cast<std::uint32_t>(until - first + 1);
    }
    first = until + 1;
  }
  return days;
}

std::uint32_t FreeDays(const AvailabilityFacts& facts) {
  const std::int32_t last = facts.start + facts.duration_days - 1;
  return DaysInMonths(std::max(facts.start, facts.from),
                      facts.until != 0 ? std::min<std::int32_t>(last, facts.until) : last,
                      facts.months != 0 ? facts.months : kAllYear);
}

unsigned MonthIndex(std::uint16_t day16) {
  const std::chrono::year_month_day date{DayFromNumber(day16)};
  return unsigned{date.month()} - 1;
}

}  // namespace

Result<void> CheckWeights(const Weights& weights) {
  const auto sum = std::accumulate(weights.per_mille.begin(), weights.per_mille.end(), 0U);
  if (sum != 1000) {
    return InvalidArgument("the weights sum to " + std::to_string(sum) + ", not 1000", "weights");
  }
  return {};
}

std::uint32_t TotalOf(const Parts& parts, const Weights& weights) {
  std::uint32_t total = 0;
  for (std::size_t i = 0; i < kPartCount; ++i) {
    total += std::uint32_t{weights.per_mille[i]} * parts[i].value;
  }
  return total;
}

OccupationScore ScoreOccupation(taxonomy::Fit primary, taxonomy::Fit secondary,
                                taxonomy::Fit wanted) {
  OccupationScore best;
  const auto consider = [&](taxonomy::Fit fit, std::uint32_t per_mille, HeldAs held_as) {
    const std::uint16_t value = Scale(fit.value, per_mille);
    if (value > best.part.value) best = {{value, Basis::kStated}, fit.rung, held_as};
  };
  consider(primary, 1000, HeldAs::kPrimary);
  consider(secondary, kSecondaryPerMille, HeldAs::kSecondary);
  consider(wanted, kWantedPerMille, HeldAs::kWanted);
  return best;
}

std::uint16_t SkillFit(unsigned asked_level, unsigned held_level) {
  if (held_level >= asked_level) return kFull;
  return held_level == 0 ? kFull / 4 * 3 : kHalf;
}

Part ScoreSkills(std::uint64_t matched, std::uint32_t weight, bool states_any) {
  if (weight == 0) return {kHalf, Basis::kNotAsked};
  if (!states_any) return {kQuarter, Basis::kNotStated};
  return {static_cast<std::uint16_t>(std::min<std::uint64_t>(matched / weight, kFull)),
          Basis::kStated};
}

Part ScoreLocality(const LocalityFacts& facts) {
  if (!facts.asked) return {kHalf, Basis::kNotAsked};
  if (facts.in_named_district || facts.inside_radius) return {kFull, Basis::kStated};
  const std::uint16_t floor = facts.in_named_state ? kNamedStateFloor : 0;
  if (!facts.distance) {
    return {std::max(floor, kTenth), floor > 0 ? Basis::kStated : Basis::kNotStated};
  }
  return {std::max(floor, Share(kPivot, kPivot + *facts.distance)), Basis::kStated};
}

bool InReach(const LocalityFacts& facts) {
  return !facts.asked || facts.in_named_district || facts.in_named_state || facts.inside_radius ||
         (facts.distance && *facts.distance <= kReach);
}

Band BandOf(const LocalityFacts& facts) {
  if (!facts.asked) return 0;
  return facts.distance ? BandOf(*facts.distance) : kUnknownBand;
}

PayFit FitPay(std::uint16_t wish, std::uint16_t offer) {
  if (wish == 0) return PayFit::kNoWish;
  if (offer == 0) return PayFit::kNotOffered;
  if (offer >= wish) return PayFit::kMet;
  if (std::uint32_t{offer} * 10 >= std::uint32_t{wish} * 9) return PayFit::kNear;
  if (std::uint32_t{offer} * 4 >= std::uint32_t{wish} * 3) return PayFit::kShort;
  return PayFit::kFar;
}

std::optional<bool> MeetsRequirement(const MutualFacts& facts, unsigned amenity) {
  if ((facts.offers >> amenity & 1U) != 0) return true;
  if ((facts.offers_not >> amenity & 1U) != 0) return false;
  if (amenity == records::AMENITY_NO_NIGHTS && facts.shift != 0) {
    return facts.shift == records::SHIFT_DAY || facts.shift == records::SHIFT_EVENING;
  }
  return std::nullopt;
}

Part ScoreMutual(const MutualFacts& facts) {
  std::uint32_t weight = 0;
  std::uint32_t sum = 0;  // of at most 4 + 16 + 1 parts
  const auto add = [&](std::uint32_t part_weight, std::uint16_t value) {
    weight += part_weight;
    sum += part_weight * value;
  };
  switch (FitPay(facts.wish_day_rupees, facts.offer_day_rupees)) {
    case PayFit::kNoWish:
      break;
    case PayFit::kNotOffered:
      add(kPayWeight, kHalf);
      break;
    case PayFit::kMet:
      add(kPayWeight, kFull);
      break;
    case PayFit::kNear:
      add(kPayWeight, kFull / 3 * 2);
      break;
    case PayFit::kShort:
      add(kPayWeight, kThird);
      break;
    case PayFit::kFar:
      add(kPayWeight, 0);
      break;
  }
  for (unsigned left = facts.requirements; left != 0; left &= left - 1) {
    const auto met = MeetsRequirement(facts, static_cast<unsigned>(std::countr_zero(left)));
    add(1, !met ? kHalf : *met ? kFull : std::uint16_t{0});
  }
  if (facts.shifts != 0) {
    add(1, facts.shift == 0                         ? kHalf
           : (facts.shifts >> facts.shift & 1) != 0 ? kFull
                                                    : std::uint16_t{0});
  }
  if (weight == 0) return {kHalf, Basis::kNotStated};
  return {static_cast<std::uint16_t>(sum / weight), Basis::kStated};
}

bool MeetsAll(std::uint16_t must, const MutualFacts& facts) {
  for (unsigned left = must; left != 0; left &= left - 1) {
    if (!MeetsRequirement(facts, static_cast<unsigned>(std::countr_zero(left))).value_or(false)) {
      return false;
    }
  }
  return true;
}

Part ScoreExperience(std::uint16_t asked_months, std::optional<std::uint16_t> held_months) {
  if (asked_months == 0) return {kHalf, Basis::kNotAsked};
  if (!held_months) return {kThird, Basis::kNotStated};
  return {Share(*held_months, asked_months), Basis::kStated};
}

Part ScoreEducation(std::uint8_t asked_level, std::uint8_t held_level) {
  if (asked_level == 0) return {kHalf, Basis::kNotAsked};
  if (held_level == 0) return {kThird, Basis::kNotStated};
  const int levels_short = std::max(0, asked_level - held_level);
  return {Share(static_cast<std::uint32_t>(std::max(0, 4 - levels_short)), 4), Basis::kStated};
}

Part ScoreLanguages(std::uint32_t asked_bits, std::uint32_t held_bits) {
  if (asked_bits == 0) return {kHalf, Basis::kNotAsked};
  if (held_bits == 0) return {kThird, Basis::kNotStated};
  return {Share(static_cast<std::uint32_t>(std::popcount(asked_bits & held_bits)),
                static_cast<std::uint32_t>(std::popcount(asked_bits))),
          Basis::kStated};
}

Part ScoreAvailability(const AvailabilityFacts& facts) {
  if (facts.start == 0) return {kHalf, Basis::kNotAsked};
  if (facts.from == 0 && facts.until == 0 && facts.months == 0) return {kHalf, Basis::kNotStated};
  if (facts.duration_days != 0) {
    return {Share(FreeDays(facts), facts.duration_days), Basis::kStated};
  }
  if (facts.until != 0 && facts.start > facts.until) return {0, Basis::kStated};
  std::uint32_t wait = facts.from > facts.start ? facts.from - facts.start : 0U;
  if (facts.months != 0) {
    const unsigned start_month = MonthIndex(facts.start);
    unsigned months = 0;
    while ((facts.months >> (start_month + months) % 12 & 1) == 0) ++months;
    wait = std::max(wait, months * 30);
  }
  return {Share(30, 30 + wait), Basis::kStated};
}

Part ScoreConfirmed(std::uint16_t as_of, std::uint16_t confirmed) {
  constexpr std::uint16_t kFresh = 90;
  constexpr std::uint16_t kStale = 730;
  if (confirmed == 0) return {0, Basis::kNotStated};
  const std::uint16_t age = as_of > confirmed ? static_cast<std::uint16_t>(as_of - confirmed) : 0;
  if (age <= kFresh) return {kFull, Basis::kStated};
  if (age >= kStale) return {0, Basis::kStated};
  return {Share(kStale - age, kStale - kFresh), Basis::kStated};
}

}  // namespace kaam::matcher
