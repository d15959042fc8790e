#include "indexer/feed.h"

#include "tests/indexer/live_fixture.h"

namespace kaam::indexer {
namespace {

using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonWanted;
using kaam::testing::Today;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class FeedTest : public LiveStoreTest {
 protected:
  FeedSummary Feed(const std::string& lines) {
    std::ofstream(directory_ / "feed.jsonl") << lines;
    FeedOptions options;
    options.feed = directory_ / "feed.jsonl";
    options.store = store_;
    options.store_key = key_;
    options.today = Today();
    auto summary = ApplyFeed(options);
    EXPECT_TRUE(summary) << summary.error().message;
    return summary ? *summary : FeedSummary();
  }
  std::string Rejects() { return ReadWholeFile(store_ / "rejects.csv").value(); }
};

TEST_F(FeedTest, ReadsEveryKindOfChange) {
  std::vector<records::Worker> workers;
  for (int i = 1; i <= 8; ++i) workers.push_back(Mason(Uan(i), kNoida));
  Build(workers, {MasonWanted("o1", kNoida)});
  const FeedSummary summary = Feed(
      R"({"event":"worker","version":1,"worker":{"uan":"100000000009","birth_date":"1990-05-17",)"
      R"("occupation":"7112.0200","current_pin":"201301",)"
      R"("consents":"visible_to_employers:2025-01-01"}})"
      "\n"
      R"({"event":"opening","version":1,"opening":{"id":"o2","status":"open",)"
      R"("occupations":"7112.0200","sites":"pin:201301"}})"
      "\n"
      R"({"event":"remove_worker","version":1,"uan":"100000000001"})"
      "\n"
      R"({"event":"remove_opening","version":1,"id":"o1"})"
      "\n"
      R"({"event":"consent","version":1,"uan":"100000000002","purpose":"visible_to_employers",)"
      R"("withdrawn":"2026-11-01","channel":"ivr"})"
      "\n"
      R"({"event":"ration_visit","version":1,"uan":"100000000003","day":"2026-10-30","pin":800001})"
      "\n"
      R"({"event":"engagement","version":1,"uan":"100000000004","day":"2026-10-01"})"
      "\n"
      R"({"event":"exit","version":2,"uan":"100000000004","day":"2026-10-09"})"
      "\n"
      R"({"event":"death","version":1,"uan":"100000000005","day":"2026-10-09"})"
      "\n"
      R"({"event":"duplicate","version":1,"uan":"100000000006"})"
      "\n"
      R"({"event":"not_me","version":1,"ref":")" +
      ToHex(RefOf(7)) +
      R"("})"
      "\n"
      R"({"event":"erase","version":1,"uan":"100000000008"})"
      "\n");
  EXPECT_EQ(summary.read, 12U);
  EXPECT_EQ(summary.accepted, 12U) << Rejects();
  EXPECT_EQ(summary.manifest.log_position, 12U);
  EXPECT_EQ(summary.manifest.openings, 1U);
  EXPECT_THAT(MasonsNear(kNoida), ElementsAre(4, 9));
  EXPECT_THAT(MasonsNear(kPatna), ElementsAre(3));
}

TEST_F(FeedTest, NamesLineFieldAndReasonOfWhatItRejectsAndTakesTheRest) {
  Build({Mason(Uan(1), kNoida)});
  const FeedSummary summary = Feed(
      "not json\n"
      R"({"event":"birth","version":1,"uan":"100000000001"})"
      "\n"
      R"({"event":"death","uan":"100000000001"})"
      "\n"
      R"({"event":"death","version":1,"uan":"1"})"
      "\n"
      R"({"event":"death","version":1,"uan":"100000000001","colour":"red"})"
      "\n"
      R"({"event":"death","version":1,"uan":"100000000001","day":"2027-01-01"})"
      "\n"
      R"({"event":"ration_visit","version":1,"uan":"100000000001","day":"2026-10-30","pin":1})"
      "\n"
      R"({"event":"consent","version":1,"uan":"100000000001","purpose":"fame","given":"2026-01-01"})"
      "\n"
      R"({"event":"worker","version":1,"worker":{"uan":"100000000001","occupation":"9999"}})"
      "\n"
      R"({"event":"ration_visit","version":1,"uan":"100000000001","day":"2026-10-30","pin":800001})"
      "\n");
  EXPECT_EQ(summary.read, 10U);
  EXPECT_EQ(summary.accepted, 1U);
  EXPECT_EQ(summary.rejected, 9U);
  const std::string rejects = Rejects();
  for (const char* part :
       {",1,,,", ",2,2,event,", ",3,,version,must be", ",4,30,uan,must be 12 digits,",
        ",5,51,colour,is not known here", ",6,51,day,lies in the future", ",7,77,pin,",
        ",8,53,purpose,", ",9,62,occupation,", "***"}) {
    EXPECT_THAT(rejects, HasSubstr(part));
  }
  EXPECT_THAT(rejects, Not(HasSubstr("100000000001")));
  EXPECT_THAT(MasonsNear(kPatna), ElementsAre(1));
}

}  // namespace
}  // namespace kaam::indexer
