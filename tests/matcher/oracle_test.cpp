// The engine against brute force, over random worlds and questions.
#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <utility>

#include "matcher/pages.h"
#include "matcher/screen.h"
#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using kaam::testing::Mason;
using kaam::testing::MasonWanted;
using kaam::testing::RealTaxonomy;
using kaam::testing::Today;
using kaam::testing::World;

// Small vocabularies, so that ties, rungs and empties all occur.
constexpr auto kTrades =
    std::to_array<const char*>({"7112.0200", "7112.0100", "7112", "7115.0100", "9313.0301",
                                "7126.0101", "2142.0100", "3112.0100", "8332.0100", "9211.0200"});
constexpr auto kPins = std::to_array<std::uint32_t>(
    {201301, 201303, 201310, 110001, 110092, 121001, 122001, 800001, 226001, 600001, 400001});
constexpr auto kLicences = std::to_array<const char*>({"LMV", "HMV"});
constexpr auto kLanguages = std::to_array<const char*>({"hi", "bn", "ta"});

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}
  std::uint64_t Below(std::uint64_t n) { return random_() % n; }
  bool OneIn(std::uint64_t n) { return Below(n) == 0; }
  template <class List>
  auto Of(const List& list) {
    return list[Below(list.size())];
  }
  std::string Skill() { return RealTaxonomy().skills().all()[Below(12)].code; }

 private:
  std::mt19937_64 random_;
};

