// Small segments: what `kaam-index apply` brings and takes away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/generations.h"
#include "tests/support/world.h"

namespace kaam::indexer {
namespace {

using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonsAt;
using kaam::testing::MasonWanted;
using kaam::testing::World;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::string UanOf(int number) { return std::to_string(100'000'000'000 + number); }

matcher::QuestionSpec MasonsWithin(std::uint32_t pin, std::uint32_t radius_km) {
  matcher::QuestionSpec spec = MasonsAt(pin);
  spec.radius_km = radius_km;
  return spec;
}

TEST(Apply, BringsNewWorkersAndOpenings) {
  World world;
  world.Add(Mason(UanOf(1), kNoida));
  world.Add(MasonWanted("o1", kNoida));
  world.Build();
  world.Add(Mason(UanOf(2), kNoida));
  world.Add(MasonWanted("o2", kNoida));
  world.Apply();
  EXPECT_THAT(world.AskWorkers(MasonsWithin(kNoida, 50)), UnorderedElementsAre(UanOf(1), UanOf(2)));
  EXPECT_THAT(world.AskOpenings(MasonsWithin(kNoida, 50)), UnorderedElementsAre("o1", "o2"));
  EXPECT_EQ(world.index()->manifest().workers, 2U);
  EXPECT_EQ(world.index()->manifest().openings, 2U);
}

TEST(Apply, ShowsTheNewestRowOfARecordAndNoOther) {
  World world;
  world.Add(Mason(UanOf(1), kNoida));
  world.Add(Mason(UanOf(2), kNoida));
  world.Build();
  world.Add(Mason(UanOf(1), kPatna));
  world.Apply();
  EXPECT_THAT(world.AskWorkers(MasonsWithin(kNoida, 50)), ElementsAre(UanOf(2)));
  EXPECT_THAT(world.AskWorkers(MasonsWithin(kPatna, 50)), ElementsAre(UanOf(1)));
  EXPECT_EQ(world.index()->manifest().workers, 2U);
  world.Add(Mason(UanOf(1), kNoida));
  world.Apply();
  EXPECT_THAT(world.AskWorkers(MasonsWithin(kPatna, 50)), IsEmpty());
  EXPECT_THAT(world.AskWorkers(MasonsWithin(kNoida, 50)), UnorderedElementsAre(UanOf(1), UanOf(2)));
}

TEST(Apply, TakesAwayWhatIsNamedInWhateverSegmentItStands) {
  World world;
  for (int i = 1; i <= 3; ++i) world.Add(Mason(UanOf(i), kNoida));
  world.Add(MasonWanted("o1", kNoida));
  world.Build();
  world.Add(Mason(UanOf(4), kNoida));
  world.Apply({UanOf(1)}, {"o1"});
  world.Apply({UanOf(4), UanOf(1)});
  EXPECT_THAT(world.AskWorkers(MasonsWithin(kNoida, 50)), UnorderedElementsAre(UanOf(2), UanOf(3)));
  EXPECT_THAT(world.AskOpenings(MasonsWithin(kNoida, 50)), IsEmpty());
  EXPECT_EQ(world.index()->manifest().workers, 2U);
  EXPECT_EQ(world.index()->manifest().openings, 0U);
}

TEST(Apply, LeavesOutReplacedRowsWhereARareTermIsWalked) {
  World world;
  records::Worker driver = Mason(UanOf(1), kNoida);
  driver.add_licences("HMV");
  world.Add(driver);
  world.Build();
  world.Add(Mason(UanOf(1), kNoida));  // she lost it
  driver.set_uan(UanOf(2));
  world.Add(driver);
  world.Apply();
  matcher::QuestionSpec spec = MasonsWithin(kNoida, 50);
  spec.licences = {"HMV"};
  EXPECT_THAT(world.AskWorkers(spec), ElementsAre(UanOf(2)));
}

TEST(Apply, AnswersAsABuildOfAllRecordsWould) {
  const auto worker = [](int number, int version) {
    records::Worker out = Mason(UanOf(number), (number + version) % 2 == 0 ? kNoida : kPatna);
    out.mutable_primary()->set_months(static_cast<std::uint32_t>((number * 7 + version) % 90));
    if (number % 3 == 0) out.mutable_secondary()->set_nco("7126.0101");
    if (number % 4 == 0) out.add_skills()->set_code("S0025");
    return out;
  };
  World changed;
  for (int i = 0; i < 900; ++i) changed.Add(worker(i, 0));
  changed.Build();
  for (int i = 600; i < 800; ++i) changed.Add(worker(i, 1));
  changed.Apply({UanOf(5), UanOf(6), UanOf(7)});
  for (int i = 700; i < 1000; ++i) changed.Add(worker(i, 2));
  changed.Apply();

  World built;
  for (int i = 0; i < 1000; ++i) {
    if (i < 5 || i > 7) built.Add(worker(i, i >= 700 ? 2 : i >= 600 ? 1 : 0));
  }
  built.UseRefKeyOf(changed);  // equals take turns by their refs
  built.Build();
  for (const std::uint32_t pin : {kNoida, kPatna}) {
    for (const char* trade : {"7112.0200", "7126.0101"}) {
      matcher::QuestionSpec spec = MasonsAt(pin);
      spec.occupations = {{trade, std::nullopt}};
      spec.skills = {{"S0025", false, std::nullopt, std::nullopt}};
      spec.limit = 100;
      EXPECT_EQ(changed.AskWorkers(spec), built.AskWorkers(spec)) << trade << " at " << pin;
    }
  }
}

TEST(Apply, KeepsAPinTooFewWorkersStateCoarse) {
  World world;
  world.Add(Mason(UanOf(1), kNoida));
  world.Build();
  world.Add(Mason(UanOf(2), kNoida));
  world.Apply();
  const auto kind_of = [&](int number) {
    const auto row = world.index()->workers()[world.RowOf(UanOf(number))];
    return world.index()->taxonomy().places()[PlaceId{row.place}].kind;
  };
  EXPECT_NE(kind_of(2), taxonomy::PlaceKind::kPin);
  for (int i = 3; i <= 51; ++i) world.Add(Mason(UanOf(i), kNoida));
  world.Apply();
  EXPECT_EQ(kind_of(51), taxonomy::PlaceKind::kPin);
}

TEST(Apply, SaysHowManyItReplacedAndRemoved) {
  World world;
  world.Add(Mason(UanOf(1), kNoida));
  world.Add(Mason(UanOf(2), kNoida));
  world.Build();
  world.Add(Mason(UanOf(1), kPatna));
  world.Add(Mason(UanOf(3), kPatna));
  const BuildSummary summary = world.Apply({UanOf(2), UanOf(9)});
  EXPECT_EQ(summary.workers.accepted, 2U);
  EXPECT_EQ(summary.workers.replaced, 1U);
  EXPECT_EQ(summary.workers.removed, 1U);
  EXPECT_EQ(summary.workers.removed_unknown, 1U);
}

TEST(Apply, NamesTheLineThatIsNoRefAndPublishesNothing) {
  World world;
  world.Add(Mason(UanOf(1), kNoida));
  world.Build();
  const auto list = world.store() / "gone.txt";
  std::ofstream(list) << "# gone\n\n0123456789abcdef0123456789abcdef\nnobody\n";
  ApplyOptions options;
  options.store = world.store();
  options.today = kaam::testing::Today();
  options.removed_workers = {list};
  const auto summary = Apply(options);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(summary.error().message, HasSubstr("gone.txt:4"));
  EXPECT_THAT(GenerationNumbers(world.store()), ElementsAre(1U));
}

TEST(Apply, FoldsSmallSegmentsWhenThereAreEight) {
  World world;
  world.Add(Mason(UanOf(0), kNoida));
  world.Build();
  for (int i = 1; i <= 20; ++i) {
    world.Add(Mason(UanOf(i), kNoida));
    world.Add(MasonWanted("o" + std::to_string(i), kNoida));
    world.Apply({UanOf(i - 3)}, {"o" + std::to_string(i - 2)});
    EXPECT_LE(world.index()->manifest().small_segments, 8U);
    EXPECT_EQ(world.index()->manifest().workers, static_cast<std::size_t>(std::min(i + 1, 3)));
  }
  EXPECT_THAT(world.AskWorkers(MasonsWithin(kNoida, 50)),
              UnorderedElementsAre(UanOf(18), UanOf(19), UanOf(20)));
  EXPECT_THAT(world.AskOpenings(MasonsWithin(kNoida, 50)), UnorderedElementsAre("o19", "o20"));
  const auto generation = Generation::OpenCurrent(world.store(), Verify::kAll).value();
  EXPECT_THAT(FindDamage(*generation).value(), IsEmpty());
}

TEST(Apply, NeedsAPublishedIndex) {
  const kaam::testing::TemporaryDirectory directory;
  ApplyOptions options;
  options.store = directory / "store";
  const auto summary = Apply(options);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_FALSE(std::filesystem::exists(options.store));
}

TEST(Apply, CanBeTakenBack) {
  World world;
  world.Add(Mason(UanOf(1), kNoida));
  world.Build();
  world.Apply({UanOf(1)});
  EXPECT_THAT(world.AskWorkers(MasonsWithin(kNoida, 50)), IsEmpty());
  ASSERT_TRUE(Rollback(StoreLock::Acquire(world.store()).value()));
  const auto index = matcher::Index::Open(world.store(), Verify::kAll).value();
  EXPECT_EQ(index->manifest().workers, 1U);
  EXPECT_EQ(index->manifest().small_segments, 0U);
}

TEST(Apply, KeepsEveryFileThatOlderGenerationsSharedWhenTheyGo) {
  World world;
  world.Add(Mason(UanOf(1), kNoida));
  world.Build();
  world.Add(Mason(UanOf(2), kNoida));
  world.Apply();
  world.Add(Mason(UanOf(3), kNoida));
  world.Apply();
  {
    const auto lock = StoreLock::Acquire(world.store()).value();
    PruneGenerations(lock.store(), 1);
  }
  EXPECT_THAT(GenerationNumbers(world.store()), ElementsAre(3U));
  const auto generation = Generation::OpenCurrent(world.store(), Verify::kAll).value();
  EXPECT_THAT(FindDamage(*generation).value(), IsEmpty());
}

}  // namespace
}  // namespace kaam::indexer
