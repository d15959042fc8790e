#include "taxonomy/deeds.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "taxonomy/endings.h"
#include "taxonomy/resolver.h"
#include "taxonomy/text.h"
#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

std::string FirstCode(const std::string& text) {
  const Taxonomy& taxonomy = testing::RealTaxonomy();
  const auto ranked = RankTrades(taxonomy, Resolve(taxonomy, text, testing::Today()));
  return ranked.empty() ? "" : taxonomy.occupations()[ranked[0].mention.occupation].code;
}

// What a word says, by the real tables.
DeedWord Said(const std::string& text) {
  const SoundKeys keys = KeysOf(SplitWords(text).at(0));
  return testing::RealTaxonomy().deeds().Find(keys.fine, NounsBehind(keys.fine, keys.writing),
                                              keys.writing);
}

TEST(Deeds, KnowsAThingAndADeedInOneWord) {
  const DeedWord word = Said("tamatarvala");
  EXPECT_TRUE(word.thing);
  EXPECT_TRUE(word.deed);
}

TEST(Deeds, TakesAWordAsItStandsBeforeItsStem) {
  EXPECT_TRUE(Said("बेचने").deed);
  EXPECT_FALSE(Said("बेचने").thing);
  EXPECT_TRUE(Said("साबुनों").thing);
}

TEST(Deeds, GivesOneThingAnotherTradeForEachDeed) {
  EXPECT_EQ(FirstCode("bartan bechne wala").substr(0, 4), "9520");
  EXPECT_EQ(FirstCode("bartan banane wala").substr(0, 4), "7213");
}

TEST(Deeds, ReadsTheThingNextBeforeTheDeed) {
  EXPECT_EQ(FirstCode("plastic ki bori dhone wala").substr(0, 4), "9333");
}

TEST(Deeds, SaysNothingOfAThingAlone) {
  EXPECT_TRUE(Resolve(testing::RealTaxonomy(), "torai", testing::Today()).trades.empty());
}

constexpr const char* kThings =
    "thing\tmake\tsell\tmend\trun\tfit\tgrow\tcut\tcarry\tclean\tcatch\tcare\ten\thi\t"
    "bn\tta\tte\tmr\tmore\n";
constexpr const char* kDeeds = "deed\tuses\tcode\ten\thi\tbn\tta\tte\tmr\tmore\n";

// What is wrong with these rows.
std::string FaultOf(const std::string& things, const std::string& deeds) {
  const testing::TemporaryDirectory directory;
  std::ofstream(directory.path() / "things.tsv") << kThings << things;
  std::ofstream(directory.path() / "deeds.tsv") << kDeeds << deeds;
  SectionWriter file;
  const auto written =
      Deeds::Write(TableFiles(directory.path()), testing::RealTaxonomy().occupations(), file);
  if (written) return "";
  EXPECT_EQ(written.error().code, ErrorCode::kInvalidArgument);
  return written.error().message;
}

TEST(Deeds, NameTheRowThatIsWrong) {
  const std::string pot = "pot\t7314.0900\t\t\t\t\t\t\t\t\t\t\tpot\t\t\t\t\t\t\n";
  const std::string make = "make\tmake\t\tmaker\t\t\t\t\t\t\n";
  EXPECT_EQ(FaultOf(pot, make), "");
  EXPECT_NE(FaultOf("pot\t1\t\t\t\t\t\t\t\t\t\t\tpot\t\t\t\t\t\t\n", make).find("things.tsv:2"),
            std::string::npos);
  EXPECT_NE(FaultOf("pot\t\t\t\t\t\t\t\t\t\t\t\tclay pot\t\t\t\t\t\t\n", make).find("single words"),
            std::string::npos);
  EXPECT_NE(FaultOf(pot, "make\tform\t\tmaker\t\t\t\t\t\t\n").find("deeds.tsv:2"),
            std::string::npos);
}

}  // namespace
}  // namespace kaam::taxonomy
