#include "taxonomy/endings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "taxonomy/text.h"

namespace kaam::taxonomy {
namespace {

using ::testing::Contains;

std::string Stem(std::string_view text) {
  const SoundKeys keys = KeysOf(SplitWords(text)[0]);
  return std::string(StemOf(keys.fine, keys.writing));
}

std::vector<std::string> Nouns(std::string_view text) {
  const SoundKeys keys = KeysOf(SplitWords(text)[0]);
  return NounsBehind(keys.fine, keys.writing);
}

std::string Fine(std::string_view text) { return KeysOf(SplitWords(text)[0]).fine; }

TEST(StemOf, MeetsWhereWordsOfOneTradeDo) {
  EXPECT_EQ(Stem("welder"), Stem("welding"));
  EXPECT_EQ(Stem("masons"), Stem("mason"));
  EXPECT_EQ(Stem("बनाने"), Stem("banana"));
  EXPECT_EQ(Stem("जूते"), Stem("जूता"));
  EXPECT_EQ(Stem("সারানোর"), Stem("সারাইওয়ালা"));
  EXPECT_EQ(Stem("चालवणारा"), Stem("चालवणे"));
  EXPECT_EQ(Stem("வெட்டுபவர்"), Stem("வெட்டும்"));
  EXPECT_EQ(Stem("కుట్టేవాడు"), Stem("కుట్టు"));
}

TEST(StemOf, TakesEndingsOfOneLanguageFromItsOwnWritingOnly) {
  EXPECT_EQ(Stem("లారీలు"), Stem("లారీ"));
  EXPECT_EQ(StemOf("mistrira", Writing::kBengali), "mistr");
  EXPECT_EQ(StemOf("mistrira", Writing::kTelugu), "mistrir");
}

TEST(NounsBehind, KnowsTheNounOfAFormInEachLanguage) {
  EXPECT_THAT(Nouns("డ్రైవర్లు"), Contains(Fine("డ్రైవర్")));
  EXPECT_THAT(Nouns("వడ్రంగులు"), Contains(Fine("వడ్రంగి")));
  EXPECT_THAT(Nouns("தச்சர்கள்"), Contains(Fine("தச்சர்")));
  EXPECT_THAT(Nouns("प्लंबरचे"), Contains(Fine("प्लंबर")));
  EXPECT_THAT(Nouns("গাড়ির"), Contains(Fine("গাড়ি")));
  EXPECT_THAT(Nouns("मजदूरों"), Contains(Fine("मजदूर")));
  EXPECT_THAT(Nouns("silaiwala"), Contains(Fine("silai")));
}

TEST(NounsBehind, LeavesAWordAloneThatOnlyLooksLikeADoer) {
  EXPECT_THAT(Nouns("sundar"), ::testing::Not(Contains("sun")));
}

TEST(StemOf, LeavesThreeSoundsOfAnyWord) {
  constexpr std::string_view kSounds = "aeioukgcjtdnpbmyrlvsh";
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string word;
    for (auto n = random() % 14; n > 0; --n) word += kSounds[random() % kSounds.size()];
    const auto writing = static_cast<Writing>(random() % 11);
    EXPECT_GE(StemOf(word, writing).size(), std::min(word.size(), kShortestStem)) << word;
    for (const std::string& noun : NounsBehind(word, writing)) {
      EXPECT_GE(noun.size(), kShortestStem) << word;
    }
  }
}

}  // namespace
}  // namespace kaam::taxonomy
