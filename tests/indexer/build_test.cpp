// Registry files in, a published index out: what lands, what is rejected and why.
#include "indexer/build.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <fstream>
#include <set>
#include <sstream>

#include "indexer/contact_store.h"
#include "tests/support/world.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kHeader =
    "uan,name,mobile,birth_date,current_pin,occupation,occupation_text,skills,consents\n";
constexpr std::string_view kConsent = "visible_to_employers:2025-01-01";

std::string GoodRow(std::string_view uan) {
  return std::string(uan) + ",Synthetic Person,5000000001,1990-05-17,201301,7112.0200,,," +
         std::string(kConsent) + "\n";
}

class BuildTest : public ::testing::Test {
 protected:
  BuildTest() {
    EXPECT_GE(sodium_init(), 0);
    options_.store = directory_ / "store";
    options_.taxonomy = taxonomy::Taxonomy::DefaultPath().value();
    options_.today = kaam::testing::Today();
  }

  fs::path Write(const std::string& name, std::string_view content) {
    std::ofstream(directory_ / name, std::ios::binary) << content;
    return directory_ / name;
  }

  // Builds of one CSV of workers.
  BuildSummary BuildRows(const std::string& rows) {
    options_.worker_files = {Write("workers.csv", std::string(kHeader) + rows)};
    const auto built = Build(options_);
    EXPECT_TRUE(built) << built.error().message;
    return built ? *built : BuildSummary{};
  }

  // "line:column field reason" of every reject.
  std::vector<std::string> Rejects() {
    const std::string text = ReadWholeFile(options_.store / "rejects.csv").value();
    std::vector<std::string> out;
    std::istringstream in(text);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) out.push_back(line.substr(line.find("workers.csv") + 12));
    return out;
  }

  std::string FaultOf(const std::string& name, std::string_view content) {
    options_.worker_files = {Write(name, content)};
    const auto built = Build(options_);
    EXPECT_FALSE(fs::exists(options_.store / "CURRENT"));
    return built ? "built" : built.error().message;
  }

  kaam::testing::TemporaryDirectory directory_;
  BuildOptions options_;
};

TEST_F(BuildTest, LandsGoodRowsAndRejectsBadOnesWithTheirPlace) {
  const BuildSummary summary = BuildRows(
      GoodRow("100000000001") +  // 2
      "100000000002,A,5000000001,1990-05-17,201301,7112.9999,,," + std::string(kConsent) + "\n" +
      "100000000003,A,5000000001,1990-02-30,201301,7112.0200,,," + std::string(kConsent) + "\n" +
      GoodRow("100000000001") +  // 5
      "100000000004,A,5000000001,1990-05-17,999999,7112.0200,,," + std::string(kConsent) + "\n" +
      "100000000005,A\xFF,5000000001,1990-05-17,201301,7112.0200,,," + std::string(kConsent) +
      "\n" + "100000000006,A,12345,1990-05-17,201301,7112.0200,,," + std::string(kConsent) + "\n" +
      "10000000000x,A,5000000001,1990-05-17,201301,7112.0200,,," + std::string(kConsent) + "\n" +
      "100000000007,A,5000000001,2090-05-17,201301,7112.0200,,," + std::string(kConsent) + "\n" +
      "100000000008,too,few,cells\n" + GoodRow("100000000009"));  // 12
  EXPECT_EQ(summary.workers.read, 11U);
  EXPECT_EQ(summary.workers.accepted, 2U);
  EXPECT_EQ(summary.workers.rejected, 9U);
  const auto rejects = Rejects();
  ASSERT_EQ(rejects.size(), 9U);
  EXPECT_THAT(rejects[0], HasSubstr("3,45,occupation,'7112.9999' is no known code"));
  EXPECT_THAT(rejects[1], HasSubstr("4,27,birth_date,\"must be a date that exists"));
  EXPECT_THAT(rejects[2], HasSubstr("5,1,uan,the same as in"));
  EXPECT_THAT(rejects[2], HasSubstr("workers.csv:2"));
  EXPECT_THAT(rejects[3], HasSubstr("6,38,current_pin,'999999' is no known code; nearest:"));
  EXPECT_THAT(rejects[4], HasSubstr("7,15,name,bytes are not UTF-8"));
  EXPECT_THAT(rejects[5], HasSubstr("8,16,mobile,\"must be 10 digits"));
  EXPECT_THAT(rejects[6], HasSubstr("9,1,uan,must be 12 digits"));
  EXPECT_THAT(rejects[7], HasSubstr("10,27,birth_date,is no possible birth date"));
  EXPECT_THAT(rejects[8], HasSubstr("11,,,\"the row has 4 cells, the header 9\""));
}

