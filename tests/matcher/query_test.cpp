#include "matcher/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/question_json.h"
#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

Error FaultOf(std::string_view json, Direction direction = Direction::kWorkersForOpening) {
  const auto spec = ParseQuestion(json, direction);
  if (!spec) return spec.error();
  const auto made =
      Question::Make(kaam::testing::RealTaxonomy(), *spec, direction, kaam::testing::Today());
  return made ? Error{ErrorCode::kUnavailable, "no fault", {}, {}} : made.error();
}

TEST(ParseQuestion, ReadsEveryField) {
  const auto spec = ParseQuestion(
      R"({"text": "masons", "occupations": [{"code": "7112.0200", "count": 6}],
          "skills": [{"code": "S0001", "must": true, "weight": 30, "level": 2}],
          "place": {"pin": 201301}, "radius_km": 25, "wage": {"amount": 700.5, "unit": "day"},
          "experience_months": 24, "education": 5, "languages": ["hi"], "licences": ["LMV"],
          "offers": ["toilets"], "shift": "day", "start": "2026-12-01", "as_of": "2026-11-02",
          "limit": 7, "explain": true, "language": "hi",
          "weights": {"occupation": 500, "locality": 500}})",
      Direction::kWorkersForOpening);
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(spec->occupations[0].count, 6U);
  EXPECT_TRUE(spec->skills[0].must);
  EXPECT_EQ(spec->wage->paise, 70'050U);
  EXPECT_EQ(spec->weights->per_mille[0], 500);
  EXPECT_TRUE(spec->explain);
}

TEST(ParseQuestion, RefusesAnUnknownFieldWithTheNearest) {
  const Error error = FaultOf(R"({"ocupations": []})");
  EXPECT_EQ(error.field, "ocupations");
  EXPECT_THAT(error.nearest, Contains("occupations"));
  EXPECT_EQ(FaultOf(R"({"place": {"pni": 1}})").field, "place/pni");
}

TEST(ParseQuestion, NamesTheFieldOfAWrongType) {
  EXPECT_EQ(FaultOf(R"({"text": 5})").field, "text");
  EXPECT_EQ(FaultOf(R"({"occupations": {}})").field, "occupations");
  EXPECT_EQ(FaultOf(R"({"occupations": ["7112"]})").field, "occupations/0");
  EXPECT_EQ(FaultOf(R"({"occupations": [{"code": "7112", "count": -1}]})").field,
            "occupations/0/count");
  EXPECT_EQ(FaultOf(R"({"occupations": [{"code": "7112", "count": 1.5}]})").field,
            "occupations/0/count");
  EXPECT_EQ(FaultOf(R"({"wage": {"amount": "700"}})").field, "wage/amount");
  EXPECT_EQ(FaultOf(R"({"limit": 1e400})").field, "limit");
}

TEST(ParseQuestion, NamesTheByteWhereJsonBreaks) {
  EXPECT_THAT(FaultOf(R"({"text": "a" "b"})").message, HasSubstr("not JSON"));
  EXPECT_THAT(FaultOf("").message, HasSubstr("not JSON"));
  EXPECT_THAT(FaultOf("[]").message, HasSubstr("must be a JSON object"));
  EXPECT_THAT(FaultOf(R"({} {})").message, HasSubstr("not JSON"));
  EXPECT_THAT(FaultOf(std::string(100'000, '[')).message, HasSubstr("not JSON"));
}

TEST(Question, RefusesAnUnknownCodeWithTheNearestOnes) {
  const Error occupation = FaultOf(R"({"occupations": [{"code": "7112.0299"}]})");
  EXPECT_EQ(occupation.field, "occupations/0/code");
  EXPECT_THAT(occupation.nearest, Contains("7112.0200"));
  const Error pin = FaultOf(R"({"text": "mason", "place": {"pin": 201399}})");
  EXPECT_EQ(pin.field, "place/pin");
  EXPECT_FALSE(pin.nearest.empty());
  EXPECT_EQ(FaultOf(R"({"text": "mason", "place": {"lgd_district": 9999}})").field,
            "place/lgd_district");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "skills": [{"code": "S9999"}]})").field, "skills/0/code");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "languages": ["hi", "xx"]})").field, "languages/1");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "licences": ["LMW"]})").field, "licences/0");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "offers": ["gold"]})").field, "offers/0");
}

