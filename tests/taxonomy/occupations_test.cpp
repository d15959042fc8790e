#include "taxonomy/occupations.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

const Occupations& All() { return testing::RealTaxonomy().occupations(); }
OccupationId Id(std::string_view code) { return All().Find(code).value(); }

TEST(Occupations, AreFoundByCodeWithAndWithoutThePoint) {
  EXPECT_EQ(Id("7112.0200"), Id("71120200"));
  EXPECT_FALSE(All().Find("7112.0299"));
  EXPECT_FALSE(All().Find(""));
}

TEST(Occupations, NameTheNearestCodesOfAWrongOne) {
  const auto nearest = All().Nearest("7112.0299", 3);
  ASSERT_FALSE(nearest.empty());
  EXPECT_EQ(nearest.front(), "7112.0200");
  EXPECT_TRUE(All().Nearest("xyz", 3).empty());
}

TEST(Occupations, FallByTheLadder) {
  EXPECT_EQ(All().FitOf(Id("7112.0200"), Id("7112.0200")).rung, Rung::kSame);
  EXPECT_EQ(All().FitOf(Id("7112.0200"), Id("7112.0100")).rung, Rung::kFamily);
  EXPECT_EQ(All().FitOf(Id("7112.0200"), Id("7112.0100")).value, kFullFit / 4 * 3);
  EXPECT_EQ(All().FitOf(Id("7112"), Id("7112.0100")).rung, Rung::kSame);
  EXPECT_EQ(All().FitOf(Id("7112.0200"), Id("7112")).rung, Rung::kFamily);
  EXPECT_EQ(All().FitOf(Id("7112.0200"), Id("2142.0100")).rung, Rung::kNone);
}

TEST(Occupations, LetANeighbourTradeStandIn) {
  const Fit fit = All().FitOf(Id("3112.0100"), Id("2142.0100"));
  EXPECT_EQ(fit.rung, Rung::kRelated);
  EXPECT_GT(fit.value, 0);
}

TEST(Occupations, GiveTheSameFitOneByOneAndAllAtOnce) {
  std::mt19937 random(3);
  for (int i = 0; i < 60; ++i) {
    const OccupationId a{static_cast<std::uint16_t>(random() % All().size())};
    const auto held_by_asked = All().FitsOf(a);
    const auto asked_by_held = All().FitsFor(a);
    for (std::uint16_t b = 0; b < All().size(); ++b) {
      const Fit of = All().FitOf(a, OccupationId{b});
      ASSERT_EQ(held_by_asked[b].value, of.value) << All()[a].code << " " << All()[{b}].code;
      ASSERT_EQ(held_by_asked[b].rung, of.rung) << All()[a].code << " " << All()[{b}].code;
      const Fit from = All().FitOf(OccupationId{b}, a);
      ASSERT_EQ(asked_by_held[b].value, from.value) << All()[a].code << " " << All()[{b}].code;
      ASSERT_EQ(asked_by_held[b].rung, from.rung) << All()[a].code << " " << All()[{b}].code;
    }
  }
}

TEST(Occupations, ShowALabelThatIsNeverACasteWord) {
  EXPECT_EQ(All().Label(Id("7112.0200"), "hi"), "राजमिस्त्री");
  for (const TradeName& name : All().names()) {
    if (!name.never_display) continue;
    EXPECT_NE(All().Label(name.occupation, name.language), name.name) << name.name;
  }
}

}  // namespace
}  // namespace kaam::taxonomy