TEST_F(BuildTest, MasksPersonalFieldsInTheRejectFile) {
  BuildRows("100000000002,Asha Devi,5123456789,1990-05-17,201301,7112.9999,496858245152,," +
            std::string(kConsent) + "\n");
  const std::string rejects = ReadWholeFile(options_.store / "rejects.csv").value();
  for (const char* secret : {"Asha", "5123456789", "1990-05-17", "100000000002", "496858245152"}) {
    EXPECT_THAT(rejects, Not(HasSubstr(secret)));
  }
  EXPECT_THAT(rejects, HasSubstr("XXXX XXXX 5152"));
  EXPECT_THAT(rejects, HasSubstr("7112.9999"));
}

TEST_F(BuildTest, NeverReadsAnAadhaarColumn) {
  options_.worker_files = {Write("workers.csv",
                                 "uan,Aadhaar_Number,birth_date,occupation,current_pin,consents\n"
                                 "100000000001,496858245152,1990-05-17,7112.0200,201301," +
                                     std::string(kConsent) + "\n")};
  const SecretKey key{1};
  options_.store_key = key;
  const auto built = Build(options_).value();
  EXPECT_EQ(built.workers.accepted, 1U);
  EXPECT_THAT(built.workers.refused_columns, ElementsAre("aadhaar_number"));
  for (const auto& entry : fs::recursive_directory_iterator(options_.store)) {
    if (!entry.is_regular_file()) continue;
    EXPECT_THAT(ReadWholeFile(entry.path()).value(), Not(HasSubstr("496858245152")));
  }
}

TEST_F(BuildTest, RefusesAnAadhaarNumberGivenForTheVaultReference) {
  options_.worker_files = {Write("workers.csv",
                                 "uan,aadhaar_ref,birth_date,occupation,consents\n"
                                 "100000000001,4968 5824 5152,1990-05-17,7112.0200," +
                                     std::string(kConsent) + "\n")};
  const auto built = Build(options_).value();
  EXPECT_EQ(built.workers.rejected_by_reason.count("aadhaar_ref: Aadhaar number"), 1U);
}

TEST_F(BuildTest, KeepsTwelveDigitUansAndMobilesThatPassTheAadhaarCheck) {
  // A UAN may pass the check digit by chance, as may a mobile written with 91.
  const BuildSummary summary = BuildRows(
      "496858245152,A,915000000001,1990-05-17,201301,7112.0200,,," + std::string(kConsent) + "\n");
  EXPECT_EQ(summary.workers.accepted, 1U);
}

TEST_F(BuildTest, NamesAMissingColumn) {
  EXPECT_THAT(FaultOf("workers.csv", "uan,name,occupation,consents\n1,2,3,4\n"),
              HasSubstr("workers.csv:1: column 'birth_date' is missing"));
}

TEST_F(BuildTest, SaysWhatAFileIsThatIsNoRegistry) {
  EXPECT_THAT(FaultOf("empty.csv", ""), HasSubstr("empty.csv is empty"));
  EXPECT_THAT(FaultOf("sheet.xlsx", "PK\x03\x04rest"), HasSubstr("is no whole workbook"));
  EXPECT_THAT(FaultOf("picture.png", "\x89PNG\r\n"), HasSubstr("a picture"));
  EXPECT_THAT(FaultOf("notes.txt", "dear sir,\nplease find\n"), HasSubstr("neither CSV"));
  EXPECT_THAT(FaultOf("wide.csv", std::string_view("\xFF\xFEu\0a\0", 6)), HasSubstr("neither CSV"));
  options_.worker_files = {directory_ / "not there.csv"};
  EXPECT_EQ(Build(options_).error().code, ErrorCode::kIo);
  options_.worker_files = {directory_.path()};
  EXPECT_THAT(Build(options_).error().message, HasSubstr("is a directory"));
}

TEST_F(BuildTest, LosesOnlyTheLineThatIsAHundredMegabytesLong) {
  options_.worker_files = {Write("workers.csv", std::string(kHeader) + GoodRow("100000000001") +
                                                    std::string(100U << 20, 'x') + "\n" +
                                                    GoodRow("100000000002"))};
  const auto built = Build(options_).value();
  EXPECT_EQ(built.workers.accepted, 2U);
  EXPECT_EQ(built.workers.rejected_by_reason.at("row too long"), 1U);
}