TEST(Question, RefusesALanguageWithoutWordsWithTheNearestOnes) {
  const Error error = FaultOf(R"({"text": "mason", "language": "tx"})");
  EXPECT_EQ(error.field, "language");
  ASSERT_GE(error.nearest.size(), 12U);
  EXPECT_EQ(error.nearest[0], "ta");
  EXPECT_EQ(error.nearest[1], "te");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "language": ""})").field, "language");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "language": "ml-IN"})").message, "no fault");
}

TEST(Question, LabelsPlacesInItsLanguage) {
  const auto labels = [](std::string_view json) {
    const auto spec = ParseQuestion(json, Direction::kWorkersForOpening).value();
    return Question::Make(kaam::testing::RealTaxonomy(), spec, Direction::kWorkersForOpening,
                          kaam::testing::Today())
        .value()
        .place_labels();
  };
  EXPECT_THAT(labels(R"({"text": "mason Noida", "language": "hi"})"),
              Contains("नोएडा, गौतम बुद्ध नगर, उत्तर प्रदेश"));
  EXPECT_THAT(labels(R"({"text": "mason Noida", "language": "kn"})"),
              Contains("Noida, Gautam Buddha Nagar, Uttar Pradesh"));
  EXPECT_THAT(labels(R"({"text": "mason Punjab", "language": "pa"})"), Contains("ਪੰਜਾਬ"));
}

TEST(Question, RefusesValuesOutOfRange) {
  EXPECT_EQ(FaultOf(R"({"text": "mason Noida", "radius_km": 0})").field, "radius_km");
  EXPECT_EQ(FaultOf(R"({"text": "mason Noida", "radius_km": 5001})").field, "radius_km");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "limit": 0})").field, "limit");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "limit": 101})").field, "limit");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "as_of": "2026-02-30"})").field, "as_of");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "weights": {"occupation": 999}})").field, "weights");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "place": {"lat": 51.5, "lon": 0.1}})").field, "place");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "place": {"lat": 28.5}})").field, "place");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "place": {"pin": 201301, "text": "Noida"}})").field,
            "place");
}

TEST(Question, PointsAtTheOneOfSeveralPlacesThatIsWrong) {
  const Error pin = FaultOf(R"({"text": "mason", "places": [{"pin": 201301}, {"pin": 201399}]})");
  EXPECT_EQ(pin.field, "places/1/pin");
  EXPECT_FALSE(pin.nearest.empty());
  EXPECT_EQ(FaultOf(R"({"text": "mason", "places": [{"lat": 51.5, "lon": 0.1}]})").field,
            "places/0");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "places": [{"lat": 1e400, "lon": 77}]})").field,
            "places/0/lat");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "places": [{}]})").field, "places/0");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "places": ["Noida"]})").field, "places/0");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "place": {"pin": 201301},
                        "places": [{"text": "zxqwv"}]})")
                .field,
            "places/0/text");
}

TEST(Question, TakesUpToEightPlaces) {
  QuestionSpec spec;
  spec.text = "mason";
  spec.place = PlaceSpec{.pin = 201301};
  for (const std::uint32_t pin : {201303U, 201310U, 110001U, 110092U, 121001U, 122001U, 800001U}) {
    spec.places.push_back({.pin = pin});
  }
  const auto make = [&] {
    return Question::Make(kaam::testing::RealTaxonomy(), spec, Direction::kWorkersForOpening,
                          kaam::testing::Today());
  };
  ASSERT_TRUE(make());
  EXPECT_EQ(make()->spots().size(), 8U);
  spec.places.back().pin = 201301;  // named twice
  EXPECT_EQ(make()->spots().size(), 7U);
  spec.places.push_back({.pin = 226001});
  EXPECT_EQ(make().error().field, "places");
}

