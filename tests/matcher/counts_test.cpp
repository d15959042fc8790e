// Facets, totals and short lists as answers tell them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "matcher/count_answer.h"
#include "matcher/question_json.h"
#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

namespace json = boost::json;
using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonsAt;
using kaam::testing::MasonWanted;
using kaam::testing::RealTaxonomy;
using kaam::testing::Today;
using kaam::testing::World;
using ::testing::HasSubstr;

json::object Ask(World& world, const QuestionSpec& spec,
                 Direction direction = Direction::kWorkersForOpening) {
  const auto question = Question::Make(RealTaxonomy(), spec, direction, Today());
  EXPECT_TRUE(question) << question.error().message;
  const auto answer = Search(world.searcher(), *question, Deadline::Never());
  EXPECT_TRUE(answer);
  return json::parse(ToJsonText(*world.index(), *question, *answer)).as_object();
}

json::object Facet(const json::object& answer, std::string_view name) {
  return answer.at("facets").at(name).as_object();
}

// "value:count" of every group, with "+" behind what is "at least".
std::vector<std::string> GroupsOf(const json::object& facet) {
  std::vector<std::string> out;
  for (const json::value& group : facet.at("groups").as_array()) {
    std::string text(group.at("value").as_string());
    text += ':';
    const json::value& count = group.at("count");
    text += count.is_string() ? std::string(count.as_string())
                              : std::to_string(count.to_number<std::uint64_t>());
    if (count.is_number() && group.at("relation") == "gte") text += '+';
    out.push_back(text);
  }
  return out;
}