records::Worker RandomWorker(Chance& chance, int number) {
  records::Worker worker = Mason("1" + std::to_string(10'000'000'000 + number), chance.Of(kPins));
  worker.mutable_primary()->set_nco(chance.Of(kTrades));
  if (chance.OneIn(20)) worker.clear_primary();
  if (chance.OneIn(3))
    worker.mutable_primary()->set_months(static_cast<std::uint32_t>(chance.Below(120)));
  if (chance.OneIn(3)) worker.mutable_secondary()->set_nco(chance.Of(kTrades));
  if (chance.OneIn(4))
    worker.mutable_secondary()->set_months(static_cast<std::uint32_t>(chance.Below(120)));
  if (chance.OneIn(4)) worker.add_wanted()->set_nco(chance.Of(kTrades));
  for (auto n = chance.Below(5); n > 0; --n) {
    records::HeldSkill& skill = *worker.add_skills();
    skill.set_code(chance.Skill());
    if (chance.OneIn(2)) skill.set_level(1 + static_cast<std::uint32_t>(chance.Below(3)));
  }
  if (chance.OneIn(12)) worker.clear_current();
  if (chance.OneIn(3))
    worker.mutable_work_area()->set_radius_km(static_cast<std::uint32_t>(chance.Below(60)));
  if (chance.OneIn(8)) worker.mutable_work_area()->add_lgd_states(chance.OneIn(2) ? 9 : 7);
  if (chance.OneIn(10)) worker.mutable_work_area()->add_lgd_districts(144);
  if (chance.OneIn(2)) {
    worker.mutable_wage_wanted()->set_min_paise(40'000 + 1'000 * chance.Below(40));
    worker.mutable_wage_wanted()->set_unit(records::PAY_UNIT_DAY);
  }
  if (chance.OneIn(4)) worker.add_requirements(records::AMENITY_TOILETS);
  if (chance.OneIn(9)) worker.add_must_requirements(records::AMENITY_NO_NIGHTS);
  if (chance.OneIn(9)) worker.add_must_requirements(records::AMENITY_TOILETS);
  if (chance.OneIn(5)) worker.add_shifts(records::SHIFT_DAY);
  if (chance.OneIn(3)) worker.set_education_level(1 + static_cast<std::uint32_t>(chance.Below(9)));
  for (const char* language : kLanguages) {
    if (chance.OneIn(2)) worker.add_languages(language);
  }
  for (const char* licence : kLicences) {
    if (chance.OneIn(4)) worker.add_licences(licence);
  }
  if (chance.OneIn(3))
    worker.add_availability()->set_from_day(DayNumber(Today()) +
                                            static_cast<int>(chance.Below(60)) - 30);
  if (chance.OneIn(4)) {
    records::AvailabilityWindow& window = *worker.add_availability();
    window.set_until_day(DayNumber(Today()) + static_cast<int>(chance.Below(200)) - 20);
    for (auto n = chance.Below(3); n > 0; --n) {
      window.add_months(1 + static_cast<std::uint32_t>(chance.Below(12)));
    }
  }
  if (chance.OneIn(2))
    worker.set_confirmed_day(DayNumber(Today()) - static_cast<int>(chance.Below(900)));
  if (chance.OneIn(15)) worker.clear_consents();
  if (chance.OneIn(25)) worker.set_birth_day(DayNumber(*ParseDay("2009-04-01")));
  return worker;
}

records::Opening RandomOpening(Chance& chance, int number) {
  records::Opening opening = MasonWanted("o" + std::to_string(number), chance.Of(kPins));
  opening.mutable_trades(0)->set_nco(chance.Of(kTrades));
  for (auto n = chance.Below(3) * chance.Below(4); n > 0; --n) {
    opening.add_trades()->set_nco(chance.Of(kTrades));
  }
  for (auto n = chance.Below(3) * chance.Below(4); n > 0; --n) {
    opening.add_sites()->set_pin(chance.Of(kPins));
  }
  if (chance.OneIn(10)) opening.clear_sites();
  for (auto n = chance.Below(4); n > 0; --n) {
    records::WantedSkill& skill = *opening.add_skills();
    skill.set_code(chance.Skill());
    skill.set_must(chance.OneIn(6));
    skill.set_weight(1 + static_cast<std::uint32_t>(chance.Below(5)));
    if (chance.OneIn(2)) skill.set_level(1 + static_cast<std::uint32_t>(chance.Below(3)));
  }
  if (chance.OneIn(2)) {
    opening.mutable_pay()->set_min_paise(40'000 + 1'000 * chance.Below(40));
    opening.mutable_pay()->set_unit(records::PAY_UNIT_DAY);
  }
  if (chance.OneIn(3)) opening.add_offers(records::AMENITY_TOILETS);
  if (chance.OneIn(3))
    opening.set_shift(chance.OneIn(2) ? records::SHIFT_NIGHT : records::SHIFT_DAY);
  if (chance.OneIn(3)) opening.set_experience_months(static_cast<std::uint32_t>(chance.Below(60)));
  if (chance.OneIn(4)) opening.set_education_level(5);
  if (chance.OneIn(4)) opening.add_languages(chance.Of(kLanguages));
  if (chance.OneIn(6)) opening.add_licences(chance.Of(kLicences));
  if (chance.OneIn(3))
    opening.set_start_day(DayNumber(Today()) + static_cast<int>(chance.Below(60)) - 20);
  if (!chance.OneIn(3)) opening.set_employer_id("emp-" + std::to_string(chance.Below(20)));
  if (chance.OneIn(3)) opening.set_duration_days(1 + static_cast<std::uint32_t>(chance.Below(400)));
  if (chance.OneIn(2)) opening.add_suitable_for("locomotor");
  if (chance.OneIn(12)) opening.set_status(records::OPENING_STATUS_PAUSED);
  return opening;
}

// Of any worker or opening.
std::string AnyRef(Chance& chance, Direction direction, const World& world) {
  const auto ref_of = [&](const auto& segment) {
    const RowId row{static_cast<std::uint32_t>(chance.Below(segment.size()))};
    WorkerRef ref;
    const auto bytes = segment.RefBytes(row);
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
    return ToHex(ref);
  };
  return direction == Direction::kWorkersForOpening ? ref_of(world.index()->workers())
                                                    : ref_of(world.index()->openings());
}

bool AsksForWork(const QuestionSpec& spec) {
  const auto asked = [](const auto& entry) { return !entry.must_not; };
  return std::any_of(spec.occupations.begin(), spec.occupations.end(), asked) ||
         std::any_of(spec.skills.begin(), spec.skills.end(), asked);
}

QuestionSpec RandomSpec(Chance& chance, Direction direction, const World& world) {
  QuestionSpec spec;
  if (chance.OneIn(3)) {
    for (auto n = chance.Below(300); n > 0; --n)
      spec.exclude.refs.push_back(AnyRef(chance, direction, world));
    for (auto n = chance.Below(5); n > 0; --n) {
      spec.exclude.employers.push_back("emp-" + std::to_string(chance.Below(20)));
    }
  }
  if (!chance.OneIn(6)) spec.occupations = {{chance.Of(kTrades), std::nullopt}};
  for (auto n = chance.Below(4); n > 0; --n) {
    SkillSpec skill{chance.Skill(), chance.OneIn(5), std::nullopt, std::nullopt};
    skill.weight = 1 + static_cast<std::uint32_t>(chance.Below(9));
    if (chance.OneIn(3)) skill.level = 1 + static_cast<std::uint32_t>(chance.Below(3));
    spec.skills.push_back(skill);
  }
  if (chance.OneIn(4)) {
    const std::string trade = chance.Of(kTrades);
    if (spec.occupations.empty() || !spec.occupations[0].code.starts_with(trade)) {
      spec.occupations.push_back({trade, std::nullopt, true});
    }
  }
  if (chance.OneIn(4)) {
    const std::string code = chance.Skill();
    std::erase_if(spec.skills, [&](const SkillSpec& skill) { return skill.code == code; });
    spec.skills.push_back({code, false, std::nullopt, std::nullopt, true});
  }
  if (!chance.OneIn(4) || !AsksForWork(spec)) {
    if (chance.OneIn(4))
      spec.place = PlaceSpec{.lgd_district = 144};
    else
      spec.place = PlaceSpec{.pin = chance.Of(kPins)};
    if (chance.OneIn(4)) {
      for (auto n = chance.Below(4); n > 0; --n) spec.places.push_back({.pin = chance.Of(kPins)});
    }
    if (chance.OneIn(3)) spec.radius_km = 1 + static_cast<std::uint32_t>(chance.Below(80));
  }
  if (chance.OneIn(2))
    spec.wage = WageSpec{40'000 + 1'000 * chance.Below(40), records::PAY_UNIT_DAY};
  if (chance.OneIn(3)) spec.experience_months = static_cast<std::uint32_t>(chance.Below(60));
  if (chance.OneIn(4)) spec.education = 5;
  if (chance.OneIn(3)) spec.languages = {chance.Of(kLanguages)};
  if (chance.OneIn(5)) spec.licences = {chance.Of(kLicences)};
  if (chance.OneIn(3)) spec.start = "2026-11-20";
  if (direction == Direction::kWorkersForOpening) {
    if (spec.start && chance.OneIn(2)) {
      spec.duration_days = 1 + static_cast<std::uint32_t>(chance.Below(200));
    }
  } else {
    if (chance.OneIn(8)) spec.must_requirements = {"toilets"};
    spec.inclusive_only = chance.OneIn(8);
    if (chance.OneIn(3)) {
      spec.available = AvailableSpec{};
      if (chance.OneIn(2)) spec.available->until = "2027-01-20";
      for (auto n = chance.Below(5); n > 0; --n) {
        spec.available->months.push_back(1 + static_cast<std::uint32_t>(chance.Below(12)));
      }
    }
    if (chance.OneIn(3)) {
      const std::string trade = chance.Of(kTrades);
      const bool ruled_out = std::any_of(spec.occupations.begin(), spec.occupations.end(),
                                         [&](const OccupationSpec& entry) {
                                           return entry.must_not && trade.starts_with(entry.code);
                                         });
      if (!ruled_out) spec.wanted.push_back(trade);
    }
  }
  if (chance.OneIn(3)) spec.shift = "day";
  if (direction == Direction::kWorkersForOpening && chance.OneIn(3)) spec.offers = {"toilets"};
  if (chance.OneIn(2)) {
    Weights weights{};
    for (int left = 1000; left > 0; left -= 50) {
      weights.per_mille[chance.Below(kPartCount)] += 50;
    }
    spec.weights = weights;
  }
  spec.limit = 1 + static_cast<std::uint32_t>(chance.Below(40));
  return spec;
}

std::uint64_t Seed() {
  const char* chosen = std::getenv("KAAM_TEST_SEED");
  return chosen != nullptr ? std::strtoull(chosen, nullptr, 10) : 20261122;
}

// Three small segments, which replace rows of each other too, and take some away.
void AddSmallSegments(Chance& chance, World& world) {
  for (int segment = 0; segment < 3; ++segment) {
    std::vector<std::string> gone_uans;
    std::vector<std::string> gone_openings;
    for (int i = 0; i < 100; ++i) {
      world.Add(RandomWorker(chance, 6 * i + 1000 * segment));
      world.Add(RandomOpening(chance, 5 * i + 400 * segment));
      gone_uans.push_back(RandomWorker(chance, 7 * i + 500 * segment + 1).uan());
      gone_openings.push_back("o" + std::to_string(9 * i + 100 * segment + 3));
    }
    world.Apply(gone_uans, gone_openings);
  }
}

class Oracle : public ::testing::TestWithParam<Direction> {};

TEST_P(Oracle, AgreesWithTheEngineInOrderScoreMembershipAndCount) {
  RecordProperty("seed", std::to_string(Seed()));
  SCOPED_TRACE("KAAM_TEST_SEED=" + std::to_string(Seed()));
  Chance chance(Seed());
  World world;
  for (int i = 0; i < 3000; ++i) world.Add(RandomWorker(chance, i));
  for (int i = 0; i < 1500; ++i) world.Add(RandomOpening(chance, i));
  world.Build();
  AddSmallSegments(chance, world);
  int empty = 0;
  int tied = 0;
  constexpr int kQuestions = 250;
  for (int i = 0; i < kQuestions; ++i) {
    const QuestionSpec spec = RandomSpec(chance, GetParam(), world);
    const auto question = Question::Make(RealTaxonomy(), spec, GetParam(), Today());
    ASSERT_TRUE(question) << question.error().message;
    const auto ranked = world.searcher().Rank(*question, 0, Deadline::Never());
    ASSERT_TRUE(ranked);
    const auto oracle = RankByBruteForce(*world.index(), *question, 0);
    ASSERT_EQ(DifferenceBetween(*ranked, oracle), std::nullopt) << "question " << i;
    empty += ranked->rows.empty() ? 1 : 0;
    const auto& rows = ranked->rows;
    tied += rows.size() > 1 && rows[rows.size() - 1].key == rows[rows.size() - 2].key ? 1 : 0;

    // The top k is a prefix of the top k + 1.
    QuestionSpec longer = spec;
    longer.limit = *spec.limit + 1;
    const auto more = world.searcher().Rank(
        Question::Make(RealTaxonomy(), longer, GetParam(), Today()).value(), 0, Deadline::Never());
    ASSERT_TRUE(more);
    ASSERT_GE(more->rows.size(), rows.size());
    ASSERT_TRUE(std::equal(rows.begin(), rows.end(), more->rows.begin()));
  }
  EXPECT_LT(empty, kQuestions / 5);
  EXPECT_GT(tied, kQuestions / 10);  // the world is small on purpose
}

// Whatever their size, and with slabs kept, some, or none.
TEST_P(Oracle, AgreesWithAllPagesOneAfterAnother) {
  SCOPED_TRACE("KAAM_TEST_SEED=" + std::to_string(Seed()));
  Chance chance(Seed() + 3);
  World world;
  for (int i = 0; i < 2500; ++i) world.Add(RandomWorker(chance, i));
  for (int i = 0; i < 1500; ++i) world.Add(RandomOpening(chance, i));
  world.Build();
  AddSmallSegments(chance, world);
  Slabs all;
  Slabs few(1200);
  constexpr std::array kCounts = {1U, 3U, 7U, 20U, 100U, 1500U, 5000U};
  std::size_t pages = 0;
  std::size_t wider = 0;
  for (int i = 0; i < 60; ++i) {
    const QuestionSpec spec = RandomSpec(chance, GetParam(), world);
    const auto question = Question::Make(RealTaxonomy(), spec, GetParam(), Today());
    ASSERT_TRUE(question) << question.error().message;
    const auto oracle = RankAllByBruteForce(*world.index(), *question, 0).rows;
    for (Slabs* slabs : {&all, &few, static_cast<Slabs*>(nullptr)}) {
      PageAsk ask{.count = kCounts[chance.Below(kCounts.size())]};
      if (slabs == nullptr) ask.count = std::max<std::size_t>(ask.count, oracle.size() / 50 + 1);
      std::vector<RankedRow> rows;
      do {
        const auto page =
            FindPage(world.searcher(), *question, ask, {.slabs = slabs}, Deadline::Never());
        ASSERT_TRUE(page) << page.error().message;
        rows.insert(rows.end(), page->rows.begin(), page->rows.end());
        ask.from = page->next;
        ++pages;
      } while (ask.from);
      ASSERT_EQ(rows, oracle) << "question " << i << ", " << ask.count << " a page";
    }
    wider += !oracle.empty() && TierOf(oracle.back().key) == Tier::kWider ? 1 : 0;
  }
  EXPECT_GT(pages, 1000U);
  EXPECT_GT(wider, 20U);
}

TEST_P(Oracle, AgreesWithAScrollInMembershipAndScore) {
  SCOPED_TRACE("KAAM_TEST_SEED=" + std::to_string(Seed()));
  Chance chance(Seed() + 4);
  World world;
  for (int i = 0; i < 1500; ++i) world.Add(RandomWorker(chance, i));
  for (int i = 0; i < 1000; ++i) world.Add(RandomOpening(chance, i));
  world.Build();
  AddSmallSegments(chance, world);
  constexpr std::array kCounts = {1U, 3U, 100U, 5000U};
  for (int i = 0; i < 100; ++i) {
    const QuestionSpec spec = RandomSpec(chance, GetParam(), world);
    const auto question = Question::Make(RealTaxonomy(), spec, GetParam(), Today());
    ASSERT_TRUE(question) << question.error().message;
    auto oracle = RankAllByBruteForce(*world.index(), *question, 0).rows;
    std::sort(oracle.begin(), oracle.end(),
              [](const RankedRow& a, const RankedRow& b) { return a.row < b.row; });
    PageAsk ask{.count = kCounts[chance.Below(kCounts.size())], .order = ListOrder::kByPosition};
    std::vector<RankedRow> rows;
    do {
      const auto page = FindPage(world.searcher(), *question, ask, {}, Deadline::Never());
      ASSERT_TRUE(page) << page.error().message;
      rows.insert(rows.end(), page->rows.begin(), page->rows.end());
      ask.from = page->next;
    } while (ask.from);
    ASSERT_EQ(rows, oracle) << "question " << i << ", " << ask.count << " a page";
  }
}

INSTANTIATE_TEST_SUITE_P(BothWays, Oracle,
                         ::testing::Values(Direction::kWorkersForOpening,
                                           Direction::kOpeningsForWorker),
                         [](const auto& which) {
                           return which.param == Direction::kWorkersForOpening ? "Workers"
                                                                               : "Openings";
                         });

std::vector<std::string> EveryFacet() { return {kFacetNames.begin(), kFacetNames.end()}; }

TEST_P(Oracle, AgreesWithTheEngineInEveryGroupOfEveryFacet) {
  SCOPED_TRACE("KAAM_TEST_SEED=" + std::to_string(Seed()));
  Chance chance(Seed() + 3);
  World world;
  for (int i = 0; i < 3000; ++i) world.Add(RandomWorker(chance, i));
  for (int i = 0; i < 1500; ++i) world.Add(RandomOpening(chance, i));
  world.Build();
  AddSmallSegments(chance, world);
  std::uint64_t counted = 0;
  for (int i = 0; i < 200; ++i) {
    QuestionSpec spec = RandomSpec(chance, GetParam(), world);
    spec.facets = EveryFacet();
    if (chance.OneIn(8)) spec.radius_km.reset(), spec.place.reset(), spec.places.clear();
    if (!AsksForWork(spec)) spec.occupations = {{"7112", std::nullopt}};
    const auto question = Question::Make(RealTaxonomy(), spec, GetParam(), Today());
    if (!question) continue;  // the trade was ruled out
    const auto counts = world.searcher().Count(*question, 0, Deadline::Never());
    ASSERT_TRUE(counts);
    const Counts oracle = CountByBruteForce(*world.index(), *question, 0);
    EXPECT_EQ(counts->total, oracle.total) << "question " << i;
    for (std::size_t at = 0; at < oracle.facets.size(); ++at) {
      EXPECT_EQ(counts->facets[at], oracle.facets[at]) << kFacetNames[at] << ", question " << i;
    }
    EXPECT_EQ(oracle.total, RankByBruteForce(*world.index(), *question, 0).total.value);
    counted += oracle.total;
  }
  EXPECT_GT(counted, 2000U);
}

// What of its clauses a pair fails, by the facts alone: nothing when its trade is another.
std::optional<std::vector<Clause>> FailsOf(const WorkerFacts& worker, const OpeningFacts& opening,
                                           const PairRules& rules, bool ref, bool employer) {
  const bool worker_asks = rules.direction == Direction::kOpeningsForWorker;
  std::vector<Clause> fails;
  std::vector<AskedSkill> skills(opening.skills.begin(), opening.skills.end());
  for (AskedSkill& skill : skills) {
    const bool held =
        std::any_of(worker.skills.begin(), worker.skills.end(),
                    [&](schema::PackedSkill other) { return other.skill() == skill.skill.value; });
    if (skill.must && !held) fails.push_back(Clause::kSkill);
    if (worker.must_not.HasSkill(skill.skill)) fails.push_back(Clause::kNotSkill);
    skill.must = false;
  }
  const bool not_skill = std::any_of(
      worker.skills.begin(), worker.skills.end(),
      [&](schema::PackedSkill held) { return opening.must_not.HasSkill(SkillId{held.skill()}); });
  if (not_skill) fails.push_back(Clause::kNotSkill);
  const auto ruled_out = [&](std::optional<OccupationId> held) {
    return held && opening.must_not.HasTrade(*held);
  };
  if (ruled_out(worker.primary) || ruled_out(worker.secondary)) fails.push_back(Clause::kNotTrade);
  if ((opening.licences & ~worker.licences) != 0) fails.push_back(Clause::kLicence);
  if (ref) fails.push_back(Clause::kRefs);
  if (employer) fails.push_back(Clause::kEmployers);

  WorkerFacts easy_worker = worker;
  easy_worker.licences = 0xFFFF;
  easy_worker.must_not.skills = {};
  OpeningFacts easy_opening = opening;
  easy_opening.skills = skills;
  easy_opening.must_not = {};
  PairRules anywhere = rules;
  anywhere.radius.reset();
  const auto pair = ScorePair(RealTaxonomy(), easy_worker, easy_opening, anywhere);
  if (!pair) return std::nullopt;
  const bool states_trade = worker.primary || worker.secondary || !worker.wanted.empty();
  const bool trades_count = !opening.trades.empty() && states_trade;
  if (TierFor(rules.direction, trades_count, pair->rung, pair->held_as, true) != Tier::kExact) {
    return std::nullopt;
  }
  const auto distance = pair->locality.distance;
  const bool placed = worker_asks || !opening.sites.empty();
  if (rules.radius && (!distance || *distance > *rules.radius)) fails.push_back(Clause::kRadius);
  if (!rules.radius && placed && !InReach(pair->locality)) fails.push_back(Clause::kPlace);
  std::sort(fails.begin(), fails.end());
  fails.erase(std::unique(fails.begin(), fails.end()), fails.end());
  return fails;
}

TEST_P(Oracle, AgreesOnHowManyEachClauseExcludes) {
  SCOPED_TRACE("KAAM_TEST_SEED=" + std::to_string(Seed()));
  Chance chance(Seed() + 4);
  World world;
  for (int i = 0; i < 2000; ++i) world.Add(RandomWorker(chance, i));
  for (int i = 0; i < 2000; ++i) world.Add(RandomOpening(chance, i));
  world.Build();
  AddSmallSegments(chance, world);
  const Index& index = *world.index();
  const bool for_workers = GetParam() == Direction::kWorkersForOpening;
  std::map<Clause, int> seen;
  int rings = 0;
  int trades = 0;
  for (int i = 0; i < 150; ++i) {
    QuestionSpec spec = RandomSpec(chance, GetParam(), world);
    spec.wanted.clear();
    // One skill that must be there, so that its clause is the only one of its kind.
    bool first = true;
    for (SkillSpec& skill : spec.skills) skill.must = skill.must && std::exchange(first, false);
    const auto made = Question::Make(RealTaxonomy(), spec, GetParam(), Today());
    ASSERT_TRUE(made) << made.error().message;
    const Question& question = *made;
    const auto shortfall = world.searcher().ExplainShortfall(question, 0, Deadline::Never());
    ASSERT_TRUE(shortfall);

    std::map<Clause, std::uint64_t> expected;
    std::uint64_t found = 0;
    const auto add = [&](const std::optional<std::vector<Clause>>& fails) {
      if (!fails) return;
      if (fails->empty()) ++found;
      if (fails->size() == 1) ++expected[fails->front()];
    };
    if (for_workers) {
      const OpeningFacts opening = question.AskedOpening(0);
      for (std::uint32_t row = 0; row < index.workers().size(); ++row) {
        if (index.workers().Of(RowId{row}).IsOverridden(RowId{row})) continue;
        if (!IsVisible(index.workers()[RowId{row}], question.rules().as_of)) continue;
        const bool ref = question.ExcludesRef(index.workers().RefBytes(RowId{row}));
        const WorkerRecord record(index, RowId{row});
        add(FailsOf(record.facts, opening, question.rules(), ref, false));
      }
    } else {
      const WorkerFacts worker = question.AskingWorker(0);
      for (std::uint32_t row = 0; row < index.openings().size(); ++row) {
        if (index.openings().Of(RowId{row}).IsOverridden(RowId{row})) continue;
        if (!IsOpen(index.openings()[RowId{row}], question.rules().as_of)) continue;
        const bool ref = question.ExcludesRef(index.openings().RefBytes(RowId{row}));
        const bool employer =
            question.ExcludesEmployer(index.OpeningDocument(RowId{row}).employer_id());
        const OpeningRecord record(index, RowId{row});
        add(FailsOf(worker, record.facts, question.rules(), ref, employer));
      }
    }
    std::map<Clause, std::uint64_t> told;
    for (const Exclusion& excluded : shortfall->excluded_by) {
      told[excluded.clause] += excluded.count;
      ++seen[excluded.clause];
    }
    EXPECT_EQ(shortfall->found, found) << "question " << i;
    EXPECT_EQ(told, expected) << "question " << i;

    if (shortfall->next_ring) {
      ++rings;
      QuestionSpec wider = spec;
      wider.radius_km = shortfall->next_ring->radius_km;
      const auto question_of_ring = Question::Make(RealTaxonomy(), wider, GetParam(), Today());
      ASSERT_TRUE(question_of_ring);
      EXPECT_EQ(CountByBruteForce(index, *question_of_ring, 0).total, shortfall->next_ring->count)
          << "question " << i;
      EXPECT_GT(shortfall->next_ring->count, found);
    }
    for (const Shortfall::Trade& near : shortfall->adjacent_trades) {
      ++trades;
      QuestionSpec other = spec;
      std::erase_if(other.occupations, [](const OccupationSpec& each) { return !each.must_not; });
      const std::string code = RealTaxonomy().occupations()[near.trade].code;
      other.occupations.insert(other.occupations.begin(), {code, std::nullopt});
      const auto question_of_trade = Question::Make(RealTaxonomy(), other, GetParam(), Today());
      ASSERT_TRUE(question_of_trade) << question_of_trade.error().message;
      EXPECT_EQ(CountByBruteForce(index, *question_of_trade, 0).total, near.count)
          << code << ", question " << i;
    }
  }
  for (const Clause clause : {Clause::kPlace, Clause::kRadius, Clause::kSkill, Clause::kLicence,
                              Clause::kNotSkill, Clause::kRefs}) {
    EXPECT_GT(seen[clause], 0) << static_cast<int>(clause);
  }
  EXPECT_GT(seen[for_workers ? Clause::kNotTrade : Clause::kEmployers], 0);
  EXPECT_GT(rings, 0);
  EXPECT_GT(trades, 0);
}

// Puts back the instruction set that the machine would choose.
class EveryInstructionSet : public ::testing::Test {
 protected:
  void TearDown() override { Choose(0); }
  static void Choose(std::int64_t targets) {
    hwy::SetSupportedTargetsForTest(targets);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
};

TEST_F(EveryInstructionSet, GivesTheSameHitsAndTheSameCount) {
  Chance chance(Seed() + 2);
  World world;
  for (int i = 0; i < 2000; ++i) world.Add(RandomWorker(chance, i));
  for (int i = 0; i < 800; ++i) world.Add(RandomOpening(chance, i));
  world.Build();
  std::vector<std::int64_t> targets;
  for (std::int64_t left = hwy::SupportedTargets(); left != 0; left &= left - 1) {
    targets.push_back(left & -left);
  }
  ASSERT_FALSE(targets.empty());
  for (int i = 0; i < 40; ++i) {
    const Direction direction =
        i % 2 == 0 ? Direction::kWorkersForOpening : Direction::kOpeningsForWorker;
    QuestionSpec spec = RandomSpec(chance, direction, world);
    spec.facets = EveryFacet();
    const auto question = Question::Make(RealTaxonomy(), spec, direction, Today());
    ASSERT_TRUE(question) << question.error().message;
    std::optional<RankedRows> first;
    for (const std::int64_t target : targets) {
      Choose(target);
      const auto ranked = world.searcher().Rank(*question, 0, Deadline::Never());
      ASSERT_TRUE(ranked);
      if (!first) first = *ranked;
      const auto counts = world.searcher().Count(*question, 0, Deadline::Never());
      ASSERT_TRUE(counts);
      EXPECT_EQ(*counts, CountByBruteForce(*world.index(), *question, 0)) << VectorTarget();
      EXPECT_EQ(ranked->rows, first->rows) << VectorTarget() << ", question " << i;
      EXPECT_EQ(ranked->total, first->total) << VectorTarget() << ", question " << i;
    }
  }
}

TEST(RankWorkers, DoesNotDependOnTheOrderOfTheInput) {
  Chance chance(Seed());
  std::vector<records::Worker> workers;
  for (int i = 0; i < 400; ++i) workers.push_back(RandomWorker(chance, i));
  const QuestionSpec spec = [&] {
    QuestionSpec out;
    out.occupations = {{"7112.0200", std::nullopt}};
    out.place = PlaceSpec{.pin = 201301};
    out.limit = 50;
    return out;
  }();
  World one;
  for (const records::Worker& worker : workers) one.Add(worker);
  one.Build();
  std::reverse(workers.begin(), workers.end());
  World other;
  for (const records::Worker& worker : workers) other.Add(worker);
  std::filesystem::create_directories(other.store());
  std::filesystem::copy_file(one.store() / "ref.key", other.store() / "ref.key");
  other.Build();
  EXPECT_EQ(one.AskWorkers(spec), other.AskWorkers(spec));
}

TEST(RankWorkers, NeverRanksAWorkerLowerForOneMoreSkillThatWasAskedFor) {
  Chance chance(Seed() + 1);
  for (int round = 0; round < 20; ++round) {
    const std::string asked = chance.Skill();
    records::Worker without = RandomWorker(chance, 1);
    without.clear_skills();
    without.clear_must_requirements();
    without.add_skills()->set_code(RealTaxonomy().skills().all()[20].code);
    without.mutable_primary()->set_nco("7112.0200");
    without.set_birth_day(DayNumber(*ParseDay("1990-01-01")));
    *without.mutable_consents() = Mason("1", 201301).consents();
    records::Worker with = without;
    with.set_uan("110000000099");
    with.add_skills()->set_code(asked);
    World world;
    world.Add(without);
    world.Add(with);
    world.Build();
    QuestionSpec spec;
    spec.occupations = {{"7112.0200", std::nullopt}};
    spec.skills = {{asked, false, std::nullopt, std::nullopt}};
    const auto order = world.AskWorkers(spec);
    ASSERT_EQ(order.size(), 2U);
    EXPECT_EQ(order.front(), "110000000099");
  }
}

}  // namespace
}  // namespace kaam::matcher