TEST_F(BuildTest, ReadsJsonLinesWithTheSameNames) {
  options_.worker_files = {Write(
      "workers.jsonl",
      R"({"uan":"100000000001","birth_date":"1990-05-17","occupation":"7112.0200","skills":["S0025:2","S0029"],"current_pin":201301,"consents":"visible_to_employers:2025-01-01"})"
      "\n{\"uan\":\"100000000002\",\"birth_date\":\n"
      R"({"uan":"100000000003","birth_date":"1990-05-17","occupation":"7112.9999","current_pin":201301})"
      "\n\n[1]\n"
      R"({"uan":"100000000004","name":{"first":"A"}})"
      "\n")};
  const auto built = Build(options_).value();
  EXPECT_EQ(built.workers.accepted, 1U);
  EXPECT_EQ(built.workers.rejected_by_reason.at("malformed JSON"), 3U);
  const std::string rejects = ReadWholeFile(options_.store / "rejects.csv").value();
  EXPECT_THAT(rejects, HasSubstr("workers.jsonl,2,"));
  EXPECT_THAT(rejects, HasSubstr("workers.jsonl,3,49,occupation"));
  EXPECT_THAT(rejects, HasSubstr("workers.jsonl,6,23,name"));
}

// `text` compressed by libarchive's filter of that name.
std::string Compressed(const std::string& text, const char* filter) {
  std::string out(1 << 20, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_add_filter_by_name(writer, filter);
  archive_write_set_format_raw(writer);
  archive_write_set_bytes_per_block(writer, 0);
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_write_header(writer, entry);
  archive_write_data(writer, text.data(), text.size());
  archive_entry_free(entry);
  archive_write_free(writer);
  return out.substr(0, used);
}

TEST_F(BuildTest, ReadsCompressedFilesByTheirContent) {
  for (const char* filter : {"gzip", "zstd"}) {
    SCOPED_TRACE(filter);
    const std::string bytes = Compressed(std::string(kHeader) + GoodRow("100000000001"), filter);
    options_.worker_files = {Write("workers", bytes)};
    EXPECT_EQ(Build(options_).value().workers.accepted, 1U);
    options_.worker_files = {Write("cut", bytes.substr(0, bytes.size() / 2))};
    const auto cut = Build(options_);
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().code, ErrorCode::kDataLoss) << cut.error().message;
  }
}

TEST_F(BuildTest, PublishesTheSameIndexFromEveryFormat) {
  kaam::testing::World world;  // builds from Protobuf
  for (int i = 0; i < 30; ++i) {
    world.Add(kaam::testing::Mason("1000000000" + std::to_string(10 + i), 201301));
  }
  world.Build();
  std::string csv = "uan,name,birth_date,current_pin,occupation,consents,confirmed\n";
  for (int i = 0; i < 30; ++i) {
    csv += "1000000000" + std::to_string(10 + i) +
           ",Synthetic "
           "Person,1990-05-17,201301,7112.0200,visible_to_employers:2025-01-01,2026-10-01\n";
  }
  fs::create_directories(options_.store);
  fs::copy_file(world.store() / "ref.key", options_.store / "ref.key");
  options_.worker_files = {Write("workers.csv", csv)};
  ASSERT_TRUE(Build(options_));
  for (const char* name :
       {"workers.rows", "workers.refs", "workers.pool", "workers.primary.digests",
        "workers.primary.blocks", "workers.primary.starts", "workers.masks", "workers.terms",
        "workers.byref"}) {
    EXPECT_EQ(ReadWholeFile(options_.store / "generations/000001" / name).value(),
              ReadWholeFile(world.store() / "generations/000001" / name).value())
        << name;
  }
}

TEST_F(BuildTest, SealsPersonalFieldsUnderTheKeyAndKeepsThemOutOfTheIndex) {
  SecretKey key{};
  randombytes_buf(key.data(), key.size());
  options_.store_key = key;
  BuildRows("100000000001,Canary Nightingale,5123456789,1990-05-17,201301,7112.0200,,," +
            std::string(kConsent) + "\n");
  for (const auto& entry : fs::recursive_directory_iterator(options_.store)) {
    if (!entry.is_regular_file()) continue;
    const std::string content = ReadWholeFile(entry.path()).value();
    for (const char* canary : {"Canary", "Nightingale", "5123456789", "100000000001"}) {
      EXPECT_THAT(content, Not(HasSubstr(canary))) << entry.path();
    }
  }
  const auto refs = RefMaker::ForStore(options_.store).value();
  records::Worker worker;
  worker.set_uan("100000000001");
  const fs::path contacts = options_.store / "contacts.sqlite";
  const auto opened = ReadContact(contacts, key, refs.Of(worker));
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->name(), "Canary Nightingale");
  EXPECT_EQ(opened->mobile(), "5123456789");
  key[0] ^= 1;
  EXPECT_EQ(ReadContact(contacts, key, refs.Of(worker)).error().code, ErrorCode::kDataLoss);
  worker.set_uan("100000000002");
  EXPECT_EQ(ReadContact(contacts, key, refs.Of(worker)).error().code, ErrorCode::kNotFound);
}

