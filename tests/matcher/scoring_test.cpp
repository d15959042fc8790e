#include "matcher/scoring.h"

#include <gtest/gtest.h>

#include "core/day.h"
#include "core/records.pb.h"

namespace kaam::matcher {
namespace {

using taxonomy::Fit;
using taxonomy::Rung;

std::uint16_t Value(Part part) { return part.value; }

TEST(Weights, OfTheDefaultSumTo1000) { EXPECT_TRUE(CheckWeights(kDefaultWeights)); }

TEST(Weights, ThatSumToSomethingElseAreRefused) {
  Weights weights = kDefaultWeights;
  ++weights.per_mille[0];
  EXPECT_EQ(CheckWeights(weights).error().message, "the weights sum to 1001, not 1000");
}

TEST(TotalOf, IsFullForFullParts) {
  Parts parts;
  parts.fill({kFull});
  EXPECT_EQ(TotalOf(parts, kDefaultWeights), kMaxScore);
}

TEST(MakeRankKey, ComparesTierThenScoreThenNearness) {
  EXPECT_GT(MakeRankKey(Tier::kExact, 0, 15), MakeRankKey(Tier::kFamily, kMaxScore, 0));
  EXPECT_GT(MakeRankKey(Tier::kFamily, 0, 15), MakeRankKey(Tier::kWider, kMaxScore, 0));
  EXPECT_GT(MakeRankKey(Tier::kExact, 8, 15), MakeRankKey(Tier::kExact, 7, 0));
  EXPECT_GT(MakeRankKey(Tier::kExact, 7, 1), MakeRankKey(Tier::kExact, 7, 2));
  EXPECT_EQ(TierOf(MakeRankKey(Tier::kFamily, 77, 3)), Tier::kFamily);
}

TEST(BandOf, StepsAtTheEdgesThatPeopleAreTold) {
  EXPECT_EQ(BandOf(Metres{0}), 0);
  EXPECT_EQ(BandOf(Metres{4'999}), 0);
  EXPECT_EQ(BandOf(Metres{5'000}), 1);
  EXPECT_EQ(BandOf(Metres{999'999}), 7);
  EXPECT_EQ(BandOf(LocalityFacts{}), 0);
  EXPECT_EQ(BandOf(LocalityFacts{.asked = true}), kUnknownBand);
}

TEST(ScoreOccupation, CountsASecondTradeFourFifthsAndAWantedOneHalf) {
  const Fit same{kFull, Rung::kSame};
  EXPECT_EQ(Value(ScoreOccupation(same, {}, {}).part), 65535);
  EXPECT_EQ(Value(ScoreOccupation({}, same, {}).part), 52428);
  EXPECT_EQ(Value(ScoreOccupation({}, {}, same).part), 32767);
  EXPECT_EQ(ScoreOccupation({}, same, same).held_as, HeldAs::kSecondary);
  EXPECT_EQ(Value(ScoreOccupation({}, {}, {}).part), 0);
}

TEST(ScoreSkills, IsTheWeightedShareOfWhatWasAsked) {
  EXPECT_EQ(Value(ScoreSkills(3 * std::uint64_t{kFull}, 4, true)), 49151);
  EXPECT_EQ(ScoreSkills(0, 0, true).basis, Basis::kNotAsked);
  EXPECT_EQ(Value(ScoreSkills(0, 4, true)), 0);
}

TEST(ScoreSkills, IsAQuarterWhenSheStatesNone) {
  const Part part = ScoreSkills(0, 4, false);
  EXPECT_EQ(part.value, 16383);
  EXPECT_EQ(part.basis, Basis::kNotStated);
}

TEST(SkillFit, FallsWithTheLevel) {
  EXPECT_EQ(SkillFit(0, 0), kFull);
  EXPECT_EQ(SkillFit(2, 3), kFull);
  EXPECT_EQ(SkillFit(2, 0), 49149);  // not stated: 3/4
  EXPECT_EQ(SkillFit(2, 1), 32767);  // below: 1/2
}

TEST(ScoreLocality, HalvesAtThePivot) {
  const auto at = [](Metres metres) {
    return Value(ScoreLocality({.asked = true, .distance = metres}));
  };
  EXPECT_EQ(at(0), kFull);
  EXPECT_EQ(at(kPivot), 32767);
  EXPECT_EQ(at(180'000), 6553);
}

TEST(ScoreLocality, IsFullInsideHerRadiusAndInADistrictSheNamed) {
  EXPECT_EQ(Value(ScoreLocality({.asked = true, .distance = 90'000, .inside_radius = true})),
            kFull);
  EXPECT_EQ(Value(ScoreLocality({.asked = true, .distance = 900'000, .in_named_district = true})),
            kFull);
}

TEST(ScoreLocality, NeverFallsBelowSixTenthsInAStateSheNamed) {
  const LocalityFacts far{.asked = true, .distance = 900'000, .in_named_state = true};
  EXPECT_EQ(Value(ScoreLocality(far)), kNamedStateFloor);
  EXPECT_TRUE(InReach(far));
}

TEST(ScoreLocality, TellsAnUnknownPlaceFromAFarOne) {
  EXPECT_EQ(ScoreLocality({.asked = true}).basis, Basis::kNotStated);
  EXPECT_FALSE(InReach({.asked = true}));
  EXPECT_EQ(ScoreLocality({}).basis, Basis::kNotAsked);
  EXPECT_TRUE(InReach({}));
}

TEST(ScoreMutual, IsNeverHigherForAskingLess) {
  const auto with_wish = [](std::uint16_t wish) {
    return Value(ScoreMutual({.wish_day_rupees = wish, .offer_day_rupees = 700}));
  };
  EXPECT_EQ(with_wish(700), kFull);
  EXPECT_EQ(with_wish(300), kFull);
  EXPECT_EQ(with_wish(777), 43690);  // nine tenths of the wish
  EXPECT_EQ(with_wish(900), 21845);
  EXPECT_EQ(with_wish(1000), 0);
}

TEST(ScoreMutual, CountsWhatTheOpeningDoesNotSayAsHalf) {
  const std::uint16_t toilets = 1U << records::AMENITY_TOILETS;
  EXPECT_EQ(Value(ScoreMutual({.requirements = toilets})), 32767);
  EXPECT_EQ(Value(ScoreMutual({.requirements = toilets, .offers = toilets})), kFull);
  EXPECT_EQ(Value(ScoreMutual({.requirements = toilets, .offers_not = toilets})), 0);
}

TEST(ScoreMutual, ReadsNoNightsFromTheShift) {
  MutualFacts facts{.requirements = 1U << records::AMENITY_NO_NIGHTS};
  facts.shift = records::SHIFT_DAY;
  EXPECT_EQ(Value(ScoreMutual(facts)), kFull);
  facts.shift = records::SHIFT_NIGHT;
  EXPECT_EQ(Value(ScoreMutual(facts)), 0);
}

TEST(ScoreMutual, IsHalfAndNotStatedWithoutAnyWish) {
  const Part part = ScoreMutual({.offer_day_rupees = 700});
  EXPECT_EQ(part.value, 32767);
  EXPECT_EQ(part.basis, Basis::kNotStated);
}

TEST(ScoreExperience, IsTheShareOfTheMonthsAsked) {
  EXPECT_EQ(Value(ScoreExperience(24, 12)), 32767);
  EXPECT_EQ(Value(ScoreExperience(24, 240)), kFull);
  EXPECT_EQ(ScoreExperience(24, std::nullopt).basis, Basis::kNotStated);
  EXPECT_EQ(ScoreExperience(0, 240).basis, Basis::kNotAsked);
}

TEST(ScoreEducation, LosesAQuarterForEachLevelShort) {
  EXPECT_EQ(Value(ScoreEducation(5, 5)), kFull);
  EXPECT_EQ(Value(ScoreEducation(5, 4)), 49151);
  EXPECT_EQ(Value(ScoreEducation(5, 1)), 0);
  EXPECT_EQ(ScoreEducation(5, 0).basis, Basis::kNotStated);
}

TEST(ScoreLanguages, IsTheShareSpoken) {
  EXPECT_EQ(Value(ScoreLanguages(0b11, 0b101)), 32767);
  EXPECT_EQ(ScoreLanguages(0b11, 0).basis, Basis::kNotStated);
}

TEST(ScoreAvailability, FallsWithTheDaysToWait) {
  const std::uint16_t start = ToDay16(*ParseDay("2026-12-01"));
  EXPECT_EQ(Value(ScoreAvailability({.start = start, .from = start})), kFull);
  EXPECT_EQ(
      Value(ScoreAvailability({.start = start, .from = static_cast<std::uint16_t>(start + 30)})),
      32767);
  EXPECT_EQ(
      Value(ScoreAvailability({.start = start, .until = static_cast<std::uint16_t>(start - 1)})),
      0);
  EXPECT_EQ(ScoreAvailability({.start = start}).basis, Basis::kNotStated);
}

TEST(ScoreAvailability, WaitsForTheNextMonthOfTheSeason) {
  const std::uint16_t start = ToDay16(*ParseDay("2026-12-01"));
  EXPECT_EQ(Value(ScoreAvailability({.start = start, .months = 1U << 11})), kFull);  // December
  EXPECT_EQ(Value(ScoreAvailability({.start = start, .months = 1U << 0})), 32767);   // January
}

TEST(ScoreAvailability, IsTheShareOfTheDaysOfTheWorkOnWhichSheIsFree) {
  const std::uint16_t start = ToDay16(*ParseDay("2026-12-01"));
  AvailabilityFacts facts{.start = start, .duration_days = 31};
  EXPECT_EQ(ScoreAvailability(facts).basis, Basis::kNotStated);
  facts.from = start;
  EXPECT_EQ(Value(ScoreAvailability(facts)), kFull);
  facts.from = ToDay16(*ParseDay("2026-12-15"));
  EXPECT_EQ(Value(ScoreAvailability(facts)), 65535 * 17 / 31);
  facts.until = ToDay16(*ParseDay("2026-12-15"));  // its last day counts
  EXPECT_EQ(Value(ScoreAvailability(facts)), 65535 / 31);
  facts.from = 0;
  EXPECT_EQ(Value(ScoreAvailability(facts)), 65535 * 15 / 31);
  facts.from = ToDay16(*ParseDay("2027-01-01"));
  facts.until = 0;
  EXPECT_EQ(Value(ScoreAvailability(facts)), 0);
}

TEST(ScoreAvailability, CountsTheDaysOfHerSeasonInEveryYearOfTheWork) {
  const std::uint16_t start = ToDay16(*ParseDay("2026-12-01"));
  const std::uint16_t winter = 1U << 11 | 1U << 0;  // December and January
  EXPECT_EQ(Value(ScoreAvailability({.start = start, .duration_days = 62, .months = winter})),
            kFull);
  EXPECT_EQ(Value(ScoreAvailability({.start = start, .duration_days = 90, .months = winter})),
            65535 * 62 / 90);
  EXPECT_EQ(Value(ScoreAvailability({.start = start, .duration_days = 730, .months = winter})),
            65535 * 124 / 730);
  EXPECT_EQ(Value(ScoreAvailability({.start = start, .duration_days = 20, .months = 1U << 5})), 0);
  EXPECT_EQ(
      Value(ScoreAvailability(
          {.start = ToDay16(*ParseDay("2028-02-01")), .duration_days = 60, .months = 1U << 1})),
      65535 * 29 / 60);
}

TEST(ScoreConfirmed, FallsEvenlyFromNinetyDaysToTwoYears) {
  EXPECT_EQ(Value(ScoreConfirmed(20000, 19910)), kFull);
  EXPECT_EQ(Value(ScoreConfirmed(20000, 20000 - 410)), 32767);
  EXPECT_EQ(Value(ScoreConfirmed(20000, 20000 - 730)), 0);
  EXPECT_EQ(ScoreConfirmed(20000, 0).basis, Basis::kNotStated);
}

}  // namespace
}  // namespace kaam::matcher
