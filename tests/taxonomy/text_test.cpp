#include "taxonomy/text.h"

#include <gtest/gtest.h>

#include <random>

namespace kaam::taxonomy {
namespace {

std::string Fine(std::string_view text) {
  std::string out;
  for (const Word& word : SplitWords(text)) out += KeysOf(word).fine;
  return out;
}

TEST(SplitWords, KeepsMarksWithTheirLetters) {
  const auto words = SplitWords("राजमिस्त्री का काम, पटना!");
  ASSERT_EQ(words.size(), 4U);
  EXPECT_EQ(words[0].text, "राजमिस्त्री");
  EXPECT_EQ(words[3].text, "पटना");
}

TEST(SplitWords, GivesBytesOfTheText) {
  const std::string text = "6 राज मिस्त्री";
  const auto words = SplitWords(text);
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(text.substr(words[1].begin, words[1].end - words[1].begin), "राज");
}

TEST(SplitWords, PartsNumbersFromLettersAndReadsIndianDigits) {
  const auto words = SplitWords("६मिस्त्री 7112.0200 700rs");
  ASSERT_EQ(words.size(), 5U);
  EXPECT_EQ(words[0].text, "6");
  EXPECT_TRUE(words[0].is_number);
  EXPECT_EQ(words[2].text, "7112.0200");
  EXPECT_EQ(words[3].text, "700");
  EXPECT_EQ(words[4].text, "rs");
}

TEST(SplitWords, ComposesNuktaFormsAlike) {
  const auto composed = SplitWords("ब\u095D\u0908");          // ढ़ as one code point
  const auto decomposed = SplitWords("ब\u0922\u093C\u0908");  // ढ and nukta
  ASSERT_EQ(composed.size(), 1U);
  ASSERT_EQ(decomposed.size(), 1U);
  EXPECT_EQ(composed[0].text, decomposed[0].text);
}

TEST(KeysOf, AgreesAcrossScriptsAndSpellings) {
  for (const char* spelling : {"rajmistri", "raj mistri", "raj mistry", "Raaj Mistree", "राजमिस्त्री",
                               "राज मिस्त्री", "রাজমিস্ত্রি", "રાજમિસ્ત્રી", "రాజమిస్త్రి"}) {
    EXPECT_EQ(Fine(spelling), "rajmistri") << spelling;
  }
}

TEST(KeysOf, DropsASilentSchwaAndKeepsItAsWritten) {
  const auto words = SplitWords("बिजली");
  EXPECT_EQ(KeysOf(words[0]).fine, "bijli");
  EXPECT_EQ(KeysOf(words[0]).spelt, "bijali");
}

TEST(KeysOf, IgnoresJoinersAndCase) {
  EXPECT_EQ(Fine("मि\u200Dस्त्री"), Fine("मिस्त्री"));
  EXPECT_EQ(Fine("NOIDA"), Fine("noida"));
  EXPECT_EQ(Fine("नोएडा"), "noeda");
}

TEST(KeysOf, IsEmptyForNumbersAndSigns) {
  EXPECT_EQ(Fine("12345"), "");
  EXPECT_TRUE(SplitWords("😀 -- !!").empty());
}

// The traps of Indian text on the web: each pair is one word, written two ways.
TEST(KeysOf, TakesTwoWaysOfWritingOneWordForTheSame) {
  const std::pair<const char*, const char*> pairs[] = {
      {"पाँच", "पांच"},  // chandrabindu, anusvara
      {"कम्प", "कंप"},   // a nasal of the same place, anusvara
      {"हिन्दी", "हिंदी"},
      {"ब\u095Dई", "ब\u0922\u093Cई"},                            // nukta composed and apart
      {"मि\u200Cस्त्री", "मिस्त्री"},                                // a joiner inside
      {"\u0D05\u0D35\u0D28\u0D4D\u200D", "\u0D05\u0D35\u0D7B"},  // old and atomic chillu
      {"चाय", "chai"},
      {"गाय", "gaay"},
      {"ｍａｓｏｎ", "Mason"},     // full width
      {"Mistrî", "mistri"},        // an accent
      {"राजमिस्त्री", "ᱨᱟᱡᱢᱤᱥᱛᱨᱤ"},  // Ol Chiki
      {"রাজমিস্ত্রি", "ରାଜମିସ୍ତ୍ରି"},
      {"ਰਾਜ ਮਿਸਤਰੀ", "राज मिसतरी"},
  };
  for (const auto& [a, b] : pairs) EXPECT_EQ(Fine(a), Fine(b)) << a << ' ' << b;
}

TEST(KeysOf, AgreesWithUrduWhereItWritesTheVowels) {
  const auto coarse = [](std::string_view text) { return KeysOf(SplitWords(text)[0]).coarse; };
  EXPECT_EQ(coarse("مستری"), coarse("mistri"));
  EXPECT_EQ(coarse("پلمبر"), coarse("plumber"));
  EXPECT_EQ(coarse("درزی"), coarse("darzi"));
  EXPECT_EQ(Fine("موچی"), "moci");
}

TEST(KeysOf, MergesVoiceOnlyInTheCoarseKey) {
  const auto keys = [](std::string_view text) { return KeysOf(SplitWords(text)[0]); };
  EXPECT_NE(keys("தச்சர்").fine, keys("dajjar").fine);
  EXPECT_EQ(keys("பிளம்பர்").coarse, keys("plumber").coarse);
}

TEST(KeysOf, HearsAnusvaraAtTheEndAsEachScriptDoes) {
  EXPECT_EQ(Fine("వ్యవసాయం").back(), 'm');
  EXPECT_EQ(Fine("रंग"), "rang");
}

TEST(SplitWords, SurvivesAnyBytes) {
  std::mt19937 random(11);
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (auto n = random() % 40; n > 0; --n) text += static_cast<char>(random());
    for (const Word& word : SplitWords(text)) {
      EXPECT_LE(word.begin, word.end);
      EXPECT_LE(word.end, text.size());
      KeysOf(word);
    }
  }
}

}  // namespace
}  // namespace kaam::taxonomy
