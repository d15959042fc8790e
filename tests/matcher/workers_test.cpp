// Workers for a posting, asked of a real index.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonsAt;
using kaam::testing::Today;
using kaam::testing::World;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::uint32_t kChennai = 600001;

TEST(RankWorkers, PutsTheExactTradeBeforeTheFamilyAndTheNearBeforeTheFar) {
  World world;
  records::Worker stone_mason = Mason("100000000001", kNoida);
  stone_mason.mutable_primary()->set_nco("7112.0100");
  world.Add(stone_mason);
  world.Add(Mason("100000000002", kPatna));
  world.Add(Mason("100000000003", kNoida));
  records::Worker paviour = Mason("100000000004", 122001);  // Gurugram, within reach
  paviour.mutable_primary()->set_nco("7112.0400");
  world.Add(paviour);
  world.Build();
  EXPECT_THAT(world.AskWorkers(MasonsAt(kNoida)),
              ElementsAre("100000000003", "100000000001", "100000000004", "100000000002"));
}

TEST(RankWorkers, CountsOnlyWhatWasAskedFor) {
  World world;
  records::Worker stone_mason = Mason("100000000001", kNoida);
  stone_mason.mutable_primary()->set_nco("7112.0100");
  world.Add(stone_mason);
  world.Add(Mason("100000000002", kNoida));
  world.Add(Mason("100000000003", kChennai));
  world.Build();
  const Answer answer = world.Answer(MasonsAt(kNoida), Direction::kWorkersForOpening);
  EXPECT_EQ(answer.lists[0].total, (Total{1, Relation::kEqual}));
  EXPECT_EQ(MatchLabel(answer.lists[0].hits[0].score), "exact");
  EXPECT_EQ(MatchLabel(answer.lists[0].hits[1].score), "adjacent");
  EXPECT_EQ(MatchLabel(answer.lists[0].hits[2].score), "farther");
}

