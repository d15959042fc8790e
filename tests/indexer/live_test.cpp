// Live updates: changes of single records, in any order, while the store is served.
#include "indexer/live_store.h"
#include "tests/indexer/live_fixture.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonsAt;
using kaam::testing::MasonWanted;
using matcher::Direction;
using records::Change;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST_F(LiveStoreTest, BringsReplacesAndTakesAwayWorkers) {
  Build({Mason(Uan(1), kNoida), Mason(Uan(2), kNoida)});
  EXPECT_THAT(
      Apply({Whole(1, 1, Mason("", kPatna)), Whole(3, 1, Mason("", kNoida)), Removal(2, 1)}),
      Each(Fate::kAccepted));
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(3));
  EXPECT_THAT(MasonsNear(kPatna), ElementsAre(1));
  EXPECT_THAT(Apply({Whole(2, 2, Mason("", kNoida))}), ElementsAre(Fate::kAccepted));
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(2, 3));
}

TEST_F(LiveStoreTest, BringsReplacesAndTakesAwayOpenings) {
  records::Opening built = MasonWanted("o1", kNoida);
  built.set_version(5);
  Build({Mason(Uan(1), kNoida)}, {built, MasonWanted("o2", kNoida)});
  const auto refs = RefMaker::ForStore(store_).value();
  const auto change = [&](std::string_view id, std::uint64_t version, std::uint32_t pin) {
    Change out;
    records::Opening opening = MasonWanted(id, pin);
    opening.set_version(version);
    const OpeningRef ref = refs.Of(opening);
    out.set_ref(ref.bytes.data(), ref.bytes.size());
    out.set_of_opening(true);
    out.set_version(version);
    if (pin != 0) *out.mutable_opening() = opening;
    if (pin == 0) out.set_removal(true);
    return out;
  };
  EXPECT_THAT(Apply({change("o1", 4, kPatna), change("o2", 1, 0), change("o3", 1, kNoida)}),
              ElementsAre(Fate::kSuperseded, Fate::kAccepted, Fate::kAccepted));
  matcher::QuestionSpec spec = MasonsAt(kNoida);
  spec.radius_km = 50;
  EXPECT_THAT(Ask(store_, spec, Direction::kOpeningsForWorker),
              UnorderedElementsAre(HasSubstr(ToHex(refs.Of(MasonWanted("o1", 0)))),
                                   HasSubstr(ToHex(refs.Of(MasonWanted("o3", 0)))), "of 2"));
}

TEST_F(LiveStoreTest, SaysWhatBecameOfEachChange) {
  records::Worker built = Mason(Uan(1), kNoida);
  built.set_version(3);
  Build({built});
  EXPECT_THAT(Apply({Whole(1, 5, Mason("", kPatna)), Whole(1, 5, Mason("", kPatna)),
                     Whole(1, 4, Mason("", kNoida)), Whole(2, 1, Mason("", kNoida)),
                     Visit(1, 6, kNoida, "2026-10-30"), Visit(1, 6, kNoida, "2026-10-30"),
                     Visit(1, 2, kPatna, "2026-10-31")}),
              ElementsAre(Fate::kAccepted, Fate::kDuplicate, Fate::kSuperseded, Fate::kAccepted,
                          Fate::kAccepted, Fate::kDuplicate, Fate::kSuperseded));
  EXPECT_THAT(Apply({Erasure(2, 2), Whole(2, 9, Mason("", kNoida)), Erasure(2, 2)}),
              ElementsAre(Fate::kAccepted, Fate::kErased, Fate::kDuplicate));
}

TEST_F(LiveStoreTest, ChangesPartsOfWhatWasBuilt) {
  std::vector<records::Worker> workers;
  for (int i = 1; i <= 6; ++i) workers.push_back(Mason(Uan(i), kNoida));
  Build(workers);
  Change until = Happened(5, 1, records::EVENT_KIND_ENGAGEMENT);
  until.set_until_day(DayOf("2026-11-20"));
  Apply({Visit(1, 1, kPatna, "2026-10-30"), Happened(2, 1, records::EVENT_KIND_DEATH),
         Happened(3, 1, records::EVENT_KIND_ENGAGEMENT),
         ConsentOf(4, 1, std::nullopt, "2026-11-01"), until,
         Happened(6, 2, records::EVENT_KIND_EXIT)});
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(5, 6));
  EXPECT_THAT(MasonsNear(kPatna), ElementsAre(1));
  Apply({Happened(3, 2, records::EVENT_KIND_EXIT), ConsentOf(4, 2, "2026-11-02", std::nullopt),
         Whole(2, 9, Mason("", kNoida)), Happened(6, 1, records::EVENT_KIND_ENGAGEMENT)});
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(3, 4, 5, 6));
}

TEST_F(LiveStoreTest, LeavesAloneWhoIsNotKnownYetAndTakesHerWhenSheComes) {
  Build({Mason(Uan(1), kNoida)});
  EXPECT_THAT(Apply({Visit(2, 2, kPatna, "2026-10-30")}), ElementsAre(Fate::kAccepted));
  EXPECT_THAT(MasonsNear(kPatna), IsEmpty());
  Apply({Whole(2, 1, Mason("", kNoida))});
  EXPECT_THAT(MasonsNear(kPatna), ElementsAre(2));
}

