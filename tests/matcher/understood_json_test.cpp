#include "matcher/understood_json.h"

#include <gtest/gtest.h>

#include "matcher/question_json.h"
#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

boost::json::object Understood(std::string_view json, Direction direction) {
  const auto spec = ParseQuestion(json, direction).value();
  const auto question =
      Question::Make(kaam::testing::RealTaxonomy(), spec, direction, kaam::testing::Today())
          .value();
  return UnderstoodJson(kaam::testing::RealTaxonomy(), question);
}

TEST(UnderstoodJson, SaysPayAsAskedAndAsCompared) {
  const auto wage = Understood(
      R"({"text": "mason", "wage": {"amount": 1.5, "unit": "piece", "pieces_a_day": 400}})",
      Direction::kWorkersForOpening)["wage"];
  EXPECT_EQ(wage, boost::json::parse(R"({"paise": 150, "unit": "piece", "rupees_a_day": 600})"));
  EXPECT_EQ(Understood(R"({"text": "mason 15600 mahina"})", Direction::kWorkersForOpening)["wage"],
            boost::json::parse(R"({"paise": 1560000, "unit": "month", "rupees_a_day": 600})"));
}

TEST(UnderstoodJson, SaysWhenTheWorkIsAndWhenSheIsFree) {
  const auto work = Understood(R"({"text": "mason", "start": "2026-12-01", "duration_days": 45})",
                               Direction::kWorkersForOpening);
  EXPECT_EQ(work.at("start"), "2026-12-01");
  EXPECT_EQ(work.at("duration_days"), 45);
  const auto free =
      Understood(R"({"text": "mason", "available": {"from": "2026-11-15", "months": [2, 11]}})",
                 Direction::kOpeningsForWorker);
  EXPECT_EQ(free.at("available"),
            boost::json::parse(R"({"from": "2026-11-15", "months": [2, 11]})"));
}

TEST(UnderstoodJson, SaysHeldAndWantedTradesApart) {
  const auto said =
      Understood(R"({"occupations": [{"code": "7112.0200"}], "wanted": [{"code": "8332.0100"}]})",
                 Direction::kOpeningsForWorker);
  ASSERT_EQ(said.at("occupations").as_array().size(), 1U);
  EXPECT_EQ(said.at("occupations").at(0).at("code"), "7112.0200");
  ASSERT_EQ(said.at("wanted").as_array().size(), 1U);
  EXPECT_EQ(said.at("wanted").at(0).at("code"), "8332.0100");
}

TEST(UnderstoodJson, SaysEveryPlaceOnce) {
  const auto said = Understood(
      R"({"text": "mason", "places": [{"pin": 201301}, {"pin": 800001}, {"pin": 201301}]})",
      Direction::kWorkersForOpening);
  EXPECT_EQ(said.at("places").as_array().size(), 2U);
}

}  // namespace
}  // namespace kaam::matcher
