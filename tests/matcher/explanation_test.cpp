// Why a hit is on the list, in codes and in words.
#include "matcher/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

#include "matcher/messages.h"
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
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::uint16_t kPatnaDistrict = 212;
constexpr std::uint16_t kGautamBuddhaNagar = 144;

// The reasons of the only hit.
std::vector<Reason> ReasonsOf(World& world, const QuestionSpec& spec, Direction direction) {
  const Answer answer = world.Answer(spec, direction);
  if (answer.lists.empty() || answer.lists[0].hits.size() != 1) {
    ADD_FAILURE() << "not one hit";
    return {};
  }
  return answer.lists[0].hits[0].reasons;
}

std::vector<Reason> ReasonsFor(const records::Worker& worker, const QuestionSpec& spec) {
  World world;
  world.Add(worker);
  world.Build();
  return ReasonsOf(world, spec, Direction::kWorkersForOpening);
}

std::vector<Reason> ReasonsFor(const records::Opening& opening, const QuestionSpec& spec) {
  World world;
  world.Add(opening);
  world.Build();
  return ReasonsOf(world, spec, Direction::kOpeningsForWorker);
}

// Of her own record, which asks for all openings.
std::vector<Reason> ReasonsOfRecord(const records::Worker& worker,
                                    const records::Opening& opening) {
  World world;
  world.Add(worker);
  world.Add(opening);
  world.Build();
  WorkerRef ref;
  const auto bytes = world.index()->workers().RefBytes(world.RowOf(worker.uan()));
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  const auto question = Question::ForWorker(*world.index(), ref, {}, Today()).value();
  return Search(world.searcher(), question, Deadline::Never()).value().lists[0].hits[0].reasons;
}

const Reason* Find(const std::vector<Reason>& reasons, std::string_view code) {
  const auto found = std::find_if(reasons.begin(), reasons.end(),
                                  [&](const Reason& reason) { return reason.code == code; });
  return found == reasons.end() ? nullptr : &*found;
}

std::string TextOf(const std::vector<Reason>& reasons, std::string_view code) {
  const Reason* reason = Find(reasons, code);
  return reason == nullptr ? "" : reason->text;
}

std::vector<std::string> ValuesOf(const std::vector<Reason>& reasons, std::string_view code) {
  const Reason* reason = Find(reasons, code);
  return reason == nullptr ? std::vector<std::string>{"not said"} : reason->values;
}

TEST(Explain, TellsTheEmployerABandAndTheWorkerTheDistance) {
  const auto employer = ReasonsFor(Mason("100000000001", 110001), MasonsAt(kNoida));
  EXPECT_THAT(ValuesOf(employer, "distance"), ElementsAre("10-15 km"));
  EXPECT_EQ(TextOf(employer, "distance"), "10 to 15 km away.");
  const auto worker = ReasonsFor(MasonWanted("a", 110001), MasonsAt(kNoida));
  EXPECT_EQ(TextOf(worker, "distance"), "About 12 km from you.");
  EXPECT_EQ(ValuesOf(worker, "distance").front(), "10-15 km");

  const auto far = ReasonsFor(Mason("100000000001", kPatna), MasonsAt(kNoida, "hi"));
  EXPECT_EQ(TextOf(far, "distance"), "200 किलोमीटर से ज़्यादा दूर।");
  EXPECT_EQ(TextOf(ReasonsFor(MasonWanted("a", kNoida), MasonsAt(kNoida)), "distance"),
            "Very near you.");
}

TEST(Explain, CallsAWholeDistrictAnAreaAndNoDistance) {
  QuestionSpec spec = MasonsAt(kNoida);
  spec.place = PlaceSpec{.lgd_district = kGautamBuddhaNagar};
  const auto reasons = ReasonsFor(Mason("100000000001", kNoida), spec);
  EXPECT_EQ(TextOf(reasons, "in_area"), "In the area asked for.");
  EXPECT_EQ(Find(reasons, "distance"), nullptr);
}