TEST_F(LiveStoreTest, FoldsWhateverNumberOfSegmentsComes) {
  Build({Mason(Uan(1), kNoida)});
  for (int i = 2; i <= 30; ++i) {
    Apply({Whole(i, 1, Mason("", i % 2 == 0 ? kNoida : kPatna)), Removal(i - 5, 2)});
    const auto generation = Generation::OpenCurrent(store_, Verify::kAll).value();
    ASSERT_LE(generation->manifest().small_segments, schema::kMaxSmallSegments);
    ASSERT_THAT(FindDamage(*generation).value(), IsEmpty());
  }
  EXPECT_THAT(MasonsNear(kNoida, 30), ElementsAre(26, 28, 30));
  EXPECT_THAT(MasonsNear(kPatna, 30), ElementsAre(27, 29));
}

TEST_F(LiveStoreTest, TakesInAfterACrashWhatWasAcknowledged) {
  Build({Mason(Uan(1), kNoida)});
  Apply({Whole(2, 1, Mason("", kNoida))});
  fs::copy_file(store_ / kChangedRecordsName, directory_ / "before");
  ASSERT_EQ(Open()->Take(std::vector{Whole(3, 1, Mason("", kNoida)), Removal(1, 1)})->size(), 2U);
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(1, 2));
  // As if the disk had not yet got what can be read again from the log.
  fs::copy_file(directory_ / "before", store_ / kChangedRecordsName,
                fs::copy_options::overwrite_existing);
  ASSERT_TRUE(Open()->Publish().value());
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(2, 3));
  EXPECT_FALSE(Open()->Publish().value());
}

TEST_F(LiveStoreTest, ComesForwardAgainAfterARollback) {
  Build({Mason(Uan(1), kNoida)});
  Apply({Whole(2, 1, Mason("", kNoida))});
  Apply({Whole(3, 1, Mason("", kNoida))});
  ASSERT_TRUE(Rollback(StoreLock::Acquire(store_).value()));
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(1, 2));
  ASSERT_TRUE(Open()->Publish().value());
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(1, 2, 3));
}

TEST_F(LiveStoreTest, HoldsAgainstABuildOfOlderSheets) {
  Build({Mason(Uan(1), kNoida), Mason(Uan(2), kNoida), Mason(Uan(3), kNoida)});
  Apply(
      {Whole(1, 4, Mason("", kPatna)), Removal(2, 1), ConsentOf(3, 1, std::nullopt, "2026-11-01")});
  records::Worker newer = Mason(Uan(1), kNoida);
  newer.set_version(5);
  Build({Mason(Uan(1), kNoida), Mason(Uan(2), kNoida), Mason(Uan(3), kNoida)});
  EXPECT_THAT(MasonsNear(kNoida), IsEmpty());
  EXPECT_THAT(MasonsNear(kPatna), ElementsAre(1));
  Build({newer, Mason(Uan(2), kNoida), Mason(Uan(3), kNoida)});
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(1));
}

TEST_F(LiveStoreTest, ErasesForGoodWhateverIsRolledBackOrImported) {
  records::Worker canary = Mason(Uan(1), kNoida);
  canary.set_name("Canary Kumari");
  const std::vector<records::Worker> sheet = {canary, Mason(Uan(2), kNoida)};
  Build(sheet);
  Apply({Whole(1, 1, canary)});
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(1, 2));
  {
    const auto live = Open();
    ASSERT_TRUE(live->Take(std::vector{Erasure(1, 2)}));
    // Before any new generation.
    EXPECT_THAT(MasonsNear(kNoida), ElementsAre(2));
    EXPECT_EQ(ReadContact(store_ / kContactsName, key_, RefOf(1)).error().code,
              ErrorCode::kNotFound);
    EXPECT_EQ(live->position(), 2U);
    const auto kept = ReplayChangeLog(
        store_ / kChangeLogName, 2, [](std::uint64_t, std::string_view) { return Result<void>(); });
    EXPECT_TRUE(kept);
    for (const auto& entry : fs::directory_iterator(store_ / kChangeLogName)) {
      EXPECT_EQ(fs::file_size(entry), 0U) << entry.path();
    }
    ASSERT_TRUE(live->Publish());
  }
  ASSERT_TRUE(Rollback(StoreLock::Acquire(store_).value()));
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(2));
  Build(sheet);
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(2));
  EXPECT_EQ(rejected_["erased"], 1U);
  EXPECT_EQ(ReadContact(store_ / kContactsName, key_, RefOf(1)).error().code, ErrorCode::kNotFound);
  EXPECT_THAT(ReadWholeFile(store_ / kSuppressionName).value(),
              HasSubstr("erased\t" + ToHex(RefOf(1)) + "\t2\t"));
}

TEST_F(LiveStoreTest, KeepsNothingPersonalInTheOpen) {
  records::Worker canary = Mason(Uan(1), kNoida);
  canary.set_name("Canary Kumari");
  canary.set_mobile("9876543210");
  canary.mutable_current()->set_line("12 Canary Lane");
  Build({Mason(Uan(2), kNoida)});
  Apply({Whole(1, 1, canary)});
  const std::string all = EveryByte();
  for (const char* text : {"Canary", "9876543210", "100000000001"}) {
    EXPECT_EQ(all.find(text), std::string::npos) << text;
  }
}

TEST_F(LiveStoreTest, NeedsTheKeyOfTheStore) {
  Build({Mason(Uan(1), kNoida)});
  Apply({Whole(1, 1, Mason("", kPatna))});
  ASSERT_TRUE(Open()->Take(std::vector{Whole(2, 1, Mason("", kPatna))}));
  fs::remove(store_ / kChangedRecordsName);
  SecretKey other = key_;
  other[0] ^= 1;
  const auto live = LiveStore::Open(store_, other, 2);
  ASSERT_FALSE(live);
  EXPECT_EQ(live.error().code, ErrorCode::kDataLoss);
}

}  // namespace
}  // namespace kaam::indexer
