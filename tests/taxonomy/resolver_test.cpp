#include "taxonomy/resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "core/utf8.h"
#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

using ::testing::ElementsAre;

Understanding Read(std::string_view text) {
  return Resolve(testing::RealTaxonomy(), text, testing::Today());
}

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
  for (const char* text :
       {"rajmistri", "raj mistry", "राजमिस्त्री", "রাজমিস্ত্রি", "chinai ka kaam karta hun",
        "bricklayer", "masons", "7112.0200", "rajmistrri", "rajmstri"}) {
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

TEST(Resolve, TakesAnOrdinaryWordThatOnlySoundsLikeATradeForNone) {
  for (const char* word : {"नई", "दूरी", "बारीक", "garden", "button", "track"}) {
    EXPECT_THAT(Codes(Read(word)), ElementsAre()) << word;
  }
  for (const char* barber : {"nai", "नाई"}) {
    EXPECT_THAT(Codes(Read(barber)), ElementsAre("5141.0300")) << barber;
  }
}

TEST(Resolve, TakesATradeAsWrittenBeforeAUnitThatSoundsTheSame) {
  EXPECT_EQ(Read("दाई").ambiguous.size(), 1U);  // "day"
  EXPECT_EQ(Read("700 a day").ambiguous.size(), 0U);
}

TEST(RankTrades, ListsTheOtherCodesOfOneWorkBehindACertainTrade) {
  const Taxonomy& taxonomy = testing::RealTaxonomy();
  const OccupationId bath_attendant = *taxonomy.occupations().Find("5142.0700");
  const Understanding read = Read("5142.0700");
  const std::vector<RankedTrade> ranked = RankTrades(taxonomy, read);
  ASSERT_GE(ranked.size(), 2U);
  EXPECT_EQ(ranked[0].mention.occupation, bath_attendant);
  EXPECT_FALSE(ranked[0].suggested);
  const std::vector<OccupationId> others = taxonomy.occupations().OtherCodesOf(bath_attendant);
  EXPECT_THAT(others, ::testing::Contains(ranked[1].mention.occupation));
  EXPECT_TRUE(ranked[1].suggested);
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

TEST(Resolve, FindsANameWithOneTypingError) {
  for (const char* text : {"plumbre", "plumer", "pluumber", "plunber", "lsakdi mistri"}) {
    EXPECT_FALSE(Codes(Read(text)).empty()) << text;
  }
  EXPECT_THAT(Codes(Read("plumbre")), ElementsAre("7126.0101"));
}

TEST(Resolve, FindsATradeByTheWordsOfItsNames) {
  const auto family = [](std::string_view text) {
    const auto ranked = RankTrades(testing::RealTaxonomy(), Read(text));
    return ranked.empty() ? std::string()
                          : testing::RealTaxonomy()
                                .occupations()[ranked.front().mention.occupation]
                                .code.substr(0, 4);
  };
  EXPECT_EQ(family("lakdi ka kaam"), "7115");
  EXPECT_EQ(family("cycle banane wala"), "7233");
  EXPECT_EQ(family("works at brick kiln"), "7314");
}

TEST(Resolve, FindsATradeByAFormOfItsName) {
  const std::vector<std::pair<const char*, const char*>> forms = {
      {"లారీ డ్రైవర్లు", "8332"},    // a Telugu plural
      {"లారీ నడిపేవాడు", "8332"},    // who drives, in Telugu
      {"प्लंबरचे काम", "7126"},    // a Marathi genitive
      {"வெல்டர்கள்", "7212"},      // a Tamil plural
      {"ট্যাক্সিওয়ালা", "8322"},  // who has to do with it, in Bengali
  };
  for (const auto& [text, family] : forms) {
    const auto codes = Codes(Read(text));
    ASSERT_FALSE(codes.empty()) << text;
    EXPECT_EQ(codes[0].substr(0, 4), family) << text;
  }
}

TEST(Resolve, ListsTheChoicesOfAnAmbiguousWordAsSuggestions) {
  const Understanding read = Read("6 mistri");
  const auto ranked = RankTrades(testing::RealTaxonomy(), read);
  ASSERT_GE(ranked.size(), 2U);
  EXPECT_TRUE(ranked[0].suggested);
  EXPECT_EQ(ranked[0].mention.occupation, read.ambiguous[0].choices[0]);
  EXPECT_EQ(ranked[0].mention.count, 6U);
  EXPECT_GE(ranked[0].mention.confidence, ranked[1].mention.confidence);
}

TEST(Resolve, DropsParticlesAsWholeWordsOnly) {
  EXPECT_FALSE(Read("kaamgar").ambiguous.empty());
  EXPECT_THAT(Rest(Read("kaamdhenu xyzzq")), ElementsAre("kaamdhenu", "xyzzq"));
}

TEST(Resolve, SaysWhatItRefusesToChooseBy) {
  const Understanding male = Read("only male driver chahiye Noida");
  ASSERT_EQ(male.refused.size(), 1U);
  EXPECT_EQ(male.refused[0].reason, "gender");
  EXPECT_EQ(male.Words(male.refused[0].words), "only male");
  EXPECT_EQ(Read("hindu mason").refused.size(), 1U);
  EXPECT_EQ(Read("hindu mason").refused[0].reason, "religion");
  EXPECT_EQ(Read("ब्राह्मण रसोइया").refused[0].reason, "caste");
  EXPECT_THAT(Codes(Read("ladies tailor")), ::testing::SizeIs(1));
  EXPECT_TRUE(Read("ladies tailor").refused.empty());
}

TEST(Resolve, ReadsTheDayWorkBegins) {
  const auto start = [](std::string_view text) {
    const auto day = Resolve(testing::RealTaxonomy(), text, *ParseDay("2026-11-25")).start;
    return day ? FormatDay(*day) : "";
  };
  EXPECT_EQ(start("mason aaj se"), "2026-11-25");
  EXPECT_EQ(start("mason kal se"), "2026-11-26");
  EXPECT_EQ(start("parso 6 mason"), "2026-11-27");
  EXPECT_EQ(start("10 helpers from Monday"), "2026-11-30");
  EXPECT_EQ(start("10 helpers next Monday"), "2026-11-30");
  EXPECT_EQ(start("10 helpers from Friday"), "2026-11-27");
  EXPECT_EQ(start("10 helpers next Friday"), "2026-12-04");
  EXPECT_EQ(start("अगले हफ्ते मिस्त्री"), "2026-11-30");
  EXPECT_EQ(start("next month mason"), "2026-12-01");
  EXPECT_EQ(start("mason 1 December"), "2026-12-01");
  EXPECT_EQ(start("mason December 15 se"), "2026-12-15");
  EXPECT_EQ(start("mason 1 January"), "2027-01-01");
  EXPECT_EQ(start("mason 3 din baad"), "2026-11-28");
  EXPECT_EQ(start("mason after 2 weeks"), "2026-12-09");
  EXPECT_EQ(start("mason 31 February"), "");
  EXPECT_EQ(start("mason Noida"), "");
}

TEST(Resolve, NamesWordsOfScriptsMixedInOneText) {
  const Understanding read = Read("6 राजमिस्त्री and 2 plumber चाहिए Noida");
  EXPECT_THAT(Codes(read), ElementsAre("7112.0200", "7126.0101"));
  EXPECT_EQ(read.trades[1].count, 2U);
  EXPECT_THAT(Rest(read), ElementsAre());
}

TEST(Resolve, TakesUnrelatedWordsForNoTrade) {
  for (const char* text : {"moon", "happiness", "elephant", "बारिश", "சந்திரன்",
                           "'; DROP TABLE x; --", "+91 98765 43210", "zxqwv"}) {
    EXPECT_TRUE(Read(text).trades.empty()) << text;
    EXPECT_FALSE(Rest(Read(text)).empty()) << text;
  }
}

TEST(Resolve, ReadsTenThousandWords) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += i % 2 == 0 ? "plumber " : "xqzwv ";
  const Understanding read = Read(text);
  EXPECT_THAT(Codes(read), ElementsAre("7126.0101"));
  EXPECT_EQ(read.not_understood.size(), 5'000U);
}

TEST(Resolve, EchoesValidUtf8WhateverCameIn) {
  const Understanding read = Read("mason \xFF\xFE\xE0\xA4 Noida");
  EXPECT_FALSE(FirstInvalidUtf8(read.text));
  EXPECT_THAT(Codes(read), ElementsAre("7112.0200"));
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