TEST(RankWorkers, CountsTheLongerExperienceWhereNoTradeIsAsked) {
  World world;
  for (int i = 0; i < 30; ++i) {
    records::Worker worker = Mason(std::to_string(100'000'000'000 + i), kNoida);
    worker.mutable_primary()->set_months(6);
    worker.mutable_secondary()->set_nco("9211.0200");
    worker.mutable_secondary()->set_months(static_cast<std::uint32_t>(i == 29 ? 60 : 0));
    world.Add(worker);
  }
  world.Build();
  QuestionSpec spec;
  spec.place = PlaceSpec{.pin = kNoida};
  spec.experience_months = 60;
  spec.limit = 1;
  EXPECT_THAT(world.AskWorkers(spec), ElementsAre("100000000029"));
}

TEST(RankWorkers, PutsAHeldSecondTradeBelowAFirstOne) {
  World world;
  records::Worker second = Mason("100000000001", kNoida);
  second.mutable_primary()->set_nco("9211.0200");
  second.mutable_secondary()->set_nco("7112.0200");
  world.Add(second);
  world.Add(Mason("100000000002", kNoida));
  records::Worker wants = Mason("100000000003", kNoida);
  wants.mutable_primary()->set_nco("9211.0200");
  wants.add_wanted()->set_nco("7112.0200");
  world.Add(wants);
  world.Build();
  EXPECT_THAT(world.AskWorkers(MasonsAt(kNoida)),
              ElementsAre("100000000002", "100000000001", "100000000003"));
}

TEST(RankWorkers, NeverShowsAMinorAnUnknownBirthDateOrAWithdrawnConsent) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  records::Worker minor = Mason("100000000002", kNoida);
  minor.set_birth_day(DayNumber(*ParseDay("2008-11-03")));  // eighteen tomorrow
  world.Add(minor);
  records::Worker eighteen = Mason("100000000003", kNoida);
  eighteen.set_birth_day(DayNumber(*ParseDay("2008-11-02")));  // eighteen today
  world.Add(eighteen);
  records::Worker unknown = Mason("100000000004", kNoida);
  unknown.clear_birth_day();
  world.Add(unknown);
  records::Worker withdrawn = Mason("100000000005", kNoida);
  withdrawn.mutable_consents(0)->set_withdrawn_day(DayNumber(Today()));
  world.Add(withdrawn);
  records::Worker tomorrow = Mason("100000000006", kNoida);
  tomorrow.mutable_consents(0)->set_given_day(DayNumber(Today()) + 1);
  world.Add(tomorrow);
  records::Worker expired = Mason("100000000007", kNoida);
  expired.mutable_consents(0)->set_expires_day(DayNumber(Today()));
  world.Add(expired);
  records::Worker none = Mason("100000000008", kNoida);
  none.clear_consents();
  world.Add(none);
  records::Worker other_purpose = Mason("100000000009", kNoida);
  other_purpose.mutable_consents(0)->set_purpose(records::CONSENT_PURPOSE_CONTACTABLE);
  world.Add(other_purpose);
  records::Worker given_again = Mason("100000000010", kNoida);
  *given_again.add_consents() = given_again.consents(0);
  given_again.mutable_consents(0)->set_withdrawn_day(DayNumber(*ParseDay("2025-06-01")));
  given_again.mutable_consents(1)->set_given_day(DayNumber(*ParseDay("2025-07-01")));
  world.Add(given_again);
  world.Build();
  EXPECT_THAT(world.AskWorkers(MasonsAt(kNoida)),
              UnorderedElementsAre("100000000001", "100000000003", "100000000010"));
}

TEST(RankWorkers, TakesTimeFromAsOfAlone) {
  World world;
  records::Worker minor = Mason("100000000001", kNoida);
  minor.set_birth_day(DayNumber(*ParseDay("2009-06-01")));
  world.Add(minor);
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.as_of = "2027-05-31";
  EXPECT_THAT(world.AskWorkers(spec), IsEmpty());
  spec.as_of = "2027-06-01";
  EXPECT_THAT(world.AskWorkers(spec), ElementsAre("100000000001"));
}

TEST(RankWorkers, NeverReturnsAWorkerWhoseMustRequirementIsNotOffered) {
  World world;
  records::Worker insists = Mason("100000000001", kNoida);
  insists.add_must_requirements(records::AMENITY_TOILETS);
  world.Add(insists);
  records::Worker wishes = Mason("100000000002", kNoida);
  wishes.add_requirements(records::AMENITY_TOILETS);
  world.Add(wishes);
  records::Worker no_nights = Mason("100000000003", kNoida);
  no_nights.add_must_requirements(records::AMENITY_NO_NIGHTS);
  world.Add(no_nights);
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  EXPECT_THAT(world.AskWorkers(spec), ElementsAre("100000000002"));
  spec.offers = {"toilets"};
  EXPECT_THAT(world.AskWorkers(spec), UnorderedElementsAre("100000000001", "100000000002"));
  spec.shift = "day";
  EXPECT_EQ(world.AskWorkers(spec).size(), 3U);
  spec.shift = "night";
  EXPECT_EQ(world.AskWorkers(spec).size(), 2U);
}

TEST(RankWorkers, AnswersTheSameWhateverIsProtected) {
  const auto crew = [](int protection) {
    auto world = std::make_unique<World>();
    for (int i = 0; i < 300; ++i) {
      records::Worker worker =
          Mason(std::to_string(100'000'000'000 + i), i % 2 == 0 ? kNoida : 201303U);
      worker.mutable_primary()->set_months(static_cast<std::uint32_t>(i % 7 * 12));
      const int draw = i * protection;
      worker.set_gender(static_cast<records::Gender>(draw % 4));
      worker.mutable_disability()->set_percent(static_cast<std::uint32_t>(draw % 90));
      records::SchemeFacts& sealed = *worker.mutable_scheme_facts();
      sealed.set_social_category(draw % 3 == 0 ? "SC" : "OBC");
      sealed.set_income_slab(draw % 4 == 0 ? "low" : "middle");
      sealed.set_marital_status(draw % 2 == 0 ? "married" : "widowed");
      world->Add(worker);
    }
    return world;
  };
  const auto some = crew(1);
  some->Build();
  const auto others = crew(11);
  others->UseRefKeyOf(*some);
  others->Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.experience_months = 36;
  spec.limit = 100;
  EXPECT_EQ(some->AskWorkers(spec), others->AskWorkers(spec));
}

// What scoring is given has no member to hold what it must not see.
template <class Facts>
constexpr bool CanHoldWhatIsProtected() {
  return requires(Facts facts) { facts.gender; } || requires(Facts facts) { facts.sex; } ||
         requires(Facts facts) { facts.caste; } || requires(Facts facts) { facts.category; } ||
         requires(Facts facts) { facts.religion; } || requires(Facts facts) { facts.birth_day; } ||
         requires(Facts facts) { facts.adult_from; } || requires(Facts facts) { facts.age; } ||
         requires(Facts facts) { facts.marital_status; } ||
         requires(Facts facts) { facts.income_slab; } ||
         requires(Facts facts) { facts.disability; } || requires(Facts facts) { facts.name; };
}
static_assert(!CanHoldWhatIsProtected<WorkerFacts>());
static_assert(!CanHoldWhatIsProtected<OpeningFacts>());
static_assert(!CanHoldWhatIsProtected<MutualFacts>());
static_assert(!CanHoldWhatIsProtected<LocalityFacts>());
// The check would see one: the row, which decides who is shown, knows the day she comes of age.
static_assert(CanHoldWhatIsProtected<schema::WorkerRow>());

TEST(RankWorkers, NeverReturnsAWorkerWithoutAMustSkill) {
  World world;
  const auto& skills = kaam::testing::RealTaxonomy().skills();
  const std::string must = skills.all()[10].code;
  const std::string other = skills.all()[11].code;
  records::Worker has = Mason("100000000001", kPatna);
  has.add_skills()->set_code(must);
  world.Add(has);
  records::Worker has_other = Mason("100000000002", kNoida);
  has_other.add_skills()->set_code(other);
  world.Add(has_other);
  world.Add(Mason("100000000003", kNoida));  // states none
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.skills = {{must, true, std::nullopt, std::nullopt}};
  EXPECT_THAT(world.AskWorkers(spec), ElementsAre("100000000001"));
}

TEST(RankWorkers, PutsWhoWouldMoveToTheDistrictBeforeAnEqualWhoWouldNot) {
  World world;
  world.Add(Mason("100000000001", kPatna));
  records::Worker mover = Mason("100000000002", kPatna);
  const auto& places = kaam::testing::RealTaxonomy().places();
  const auto noida = places.Find(taxonomy::PlaceKind::kPin, kNoida).value();
  mover.mutable_work_area()->add_lgd_districts(places[noida].district);
  world.Add(mover);
  records::Worker state_mover = Mason("100000000003", kPatna);
  state_mover.mutable_work_area()->add_lgd_states(places[noida].state);
  world.Add(state_mover);
  world.Build();
  EXPECT_THAT(world.AskWorkers(MasonsAt(kNoida)),
              ElementsAre("100000000002", "100000000003", "100000000001"));
}

TEST(RankWorkers, TakesARadiusForAHardLimit) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  world.Add(Mason("100000000002", kPatna));
  records::Worker nowhere = Mason("100000000003", kNoida);
  nowhere.clear_current();
  world.Add(nowhere);
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  EXPECT_EQ(world.AskWorkers(spec).size(), 3U);
  spec.radius_km = 50;
  EXPECT_THAT(world.AskWorkers(spec), ElementsAre("100000000001"));
}

TEST(RankWorkers, MeasuresToTheNearestOfSeveralPlaces) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  world.Add(Mason("100000000002", kPatna));
  world.Add(Mason("100000000003", kChennai));
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.places = {{.pin = kPatna}};
  spec.radius_km = 30;
  EXPECT_THAT(world.AskWorkers(spec), UnorderedElementsAre("100000000001", "100000000002"));
  spec.radius_km.reset();
  const Answer answer = world.Answer(spec, Direction::kWorkersForOpening);
  ASSERT_EQ(answer.lists[0].hits.size(), 3U);
  EXPECT_EQ(answer.lists[0].total, (Total{2, Relation::kEqual}));
  EXPECT_EQ(world.NameOf(answer.lists[0].hits[2].row, Direction::kWorkersForOpening),
            "100000000003");
}

TEST(RankWorkers, TakesEveryPlaceThatTheTextNames) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  world.Add(Mason("100000000002", kPatna));
  world.Add(Mason("100000000003", kChennai));
  world.Build();
  QuestionSpec spec;
  spec.text = "rajmistri Noida ya Patna";
  EXPECT_EQ(world.Answer(spec, Direction::kWorkersForOpening).lists[0].total,
            (Total{2, Relation::kEqual}));
}

