// Bad questions get an error that names the field, never an answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/question_json.h"
#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct BadInput {
  const char* name;
  const char* json;
  const char* field;
  const char* says;
};

Error FaultOf(const char* json, Direction direction) {
  const auto spec = ParseQuestion(json, direction);
  if (!spec) return spec.error();
  const auto made =
      Question::Make(kaam::testing::RealTaxonomy(), *spec, direction, kaam::testing::Today());
  return made ? Error{ErrorCode::kUnavailable, "no fault", {}, {}} : made.error();
}

class BadInputTest : public ::testing::TestWithParam<BadInput> {};

TEST_P(BadInputTest, NamesTheFieldInBothDirections) {
  for (const Direction direction : {Direction::kWorkersForOpening, Direction::kOpeningsForWorker}) {
    const Error error = FaultOf(GetParam().json, direction);
    EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(error.field, GetParam().field);
    EXPECT_THAT(error.message, HasSubstr(GetParam().says));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Weights, BadInputTest,
    ::testing::Values(
        BadInput{"Negative", R"({"text": "mason", "weights": {"occupation": -1, "skills": 1001}})",
                 "weights/occupation", "whole number from 0"},
        BadInput{"Infinite", R"({"text": "mason", "weights": {"occupation": 1e400}})",
                 "weights/occupation", "beyond what can be read"},
        BadInput{"Broken", R"({"text": "mason", "weights": {"occupation": 0.5}})",
                 "weights/occupation", "whole number from 0"},
        BadInput{"Huge", R"({"text": "mason", "weights": {"occupation": 70000}})", "weights",
                 "not 1000"},
        BadInput{"OfNoPart", R"({"text": "mason", "weights": {"gender": 1000}})", "weights/gender",
                 "no such field"},
        BadInput{"NegativeOfASkill",
                 R"({"text": "mason", "skills": [{"code": "S0001", "weight": -2}]})",
                 "skills/0/weight", "whole number from 0"},
        BadInput{"HugeOfASkill",
                 R"({"text": "mason", "skills": [{"code": "S0001", "weight": 101}]})",
                 "skills/0/weight", "from 1 to 100"}),
    [](const auto& which) { return std::string(which.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Limits, BadInputTest,
    ::testing::Values(
        BadInput{"BeyondTheCap", R"({"text": "mason", "limit": 101})", "limit", "from 1 to 100"},
        BadInput{"FarBeyondTheCap", R"({"text": "mason", "limit": 5000000000})", "limit",
                 "whole number from 0"},
        BadInput{"None", R"({"text": "mason", "limit": 0})", "limit", "from 1 to 100"},
        BadInput{"RadiusWithoutPlace", R"({"text": "mason", "radius_km": 5})", "radius_km",
                 "needs a place"},
        BadInput{"RadiusSaidWithoutPlace", R"({"text": "mason 20 km ke andar"})", "text",
                 "needs a place"},
        BadInput{"Experience", R"({"text": "mason", "experience_months": 1201})",
                 "experience_months", "1200"},
        BadInput{"NegativeRadius", R"({"text": "mason Noida", "radius_km": -5})", "radius_km",
                 "whole number from 0"}),
    [](const auto& which) { return std::string(which.param.name); });

INSTANTIATE_TEST_SUITE_P(
    NotUnderstood, BadInputTest,
    ::testing::Values(
        BadInput{"Nothing", "{}", "text", "names no trade"},
        BadInput{"WordsOfNoMeaning", R"({"text": "zxqwv", "place": {"pin": 201301}})", "text",
                 "zxqwv"},
        BadInput{"OnlyWhatIsRuledOut",
                 R"({"skills": [{"code": "S0001", "must_not": true}], "wage": {"amount": 600}})",
                 "text", "names no trade"},
        BadInput{"AmbiguousTrade", R"({"text": "mistri", "place": {"pin": 201301}})", "text",
                 "several trades"},
        BadInput{"PlaceOfNoName", R"({"text": "mason", "place": {"text": "zxqwv"}})", "place/text",
                 "no place of this name"}),
    [](const auto& which) { return std::string(which.param.name); });

class UnknownCodeTest : public ::testing::TestWithParam<BadInput> {};

TEST_P(UnknownCodeTest, NamesTheNearestValidOnes) {
  const Error error = FaultOf(GetParam().json, Direction::kOpeningsForWorker);
  EXPECT_EQ(error.field, GetParam().field);
  EXPECT_THAT(error.nearest, Not(IsEmpty()));
}

INSTANTIATE_TEST_SUITE_P(
    Everywhere, UnknownCodeTest,
    ::testing::Values(
        BadInput{"Occupation", R"({"occupations": [{"code": "7112.0299"}]})", "occupations/0/code",
                 ""},
        BadInput{"Wanted", R"({"wanted": [{"code": "7112.0299"}]})", "wanted/0/code", ""},
        BadInput{"RuledOut",
                 R"({"text": "mason", "occupations": [{"code": "7112.9999", "must_not": true}]})",
                 "occupations/0/code", ""},
        BadInput{"Skill", R"({"text": "mason", "skills": [{"code": "S9999"}]})", "skills/0/code",
                 ""},
        BadInput{"Pin", R"({"text": "mason", "places": [{"pin": 201399}]})", "places/0/pin", ""},
        BadInput{"District", R"({"text": "mason", "place": {"lgd_district": 9999}})",
                 "place/lgd_district", ""},
        BadInput{"Licence", R"({"text": "mason", "licences": ["LMW"]})", "licences/0", ""},
        BadInput{"Language", R"({"text": "mason", "languages": ["xx"]})", "languages/0", ""},
        BadInput{"Shift", R"({"text": "mason", "shift": "dawn"})", "shift", ""},
        BadInput{"Requirement", R"({"text": "mason", "requirements": ["gold"]})", "requirements/0",
                 ""},
        BadInput{"Field", R"({"text": "mason", "wnated": []})", "wnated", ""},
        BadInput{"AnswersLanguage", R"({"text": "mason", "language": "xx"})", "language", ""}),
    [](const auto& which) { return std::string(which.param.name); });

}  // namespace
}  // namespace kaam::matcher
