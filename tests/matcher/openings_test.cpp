// Openings for a worker, asked of a real index.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonsAt;
using kaam::testing::MasonWanted;
using kaam::testing::Today;
using kaam::testing::World;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

QuestionSpec Said(std::string_view text) {
  QuestionSpec spec;
  spec.text = std::string(text);
  return spec;
}

TEST(RankOpenings, AnswersAMasonNearPatnaInHindi) {
  World world;
  world.Add(MasonWanted("far", kNoida));
  world.Add(MasonWanted("near", kPatna));
  records::Opening cook = MasonWanted("cook", kPatna);
  cook.mutable_trades(0)->set_nco("5120.0300");
  world.Add(cook);
  world.Build();
  EXPECT_THAT(world.AskOpenings(Said("राजमिस्त्री का काम पटना")), ElementsAre("near", "far"));
}

TEST(RankOpenings, TakesTheBestOfSeveralTradesAndSites) {
  World world;
  records::Opening many = MasonWanted("many", kNoida);
  many.mutable_trades(0)->set_nco("9313.0301");
  for (const char* code : {"7126.0101", "7411.0100", "7131.0100", "7115.0100", "7112.0200"}) {
    many.add_trades()->set_nco(code);
  }
  for (const std::uint32_t pin : {110001U, 600001U, 400001U, 560001U, kPatna}) {
    many.add_sites()->set_pin(pin);
  }
  world.Add(many);
  world.Build();
  const Answer answer = world.Answer(Said("rajmistri Patna"), Direction::kOpeningsForWorker);
  ASSERT_EQ(answer.lists[0].hits.size(), 1U);
  const PairScore& score = answer.lists[0].hits[0].score;
  EXPECT_EQ(score.tier, Tier::kExact);
  EXPECT_LT(*score.locality.distance, 30'000U);
}

TEST(RankOpenings, FindsAndCountsAnOpeningOnceFromEachOfItsSites) {
  World world;
  records::Opening two = MasonWanted("two", kNoida);
  two.add_sites()->set_pin(kPatna);
  world.Add(two);
  world.Build();
  EXPECT_THAT(world.AskOpenings(Said("rajmistri")), ElementsAre("two"));
  for (const char* text : {"rajmistri Patna", "rajmistri Noida"}) {
    const Answer answer = world.Answer(Said(text), Direction::kOpeningsForWorker);
    EXPECT_EQ(answer.lists[0].hits.size(), 1U) << text;
    EXPECT_EQ(answer.lists[0].total.value, 1U) << text;
  }
}

TEST(RankOpenings, LeavesOutWhatIsClosedFilledExpiredOrNotYetPosted) {
  World world;
  world.Add(MasonWanted("open", kPatna));
  records::Opening closed = MasonWanted("closed", kPatna);
  closed.set_status(records::OPENING_STATUS_CLOSED);
  world.Add(closed);
  records::Opening filled = MasonWanted("filled", kPatna);
  filled.mutable_trades(0)->set_head_count(3);
  filled.mutable_trades(0)->set_filled_count(3);
  world.Add(filled);
  records::Opening expired = MasonWanted("expired", kPatna);
  expired.set_valid_through_day(DayNumber(Today()) - 1);
  world.Add(expired);
  records::Opening last_day = MasonWanted("last day", kPatna);
  last_day.set_valid_through_day(DayNumber(Today()));
  world.Add(last_day);
  world.Build();
  EXPECT_THAT(world.AskOpenings(Said("rajmistri Patna")),
              ::testing::UnorderedElementsAre("open", "last day"));
}

TEST(RankOpenings, LeavesOutAMustSkillOrALicenceSheDoesNotHave) {
  World world;
  records::Opening skilled = MasonWanted("skilled", kPatna);
  records::WantedSkill& skill = *skilled.add_skills();
  skill.set_code(kaam::testing::RealTaxonomy().skills().all()[10].code);
  skill.set_must(true);
  world.Add(skilled);
  records::Opening licensed = MasonWanted("licensed", kPatna);
  licensed.add_licences("LMV");
  world.Add(licensed);
  world.Build();
  EXPECT_THAT(world.AskOpenings(Said("rajmistri Patna")), IsEmpty());
  QuestionSpec able = Said("rajmistri Patna");
  able.skills = {{skill.code(), false, std::nullopt, std::nullopt}};
  able.licences = {"LMV"};
  EXPECT_EQ(world.AskOpenings(able).size(), 2U);
}

TEST(RankOpenings, LeavesOutAMustSkillBehindMoreThanTheDigestHolds) {
  const auto& skills = kaam::testing::RealTaxonomy().skills().all();
  World world;
  records::Opening skilled = MasonWanted("skilled", kPatna);
  QuestionSpec able = Said("rajmistri Patna");
  const std::size_t many = schema::kDigestSkills + 2;
  for (std::size_t i = 0; i < many; ++i) {
    skilled.add_skills()->set_code(skills[10 + i].code);
    able.skills.push_back({skills[10 + i].code, false, std::nullopt, std::nullopt});
  }
  skilled.mutable_skills(static_cast<int>(many) - 1)->set_must(true);
  world.Add(skilled);
  world.Build();
  EXPECT_THAT(world.AskOpenings(able), ElementsAre("skilled"));
  able.skills.pop_back();
  EXPECT_THAT(world.AskOpenings(able), IsEmpty());
}

TEST(RankOpenings, LeavesOutWhatDoesNotOfferAMustRequirement) {
  World world;
  records::Opening offers = MasonWanted("offers", kNoida);
  offers.add_offers(records::AMENITY_TOILETS);
  world.Add(offers);
  world.Add(MasonWanted("silent", kNoida));
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  spec.requirements = {"toilets"};
  EXPECT_THAT(world.AskOpenings(spec), ElementsAre("offers", "silent"));
  spec.must_requirements = {"toilets"};
  EXPECT_THAT(world.AskOpenings(spec), ElementsAre("offers"));
}

TEST(RankOpenings, ShowsInclusiveOnesAloneWhereThatIsAsked) {
  World world;
  records::Opening inclusive = MasonWanted("inclusive", kNoida);
  inclusive.add_suitable_for("locomotor");
  world.Add(inclusive);
  world.Add(MasonWanted("other", kNoida));
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida);
  EXPECT_EQ(world.AskOpenings(spec).size(), 2U);
  spec.inclusive_only = true;
  EXPECT_THAT(world.AskOpenings(spec), ElementsAre("inclusive"));
}