TEST(RankWorkers, StandsWhereTheFresherEvidenceSays) {
  World world;
  records::Worker moved = Mason("100000000001", kPatna);
  moved.mutable_current()->set_as_of_day(DayNumber(*ParseDay("2025-01-01")));
  moved.mutable_ration()->set_pin(kNoida);
  moved.mutable_ration()->set_as_of_day(DayNumber(*ParseDay("2026-09-01")));
  world.Add(moved);
  records::Worker stayed = Mason("100000000002", kPatna);
  stayed.mutable_current()->set_as_of_day(DayNumber(*ParseDay("2026-09-01")));
  stayed.mutable_ration()->set_pin(kNoida);
  stayed.mutable_ration()->set_as_of_day(DayNumber(*ParseDay("2025-01-01")));
  world.Add(stayed);
  records::Worker home = Mason("100000000003", kNoida);
  home.mutable_permanent()->set_pin(kNoida);
  home.clear_current();
  world.Add(home);
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.radius_km = 30;
  EXPECT_THAT(world.AskWorkers(spec), UnorderedElementsAre("100000000001", "100000000003"));
}

TEST(RankWorkers, NeverScoresAskingLessHigher) {
  World world;
  for (const auto& [uan, paise] :
       {std::pair{"100000000001", 40'000U}, std::pair{"100000000002", 70'000U}}) {
    records::Worker worker = Mason(uan, kNoida);
    worker.mutable_wage_wanted()->set_min_paise(paise);
    worker.mutable_wage_wanted()->set_unit(records::PAY_UNIT_DAY);
    world.Add(worker);
  }
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.wage = WageSpec{70'000, records::PAY_UNIT_DAY};
  const Answer answer = world.Answer(spec, Direction::kWorkersForOpening);
  ASSERT_EQ(answer.lists[0].hits.size(), 2U);
  EXPECT_EQ(answer.lists[0].hits[0].score.total, answer.lists[0].hits[1].score.total);
}

TEST(RankWorkers, PutsWhoIsFreeForMoreOfTheWorkFirst) {
  World world;
  records::Worker harvest = Mason("100000000001", kNoida);
  harvest.add_availability()->add_months(12);
  world.Add(harvest);
  records::Worker winter = Mason("100000000002", kNoida);
  for (const std::uint32_t month : {12U, 1U, 2U}) {
    if (winter.availability().empty()) winter.add_availability();
    winter.mutable_availability(0)->add_months(month);
  }
  world.Add(winter);
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.start = "2026-12-01";
  spec.duration_days = 90;
  const Answer answer = world.Answer(spec, Direction::kWorkersForOpening);
  ASSERT_EQ(answer.lists[0].hits.size(), 2U);
  EXPECT_EQ(world.NameOf(answer.lists[0].hits[0].row, Direction::kWorkersForOpening),
            "100000000002");
  EXPECT_EQ(Get(answer.lists[0].hits[0].score.parts, PartKind::kAvailability).value, kFull);
  EXPECT_EQ(Get(answer.lists[0].hits[1].score.parts, PartKind::kAvailability).value,
            65535 * 31 / 90);
}

TEST(RankWorkers, BreaksTiesAnewForAnotherQuestionAndAlikeForTheSame) {
  World world;
  for (int i = 0; i < 40; ++i) world.Add(Mason("1000000010" + std::to_string(10 + i), kNoida));
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.limit = 5;
  const auto first = world.AskWorkers(spec);
  spec.limit = 3;
  spec.language = "hi";
  EXPECT_THAT(world.AskWorkers(spec), ElementsAre(first[0], first[1], first[2]));
  std::set<std::string> leaders;
  for (std::uint64_t rupees = 500; rupees < 530; ++rupees) {
    spec.wage = WageSpec{rupees * 100, records::PAY_UNIT_DAY};
    leaders.insert(world.AskWorkers(spec).front());
  }
  EXPECT_GT(leaders.size(), 5U);  // equal workers take turns
}

TEST(RankWorkers, GivesAListForEachTrade) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  records::Worker plumber = Mason("100000000002", kNoida);
  plumber.mutable_primary()->set_nco("7126.0101");
  world.Add(plumber);
  world.Build();
  QuestionSpec spec;
  spec.text = "6 mason aur 10 plumber Noida";
  const Answer answer = world.Answer(spec, Direction::kWorkersForOpening);
  ASSERT_EQ(answer.lists.size(), 2U);
  EXPECT_EQ(answer.lists[0].trade->count, 6U);
  EXPECT_EQ(answer.lists[1].trade->count, 10U);
  EXPECT_EQ(world.NameOf(answer.lists[1].hits[0].row, Direction::kWorkersForOpening),
            "100000000002");
}