TEST_F(BuildTest, DropsAndCountsPersonalFieldsWithoutAKey) {
  const BuildSummary summary = BuildRows(GoodRow("100000000001") + GoodRow("100000000002"));
  EXPECT_EQ(summary.workers.personal_dropped, 2U);
  EXPECT_FALSE(fs::exists(options_.store / "contacts.sqlite"));
}

TEST_F(BuildTest, KeepsARefTheSameFromBuildToBuild) {
  BuildRows(GoodRow("100000000001"));
  const std::string first =
      ReadWholeFile(options_.store / "generations/000001/workers.refs").value();
  BuildRows(GoodRow("100000000001"));
  EXPECT_EQ(ReadWholeFile(options_.store / "generations/000002/workers.refs").value(), first);
}

TEST_F(BuildTest, UnderstandsFreeTextAndCountsWhatItDoesNot) {
  const BuildSummary summary =
      BuildRows("100000000001,A,,1990-05-17,201301,,raj mistri,," + std::string(kConsent) + "\n" +
                "100000000002,A,,1990-05-17,201301,,zxqwv,," + std::string(kConsent) + "\n" +
                "100000000003,A,,1990-05-17,201301,,zxqwv,," + std::string(kConsent) + "\n");
  EXPECT_EQ(summary.workers.accepted, 3U);
  EXPECT_EQ(summary.workers.texts.trades, 3U);
  EXPECT_EQ(summary.workers.texts.trades_understood, 1U);
  EXPECT_EQ(ReadWholeFile(options_.store / "not_understood.csv").value(), "text,rows\nzxqwv,2\n");
}

TEST_F(BuildTest, ShowsNoPointFinerThanASubdistrictBelowFiftyWorkersAtAPin) {
  std::string rows;
  for (int i = 0; i < 49; ++i) rows += GoodRow("1000000001" + std::to_string(10 + i));
  const auto kind_of_place = [&] {
    BuildRows(rows);
    const auto index = matcher::Index::Open(options_.store, Verify::kAll).value();
    const std::uint16_t place = index->workers()[RowId{0}].place;
    return index->taxonomy().places()[PlaceId{place}].kind;
  };
  EXPECT_NE(kind_of_place(), taxonomy::PlaceKind::kPin);
  rows += GoodRow("100000000200");
  EXPECT_EQ(kind_of_place(), taxonomy::PlaceKind::kPin);
}

TEST_F(BuildTest, LetsNoSecondWriterIn) {
  const auto lock = StoreLock::Acquire(options_.store);
  options_.worker_files = {Write("workers.csv", std::string(kHeader) + GoodRow("100000000001"))};
  EXPECT_EQ(Build(options_).error().code, ErrorCode::kUnavailable);
}

TEST(CreateKeyFile, MakesAKeyForItsOwnerAloneAndNeverOverwritesOne) {
  ASSERT_GE(sodium_init(), 0);
  const kaam::testing::TemporaryDirectory directory;
  const auto made = CreateKeyFile(directory / "key");
  ASSERT_TRUE(made);
  EXPECT_EQ(ReadKeyFile(directory / "key").value(), *made);
  EXPECT_EQ(fs::status(directory / "key").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(CreateKeyFile(directory / "key").error().code, ErrorCode::kFailedPrecondition);
  fs::permissions(directory / "key", fs::perms::group_read, fs::perm_options::add);
  EXPECT_EQ(ReadKeyFile(directory / "key").error().code, ErrorCode::kInvalidArgument);
}

TEST(ReadKeyFile, RefusesWhatIsNoKey) {
  ASSERT_GE(sodium_init(), 0);
  const kaam::testing::TemporaryDirectory directory;
  for (const char* content :
       {"", "abcd", "not hex not hex not hex not hex not hex not hex not hex!"}) {
    std::ofstream(directory / "key") << content;
    fs::permissions(directory / "key", fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(ReadKeyFile(directory / "key").error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(ContactSealer, SealsEveryRowUnderAKeyOfItsOwn) {
  constexpr std::size_t kNonceBytes = 24;
  ContactSealer sealer(SecretKey{});
  std::set<std::string> nonces;
  std::set<std::string> rows;
  constexpr std::size_t kRows = 500;  // more than random bytes are drawn for at once
  for (std::size_t i = 0; i < kRows; ++i) {
    std::string sealed;
    sealer.Seal(WorkerRef{}, "the same record", sealed);
    nonces.insert(sealed.substr(0, kNonceBytes));
    rows.insert(sealed.substr(kNonceBytes));
  }
  EXPECT_EQ(nonces.size(), kRows);
  EXPECT_EQ(rows.size(), kRows);
  EXPECT_FALSE(nonces.contains(std::string(kNonceBytes, '\0')));
}

}  // namespace
}  // namespace kaam::indexer
