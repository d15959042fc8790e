#include "taxonomy/suggest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::StartsWith;

std::vector<Suggestion> After(std::string_view typed, std::size_t limit = 8) {
  static const Popularity prior = PriorOf(testing::RealTaxonomy());
  return Suggest(testing::RealTaxonomy(), typed, limit, prior);
}

std::vector<std::string> Texts(const std::vector<Suggestion>& suggestions) {
  std::vector<std::string> out;
  for (const Suggestion& suggestion : suggestions) out.push_back(suggestion.text);
  return out;
}

TEST(Suggest, CompletesTheWordBeingTyped) {
  EXPECT_THAT(Texts(After("plumb")), Contains(StartsWith("plumber")));
  EXPECT_THAT(Texts(After("राजमि")), Contains(StartsWith("राजमिस्त्री")));
}

TEST(Suggest, KeepsWhatStandsBefore) {
  const auto texts = Texts(After("6 rajmistri aur 10 plu"));
  ASSERT_FALSE(texts.empty());
  EXPECT_THAT(texts, Each(StartsWith("6 rajmistri aur 10 ")));
}

TEST(Suggest, LeavesOutWhatIsChosen) {
  const auto plumber = testing::RealTaxonomy().occupations().Find("7126.0101");
  ASSERT_TRUE(plumber);
  for (const Suggestion& suggestion : After("plumber plu", 50)) {
    EXPECT_FALSE((suggestion.meaning == Concept{ConceptKind::kTrade, plumber->value}));
  }
  for (const Suggestion& suggestion : After("plumber Patna pat", 50)) {
    EXPECT_NE(suggestion.meaning.kind, ConceptKind::kTown);
    EXPECT_NE(suggestion.meaning.kind, ConceptKind::kDistrict);
  }
}

TEST(Suggest, PutsFirstWhatMorePeopleDo) {
  Popularity counts;
  counts.occupations.assign(testing::RealTaxonomy().occupations().size(), 0);
  const auto first = After("pla", 50);
  ASSERT_GT(first.size(), 3U);
  std::size_t last = first.size();
  while (last > 0 && first[last - 1].meaning.kind != ConceptKind::kTrade) --last;
  ASSERT_GT(last, 0U);
  const Concept rare = first[last - 1].meaning;
  counts.occupations[rare.id] = 1'000'000;
  EXPECT_EQ(Suggest(testing::RealTaxonomy(), "pla", 5, counts).front().meaning, rare);
}

TEST(Suggest, NamesNoConceptTwice) {
  const auto suggestions = After("ra", 100);
  for (std::size_t i = 0; i < suggestions.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_FALSE(suggestions[i].meaning == suggestions[j].meaning);
  }
}

TEST(Suggest, NeverShowsANameThatIsOnlyUnderstood) {
  for (const TradeName& name : testing::RealTaxonomy().occupations().names()) {
    if (!name.never_display) continue;
    for (const Suggestion& suggestion : After(name.name, 100)) {
      if (suggestion.meaning == Concept{ConceptKind::kTrade, name.occupation.value}) {
        EXPECT_NE(suggestion.name, name.name);
      }
    }
  }
}

TEST(Suggest, IsEmptyForNothingAndForNonsense) {
  EXPECT_TRUE(After("").empty());
  EXPECT_TRUE(After("   ").empty());
  EXPECT_TRUE(After("12345").empty());
  EXPECT_TRUE(After("\xFF\xFE").empty());
  EXPECT_TRUE(After("plumber", 0).empty());
}

}  // namespace
}  // namespace kaam::taxonomy
