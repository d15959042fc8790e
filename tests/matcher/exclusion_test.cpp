// What a question rules out, asked of a real index.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonsAt;
using kaam::testing::MasonWanted;
using kaam::testing::RealTaxonomy;
using kaam::testing::Today;
using kaam::testing::World;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr const char* kMason = "7112.0200";
constexpr const char* kPlumber = "7126.0101";
constexpr const char* kDriver = "8332.0100";

std::string SkillCode(std::size_t at) { return RealTaxonomy().skills().all()[at].code; }

SkillSpec MustNotHave(std::string code) {
  return {std::move(code), false, std::nullopt, std::nullopt, true};
}

OccupationSpec NotTrade(std::string code) { return {std::move(code), std::nullopt, true}; }

TEST(RankWorkers, LeavesOutWhoHoldsASkillThatMustNotBe) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  records::Worker has = Mason("100000000002", kNoida);
  has.add_skills()->set_code(SkillCode(10));
  world.Add(has);
  records::Worker has_other = Mason("100000000003", kNoida);
  has_other.add_skills()->set_code(SkillCode(11));
  world.Add(has_other);
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.skills = {MustNotHave(SkillCode(10))};
  EXPECT_THAT(world.AskWorkers(spec), UnorderedElementsAre("100000000001", "100000000003"));
}

TEST(RankWorkers, LeavesOutWhoHoldsATradeThatMustNotBeAsFirstOrSecondOne) {
  World world;
  records::Worker mason = Mason("100000000001", kNoida);
  mason.add_wanted()->set_nco(kPlumber);
  world.Add(mason);
  records::Worker second = Mason("100000000002", kNoida);
  second.mutable_secondary()->set_nco(kPlumber);
  world.Add(second);
  records::Worker first = Mason("100000000003", kNoida);
  first.mutable_primary()->set_nco(kPlumber);
  first.mutable_secondary()->set_nco(kMason);
  world.Add(first);
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  EXPECT_EQ(world.AskWorkers(spec).size(), 3U);
  spec.occupations.push_back(NotTrade(kPlumber));
  EXPECT_THAT(world.AskWorkers(spec), ElementsAre("100000000001"));
  spec.occupations.back() = NotTrade("7126");  // the whole family
  EXPECT_THAT(world.AskWorkers(spec), ElementsAre("100000000001"));
}

TEST(RankWorkers, CountsOnlyWhoIsNotRuledOut) {
  World world;
  for (int i = 0; i < 30; ++i) {
    records::Worker worker = Mason("1000000000" + std::to_string(10 + i), kNoida);
    if (i % 3 == 0) worker.mutable_secondary()->set_nco(kPlumber);
    world.Add(worker);
  }
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.occupations.push_back(NotTrade(kPlumber));
  spec.limit = 5;
  const Answer answer = world.Answer(spec, Direction::kWorkersForOpening);
  ASSERT_EQ(answer.lists.size(), 1U);  // what is ruled out has no list of its own
  EXPECT_EQ(answer.lists[0].total, (Total{20, Relation::kEqual}));
}

TEST(RankWorkers, LeavesAMustNotTradeOutWhereOnlyAPlaceIsAsked) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  records::Worker driver = Mason("100000000002", kNoida);
  driver.mutable_primary()->set_nco(kDriver);
  world.Add(driver);
  world.Build();
  QuestionSpec spec;
  spec.occupations = {NotTrade(kMason)};
  spec.place = PlaceSpec{.pin = kNoida};
  EXPECT_THAT(world.AskWorkers(spec), ElementsAre("100000000002"));
}

TEST(RankOpenings, LeavesOutWhatAsksForASkillThatMustNotBe) {
  World world;
  world.Add(MasonWanted("plain", kPatna));
  records::Opening skilled = MasonWanted("skilled", kPatna);
  skilled.add_skills()->set_code(SkillCode(10));
  world.Add(skilled);
  world.Build();
  QuestionSpec spec = MasonsAt(kPatna);
  spec.skills = {MustNotHave(SkillCode(10))};
  EXPECT_THAT(world.AskOpenings(spec), ElementsAre("plain"));
}