// 24 masons in Noida, 13 of them with a stated wage, and 3 in Patna.
class Masons : public ::testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < 27; ++i) {
      records::Worker worker =
          Mason("1" + std::to_string(10'000'000'000 + i), i < 24 ? kNoida : kPatna);
      if (i < 13) {
        worker.mutable_wage_wanted()->set_min_paise(60'000);
        worker.mutable_wage_wanted()->set_unit(records::PAY_UNIT_DAY);
      }
      if (i % 2 == 0) worker.add_licences("LMV");
      world_.Add(worker);
    }
    world_.Add(MasonWanted("o1", kNoida));
    world_.Build();
  }
  QuestionSpec Everywhere(std::string viewer) {
    QuestionSpec spec;
    spec.occupations = {{"7112.0200", std::nullopt}};
    spec.viewer = std::move(viewer);
    spec.limit = 5;
    return spec;
  }
  World world_;
};

TEST_F(Masons, AreCountedByGroupOverTheWholeResultWhateverThePage) {
  QuestionSpec spec = Everywhere("state");
  spec.facets = {"state", "wage", "availability", "occupation_family"};
  for (const std::uint32_t limit : {1U, 5U, 100U}) {
    spec.limit = limit;
    const json::object answer = Ask(world_, spec);
    EXPECT_EQ(answer.at("total"), json::parse(R"({"value": 27, "relation": "eq"})"));
    EXPECT_THAT(GroupsOf(Facet(answer, "state")), ::testing::ElementsAre("9:24", "10:3"));
    EXPECT_THAT(GroupsOf(Facet(answer, "wage")),
                ::testing::ElementsAre("not_stated:14", "600-799:13"));
    EXPECT_THAT(GroupsOf(Facet(answer, "availability")), ::testing::ElementsAre("not_stated:27"));
    EXPECT_THAT(GroupsOf(Facet(answer, "occupation_family")), ::testing::ElementsAre("7112:27"));
  }
}

TEST_F(Masons, InSmallGroupsAreHiddenFromAllButTheStateAndAdmins) {
  for (const std::string_view viewer : kViewerNames) {
    QuestionSpec spec = Everywhere(std::string(viewer));
    spec.facets = {"district", "wage"};
    const json::object answer = Ask(world_, spec);
    if (viewer == "state" || viewer == "admin") {
      EXPECT_EQ(answer.at("total").at("value"), 27);
      EXPECT_EQ(Facet(answer, "district").contains("withheld"), false);
      continue;
    }
    EXPECT_EQ(answer.at("total"), json::parse(R"({"value": 20, "relation": "gte"})")) << viewer;
    // 27 less 20 to 29 would show that Patna has 7 or fewer.
    EXPECT_EQ(Facet(answer, "district"), json::parse(R"({"withheld": true})"));
    EXPECT_THAT(GroupsOf(Facet(answer, "wage")),
                ::testing::ElementsAre("not_stated:10+", "600-799:10+"));
  }
}

TEST_F(Masons, AreCountedAsForThePublicWhenNobodySaysWhoAsks) {
  QuestionSpec spec = Everywhere("public");
  spec.facets = {"wage"};
  const json::object as_public = Ask(world_, spec);
  spec.viewer.reset();
  EXPECT_EQ(Ask(world_, spec), as_public);
}

TEST_F(Masons, WhoAreAllOnTheListAreCountedExactly) {
  QuestionSpec spec = Everywhere("public");
  spec.limit = 50;
  EXPECT_EQ(Ask(world_, spec).at("total"), json::parse(R"({"value": 27, "relation": "eq"})"));
}

TEST_F(Masons, TooFewGetTheClausesThatExcludeTheNextRingAndNearTrades) {
  QuestionSpec spec = MasonsAt(kPatna);
  spec.radius_km = 10;
  spec.licences = {"LMV"};
  spec.viewer = "state";
  spec.limit = 10;
  const json::object answer = Ask(world_, spec);
  const json::object& shortfall = answer.at("shortfall").as_object();
  EXPECT_EQ(shortfall.at("asked"), 10);
  EXPECT_EQ(shortfall.at("found"), 2);
  EXPECT_EQ(shortfall.at("text"), "Fewer fit than were asked for: 2 of 10.");
  const json::array& excluded = shortfall.at("excluded_by").as_array();
  ASSERT_EQ(excluded.size(), 2U);
  EXPECT_EQ(excluded[0].at("field"), "radius_km");
  EXPECT_EQ(excluded[0].at("count"), 12);
  EXPECT_EQ(excluded[1].at("field"), "licences");
  EXPECT_EQ(excluded[1].at("code"), "LMV");
  EXPECT_EQ(excluded[1].at("text"), "Fit but for the licence LMV: 1.");
  EXPECT_FALSE(shortfall.contains("next_ring"));  // the others are 850 km away
  EXPECT_EQ(answer.at("hits").as_array().size(), 2U);
}

TEST_F(Masons, EnoughGetNoShortfall) {
  QuestionSpec spec = Everywhere("state");
  EXPECT_FALSE(Ask(world_, spec).contains("shortfall"));
  spec.occupations[0].count = 28;
  EXPECT_TRUE(Ask(world_, spec).contains("shortfall"));
  spec.shortfall = false;
  EXPECT_FALSE(Ask(world_, spec).contains("shortfall"));
}

TEST_F(Masons, AreExcludedByUnderTenWhereSmallGroupsAreHidden) {
  QuestionSpec spec = MasonsAt(kPatna);
  spec.licences = {"LMV"};
  const json::object answer = Ask(world_, spec);
  for (const json::value& excluded : answer.at("shortfall").at("excluded_by").as_array()) {
    const bool place = excluded.at("field") == "place";
    EXPECT_EQ(excluded.at("count"), place ? json::value(10) : json::value("<10"));
  }
}

TEST_F(Masons, AreCountedInTheLanguageOfTheQuestion) {
  QuestionSpec spec = MasonsAt(kPatna, "mr");
  spec.viewer = "state";
  const json::object answer = Ask(world_, spec);
  EXPECT_EQ(answer.at("shortfall").at("text"),
            "जितके मागितले त्यापेक्षा कमी मिळाले. मिळाले: ३. मागितले: २०.");
}

TEST(Shortfall, OffersTheLeastRingThatHoldsEnoughAndTradesNearby) {
  World world;
  const auto add = [&](int number, std::uint32_t pin, const char* trade) {
    records::Worker worker = Mason("1" + std::to_string(10'000'000'000 + number), pin);
    worker.mutable_primary()->set_nco(trade);
    world.Add(worker);
  };
  add(1, kNoida, "7112.0200");
  for (int i = 0; i < 4; ++i) add(10 + i, 122001, "7112.0200");  // Gurugram, some 40 km away
  for (int i = 0; i < 3; ++i) add(20 + i, kNoida, "7112.0100");
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.radius_km = 25;  // so few stand at their sub-district's centre, 10 km and more away
  spec.occupations[0].count = 4;
  spec.viewer = "admin";
  const json::object answer = Ask(world, spec);
  const json::value& shortfall = answer.at("shortfall");
  EXPECT_EQ(shortfall.at("next_ring").at("radius_km"), 50);
  EXPECT_EQ(shortfall.at("next_ring").at("count"), 5);
  EXPECT_EQ(shortfall.at("next_ring").at("text"), "Within 50 km: 5.");
  ASSERT_EQ(shortfall.at("adjacent_trades").as_array().size(), 1U);
  EXPECT_EQ(shortfall.at("adjacent_trades").at(0).at("code"), "7112.0100");
  EXPECT_EQ(shortfall.at("adjacent_trades").at(0).at("count"), 3);
}

TEST(Shortfall, NeverLoosensTheQuestionAndLabelsWhatIsBeyondIt) {
  World world;
  for (int i = 0; i < 3; ++i) {
    records::Worker worker = Mason("1" + std::to_string(10'000'000'000 + i), kNoida);
    if (i > 0) worker.mutable_primary()->set_nco(i == 1 ? "7112.0100" : "7115.0100");
    world.Add(worker);
  }
  world.Add(Mason("120000000000", kPatna));
  world.Build();
  const json::object answer = Ask(world, MasonsAt(kNoida));
  std::vector<std::string> labels;
  for (const json::value& hit : answer.at("hits").as_array()) {
    labels.emplace_back(hit.at("match").as_string());
  }
  ASSERT_EQ(labels.size(), 4U);
  EXPECT_EQ(labels.front(), "exact");
  EXPECT_EQ(std::count(labels.begin(), labels.end(), "exact"), 1);
  EXPECT_EQ(std::count(labels.begin(), labels.end(), "farther"), 1);
  EXPECT_EQ(std::count(labels.begin(), labels.end(), "adjacent"), 2);
  EXPECT_EQ(answer.at("total").at("value"), 1);
}

TEST(Openings, AreCountedAndExplainedToAWorkerWithoutHidingSmallGroups) {
  World world;
  for (int i = 0; i < 4; ++i) {
    records::Opening opening = MasonWanted("o" + std::to_string(i), i < 3 ? kNoida : kPatna);
    if (i == 2) opening.add_licences("HMV");
    opening.mutable_pay()->set_min_paise(70'000);
    opening.mutable_pay()->set_unit(records::PAY_UNIT_DAY);
    world.Add(opening);
  }
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.facets = {"wage", "state"};
  const json::object answer = Ask(world, spec, Direction::kOpeningsForWorker);
  EXPECT_EQ(answer.at("total"), json::parse(R"({"value": 2, "relation": "eq"})"));
  EXPECT_THAT(GroupsOf(Facet(answer, "wage")), ::testing::ElementsAre("600-799:2"));
  EXPECT_THAT(GroupsOf(Facet(answer, "state")), ::testing::ElementsAre("9:2"));
  const json::array& excluded = answer.at("shortfall").at("excluded_by").as_array();
  ASSERT_EQ(excluded.size(), 2U);
  EXPECT_EQ(excluded[0].at("text"), "Fit but for being too far from you: 1.");
  EXPECT_EQ(excluded[1].at("text"), "Fit but for a licence you have not stated: 1.");
}

struct BadCount {
  const char* json;
  const char* field;
  const char* says;
};

TEST(CountFields, AreRefusedByNameWhenTheirValueIsNotKnown) {
  for (const BadCount& bad : {
           BadCount{R"({"text": "mason", "facets": ["gender"]})", "facets/0", "known names"},
           BadCount{R"({"text": "mason", "facets": ["wage", "wage"]})", "facets/1", "twice"},
           BadCount{R"({"text": "mason", "facets": "wage"})", "facets", "must be a list"},
           BadCount{R"({"text": "mason", "facets": [1]})", "facets/0", "must be a text"},
           BadCount{R"({"text": "mason", "total": "roughly"})", "total", "known names"},
           BadCount{R"({"text": "mason", "total": 5})", "total", "must be a text"},
           BadCount{R"({"text": "mason", "viewer": "root"})", "viewer", "known names"},
           BadCount{R"({"text": "mason", "viewer": true})", "viewer", "must be a text"},
           BadCount{R"({"text": "mason", "shortfall": "no"})", "shortfall", "true or false"},
       }) {
    for (const Direction direction :
         {Direction::kWorkersForOpening, Direction::kOpeningsForWorker}) {
      const auto spec = ParseQuestion(bad.json, direction);
      const auto made = spec ? Question::Make(RealTaxonomy(), *spec, direction, Today())
                             : Result<Question>(spec.error());
      ASSERT_FALSE(made) << bad.json;
      EXPECT_EQ(made.error().field, bad.field) << bad.json;
      EXPECT_THAT(made.error().message, HasSubstr(bad.says)) << bad.json;
    }
  }
}

}  // namespace
}  // namespace kaam::matcher
