#include "taxonomy/writing_key.h"

#include <gtest/gtest.h>

#include <string>

#include "taxonomy/resolver.h"
#include "taxonomy/text.h"
#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

std::string FirstFamily(const std::string& text) {
  const Taxonomy& taxonomy = testing::RealTaxonomy();
  const auto ranked = RankTrades(taxonomy, Resolve(taxonomy, text, testing::Today()));
  return ranked.empty() ? ""
                        : taxonomy.occupations()[ranked[0].mention.occupation].code.substr(0, 4);
}

TEST(KeyInWriting, TellsWritingsApart) {
  const SoundKeys telugu = KeysOf(SplitWords("పని").at(0));
  const SoundKeys hindi = KeysOf(SplitWords("पानी").at(0));
  EXPECT_EQ(telugu.fine, hindi.fine);
  EXPECT_NE(KeyInWriting(telugu.fine, telugu.writing), KeyInWriting(hindi.fine, hindi.writing));
  EXPECT_NE(KeyInWriting(hindi.fine, hindi.writing), hindi.fine);
}

TEST(KeyInWriting, KeepsSmallWordsOfTheNorthOutOfTheSouth) {
  EXPECT_EQ(FirstFamily("மீன் பிடிக்கிறேன்"), "6222");  // a fish, no "mein"
  EXPECT_EQ(FirstFamily("కారు మెకానిక్ పని"), "7231");    // work, no water
}

TEST(KeyInWriting, LeavesRomanWordsToTheirOwnMeaning) {
  EXPECT_EQ(FirstFamily("nal muistri"), "7126");  // a tap, no day of Tamil
}

TEST(Endings, OfTheFirstPersonAreTakenOff) {
  EXPECT_EQ(FirstFamily("ஆட்டோ ஓட்டுகிறேன்"), "8321");
  EXPECT_EQ(FirstFamily("ಕಾರು ಓಡಿಸುತ್ತೇನೆ"), "8322");
  EXPECT_EQ(FirstFamily("ਟਰੱਕ ਚਲਾਉਂਦਾ ਹਾਂ"), "8332");
}

}  // namespace
}  // namespace kaam::taxonomy