TEST(Explain, SaysOfEachSkillWhetherItIsFoundBelowLevelCloseMissingOrNotStated) {
  const taxonomy::Skills& skills = kaam::testing::RealTaxonomy().skills();
  // A skill that stands in part for another.
  SkillId close{0};
  while (skills.RelatedTo(close).empty()) ++close.value;
  const SkillId held = skills.RelatedTo(close).front().held;
  // Three that no held one stands for.
  std::vector<SkillId> others;
  for (SkillId id{0}; others.size() < 3; ++id.value) {
    const auto related = skills.RelatedTo(id);
    const bool stands_alone = std::none_of(related.begin(), related.end(), [&](const auto& other) {
      return other.held == held ||
             std::find(others.begin(), others.end(), other.held) != others.end();
    });
    if (stands_alone && id != held && id != close) others.push_back(id);
  }
  const auto [found, below, missing] = std::tuple(others[0], others[1], others[2]);
  QuestionSpec spec = MasonsAt(kNoida);
  for (const SkillId id : {found, below, close, missing}) {
    spec.skills.push_back({skills[id].code, false, std::nullopt, 3});
  }
  records::Worker worker = Mason("100000000001", kNoida);
  for (const auto& [id, level] :
       {std::pair(found, 3U), std::pair(below, 1U), std::pair(held, 3U)}) {
    records::HeldSkill& skill = *worker.add_skills();
    skill.set_code(skills[id].code);
    skill.set_level(level);
  }
  const auto reasons = ReasonsFor(worker, spec);
  const auto name = [&](SkillId id) { return skills[id].name; };
  EXPECT_THAT(ValuesOf(reasons, "skills"), ElementsAre("2", "4", name(found) + ", " + name(below)));
  EXPECT_EQ(TextOf(reasons, "skills"),
            "Has 2 of 4 skills asked for: " + name(found) + " and " + name(below) + ".");
  EXPECT_THAT(ValuesOf(reasons, "skills_below_level"), ElementsAre(name(below)));
  EXPECT_THAT(ValuesOf(reasons, "skills_related"), ElementsAre(name(close)));
  EXPECT_THAT(ValuesOf(reasons, "skills_missing"), ElementsAre(name(missing)));
  EXPECT_EQ(Find(reasons, "skills_not_stated"), nullptr);

  const auto silent = ReasonsFor(Mason("100000000001", kNoida), spec);
  EXPECT_EQ(Find(silent, "skills_missing"), nullptr);
  EXPECT_THAT(TextOf(silent, "skills_not_stated"), HasSubstr(name(missing)));
}

TEST(Explain, CountsYearsWhereMonthsMakeThem) {
  const auto asked = [](std::uint32_t held, std::uint32_t months) {
    records::Worker worker = Mason("100000000001", kNoida);
    worker.mutable_primary()->set_months(held);
    QuestionSpec spec = MasonsAt(kNoida);
    spec.experience_months = months;
    return TextOf(ReasonsFor(worker, spec), "experience");
  };
  EXPECT_EQ(asked(24, 12), "Experience: 2 years. Asked for: 1 year.");
  EXPECT_EQ(asked(1, 30), "Experience: 1 month. Asked for: 2 years 6 months.");
}

TEST(Explain, TellsTheWorkerWhichOfHerWishesAreMet) {
  records::Opening opening = MasonWanted("a", kPatna);
  opening.add_offers(records::AMENITY_STAY);
  opening.add_offers(records::AMENITY_FOOD);
  opening.add_offers_not(records::AMENITY_TRANSPORT);
  opening.set_shift(records::SHIFT_NIGHT);
  QuestionSpec spec = MasonsAt(kPatna);
  spec.requirements = {"stay", "food", "transport", "toilets"};
  spec.shift = "day";
  const auto reasons = ReasonsFor(opening, spec);
  EXPECT_THAT(ValuesOf(reasons, "wishes_met"), ElementsAre("stay", "food"));
  EXPECT_EQ(TextOf(reasons, "wishes_met"), "Has what you wish: a place to stay and food.");
  EXPECT_THAT(ValuesOf(reasons, "wishes_unmet"), ElementsAre("transport", "shift_day"));
  EXPECT_THAT(ValuesOf(reasons, "wishes_not_stated"), ElementsAre("toilets"));
  spec.shift = "night";
  EXPECT_THAT(ValuesOf(ReasonsFor(opening, spec), "wishes_met"),
              ElementsAre("stay", "food", "shift_night"));
  opening.clear_shift();
  EXPECT_THAT(ValuesOf(ReasonsFor(opening, spec), "wishes_not_stated"),
              ElementsAre("toilets", "shift_night"));
}

