// Known words near a misspelt one: the cheapest few, remembered or not.
#include "taxonomy/lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kAll = 100'000;

// Names of trades with a letter lost or doubled here and there.
std::vector<Word> MisspeltWords() {
  const Lexicon& lexicon = testing::RealTaxonomy().lexicon();
  std::mt19937 random(11);
  std::vector<Word> out;
  for (int i = 0; i < 300; ++i) {
    std::string text{lexicon.Text(static_cast<std::uint32_t>(random() % lexicon.size()))};
    const std::size_t at = random() % (text.size() + 1);
    if (at < text.size() && (text[at] & 0x80) == 0) {
      if (random() % 2 == 0)
        text.erase(at, 1);
      else
        text.insert(at, 1, text[at]);
    }
    for (Word& word : SplitWords(text)) out.push_back(std::move(word));
  }
  return out;
}

std::vector<std::tuple<std::string, std::uint32_t, unsigned, bool, bool>> Facts(
    const std::vector<NearWord>& near) {
  std::vector<std::tuple<std::string, std::uint32_t, unsigned, bool, bool>> out;
  for (const NearWord& word : near) {
    out.emplace_back(word.fine, word.word, word.cost, word.is_slip, word.is_same);
  }
  return out;
}

TEST(WordsNear, GivesTheFirstFewOfAllThatAreNear) {
  const Lexicon& lexicon = testing::RealTaxonomy().lexicon();
  std::size_t cut = 0;
  for (const Word& word : MisspeltWords()) {
    auto all = Facts(lexicon.WordsNear(word, KeysOf(word), kAll));
    for (const std::size_t limit : {1U, 4U, 12U}) {
      if (all.size() > limit) ++cut;
      const std::vector first(
          all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size())));
      EXPECT_EQ(Facts(lexicon.WordsNear(word, KeysOf(word), limit)), first) << word.text;
    }
  }
  EXPECT_GT(cut, 300U);
}

TEST(SynonymsOf, FindWhatMeansTheSameInAnotherLanguage) {
  const Lexicon& lexicon = testing::RealTaxonomy().lexicon();
  const auto keys_of = [](std::string_view text) { return KeysOf(SplitWords(text)[0]); };
  const std::uint32_t comb = lexicon.FindStem(keys_of("comb").fine, Writing::kRoman);
  ASSERT_NE(comb, kNoWord);  // of the title "Horn Comb Maker"
  for (const char* text : {"চিরুনি", "कंघी", "சீப்பு"}) {
    const SoundKeys keys = keys_of(text);
    EXPECT_THAT(lexicon.SynonymsOf(keys.fine, keys.writing), ::testing::Contains(comb)) << text;
  }
}

TEST(BeginningWith, GivesEveryShownNameThatBeginsSoInByteOrder) {
  const Lexicon& lexicon = testing::RealTaxonomy().lexicon();
  for (const std::string_view prefix : {"pl", "mason", "र", "கொ", "zzz"}) {
    std::vector<std::uint32_t> expected;
    for (std::uint32_t row = 0; row < lexicon.size(); ++row) {
      const NameRow& name = lexicon.Row(row);
      const bool shown = (name.use & 1U) != 0 && name.words <= Lexicon::kMaxWords;
      if (shown && lexicon.Text(row).starts_with(prefix)) expected.push_back(row);
    }
    std::stable_sort(expected.begin(), expected.end(), [&](std::uint32_t a, std::uint32_t b) {
      return lexicon.Text(a) < lexicon.Text(b);
    });
    std::vector<std::uint32_t> found;
    for (const ShownName& shown : lexicon.BeginningWith(prefix)) found.push_back(shown.name());
    EXPECT_EQ(found, expected) << prefix;
  }
}

TEST(ShownName, SaysOfANameWhatItsRowSays) {
  const Lexicon& lexicon = testing::RealTaxonomy().lexicon();
  for (const auto names : {lexicon.BeginningWith(""), lexicon.SoundingLike("")}) {
    EXPECT_GT(names.size(), 10'000U);
    for (const ShownName& shown : names) {
      const NameRow& row = lexicon.Row(shown.name());
      ASSERT_EQ(shown.meaning(), lexicon.Meaning(shown.name()));
      ASSERT_EQ(shown.text_bytes, row.text_bytes);
      ASSERT_EQ(shown.is_label(), (row.use & 2U) != 0);
    }
  }
}

TEST(NearWordMemo, GivesWhatTheLexiconGives) {
  constexpr std::size_t kLimit = 12;
  const Lexicon& lexicon = testing::RealTaxonomy().lexicon();
  NearWordMemo memo(lexicon);
  for (int round = 0; round < 2; ++round) {
    for (const Word& word : MisspeltWords()) {
      EXPECT_EQ(Facts(memo.WordsNear(word, KeysOf(word), kLimit)),
                Facts(lexicon.WordsNear(word, KeysOf(word), kLimit)))
          << word.text;
    }
  }
}

}  // namespace
}  // namespace kaam::taxonomy
