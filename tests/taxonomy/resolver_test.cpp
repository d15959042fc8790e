#include "taxonomy/resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

using ::testing::ElementsAre;

Understanding Read(std::string_view text) { return Resolve(testing::RealTaxonomy(), text, testing::Today()); }

std::vector<std::string> Codes(const Understanding& read) {
  std::vector<std::string> codes;
  for (const TradeMention& trade : read.trades) {
    codes.push_back(testing::RealTaxonomy().occupations()[trade.occupation].code);
  }
  return codes;
}

std::vector<std::string> Rest(const Understanding& read) {
  std::vector<std::string> rest;
  for (const TextSpan& span : read.not_understood) rest.emplace_back(read.Words(span));
  return rest;
}

TEST(Resolve, UnderstandsTheMunicipalitysQuestion) {
  const Understanding read = Read("6 rajmistri chahiye Noida me");
  EXPECT_THAT(Codes(read), ElementsAre("7112.0200"));
  EXPECT_EQ(read.trades[0].count, 6U);
  ASSERT_EQ(read.places.size(), 1U);
  EXPECT_NE(read.places[0].label.find("Noida"), std::string::npos);
  EXPECT_THAT(Rest(read), ElementsAre());
}

TEST(Resolve, UnderstandsTheMinistersQuestion) {
  const Understanding read = Read("50 civil engineers within 50 km of Noida");
  ASSERT_EQ(read.trades.size(), 1U);
  EXPECT_EQ(Codes(read)[0].substr(0, 4), "2142");
  EXPECT_EQ(read.trades[0].count, 50U);
  EXPECT_EQ(read.radius_km, 50U);
  EXPECT_EQ(read.places.size(), 1U);
}

TEST(Resolve, UnderstandsAWorkerInHindi) {
  const Understanding read = Read("राजमिस्त्री का काम पटना");
  EXPECT_THAT(Codes(read), ElementsAre("7112.0200"));
  ASSERT_EQ(read.places.size(), 1U);
  EXPECT_NE(read.places[0].label.find("Patna"), std::string::npos);
}

TEST(Resolve, TakesEverySpellingOfOneTradeForTheSame) {
  for (const char* text : {"rajmistri", "raj mistry", "राजमिस्त्री", "রাজমিস্ত্রি",
                           "chinai ka kaam karta hun", "bricklayer", "masons", "7112.0200",
                           "rajmistrri", "rajmstri"}) {
    EXPECT_THAT(Codes(Read(text)), ElementsAre("7112.0200")) << text;
  }
}

TEST(Resolve, GivesEachTradeItsOwnCount) {
  const Understanding read = Read("6 mason aur 10 plumber chahiye Ghaziabad");
  ASSERT_EQ(read.trades.size(), 2U);
  EXPECT_EQ(read.trades[0].count, 6U);
  EXPECT_EQ(read.trades[1].count, 10U);
}

TEST(Resolve, ReadsPayAndExperience) {
  const Understanding read = Read("plumber 700 roz 5 saal Patna");
  ASSERT_TRUE(read.pay);
  EXPECT_EQ(read.pay->paise, 70'000U);
  EXPECT_EQ(read.pay->unit, WordRole::kDay);
  EXPECT_EQ(read.experience_months, 60U);
  EXPECT_EQ(Read("driver ₹18000 mahina").pay->unit, WordRole::kMonth);
}

TEST(Resolve, ReadsAPin) {
  const Understanding read = Read("painter 201301");
  ASSERT_EQ(read.places.size(), 1U);
  EXPECT_EQ(read.places[0].pin, 201301U);
}

TEST(Resolve, SaysThatMistriAloneIsAmbiguous) {
  const Understanding read = Read("mistri");
  EXPECT_TRUE(read.trades.empty());
  ASSERT_EQ(read.ambiguous.size(), 1U);
  EXPECT_GE(read.ambiguous[0].choices.size(), 2U);
}

TEST(Resolve, PrefersTheLongerName) {
  const auto motor = Codes(Read("motor mistri"));
  ASSERT_EQ(motor.size(), 1U);
  EXPECT_NE(motor[0].substr(0, 4), "7112");
}

TEST(Resolve, LooksPastParticlesInsideAName) {
  EXPECT_EQ(Codes(Read("lift mistri")), Codes(Read("lift ka mistri")));
}

TEST(Resolve, DoesNotTakeOneTradeForAnotherThatSoundsAlike) {
  EXPECT_THAT(Codes(Read("सीएनसी मशीन")), ::testing::Not(::testing::Contains("7112.0200")));
  EXPECT_THAT(Codes(Read("stone quary")), ::testing::Not(::testing::Contains("7314.0900")));
  EXPECT_THAT(Codes(Read("কয়লা খনি")), ::testing::Not(::testing::Contains("7115.0100")));
  EXPECT_THAT(Codes(Read("bhatti mistri")), ::testing::Not(::testing::Contains("2636.0100")));
}

TEST(Resolve, NamesWhatItDidNotUnderstand) {
  EXPECT_THAT(Rest(Read("zxqwv plumber")), ElementsAre("zxqwv"));
}

TEST(Resolve, TakesAStateBehindAPlaceForAQualifier) {
  const Understanding read = Read("mason Patna Bihar");
  ASSERT_EQ(read.places.size(), 1U);
  EXPECT_NE(read.places[0].extent, Extent::kState);
}

TEST(Resolve, MasksAnAadhaarNumberBeforeAnythingElse) {
  const Understanding read = Read("mason 496858245152 Noida");
  EXPECT_EQ(read.text.find("496858245152"), std::string::npos);
  EXPECT_THAT(Codes(read), ElementsAre("7112.0200"));
}

TEST(Resolve, IsEmptyForNothingButParticles) {
  EXPECT_TRUE(Read("").empty());
  EXPECT_TRUE(Read("mujhe kaam chahiye").empty());
  EXPECT_TRUE(Read("😀 12345").empty());
}

TEST(Resolve, SurvivesAnyBytes) {
  std::mt19937 random(5);
  const std::string alphabet = "rajmistri noida 6 km roz \xE0\xA4\xB0\xE0\xA4\xBE\xFF'.";
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (auto n = random() % 60; n > 0; --n) text += alphabet[random() % alphabet.size()];
    const Understanding read = Read(text);
    for (const TextSpan& span : read.not_understood) {
      EXPECT_LE(span.end, read.text.size());
      EXPECT_LT(span.begin, span.end);
    }
  }
}

}  // namespace
}  // namespace kaam::taxonomy