TEST(Question, ComparesPayOfAnyUnitByTheDay) {
  const auto rupees = [](std::string_view wage) {
    const std::string json = R"({"text": "mason", "wage": )" + std::string(wage) + "}";
    const auto spec = ParseQuestion(json, Direction::kWorkersForOpening).value();
    return Question::Make(kaam::testing::RealTaxonomy(), spec, Direction::kWorkersForOpening,
                          kaam::testing::Today())
        .value()
        .AskedOpening(0)
        .pay_day_rupees;
  };
  EXPECT_EQ(rupees(R"({"amount": 600})"), 600);
  EXPECT_EQ(rupees(R"({"amount": 75, "unit": "hour"})"), 600);
  EXPECT_EQ(rupees(R"({"amount": 75, "unit": "hour", "hours_a_day": 10})"), 750);
  EXPECT_EQ(rupees(R"({"amount": 3500, "unit": "week", "days_a_week": 5})"), 700);
  EXPECT_EQ(rupees(R"({"amount": 15600, "unit": "month"})"), 600);
  EXPECT_EQ(rupees(R"({"amount": 13000, "unit": "month", "days_a_week": 5})"), 600);
  EXPECT_EQ(rupees(R"({"amount": 1.5, "unit": "piece", "pieces_a_day": 400})"), 600);
}

TEST(Question, PointsAtPayThatCannotBe) {
  const auto field = [](std::string_view wage) {
    return FaultOf(R"({"text": "mason", "wage": )" + std::string(wage) + "}").field;
  };
  EXPECT_EQ(field(R"({"amount": -5})"), "wage/amount");
  EXPECT_EQ(field(R"({"amount": 0})"), "wage/amount");
  EXPECT_EQ(field(R"({"amount": 1e400})"), "wage/amount");
  EXPECT_EQ(field(R"({"unit": "day"})"), "wage/amount");
  EXPECT_EQ(field(R"({"amount": 5, "unit": "year"})"), "wage/unit");
  EXPECT_EQ(field(R"({"amount": 5, "hours_a_day": 25})"), "wage/hours_a_day");
  EXPECT_EQ(field(R"({"amount": 5, "hours_a_day": 0})"), "wage/hours_a_day");
  EXPECT_EQ(field(R"({"amount": 5, "days_a_week": 8})"), "wage/days_a_week");
  EXPECT_EQ(field(R"({"amount": 5, "unit": "piece"})"), "wage/pieces_a_day");
  EXPECT_EQ(field(R"({"amount": 5, "unit": "piece", "pieces_a_day": 10001})"), "wage/pieces_a_day");
  EXPECT_EQ(field(R"({"amount": 5, "unit": "day", "pieces_a_day": 10})"), "wage/pieces_a_day");
}

TEST(Question, PointsAtDaysThatCannotBe) {
  const auto free = [](std::string_view json) {
    return FaultOf(R"({"text": "mason", )" + std::string(json) + "}", Direction::kOpeningsForWorker)
        .field;
  };
  EXPECT_EQ(free(R"("available": {"from": "2026-02-30"})"), "available/from");
  EXPECT_EQ(free(R"("available": {"from": "2026-12-01", "until": "2026-11-30"})"),
            "available/until");
  EXPECT_EQ(free(R"("start": "2026-12-01", "available": {"from": "2026-12-01"})"),
            "available/from");
  EXPECT_EQ(free(R"("start": "2026-12-01", "available": {"until": "2026-11-30"})"),
            "available/until");
  EXPECT_EQ(free(R"("available": {"months": [1, 13]})"), "available/months/1");
  EXPECT_EQ(free(R"("available": {"months": [-1]})"), "available/months/0");
  EXPECT_EQ(free(R"("available": {"months": 5})"), "available/months");
  EXPECT_EQ(free(R"("duration_days": 5)"), "duration_days");  // the employer's to say
  EXPECT_EQ(FaultOf(R"({"text": "mason", "available": {}})").field, "available");
  const auto work = [](std::string_view json) {
    return FaultOf(R"({"text": "mason", )" + std::string(json) + "}").field;
  };
  EXPECT_EQ(work(R"("duration_days": 30)"), "duration_days");  // from when?
  EXPECT_EQ(work(R"("start": "2026-12-01", "duration_days": 0)"), "duration_days");
  EXPECT_EQ(work(R"("start": "2026-12-01", "duration_days": 3651)"), "duration_days");
  EXPECT_EQ(work(R"("start": "2026-12-01", "duration_days": -3)"), "duration_days");
}

