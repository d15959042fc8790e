#include "taxonomy/transducer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <map>
#include <random>
#include <set>

#include "taxonomy/script_sounds.h"
#include "taxonomy/spelling_ranker.h"

namespace kaam::taxonomy {
namespace {

constexpr float kNoLimit = std::numeric_limits<float>::max();

float Cost(std::string_view roman, std::string_view native) {
  return RomanSpellingReader(roman).Cost(NativeSpelling(native), kNoLimit).value();
}

std::string Names(std::string_view native) {
  std::string out;
  for (const Sound& sound : SoundsOf(native)) {
    if (!out.empty()) out += ' ';
    out += sound.name;
  }
  return out;
}

TEST(SoundsOf, NamesASoundByLetterAndPlace) {
  EXPECT_EQ(Names("काम"), "k^ aa m a$");
  EXPECT_EQ(Names("सड़क"), "s^ a^ R a. k a$");
  EXPECT_EQ(Names("बिजली"), "b^ i j a~ l ii$");
  EXPECT_EQ(Names("धर्म"), "dh^ a^ r m' a&");
  EXPECT_EQ(Names("अच्छा"), "a^ c+ ch' aa$");
  EXPECT_EQ(Names("सिंह"), "s^ i M/s h a$");
}

TEST(SoundsOf, ReadsTheExceptionsOfEachScript) {
  EXPECT_EQ(Names("হঠাৎ"), "h^ a^ Th aa t");            // khanda ta
  EXPECT_EQ(Names("ਪੰਜਾਬ"), "p^ a^ m/t j aa b a$");      // tippi
  EXPECT_EQ(Names("ਉੱਤਰ"), "u^ t+ t a. r a$");           // addak
  EXPECT_EQ(Names("അവൻ"), "a^ v a. n");                 // chillu
  EXPECT_EQ(Names("ஃபோன்"), "aytham^ f oo nn virama");   // aytham and pa
  EXPECT_EQ(Names("தங்கம்"), "t^ a^ ng k> a. m virama");  // voiced after a nasal
}

TEST(SoundsOf, IsTheSameForComposedAndDecomposedNukta) {
  EXPECT_EQ(Names("ब\u0922\u093C\u0908"), "b^ a^ Rh a. ii$");
  EXPECT_EQ(Names("ब\u095D\u0908"), Names("ब\u0922\u093C\u0908"));
}

TEST(SoundsOf, IsEmptyForRomanLetters) { EXPECT_TRUE(SoundsOf("mistri").empty()); }

TEST(CoarseKey, AgreesWithTheKeyOfItsSpellings) {
  struct Case {
    const char* native;
    std::vector<std::string> romans;
  };
  for (const Case& one :
       std::vector<Case>{{"राजमिस्त्री", {"rajmistri", "raaj mistree", "rajmistry"}},
                         {"ಹುಡುಗಿ", {"hudugi", "huduggi"}},
                         {"மதுரை", {"madurai", "mathurai"}},
                         {"കുടുംബം", {"kudumbam", "kutumbam"}}}) {
    const std::string key = CoarseKey(SoundsOf(one.native));
    for (const std::string& roman : one.romans) {
      EXPECT_EQ(CoarseKeyOfRoman(roman, ScriptOf(one.native)), key) << roman;
    }
  }
}

TEST(RomanSpellingReader, PrefersTheWordThatIsSpeltSo) {
  EXPECT_LT(Cost("kam", "काम"), Cost("kam", "काला"));
  EXPECT_LT(Cost("kaam", "काम"), Cost("kaam", "कम"));  // a long vowel written long
  EXPECT_LT(Cost("kam", "कम"), Cost("kam", "कमी"));
  EXPECT_LT(Cost("chaval", "चावल"), Cost("chaval", "छाल"));
  EXPECT_LT(Cost("padam", "படம்"), Cost("padam", "பாடம்"));
  EXPECT_LT(Cost("pelli", "పెళ్ళి"), Cost("pelli", "పిల్లి"));
}

TEST(RomanSpellingReader, LetsASilentVowelFall) {
  EXPECT_LT(Cost("bijli", "बिजली"), 2.0F);
  EXPECT_LT(Cost("bijali", "बिजली"), 2.0F);
}

TEST(RomanSpellingReader, ChargesForEveryLetterThatNoSoundExplains) {
  const float whole = Cost("mistri", "मिस्त्री");
  EXPECT_GT(Cost("mistkri", "मिस्त्री"), whole + 2);
  EXPECT_GT(Cost("mitri", "मिस्त्री"), whole + 2);
}

TEST(RomanSpellingReader, GivesNothingAboveTheLimit) {
  const NativeSpelling word("मिस्त्री");
  const float cost = Cost("mistry", "मिस्त्री");
  EXPECT_TRUE(RomanSpellingReader("mistry").Cost(word, cost));
  EXPECT_FALSE(RomanSpellingReader("mistry").Cost(word, cost - 0.01F));
}

TEST(RomanSpellingReader, SurvivesAnySpelling) {
  std::mt19937 random(3);
  const NativeSpelling word("राजमिस्त्री");
  for (int i = 0; i < 2000; ++i) {
    std::string roman;
    for (auto n = random() % 80; n > 0; --n) roman += static_cast<char>(random());
    EXPECT_GE(RomanSpellingReader(roman).Cost(word, kNoLimit).value_or(0), 0);
  }
}

TEST(CoarseKeyIndex, FindsEveryKeyWithinOneEdit) {
  std::mt19937 random(9);
  const auto key = [&] {
    std::string out;
    for (auto n = random() % 6; n > 0; --n) out += static_cast<char>('a' + random() % 3);
    return out;
  };
  std::vector<std::string> keys(300);
  CoarseKeyIndex index;
  for (std::string& one : keys) index.Add(one = key());
  const auto within_one = [](const std::string& a, const std::string& b) {
    if (a == b) return true;
    const std::string& longer = a.size() >= b.size() ? a : b;
    const std::string& shorter = a.size() >= b.size() ? b : a;
    if (longer.size() - shorter.size() > 1) return false;
    for (std::size_t i = 0; i < longer.size(); ++i) {
      std::string cut = longer;
      cut.erase(i, 1);
      if (cut == shorter) return true;
      std::string other = shorter;
      if (longer.size() == shorter.size() && cut == other.erase(i, 1)) return true;
    }
    return false;
  };
  for (int i = 0; i < 200; ++i) {
    const std::string asked = key();
    const std::vector<std::uint32_t> near = index.Near(asked);
    const std::set<std::uint32_t> found(near.begin(), near.end());
    EXPECT_EQ(found.size(), near.size());
    for (std::uint32_t word = 0; word < keys.size(); ++word) {
      if (!within_one(asked, keys[word])) continue;
      EXPECT_TRUE(found.contains(word)) << asked << ' ' << keys[word];
    }
  }
}

// The pairs of tests/taxonomy/data/README.md, each language's own words as the choice.
TEST(SpellingRanker, PutsTheRightWordFirstInEveryLanguage) {
  struct Language {
    std::vector<std::pair<std::string, std::string>> pairs;
    std::map<std::string, std::uint32_t> words;
    SpellingRanker ranker;
  };
  std::map<std::string, Language> languages;
  std::ifstream in(KAAM_SOURCE_DIR "/tests/taxonomy/data/romanised_words.tsv");
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    Language& language = languages[line.substr(0, first)];
    const std::string native = line.substr(second + 1);
    const auto number = static_cast<std::uint32_t>(language.words.size());
    if (language.words.try_emplace(native, number).second) language.ranker.Add(native);
    language.pairs.emplace_back(line.substr(first + 1, second - first - 1), native);
  }
  ASSERT_EQ(languages.size(), 9U);
  for (const auto& [code, language] : languages) {
    std::size_t right = 0;
    for (const auto& [roman, native] : language.pairs) {
      const auto ranked = language.ranker.Rank(roman, 1, Script::kLatin);
      if (!ranked.empty() && ranked[0].word == language.words.at(native)) ++right;
    }
    const double share = static_cast<double>(right) / static_cast<double>(language.pairs.size());
    EXPECT_GE(share, 0.97) << code << ' ' << right << " of " << language.pairs.size();
  }
}

}  // namespace
}  // namespace kaam::taxonomy
