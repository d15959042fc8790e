// Counts of whole blocks, on the days that tallies reach and on others.
#include <gtest/gtest.h>

#include "matcher/counts.h"
#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::RealTaxonomy;
using kaam::testing::Today;
using kaam::testing::World;

std::string UanOf(int number) { return std::to_string(100'000'000'000 + number); }

// Somebody whose consent, age and free time change on days around the last confirmation.
records::Worker Changing(int number) {
  records::Worker worker = Mason(UanOf(number), number % 3 == 0 ? kPatna : kNoida);
  const std::int32_t confirmed = worker.confirmed_day();
  if (number % 4 == 0) worker.mutable_consents(0)->set_expires_day(confirmed + number % 90);
  if (number % 7 == 0) worker.set_birth_day(DayNumber(*ParseDay("2008-09-20")) + number % 80);
  if (number % 2 == 0) {
    records::AvailabilityWindow& window = *worker.add_availability();
    if (number % 6 != 0) window.set_from_day(confirmed - 20 + number % 100);
    if (number % 10 == 0) window.set_until_day(confirmed + 85 + number % 40);
    if (number % 6 == 0) window.add_months(1 + static_cast<std::uint32_t>(number / 6 % 12));
  }
  if (number % 5 == 0) {
    worker.mutable_primary()->set_nco("7115.0100");
    worker.mutable_secondary()->set_nco("7112.0200");
    worker.mutable_secondary()->set_months(static_cast<std::uint32_t>(number % 150));
  } else if (number % 3 != 0) {
    worker.mutable_primary()->set_months(static_cast<std::uint32_t>(number % 150));
  }
  if (number % 3 != 1) {
    worker.mutable_wage_wanted()->set_min_paise(static_cast<std::uint64_t>(1 + number % 1200) *
                                                100);
    worker.mutable_wage_wanted()->set_unit(records::PAY_UNIT_DAY);
  }
  worker.add_skills()->set_code("S0025");
  if (number % 9 == 0) worker.add_skills()->set_code("S0029");
  if (number % 400 == 0) worker.add_skills()->set_code("S0012");
  if (number % 500 == 1) {
    worker.add_requirements(records::AMENITY_TOILETS);
    worker.add_must_requirements(records::AMENITY_TOILETS);
  }
  return worker;
}

QuestionSpec MasonsOn(Day day) {
  QuestionSpec spec;
  spec.occupations = {{"7112.0200", std::nullopt}};
  spec.facets.assign(kFacetNames.begin(), kFacetNames.end());
  spec.as_of = FormatDay(day);
  return spec;
}

void ExpectCountsOfBruteForce(World& world, const QuestionSpec& spec) {
  const auto question =
      Question::Make(RealTaxonomy(), spec, Direction::kWorkersForOpening, Today());
  ASSERT_TRUE(question) << question.error().message;
  const auto counts = world.searcher().Count(*question, 0, Deadline::Never());
  ASSERT_TRUE(counts);
  EXPECT_EQ(*counts, CountByBruteForce(*world.index(), *question, 0)) << *spec.as_of;
  EXPECT_GT(counts->total, 0U);
}

// More than are counted row by row.
constexpr int kMany = 4000;

TEST(Tallies, CountExactlyOnEveryDayWithinReachAndBeyond) {
  World world;
  for (int i = 0; i < kMany; ++i) world.Add(Changing(i));
  world.Build();
  const Day confirmed = DayFromNumber(Mason("100000000000", kNoida).confirmed_day());
  for (const int days : {-30, -1, 0, 1, 2, 17, 30, 31, 59, 60, 61, 90, 400}) {
    ExpectCountsOfBruteForce(world, MasonsOn(confirmed + std::chrono::days(days)));
  }
}

TEST(Tallies, CountTimesOnTheDayThatWorkStarts) {
  World world;
  for (int i = 0; i < kMany; ++i) world.Add(Changing(i));
  world.Build();
  QuestionSpec spec = MasonsOn(Today());
  for (const char* start : {"2026-11-03", "2026-11-30", "2026-12-01", "2027-04-01"}) {
    spec.start = start;
    ExpectCountsOfBruteForce(world, spec);
  }
}

TEST(Tallies, LeaveOutWhatClausesAndSmallSegmentsTakeAway) {
  World world;
  for (int i = 0; i < kMany; ++i) world.Add(Changing(i));
  world.Build();
  std::vector<std::string> gone;
  for (int i = 0; i < kMany; i += 11) gone.push_back(UanOf(i));
  for (int i = 5; i < kMany; i += 13) {
    records::Worker worker = Changing(i + 1);
    worker.set_uan(UanOf(i));
    world.Add(worker);
  }
  world.Apply(gone);
  QuestionSpec spec = MasonsOn(Today());
  ExpectCountsOfBruteForce(world, spec);
  spec.skills = {{"S0029", true, std::nullopt, std::nullopt}};
  ExpectCountsOfBruteForce(world, spec);
  spec.skills.clear();
  spec.occupations = {{"7112", std::nullopt}};  // the family
  ExpectCountsOfBruteForce(world, spec);
}

}  // namespace
}  // namespace kaam::matcher