TEST(Question, RefusesARadiusWithoutAPlace) {
  const Error error = FaultOf(R"({"text": "mason", "radius_km": 50})");
  EXPECT_EQ(error.field, "radius_km");
}

TEST(Question, NamesBothFieldsOfWhatIsAskedAndRuledOutAtOnce) {
  const auto fault = [](const char* json) {
    const Error error = FaultOf(json);
    return std::pair(error.field, error.message);
  };
  const auto [trade, about_trade] =
      fault(R"({"occupations": [{"code": "7112.0200"}, {"code": "7112.0200", "must_not": true}]})");
  EXPECT_EQ(trade, "occupations/1/must_not");
  EXPECT_THAT(about_trade, HasSubstr("occupations/0"));
  const auto [family, about_family] =
      fault(R"({"occupations": [{"code": "7112", "must_not": true}, {"code": "7112.0200"}]})");
  EXPECT_EQ(family, "occupations/0/must_not");
  EXPECT_THAT(about_family, HasSubstr("7112.0200, which occupations/1"));
  const auto [said, about_said] =
      fault(R"({"text": "mason", "occupations": [{"code": "7112.0200", "must_not": true}]})");
  EXPECT_EQ(said, "occupations/0/must_not");
  EXPECT_THAT(about_said, HasSubstr("text"));
  const auto [skill, about_skill] =
      fault(R"({"text": "mason", "skills": [{"code": "S0001", "must": true},
                                            {"code": "S0001", "must_not": true}]})");
  EXPECT_EQ(skill, "skills/1/must_not");
  EXPECT_THAT(about_skill, HasSubstr("skills/0"));
  for (const Direction direction : {Direction::kWorkersForOpening, Direction::kOpeningsForWorker}) {
    EXPECT_EQ(FaultOf(R"({"text": "mason", "skills": [{"code": "S0001"},
                                                      {"code": "S0001", "must_not": true}]})",
                      direction)
                  .field,
              "skills/1/must_not");
  }
}

TEST(Question, ChecksWhatIsWanted) {
  const auto fault = [](const char* json) { return FaultOf(json, Direction::kOpeningsForWorker); };
  const Error unknown = fault(R"({"text": "mason", "wanted": [{"code": "7112.0299"}]})");
  EXPECT_EQ(unknown.field, "wanted/0/code");
  EXPECT_THAT(unknown.nearest, Contains("7112.0200"));
  EXPECT_EQ(fault(R"({"wanted": [{}]})").field, "wanted/0/code");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "wanted": [{"code": "7112"}]})").field, "wanted");
  const Error both = fault(R"({"wanted": [{"code": "8332.0100"}],
                               "occupations": [{"code": "8332.0100", "must_not": true}]})");
  EXPECT_EQ(both.field, "occupations/0/must_not");
  EXPECT_THAT(both.message, HasSubstr("wanted/0"));
  EXPECT_EQ(fault(R"({"wanted": [{"code": "8332.0100"}]})").message, "no fault");
}

TEST(Question, RefusesToWeighWhatIsRuledOut) {
  EXPECT_EQ(FaultOf(R"({"text": "mason", "skills": [{"code": "S0001", "must_not": true,
                                                     "must": true}]})")
                .field,
            "skills/0/must");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "skills": [{"code": "S0001", "must_not": true,
                                                     "weight": 3}]})")
                .field,
            "skills/0/weight");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "skills": [{"code": "S0001", "must_not": true,
                                                     "level": 3}]})")
                .field,
            "skills/0/level");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "occupations": [{"code": "7126", "must_not": true,
                                                          "count": 3}]})")
                .field,
            "occupations/0/count");
}

