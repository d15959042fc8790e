// "Like this one", and questions written as they are read.
#include "matcher/like.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/ids.h"
#include "matcher/question_json.h"
#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonWanted;
using kaam::testing::RealTaxonomy;
using kaam::testing::Today;
using kaam::testing::World;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kRita = "100000000001";
constexpr const char* kSita = "100000000002";
constexpr const char* kCook = "100000000003";

template <class R>
R RefAt(std::span<const std::uint8_t, 16> bytes) {
  R ref;
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  return ref;
}

WorkerRef RefOf(const World& world, std::string_view uan) {
  return RefAt<WorkerRef>(world.index()->workers().RefBytes(world.RowOf(uan)));
}

OpeningRef RefOfOpening(const World& world, std::string_view id) {
  for (std::uint32_t row = 0; row < world.index()->openings().size(); ++row) {
    if (world.index()->OpeningDocument(RowId{row}).id() == id) {
      return RefAt<OpeningRef>(world.index()->openings().RefBytes(RowId{row}));
    }
  }
  ADD_FAILURE() << "no opening " << id;
  return {};
}

std::string Skill(std::size_t at) { return RealTaxonomy().skills().all()[at].code; }

records::Worker Rita() {
  records::Worker rita = Mason(kRita, kNoida);
  rita.mutable_primary()->set_months(40);
  rita.add_skills()->set_code(Skill(3));
  rita.mutable_skills(0)->set_level(2);
  rita.set_education_level(4);
  rita.add_languages("hi");
  rita.mutable_wage_wanted()->set_min_paise(77'700);
  rita.mutable_wage_wanted()->set_unit(records::PAY_UNIT_DAY);
  rita.add_requirements(records::AMENITY_TOILETS);
  rita.add_shifts(records::SHIFT_DAY);
  rita.mutable_work_area()->set_radius_km(13);
  return rita;
}

records::Opening Site() {
  records::Opening site = MasonWanted("site", kPatna);
  site.mutable_pay()->set_min_paise(65'000);
  site.mutable_pay()->set_unit(records::PAY_UNIT_DAY);
  site.add_skills()->set_code(Skill(5));
  site.add_offers(records::AMENITY_STAY);
  site.set_shift(records::SHIFT_NIGHT);
  site.set_experience_months(12);
  site.set_start_day(DayNumber(*ParseDay("2026-12-01")));
  return site;
}

// The answer to a question, and to the same question written and read.
std::vector<std::string> AskTwice(World& world, const QuestionSpec& spec, Direction direction) {
  const auto ask = [&](const QuestionSpec& asked) {
    return direction == Direction::kWorkersForOpening ? world.AskWorkers(asked)
                                                      : world.AskOpenings(asked);
  };
  const auto read = ParseQuestion(FormatQuestion(spec), direction);
  EXPECT_TRUE(read) << read.error().message;
  const auto names = ask(spec);
  EXPECT_EQ(ask(*read), names);
  return names;
}

TEST(WorkersLike, AsksForHerTradeSkillsAndDistrictAndLeavesHerOut) {
  World world;
  world.Add(Rita());
  world.Add(Mason(kSita, kNoida));
  records::Worker cook = Mason(kCook, kNoida);
  cook.mutable_primary()->set_nco("5120.0300");
  world.Add(cook);
  world.Build();
  const WorkerRef rita = RefOf(world, kRita);
  const auto spec = WorkersLike(*world.index(), rita, Today());
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(FormatQuestion(*spec),
            R"({"occupations":[{"code":"7112.0200"}],"skills":[{"code":")" + Skill(3) +
                R"(","level":2}],"place":{"lgd_district":144},"experience_months":40,)"
                R"("education":4,"languages":["hi"],"exclude":{"refs":[")" +
                ToHex(rita) + R"("]}})");
  EXPECT_THAT(AskTwice(world, *spec, Direction::kWorkersForOpening), ElementsAre(kSita));
}

