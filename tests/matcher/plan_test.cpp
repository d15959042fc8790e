// How a list will be looked for.
#include "matcher/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using kaam::testing::kNoida;
using kaam::testing::MasonsAt;
using kaam::testing::RealTaxonomy;
using kaam::testing::Today;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

QuestionSpec DriversWithTwoLicences() {
  QuestionSpec spec = MasonsAt(kNoida);
  spec.licences = {"LMV", "HMV"};
  spec.skills = {{"S0025", true, std::nullopt, std::nullopt},
                 {"S0029", false, std::nullopt, std::nullopt}};
  return spec;
}

Question Make(const QuestionSpec& spec, Direction direction = Direction::kWorkersForOpening) {
  return Question::Make(RealTaxonomy(), spec, direction, Today()).value();
}

Plan PlanWith(const Question& question, std::uint64_t rows_of_hmv) {
  return MakePlan(RealTaxonomy(), question, [&](const std::string& term) -> std::uint64_t {
    return term == "XCHMV" ? rows_of_hmv : 100'000;
  });
}

TEST(MakePlan, WalksTheRarestOfWhatEveryHitMustHave) {
  const Plan plan = PlanWith(Make(DriversWithTwoLicences()), 300);
  EXPECT_EQ(plan.way, Way::kWalk);
  ASSERT_EQ(plan.musts.size(), 3U);
  EXPECT_EQ(plan.musts.front().code, "HMV");
  EXPECT_EQ(plan.musts.front().rows, 300U);
}

TEST(MakePlan, ExploresBlocksWhereNothingIsRare) {
  EXPECT_EQ(PlanWith(Make(DriversWithTwoLicences()), kRareRows).way, Way::kWalk);
  EXPECT_EQ(PlanWith(Make(DriversWithTwoLicences()), kRareRows + 1).way, Way::kBlocks);
  EXPECT_EQ(PlanWith(Make(MasonsAt(kNoida)), 0).way, Way::kBlocks);
}

TEST(MakePlan, NeverWalksForAWorkerAsWhatSheHasNotIsNoMust) {
  QuestionSpec spec = MasonsAt(kNoida);
  spec.licences = {"HMV"};
  const Plan plan = PlanWith(Make(spec, Direction::kOpeningsForWorker), 0);
  EXPECT_EQ(plan.way, Way::kBlocks);
  EXPECT_THAT(plan.musts, IsEmpty());
}

TEST(PrintPlanOf, NamesClausesStepsAndParts) {
  kaam::testing::World world;
  for (int i = 0; i < 300; ++i) {
    world.Add(kaam::testing::Mason(std::to_string(100'000'000'000 + i), kNoida));
  }
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.radius_km = 20;
  std::ostringstream out;
  ASSERT_TRUE(world.searcher().PrintPlanOf(Make(spec), 0, out));
  EXPECT_THAT(out.str(), HasSubstr("workers for 7112.0200"));
  EXPECT_THAT(out.str(), HasSubstr("within 20 km"));
  EXPECT_THAT(out.str(), HasSubstr("300 rows in 2 blocks"));
  EXPECT_THAT(out.str(), HasSubstr("occupation    up to 0.340"));
  EXPECT_THAT(out.str(), Not(HasSubstr("step 2")));
}

}  // namespace
}  // namespace kaam::matcher