TEST(Explain, TellsTheWorkerWhetherAnOpeningLiesWhereSheWouldGo) {
  records::Worker worker = Mason("100000000001", kNoida);
  worker.mutable_work_area()->add_lgd_districts(kPatnaDistrict);
  worker.mutable_work_area()->set_radius_km(50);
  const auto named = ReasonsOfRecord(worker, MasonWanted("a", kPatna));
  EXPECT_EQ(TextOf(named, "named_district"), "In a district you would move to.");
  const auto inside = ReasonsOfRecord(worker, MasonWanted("a", 110001));
  EXPECT_EQ(TextOf(inside, "inside_radius"), "Within the distance you travel.");
  const auto outside = ReasonsOfRecord(worker, MasonWanted("a", 600001));
  EXPECT_EQ(TextOf(outside, "outside_named"), "Outside the places and the distance you named.");
}

TEST(Explain, TellsTheWorkerWhatAnOpeningPays) {
  records::Opening opening = MasonWanted("a", kPatna);
  QuestionSpec spec = MasonsAt(kPatna);
  EXPECT_EQ(TextOf(ReasonsFor(opening, spec), "pay_not_stated"), "The pay is not stated.");
  opening.mutable_pay()->set_min_paise(125'000);
  opening.mutable_pay()->set_unit(records::PAY_UNIT_DAY);
  EXPECT_EQ(TextOf(ReasonsFor(opening, spec), "pay_stated"), "Pays 1,250 rupees a day.");
  spec.wage = WageSpec{120'000, records::PAY_UNIT_DAY};
  const auto reasons = ReasonsFor(opening, spec);
  EXPECT_THAT(ValuesOf(reasons, "pay_meets"), ElementsAre("1250"));
  spec.language = "mr";
  EXPECT_THAT(TextOf(ReasonsFor(opening, spec), "pay_meets"), HasSubstr("१,२५० रुपये"));
}

TEST(Explain, KnowsThatHerTimeIsOver) {
  records::Worker worker = Mason("100000000001", kNoida);
  worker.add_availability()->set_until_day(DayNumber(Today()) + 10);
  QuestionSpec spec = MasonsAt(kNoida);
  spec.start = "2026-12-01";
  const auto reasons = ReasonsFor(worker, spec);
  EXPECT_EQ(Find(reasons, "free_later"), nullptr);
  EXPECT_EQ(TextOf(reasons, "free_no_longer"), "Is free only before that day.");
}

TEST(Explain, TellsAWishedTradeFromOneLikeIt) {
  records::Worker worker = Mason("100000000001", kNoida);
  worker.mutable_primary()->set_nco("9211.0200");
  worker.add_wanted()->set_nco("7112.0200");
  EXPECT_NE(Find(ReasonsFor(worker, MasonsAt(kNoida)), "trade_wanted"), nullptr);
  worker.mutable_wanted(0)->set_nco("7112.0100");
  EXPECT_NE(Find(ReasonsFor(worker, MasonsAt(kNoida)), "trade_wanted_near"), nullptr);
}

// Distinct wishes that come to the same must give the same words.
TEST(Explain, TellsTheEmployerThatWishesAreMetAndNothingMore) {
  const auto reasons_with = [](std::uint64_t rupees, records::Amenity amenity, records::Shift shift,
                               std::uint32_t radius_km) {
    records::Worker worker = Mason("100000000001", 110001);
    worker.mutable_wage_wanted()->set_min_paise(rupees * 100);
    worker.mutable_wage_wanted()->set_unit(records::PAY_UNIT_DAY);
    worker.add_requirements(amenity);
    worker.add_shifts(shift);
    worker.mutable_work_area()->set_radius_km(radius_km);
    QuestionSpec spec = MasonsAt(kNoida);
    spec.wage = WageSpec{70'000, records::PAY_UNIT_DAY};
    spec.offers = {"toilets", "food"};
    spec.shift = "day";
    std::vector<std::string> said;
    for (const Reason& reason : ReasonsFor(worker, spec)) {
      said.push_back(reason.code + " " + reason.text);
      said.insert(said.end(), reason.values.begin(), reason.values.end());
    }
    return said;
  };
  using records::AMENITY_CRECHE, records::AMENITY_FOOD, records::AMENITY_STAY,
      records::AMENITY_TOILETS, records::SHIFT_DAY, records::SHIFT_NIGHT, records::SHIFT_EVENING;
  const auto met = reasons_with(687, AMENITY_FOOD, SHIFT_DAY, 30);
  EXPECT_EQ(reasons_with(412, AMENITY_TOILETS, SHIFT_DAY, 77), met);
  EXPECT_THAT(met, ::testing::Contains("wishes_met Their other wishes are met."));
  const auto unmet = reasons_with(995, AMENITY_FOOD, SHIFT_NIGHT, 3);
  EXPECT_EQ(reasons_with(3001, AMENITY_TOILETS, SHIFT_EVENING, 7), unmet);
  EXPECT_THAT(unmet, ::testing::Contains("wishes_unmet Not all of their other wishes are met."));
  EXPECT_THAT(reasons_with(687, AMENITY_CRECHE, SHIFT_DAY, 30),
              reasons_with(412, AMENITY_STAY, SHIFT_DAY, 77));
}

TEST(Explain, NeverNamesAWishOfAnyRecordToAnEmployerInAnyLanguage) {
  std::mt19937 random(20261126);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  std::map<std::string, records::Worker> workers;
  World world;
  for (int i = 0; i < 60; ++i) {
    records::Worker worker = Mason(std::to_string(100'000'000'001 + i), kNoida);
    worker.mutable_wage_wanted()->set_min_paise(std::uint64_t{301 + below(900)} * 100);
    worker.mutable_wage_wanted()->set_unit(records::PAY_UNIT_DAY);
    worker.mutable_work_area()->set_radius_km(1 + below(99));
    worker.mutable_work_area()->add_lgd_districts(below(2) == 0 ? kPatnaDistrict
                                                                : kGautamBuddhaNagar);
    worker.mutable_work_area()->add_lgd_states(10);
    for (int amenity = 1; amenity < records::Amenity_ARRAYSIZE; ++amenity) {
      if (below(3) == 0) worker.add_requirements(static_cast<records::Amenity>(amenity));
    }
    worker.add_shifts(static_cast<records::Shift>(1 + below(4)));
    worker.add_wanted()->set_nco("8332.0100");
    workers[worker.uan()] = worker;
    world.Add(worker);
  }
  world.Build();
  for (const MessageFile& file : MessageFiles()) {
    const Messages& messages = MessagesIn(file.language);
    QuestionSpec spec = MasonsAt(kNoida, std::string(file.language));
    spec.wage = WageSpec{70'000, records::PAY_UNIT_DAY};
    spec.offers = {"toilets", "food", "stay"};
    spec.shift = "day";
    spec.explain = true;
    spec.limit = 100;
    const Answer answer = world.Answer(spec, Direction::kWorkersForOpening);
    ASSERT_EQ(answer.lists[0].hits.size(), workers.size());
    for (const Hit& hit : answer.lists[0].hits) {
      const records::Worker& worker =
          workers.at(world.NameOf(hit.row, Direction::kWorkersForOpening));
      for (const Reason& reason : hit.reasons) {
        if (reason.code.starts_with("wishes_") || reason.code.starts_with("pay_")) {
          EXPECT_THAT(reason.values, IsEmpty()) << reason.code;
        }
        for (const Messages::Sentence& sentence : messages.sentences()) {
          if (!sentence.code.starts_with("wish_")) continue;
          const std::string wish = messages.Render(sentence.code, Audience::kWorker, {});
          EXPECT_THAT(reason.text, Not(HasSubstr(wish))) << file.language;
        }
        const std::string rupees = std::to_string(worker.wage_wanted().min_paise() / 100);
        EXPECT_THAT(reason.text, Not(HasSubstr(rupees)));
        EXPECT_THAT(reason.values, Not(::testing::Contains(rupees)));
        for (const char* place : {"Patna", "Bihar", "Buddh"}) {
          EXPECT_THAT(reason.text, Not(HasSubstr(place)));
        }
      }
    }
  }
}

TEST(Answer, SaysInWhichLanguageItIsWorded) {
  World world;
  world.Add(Mason("100000000001", kNoida));
  world.Build();
  QuestionSpec spec = MasonsAt(kNoida, "ta-IN");
  const auto question =
      Question::Make(world.index()->taxonomy(), spec, Direction::kWorkersForOpening, Today())
          .value();
  const Answer answer = Search(world.searcher(), question, Deadline::Never()).value();
  const std::string json = ToJsonText(*world.index(), question, answer);
  EXPECT_THAT(json, HasSubstr(R"("language":"ta")"));
  EXPECT_THAT(json, HasSubstr("கொத்தனார்"));
}

}  // namespace
}  // namespace kaam::matcher