TEST(Question, RefusesAnUnknownCodeInWhatIsRuledOut) {
  const Error trade =
      FaultOf(R"({"text": "mason", "occupations": [{"code": "7112.0299", "must_not": true}]})");
  EXPECT_EQ(trade.field, "occupations/0/code");
  EXPECT_THAT(trade.nearest, Contains("7112.0200"));
  const Error skill =
      FaultOf(R"({"text": "mason", "skills": [{"code": "S9999", "must_not": true}]})");
  EXPECT_EQ(skill.field, "skills/0/code");
  EXPECT_FALSE(skill.nearest.empty());
}

TEST(Question, PointsAtAMalformedExclusion) {
  EXPECT_EQ(FaultOf(R"({"text": "mason", "exclude": {"refs": ["00112233445566778899aabbccddeeff",
                                                              "0011"]}})")
                .field,
            "exclude/refs/1");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "exclude": {"refs": [5]}})").field, "exclude/refs/0");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "exclude": ["0011"]})").field, "exclude");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "exclude": {"employers": ["emp-1"]}})").field,
            "exclude/employers");
  EXPECT_EQ(FaultOf(R"({"text": "mason", "exclude": {"employers": ["emp-1", ""]}})",
                    Direction::kOpeningsForWorker)
                .field,
            "exclude/employers/1");
}

TEST(Question, TakesUpToAThousandExcludedRefs) {
  QuestionSpec spec;
  spec.text = "mason";
  spec.exclude.refs.assign(1000, std::string(32, 'a'));
  const auto make = [&] {
    return Question::Make(kaam::testing::RealTaxonomy(), spec, Direction::kWorkersForOpening,
                          kaam::testing::Today());
  };
  ASSERT_TRUE(make());
  EXPECT_EQ(make()->excluded_refs().size(), 1U);  // one ref counts once
  spec.exclude.refs.push_back(std::string(32, 'b'));
  EXPECT_EQ(make().error().field, "exclude/refs");
}

TEST(Question, NeverTakesNothingForEverybody) {
  for (const char* json :
       {"{}", R"({"text": ""})", R"({"text": "mujhe kaam chahiye"})", R"({"text": "zxqwv"})",
        R"({"text": "zxqwv Noida"})", R"({"occupations": [{"code": "7112", "must_not": true}]})"}) {
    EXPECT_EQ(FaultOf(json).code, ErrorCode::kInvalidArgument) << json;
  }
}

TEST(Question, OffersTheChoicesOfAnAmbiguousWord) {
  const Error error = FaultOf(R"({"text": "mistri Noida"})");
  EXPECT_EQ(error.field, "text");
  EXPECT_GE(error.nearest.size(), 2U);
}

TEST(Question, IsTheSameForTheSameNormalisedQuestion) {
  const auto start = [](std::string_view json) {
    const auto spec = ParseQuestion(json, Direction::kWorkersForOpening).value();
    const auto at = Question::Make(kaam::testing::RealTaxonomy(), spec,
                                   Direction::kWorkersForOpening, kaam::testing::Today())
                        .value()
                        .StartOf(0);
    return std::pair(at.group, at.ref);
  };
  const auto asked = start(R"({"text": "rajmistri chahiye Noida me"})");
  EXPECT_EQ(start(R"({"text": "राजमिस्त्री नोएडा", "limit": 3, "explain": true, "language": "hi"})"),
            asked);
  EXPECT_NE(start(R"({"text": "rajmistri Noida 700 roz"})"), asked);
  EXPECT_EQ(
      start(R"({"text": "rajmistri", "places": [{"pin": 201301}, {"pin": 800001}]})"),
      start(R"({"text": "rajmistri", "places": [{"pin": 800001}], "place": {"pin": 201301}})"));
}

}  // namespace
}  // namespace kaam::matcher