TEST(RankOpenings, TakesATradeThatMustNotBeForNotOffered) {
  World world;
  records::Opening both = MasonWanted("plumber or paviour", kPatna);
  both.mutable_trades(0)->set_nco(kPlumber);
  both.add_trades()->set_nco("7112.0400");
  world.Add(both);
  records::Opening plumbers = MasonWanted("plumbers", kPatna);
  plumbers.mutable_trades(0)->set_nco(kPlumber);
  plumbers.add_trades()->set_nco("7126.0201");
  world.Add(plumbers);
  records::Opening mason = MasonWanted("mason", kPatna);
  world.Add(mason);
  world.Build();
  QuestionSpec nobody;  // who states no trade is offered what is left
  nobody.place = PlaceSpec{.pin = kPatna};
  nobody.occupations = {NotTrade("7126")};
  EXPECT_THAT(world.AskOpenings(nobody), UnorderedElementsAre("plumber or paviour", "mason"));

  QuestionSpec spec = MasonsAt(kPatna);
  spec.occupations.push_back(NotTrade("7126"));
  const Answer answer = world.Answer(spec, Direction::kOpeningsForWorker);
  ASSERT_EQ(answer.lists[0].hits.size(), 2U);
  EXPECT_EQ(RealTaxonomy().occupations()[*answer.lists[0].hits[1].score.asked_trade].code,
            "7112.0400");
}

std::string RefOf(const World& world, RowId row, Direction direction) {
  WorkerRef ref;
  const auto bytes = direction == Direction::kWorkersForOpening
                         ? world.index()->workers().RefBytes(row)
                         : world.index()->openings().RefBytes(row);
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  return ToHex(ref);
}

TEST(RankWorkers, LeavesOutExcludedRefsAndKeepsTheOrderOfTheOthers) {
  World world;
  for (int i = 0; i < 30; ++i) world.Add(Mason("1000000000" + std::to_string(10 + i), kNoida));
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.limit = 30;
  std::vector<std::string> expected = world.AskWorkers(spec);
  for (const std::size_t at : {20U, 7U, 0U}) {
    spec.exclude.refs.push_back(
        RefOf(world, world.RowOf(expected[at]), Direction::kWorkersForOpening));
    expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(at));
  }
  spec.exclude.refs.push_back(std::string(32, 'f'));  // nobody's
  EXPECT_EQ(world.AskWorkers(spec), expected);
  EXPECT_EQ(world.Answer(spec, Direction::kWorkersForOpening).lists[0].total,
            (Total{27, Relation::kEqual}));
}

TEST(RankOpenings, LeavesOutExcludedRefsAndEmployers) {
  World world;
  for (const auto& [id, employer] :
       {std::pair{"a", "emp-1"}, std::pair{"b", "emp-1"}, std::pair{"c", "emp-10"},
        std::pair{"d", ""}, std::pair{"e", "emp-2"}}) {
    records::Opening opening = MasonWanted(id, kPatna);
    if (*employer != 0) opening.set_employer_id(employer);
    world.Add(opening);
  }
  world.Build();
  QuestionSpec spec = MasonsAt(kPatna);
  const Answer all = world.Answer(spec, Direction::kOpeningsForWorker);
  for (const Hit& hit : all.lists[0].hits) {
    if (world.NameOf(hit.row, Direction::kOpeningsForWorker) != "e") continue;
    spec.exclude.refs = {RefOf(world, hit.row, Direction::kOpeningsForWorker)};
  }
  spec.exclude.employers = {"emp-1", "emp-3"};
  EXPECT_THAT(world.AskOpenings(spec), UnorderedElementsAre("c", "d"));
}

TEST(RankOpenings, TellsEmployersOfOneHashApart) {
  // Two ids whose hashes are the same, found by trying.
  constexpr const char* kOne = "emp-585669";
  constexpr const char* kOther = "site-301884";
  ASSERT_EQ(schema::EmployerHash(kOne), schema::EmployerHash(kOther));
  World world;
  records::Opening one = MasonWanted("one", kPatna);
  one.set_employer_id(kOne);
  world.Add(one);
  records::Opening other = MasonWanted("other", kPatna);
  other.set_employer_id(kOther);
  world.Add(other);
  world.Build();
  QuestionSpec spec = MasonsAt(kPatna);
  spec.exclude.employers = {kOne};
  EXPECT_THAT(world.AskOpenings(spec), ElementsAre("other"));
}

TEST(ToJsonText, SaysWhatWasRuledOut) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.occupations.push_back(NotTrade("7126"));
  spec.skills = {MustNotHave(SkillCode(10))};
  spec.exclude.refs = {std::string(32, 'a')};
  const auto question =
      Question::Make(RealTaxonomy(), spec, Direction::kWorkersForOpening, Today()).value();
  const Answer answer = Search(world.searcher(), question, Deadline::Never()).value();
  const auto json = boost::json::parse(ToJsonText(*world.index(), question, answer));
  const auto& must_not = json.at("understood").at("must_not");
  EXPECT_EQ(must_not.at("occupations").at(0).at("code"), "7126");
  EXPECT_EQ(must_not.at("skills").at(0).at("code"), SkillCode(10).c_str());
  EXPECT_EQ(json.at("understood").at("occupations").as_array().size(), 1U);
  EXPECT_EQ(json.at("understood").at("exclude").at("refs"), 1);
}

}  // namespace
}  // namespace kaam::matcher
