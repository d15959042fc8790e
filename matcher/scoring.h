// How good a pair of a worker and an opening is, in whole numbers: nine parts of 0..65535, weights
// that sum to 1000, one total. The same pair has the same score whoever asks. Pure: no I/O, no
// clock, no global state; every function may run on any thread.
//
// Nothing here can see a protected attribute: the facts below hold none (matcher/facts.h).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/geo.h"
#include "core/result.h"
#include "taxonomy/occupations.h"

namespace kaam::matcher {

enum class PartKind : std::uint8_t {
  kOccupation,
  kSkills,
  kLocality,
  kMutual,
  kExperience,
  kEducation,
  kLanguages,
  kAvailability,
  kConfirmed,
};
inline constexpr std::size_t kPartCount = 9;
inline constexpr std::array<std::string_view, kPartCount> kPartNames = {
    "occupation", "skills",    "locality",     "mutual",   "experience",
    "education",  "languages", "availability", "confirmed"};

inline constexpr std::uint16_t kFull = 65535;

// Where a part's value comes from. What was not asked or not stated takes a fixed value that is
// neither hit nor miss, and the explanation says so.
enum class Basis : std::uint8_t { kStated, kNotAsked, kNotStated };

struct Part {
  std::uint16_t value = 0;
  Basis basis = Basis::kStated;
  friend bool operator==(const Part&, const Part&) = default;
};

using Parts = std::array<Part, kPartCount>;

inline const Part& Get(const Parts& parts, PartKind kind) {
  return parts[static_cast<std::size_t>(kind)];
}

// --- Weights -------------------------------------------------------------------------------------

struct Weights {
  std::array<std::uint16_t, kPartCount> per_mille{};
  std::uint32_t Of(PartKind kind) const { return per_mille[static_cast<std::size_t>(kind)]; }
  friend bool operator==(const Weights&, const Weights&) = default;
};

// Occupation leads and locality follows, so that a day's walk decides among people of one trade;
// skills tell masons apart; the rest orders equals. Each number's reason stands beside it.
inline constexpr Weights kDefaultWeights = {{
    340,  // occupation: the question is for a trade
    200,  // skills: the best evidence of doing the job well, but half of all rows state few
    250,  // locality: a day's wage does not pay for a day's travel
    90,   // mutual: an offer she would refuse helps nobody
    50,   // experience: self-declared, so it informs and does not decide
    10,   // education: rarely asked for these trades
    20,   // languages: a crew that can talk works safer
    30,   // availability: most are free within days
    10,   // confirmed lately: a nudge for fresh records
}};

// kInvalidArgument (field "weights") unless they sum to 1000.
Result<void> CheckWeights(const Weights& weights);

inline constexpr std::uint32_t kMaxScore = 65'535'000;

// Sum of weight x value: 0..kMaxScore.
std::uint32_t TotalOf(const Parts& parts, const Weights& weights);

// --- Tiers ---------------------------------------------------------------------------------------

// Before the score, whether a pair is what was asked for. Hits of a better tier come first.
enum class Tier : std::uint8_t {
  kExact,   // an asked trade is held, in reach
  kFamily,  // another trade of the same family (first four digits), in reach
  kWider,   // a farther trade, or out of reach
};

// Without a radius in the question, in reach is: no farther than this from the nearest site, or
// where she said she would work.
inline constexpr Metres kReach = 50'000;

// How far, in the steps that people are told; kUnknownBand when a place is asked for and hers is
// not known. Of equal scores the nearer step comes first.
using Band = std::uint8_t;
inline constexpr std::array<Metres, 8> kBandEdges = {0,      5'000,  10'000,  15'000,
                                                     25'000, 50'000, 100'000, 200'000};
inline constexpr Band kUnknownBand = 15;
constexpr Band BandOf(Metres distance) {
  Band band = 0;
  while (band + 1U < kBandEdges.size() && distance >= kBandEdges[band + 1U]) ++band;
  return band;
}

// Tier, total and band in one number that compares as hits rank: more is better.
using RankKey = std::uint32_t;
constexpr RankKey MakeRankKey(Tier tier, std::uint32_t total, Band band) {
  return (2U - static_cast<std::uint32_t>(tier)) << 30 | total << 4 | (15U - band);
}
inline constexpr RankKey kNoKey = UINT32_MAX;    // above every key
inline constexpr RankKey kNoMatch = UINT32_MAX;  // a bound that says: no row can match
constexpr std::uint32_t TotalOf(RankKey key) { return (key & ((1U << 30) - 1)) >> 4; }
constexpr Tier TierOf(RankKey key) { return static_cast<Tier>(2U - (key >> 30)); }
static_assert(kMaxScore < 1U << 26);

// --- Parts ---------------------------------------------------------------------------------------

// Which of her occupations stands behind the part.
enum class HeldAs : std::uint8_t { kPrimary, kSecondary, kWanted, kNone };

struct OccupationScore {
  Part part;
  taxonomy::Rung rung = taxonomy::Rung::kNone;
  HeldAs held_as = HeldAs::kNone;
};

// The best of: primary x 1, secondary x 0.8, wanted x 0.5 of their fit to an asked trade
// (taxonomy/occupations.h). Ties go to the earlier. Equal to 0 when nothing fits.
OccupationScore ScoreOccupation(taxonomy::Fit primary, taxonomy::Fit secondary,
                                taxonomy::Fit wanted);
inline constexpr Part kOccupationNotAsked = {kFull / 2, Basis::kNotAsked};
inline constexpr Part kOccupationNotStated = {kFull / 2, Basis::kNotStated};

// How far a held skill answers an asked one: 1 at the asked level or above (or when none is asked),
// 3/4 when she states no level, 1/2 below it.
std::uint16_t SkillFit(unsigned asked_level, unsigned held_level);

// Weighted share of the asked skills: sum of weight x fit over sum of weight. `matched` is that sum
// with fits of 0..65535; `weight` at most 100 x 64. Nothing asked: 1/2. She states none: 1/4, as
// many who have a skill never wrote it down.
Part ScoreSkills(std::uint64_t matched, std::uint32_t weight, bool states_any);

struct LocalityFacts {
  bool asked = false;              // the opening has a known site
  std::optional<Metres> distance;  // from where she stands to the nearest site
  bool inside_radius = false;      // a site lies within her own radius
  bool in_named_district = false;  // a site lies in a district she would move to
  bool in_named_state = false;     // a site lies in a State she would move to
};
inline constexpr Metres kPivot = 20'000;  // the distance at which nearness counts half
inline constexpr std::uint16_t kNamedStateFloor = 39321;  // 0.6

// Full inside her own radius or in a district she named; else pivot / (pivot + distance), at least
// 0.6 in a State she named. Unknown place: 1/10 (as 180 km away), or the State's 0.6.
Part ScoreLocality(const LocalityFacts& facts);

// The farthest distance at which nearness alone still gives locality this value, 1 or more.
constexpr Metres FarthestWith(std::uint64_t locality) {
  const std::uint64_t sum = std::uint64_t{kPivot} * kFull / locality;
  return static_cast<Metres>(sum > kPivot ? sum - kPivot : 0);
}

// Whether the pair is in reach (see Tier); with no site asked everybody is.
bool InReach(const LocalityFacts& facts);

// 0 when no site is asked.
Band BandOf(const LocalityFacts& facts);

struct MutualFacts {
  std::uint16_t wish_day_rupees = 0;   // 0 not stated
  std::uint16_t offer_day_rupees = 0;  // the most offered; 0 not stated
  std::uint16_t requirements = 0;      // hers; bit = records.Amenity
  std::uint16_t offers = 0;
  std::uint16_t offers_not = 0;
  std::uint8_t shifts = 0;  // hers; bit = records.Shift; 0 not stated
  std::uint8_t shift = 0;   // the opening's; 0 not stated
};

// Weighted mean over the wishes she states: pay (4), each requirement (1), shift (1). Met counts 1,
// unmet 0, what the opening does not state 1/2. Pay is met at or above her wish, 2/3 from nine
// tenths of it, 1/3 from three quarters: in steps, so that a score does not give her wish away.
// No wish stated: 1/2. How every fraction is rounded: matcher/README.md, "To the digit".
Part ScoreMutual(const MutualFacts& facts);

// What pay alone gives, as in ScoreMutual.
enum class PayFit : std::uint8_t { kNoWish, kNotOffered, kMet, kNear, kShort, kFar };
PayFit FitPay(std::uint16_t wish_day_rupees, std::uint16_t offer_day_rupees);

// Whether one stated requirement (a records.Amenity) is met; absent when the opening does not say.
// "No nights" is also said by its shift.
std::optional<bool> MeetsRequirement(const MutualFacts& facts, unsigned amenity);

// Whether all of `must`, a set of requirements, are met: what an opening does not state is not.
bool MeetsAll(std::uint16_t must, const MutualFacts& facts);

// min(1, held / asked), held in the trade that counts; where she only wants it, or no trade is
// asked, the longer of both. Not asked: 1/2; not stated: 1/3.
Part ScoreExperience(std::uint16_t asked_months, std::optional<std::uint16_t> held_months);

// 1 at the asked level or above, 1/4 less for each level short. Not asked: 1/2; not stated: 1/3.
Part ScoreEducation(std::uint8_t asked_level, std::uint8_t held_level);

// Share of the asked languages that she speaks. Not asked: 1/2; not stated: 1/3.
Part ScoreLanguages(std::uint32_t asked_bits, std::uint32_t held_bits);

struct AvailabilityFacts {
  std::uint16_t start = 0;          // Day16; 0 not asked
  std::uint16_t duration_days = 0;  // of the work from its start, up to 3650; 0 not stated
  std::uint16_t from = 0;           // hers; 0 open
  std::uint16_t until = 0;          // inclusive; 0 open
  std::uint16_t months = 0;         // bit 0 = January; 0 all year
};

// Where the work has a duration: free / duration, free being the days of [start, start + duration)
// that lie in [from, until] and in her months; 0..1. Else 1 when she is free on the start day;
// 30 / (30 + days to wait) when she is free later, counting 30 days for each month until the next
// of hers; 0 when her time is over by then. No start asked, or nothing of hers stated: 1/2.
Part ScoreAvailability(const AvailabilityFacts& facts);

// 1 up to 90 days after her record was last confirmed, falling evenly to 0 at 730. Never: 0.
Part ScoreConfirmed(std::uint16_t as_of, std::uint16_t confirmed);

}  // namespace kaam::matcher