TEST(RankWorkers, AddsUpItsPartsToTheScore) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  world.Build();
  const Answer answer = world.Answer(MasonsAt(kPatna), Direction::kWorkersForOpening);
  const PairScore& score = answer.lists[0].hits[0].score;
  EXPECT_EQ(score.total, TotalOf(score.parts, kDefaultWeights));
}

TEST(RankWorkers, GivesEveryHitAReason) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  records::Worker nowhere = Mason("100000000002", kNoida);
  nowhere.clear_current();
  world.Add(nowhere);
  world.Build();
  QuestionSpec anywhere;
  anywhere.occupations = {{"7112.0200", std::nullopt}};
  QuestionSpec anybody;
  anybody.place = PlaceSpec{.pin = kNoida};
  for (const QuestionSpec& spec : {MasonsAt(kNoida), anywhere, anybody}) {
    const Answer answer = world.Answer(spec, Direction::kWorkersForOpening);
    for (const Hit& hit : answer.lists[0].hits) {
      ASSERT_FALSE(hit.reasons.empty());
      for (const Reason& reason : hit.reasons) EXPECT_FALSE(reason.text.empty()) << reason.code;
    }
  }
}

TEST(RankWorkers, NeverTellsAnEmployerWhatSheWishes) {
  World world;
  records::Worker worker = Mason("100000000001", kNoida);
  worker.mutable_wage_wanted()->set_min_paise(68'700);
  worker.mutable_wage_wanted()->set_unit(records::PAY_UNIT_DAY);
  world.Add(worker);
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.wage = WageSpec{70'000, records::PAY_UNIT_DAY};
  spec.explain = true;
  const auto question =
      Question::Make(world.index()->taxonomy(), spec, Direction::kWorkersForOpening, Today())
          .value();
  const Answer answer = Search(world.searcher(), question, Deadline::Never()).value();
  EXPECT_EQ(ToJsonText(*world.index(), question, answer).find("687"), std::string::npos);
}

TEST(RankWorkers, IsRefusedAfterItsDeadline) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  world.Build();
  const auto question = Question::Make(world.index()->taxonomy(), MasonsAt(kNoida),
                                       Direction::kWorkersForOpening, Today())
                            .value();
  const auto late = world.searcher().Rank(question, 0, Deadline::After(std::chrono::seconds(-1)));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kUnavailable);
}

TEST(RankWorkers, AnswersOverAnEmptyIndex) {
  World world;
  world.Build();
  EXPECT_THAT(world.AskWorkers(MasonsAt(kNoida)), IsEmpty());
}

}  // namespace
}  // namespace kaam::matcher