TEST(RankOpenings, ComparesPayByTheHoursAndDaysThatEachSideDeclares) {
  World world;
  records::Opening office = MasonWanted("office", kPatna);  // 13000 a month of 5-day weeks
  office.mutable_pay()->set_min_paise(1'300'000);
  office.mutable_pay()->set_unit(records::PAY_UNIT_MONTH);
  office.set_days_a_week(5);
  world.Add(office);
  records::Opening shift = MasonWanted("shift", kPatna);  // 50 an hour, 12 hours
  shift.mutable_pay()->set_min_paise(5'000);
  shift.mutable_pay()->set_unit(records::PAY_UNIT_HOUR);
  shift.set_hours_a_day(12);
  world.Add(shift);
  world.Build();
  QuestionSpec spec = Said("rajmistri Patna");
  for (const auto& [wage, fit] :
       {std::pair{WageSpec{60'000, records::PAY_UNIT_DAY}, PayFit::kMet},
        std::pair{WageSpec{150, records::PAY_UNIT_PIECE, 400}, PayFit::kMet},
        std::pair{WageSpec{150, records::PAY_UNIT_PIECE, 401}, PayFit::kNear}}) {
    spec.wage = wage;
    const Answer answer = world.Answer(spec, Direction::kOpeningsForWorker);
    ASSERT_EQ(answer.lists[0].hits.size(), 2U);
    for (const Hit& hit : answer.lists[0].hits) {
      EXPECT_EQ(FitPay(hit.score.mutual.wish_day_rupees, hit.score.mutual.offer_day_rupees), fit);
    }
  }
}

TEST(RankOpenings, PutsWorkOfHerSeasonFirst) {
  World world;
  for (const auto& [id, start, days] :
       {std::tuple{"winter", "2026-12-01", 60U}, std::tuple{"summer", "2027-05-01", 60U},
        std::tuple{"long", "2026-12-01", 240U}}) {
    records::Opening opening = MasonWanted(id, kPatna);
    opening.set_start_day(DayNumber(*ParseDay(start)));
    opening.set_duration_days(days);
    world.Add(opening);
  }
  world.Build();
  QuestionSpec spec = Said("rajmistri Patna");
  spec.available = AvailableSpec{.from = "2026-11-15", .until = {}, .months = {11, 12, 1, 2}};
  EXPECT_THAT(world.AskOpenings(spec), ElementsAre("winter", "long", "summer"));
}

TEST(RankOpenings, KeepsHeldAndWantedTradesApart) {
  World world;
  world.Add(MasonWanted("mason", kPatna));
  records::Opening driver = MasonWanted("driver", kPatna);
  driver.mutable_trades(0)->set_nco("8332.0100");
  world.Add(driver);
  world.Build();
  QuestionSpec spec;
  spec.place = PlaceSpec{.pin = kPatna};
  spec.wanted = {"8332.0100"};
  EXPECT_THAT(world.AskOpenings(spec), ElementsAre("driver"));
  spec.occupations = {{"7112.0200", std::nullopt}};
  const Answer answer = world.Answer(spec, Direction::kOpeningsForWorker);
  ASSERT_EQ(answer.lists.size(), 1U);
  ASSERT_EQ(answer.lists[0].hits.size(), 2U);
  EXPECT_EQ(answer.lists[0].hits[0].score.held_as, HeldAs::kPrimary);
  EXPECT_EQ(answer.lists[0].hits[1].score.held_as, HeldAs::kWanted);
  EXPECT_EQ(answer.lists[0].total, (Total{2, Relation::kEqual}));
}

TEST(RankOpenings, TakesWhatSheSaysSheWantsBeforeHerRecord) {
  World world;
  records::Worker worker = Mason("100000000001", kPatna);
  worker.add_wanted()->set_nco("8332.0100");
  world.Add(worker);
  world.Add(MasonWanted("mason", kPatna));
  for (const auto& [id, code] :
       {std::pair{"driver", "8332.0100"}, std::pair{"plumber", "7126.0101"}}) {
    records::Opening opening = MasonWanted(id, kPatna);
    opening.mutable_trades(0)->set_nco(code);
    world.Add(opening);
  }
  world.Build();
  WorkerRef ref;
  const auto bytes = world.index()->workers().RefBytes(world.RowOf("100000000001"));
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  QuestionSpec spec;
  spec.wanted = {"7126.0101"};
  const auto question = Question::ForWorker(*world.index(), ref, spec, Today()).value();
  std::vector<std::string> names;
  for (const RankedRow& row : world.searcher().Rank(question, 0, Deadline::Never()).value().rows) {
    names.push_back(world.NameOf(row.row, Direction::kOpeningsForWorker));
  }
  EXPECT_THAT(names, ElementsAre("mason", "plumber"));
}

TEST(RankOpenings, AnswersWhatWorkIsThereNearMe) {
  World world;
  world.Add(MasonWanted("near", kPatna));
  world.Add(MasonWanted("far", kNoida));
  world.Build();
  QuestionSpec spec = Said("mere paas kya kaam hai");
  spec.place = PlaceSpec{.pin = kPatna};
  EXPECT_THAT(world.AskOpenings(spec), ElementsAre("near", "far"));
}

TEST(RankOpenings, AnswersForAWorkerOfTheIndex) {
  World world;
  records::Worker worker = Mason("100000000001", kPatna);
  worker.add_wanted()->set_nco("8332.0100");
  world.Add(worker);
  world.Add(MasonWanted("mason", kPatna));
  records::Opening driver = MasonWanted("driver", kPatna);
  driver.mutable_trades(0)->set_nco("8332.0100");
  world.Add(driver);
  world.Build();
  WorkerRef ref;
  const auto bytes = world.index()->workers().RefBytes(world.RowOf("100000000001"));
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  const auto question = Question::ForWorker(*world.index(), ref, {}, Today()).value();
  const Answer answer = Search(world.searcher(), question, Deadline::Never()).value();
  ASSERT_EQ(answer.lists.size(), 1U);
  ASSERT_EQ(answer.lists[0].hits.size(), 2U);
  EXPECT_EQ(world.NameOf(answer.lists[0].hits[0].row, Direction::kOpeningsForWorker), "mason");
  EXPECT_EQ(MatchLabel(answer.lists[0].hits[1].score), "exact");  // what she wants
  const auto oracle = RankByBruteForce(*world.index(), question, 0);
  EXPECT_EQ(
      DifferenceBetween(world.searcher().Rank(question, 0, Deadline::Never()).value(), oracle),
      std::nullopt);
}

TEST(RankOpenings, AreShownFromTheEighteenthBirthdayOn) {
  World world;
  records::Worker minor = Mason("100000000001", kPatna);
  minor.set_birth_day(DayNumber(*ParseDay("2009-01-01")));
  world.Add(minor);
  world.Build();
  WorkerRef ref;
  const auto bytes = world.index()->workers().RefBytes(world.RowOf("100000000001"));
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  const auto question = Question::ForWorker(*world.index(), ref, {}, Today());
  ASSERT_FALSE(question);
  EXPECT_EQ(question.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(Question::ForWorker(*world.index(), WorkerRef{}, {}, Today()).error().code,
            ErrorCode::kNotFound);
}

TEST(RankOpenings, ScoresAPairAsTheEmployersSideDoes) {
  World world;
  records::Worker worker = Mason("100000000001", kPatna);
  worker.mutable_wage_wanted()->set_min_paise(60'000);
  worker.mutable_wage_wanted()->set_unit(records::PAY_UNIT_DAY);
  worker.add_skills()->set_code(kaam::testing::RealTaxonomy().skills().all()[10].code);
  worker.mutable_primary()->set_months(30);
  worker.add_languages("hi");
  world.Add(worker);
  records::Opening opening = MasonWanted("site", kPatna);
  opening.mutable_pay()->set_min_paise(55'000);
  opening.mutable_pay()->set_unit(records::PAY_UNIT_DAY);
  opening.set_experience_months(60);
  opening.add_skills()->set_code(kaam::testing::RealTaxonomy().skills().all()[10].code);
  opening.add_languages("hi");
  world.Add(opening);
  world.Build();

  QuestionSpec posting;
  posting.occupations = {{"7112.0200", std::nullopt}};
  posting.place = PlaceSpec{.pin = kPatna};
  posting.wage = WageSpec{55'000, records::PAY_UNIT_DAY};
  posting.experience_months = 60;
  posting.skills = {{opening.skills(0).code(), false, std::nullopt, std::nullopt}};
  posting.languages = {"hi"};
  const auto forward = world.Answer(posting, Direction::kWorkersForOpening).lists[0].hits.at(0);

  WorkerRef ref;
  const auto bytes = world.index()->workers().RefBytes(world.RowOf("100000000001"));
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  const auto question = Question::ForWorker(*world.index(), ref, {}, Today()).value();
  const auto back =
      Search(world.searcher(), question, Deadline::Never()).value().lists[0].hits.at(0);
  // The posting asks from the PIN itself, the worker stands in its sub-district: the one part that
  // the index coarsens.
  Parts a = forward.score.parts;
  Parts b = back.score.parts;
  a[static_cast<std::size_t>(PartKind::kLocality)] = {};
  b[static_cast<std::size_t>(PartKind::kLocality)] = {};
  EXPECT_EQ(a, b);
}

}  // namespace
}  // namespace kaam::matcher