TEST(WorkersLike, TellsNothingOfHerWishesHerPinOrHerPerson) {
  World world;
  records::Worker rita = Rita();
  rita.mutable_wage_wanted()->set_min_paise(98'700);
  rita.mutable_scheme_facts()->set_social_category("SC");
  rita.mutable_disability()->set_rpwd_class("locomotor");
  rita.set_gender(records::GENDER_FEMALE);
  world.Add(rita);
  world.Build();
  const std::string shown =
      FormatQuestion(WorkersLike(*world.index(), RefOf(world, kRita), Today()).value());
  for (const char* secret : {"987", "wage", "require", "toilets", "shift", "radius", "201301",
                             "pin", "social", "loco", "emale", "Synthetic", kRita, "start"}) {
    // A ref holds any digits.
    EXPECT_THAT(shown.substr(0, shown.find("exclude")), Not(HasSubstr(secret)));
  }
}

TEST(WorkersLike, DoesNotKnowWhoeverMayNotBeShown) {
  World world;
  records::Worker hidden = Rita();
  hidden.clear_consents();
  world.Add(hidden);
  world.Add(Mason(kSita, kNoida));
  world.Build();
  WorkerRef nobody;
  for (const WorkerRef& ref : {RefOf(world, kRita), nobody}) {
    const auto spec = WorkersLike(*world.index(), ref, Today());
    ASSERT_FALSE(spec);
    EXPECT_EQ(spec.error(), NotFound("no worker of this index has this ref", "like"));
  }
}

TEST(WorkersLike, RefusesOneOfWhomNeitherTradeNorSkillIsKnown) {
  World world;
  records::Worker blank = Mason(kRita, kNoida);
  blank.clear_primary();
  world.Add(blank);
  world.Build();
  const auto spec = WorkersLike(*world.index(), RefOf(world, kRita), Today());
  ASSERT_FALSE(spec);
  EXPECT_EQ(spec.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(spec.error().field, "like");
}

TEST(OpeningsLike, AsksForWhatItOffersAndLeavesItOut) {
  World world;
  world.Add(Site());
  world.Add(MasonWanted("other", kPatna));
  world.Build();
  const OpeningRef site = RefOfOpening(world, "site");
  const auto spec = OpeningsLike(*world.index(), site);
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(FormatQuestion(*spec),
            R"({"occupations":[{"code":"7112.0200"}],"skills":[{"code":")" + Skill(5) +
                R"("}],"places":[{"pin":800001}],"wage":{"amount":650,"unit":"day"},)"
                R"("experience_months":12,"requirements":["stay"],"shift":"night",)"
                R"("start":"2026-12-01","exclude":{"refs":[")" +
                ToHex(site) + R"("]}})");
  EXPECT_THAT(AskTwice(world, *spec, Direction::kOpeningsForWorker), ElementsAre("other"));
}

TEST(OpeningsLike, TakesOneThatIsClosedButNoneThatIsHeldForReview) {
  World world;
  records::Opening closed = MasonWanted("closed", kPatna);
  closed.set_status(records::OPENING_STATUS_CLOSED);
  world.Add(closed);
  records::Opening held = MasonWanted("held", kPatna);
  held.set_status(records::OPENING_STATUS_HELD_FOR_REVIEW);
  world.Add(held);
  world.Build();
  EXPECT_TRUE(OpeningsLike(*world.index(), RefOfOpening(world, "closed")));
  const auto spec = OpeningsLike(*world.index(), RefOfOpening(world, "held"));
  ASSERT_FALSE(spec);
  EXPECT_EQ(spec.error(), NotFound("no opening of this index has this ref", "like"));
}

TEST(FormatQuestion, WritesEveryFieldAsItIsRead) {
  const std::string employer =
      R"({"text":"raj mistri","occupations":[{"code":"7112.0200","count":6},)"
      R"({"code":"5120","must_not":true}],"skills":[{"code":"a","must":true,"weight":3,"level":2},)"
      R"({"code":"b","must_not":true}],"place":{"pin":201301},"places":[{"lat":28.5,"lon":77.25},)"
      R"({"lgd_district":141},{"text":"Patna"}],"radius_km":25,"wage":{"amount":1.5,"unit":"piece",)"
      R"("pieces_a_day":400,"hours_a_day":9,"days_a_week":5},"experience_months":12,"education":5,)"
      R"("languages":["hi"],"licences":["LMV"],"offers":["stay"],"shift":"day",)"
      R"("start":"2026-12-01","duration_days":30,)"
      R"("exclude":{"refs":["00000000000000000000000000000001"]},)"
      R"("as_of":"2026-11-02","weights":{"occupation":1000,"skills":0,"locality":0,"mutual":0,)"
      R"("experience":0,"education":0,"languages":0,"availability":0,"confirmed":0},"limit":7,)"
      R"("explain":true,"language":"hi"})";
  EXPECT_EQ(FormatQuestion(ParseQuestion(employer, Direction::kWorkersForOpening).value()),
            employer);
  const std::string worker =
      R"({"wanted":[{"code":"5120.0300"}],"requirements":["toilets"],)"
      R"("available":{"from":"2026-12-01","until":"2027-01-01","months":[1,12]},)"
      R"("exclude":{"employers":["emp"]}})";
  EXPECT_EQ(FormatQuestion(ParseQuestion(worker, Direction::kOpeningsForWorker).value()), worker);
}

}  // namespace
}  // namespace kaam::matcher
