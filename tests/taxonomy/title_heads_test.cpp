// Heads of titles, and the second look at the first contenders.
#include "taxonomy/title_heads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "taxonomy/contender.h"

namespace kaam::taxonomy {
namespace {

TEST(TitleHeads, AreTheLastWordBeforeWhatOnlyNarrows) {
  const TitleHeads heads;
  for (const char* title :
       {"Ship weld", "ship weld, port", "ship weld of port", "Ship weld (port)"}) {
    const auto weights = heads.Weights({"ship", "weld", "port"}, title);
    EXPECT_THAT(weights, ::testing::ElementsAre(0, 1, 0)) << title;
  }
}

TEST(TitleHeads, AreLearnedFromWhereStemsStandInOtherTitles) {
  TitleHeads heads;
  for (int i = 0; i < 5; ++i) {
    heads.Learn({"ship", "weld"}, "Ship welder");
    heads.Learn({"weld", "tool"}, "Tool welder");
  }
  const auto weights = heads.Weights({"weld", "tool"}, "Welder tools");
  EXPECT_EQ(weights[0], 1);
  EXPECT_LT(weights[1], 1);
}

TEST(TitleHeads, WeighNothingOfATextWithoutWords) {
  EXPECT_TRUE(TitleHeads().Weights({}, "").empty());
}

TEST(LookAgain, ReordersTheFirstTenAndLeavesFallingScores) {
  std::vector<Contender> contenders;
  for (std::uint32_t i = 0; i < 12; ++i) {
    TitleEvidence title;
    title.concept_number = i;
    title.signals[0] = 1.0F - 0.05F * static_cast<float>(i);
    contenders.emplace_back(std::span(&title, 1), false);
  }
  const std::vector<Contender> before = contenders;
  contenders[9].again = contenders[11].again = 100;
  LookAgain(contenders);
  EXPECT_EQ(contenders[0].ranked.concept_number, 9U);
  EXPECT_EQ(contenders[11].ranked.concept_number, 11U);  // beyond the first ten
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    EXPECT_EQ(contenders[i].ranked.score, before[i].ranked.score);
  }
}

}  // namespace
}  // namespace kaam::taxonomy
