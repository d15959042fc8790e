// A State's sheets in, what became of each row out.
#include "indexer/exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <fstream>
#include <sstream>

#include "core/generation.h"
#include "core/privacy.h"
#include "indexer/build.h"
#include "indexer/exchange_summary.h"
#include "indexer/xlsx_reader.h"
#include "tests/indexer/make_workbook.h"
#include "tests/support/world.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using kaam::testing::TextRow;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kStateMap = R"(
[fixed]
uan_kind = "eshram"
source = "wb-bocw"
consents = ""
[[column]]
field = "registration_number"
headers = "Reg No"
[[column]]
field = "uan"
headers = "UAN"
type = "digits"
[[column]]
field = "aadhaar_ref"
headers = "Vault Reference"
[[column]]
field = "name"
headers = "Name"
[[column]]
field = "birth_date"
headers = "DOB"
type = "date"
date = "dmy"
[[column]]
field = "mobile"
headers = "Mobile"
type = "digits"
[[column]]
field = "permanent_pin"
headers = "PIN"
type = "digits"
[[column]]
field = "occupation_text"
headers = "Trade"
)";
constexpr std::string_view kStateHeader =
    "Reg No,UAN,Vault Reference,Name,DOB,Mobile,PIN,Trade,Remarks,Aadhaar No\n";

class ExchangeTest : public ::testing::Test {
 protected:
  ExchangeTest() : map_(ColumnMap::Parse(kStateMap, "wb.toml").value()) {
    EXPECT_GE(sodium_init(), 0);
    randombytes_buf(options_.store_key.data(), options_.store_key.size());
    options_.map = &map_;
    options_.store = directory_ / "store";
    options_.out = directory_ / "out";
    options_.today = kaam::testing::Today();
  }

  fs::path Write(const std::string& name, std::string_view content) {
    std::ofstream(directory_ / name, std::ios::binary) << content;
    return directory_ / name;
  }

  // Registers workers: two with a UAN, one with a vault reference alone.
  void BuildRegistry() {
    BuildOptions build;
    build.store = options_.store;
    build.taxonomy = taxonomy::Taxonomy::DefaultPath().value();
    build.today = options_.today;
    build.store_key = options_.store_key;
    build.worker_files = {Write(
        "registry.csv",
        "uan,uan_kind,registration_number,source,aadhaar_ref,name,birth_date,mobile,permanent_pin,"
        "occupation,consents\n"
        "100000000001,eshram,,,VK-1,Sunita Devi,1990-05-17,5000000001,800001,7112.0200,"
        "share_with_state:2025-01-01\n"
        "100000000002,eshram,,,VK-2,Ramesh Kumar,1985-03-02,5000000002,800001,7112.0200,\n"
        ",,R-9,assam,VK-3,Anita Oraon,1979-11-30,,800001,7112.0200,\n"
        ",,WB/7,wb-bocw,,Mamata Das,1992-02-02,,800001,7112.0200,\n")};
    const auto built = Build(build);
    ASSERT_TRUE(built) << built.error().message;
    ASSERT_EQ(built->workers.accepted, 4U);
  }

  ExchangeSummary Run(const std::string& rows) {
    options_.files = {Write("sheet.csv", std::string(kStateHeader) + rows)};
    const auto done = Exchange(options_);
    EXPECT_TRUE(done) << done.error().message;
    return done ? *done : ExchangeSummary{};
  }

  // The rows of a table of the answer, without its header.
  std::vector<std::string> Rows(const std::string& name) {
    std::istringstream in(ReadWholeFile(options_.out / name).value());
    std::vector<std::string> out;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) out.push_back(line.substr(0, line.size() - 1));
    return out;
  }

  kaam::testing::TemporaryDirectory directory_;
  ColumnMap map_;
  ExchangeOptions options_;
};

TEST_F(ExchangeTest, GivesEachRowOneFate) {
  BuildRegistry();
  const ExchangeSummary summary =
      Run("WB/1,,,Bina Roy,01/02/1988,5000000009,800001,mason,new here,\n"             // 2
          "WB/2,100000000001,,Sunita Devi,17/05/1990,5000000001,800001,mason,same,\n"  // 3
          "WB/3,,VK-2,Ramesh Kumar,03/03/1985,5000000002,800001,mason,,\n"             // 4
          "WB/4,,,Suneeta Devi,17/05/1990,,800001,mason,alike,\n"                      // 5
          "WB/5,12345,,Anil,01/02/1988,,800001,mason,,\n"                              // 6
          "WB/1,,,Bina Roy,01/02/1988,5000000009,800001,mason,again,\n"                // 7
          "WB/6,100000000002,VK-3,Ramesh Kumar,02/03/1985,,800001,mason,,\n"           // 8
          "WB/7,,,Mamata Das,02/02/1992,,800001,mason,,\n"                             // 9
          "WB/8,,,Beena Roy,01/02/1988,5000000009,800001,mason,like row 2,\n"          // 10
          "too,few\n");                                                                // 11
  EXPECT_EQ(summary.read, 10U);
  EXPECT_THAT(summary.rows, ElementsAre(1U, 3U, 3U, 3U));
  EXPECT_THAT(Rows("new-1.csv"),
              ElementsAre("WB/1,,,Bina Roy,01/02/1988,5000000009,800001,mason,new here,,"
                          "sheet.csv,,2"));
  const auto matched = Rows("matched-1.csv");
  ASSERT_EQ(matched.size(), 3U);
  EXPECT_THAT(matched[0], HasSubstr("same,,sheet.csv,,3,UAN,registration_number: not in the "
                                    "registry; occupation_text: not in the registry"));
  // Without her consent the State is told what differs, not how.
  EXPECT_THAT(matched[1], HasSubstr(",4,vault reference,"));
  EXPECT_THAT(matched[1], HasSubstr("; birth_date;"));
  EXPECT_THAT(matched[1], Not(HasSubstr("1985-03-02")));
  EXPECT_THAT(matched[2], HasSubstr(",9,registration number,"));
  const auto review = Rows("review-1.csv");
  ASSERT_EQ(review.size(), 6U);
  EXPECT_THAT(review[0], HasSubstr(",5,registry record R-"));
  EXPECT_THAT(review[0], HasSubstr(",90,\"the name sounds the same, same birth date, same "
                                   "district, same PIN\""));
  EXPECT_THAT(review[1], HasSubstr(",5,\"sheet.csv, row 3\",90,"));
  EXPECT_THAT(review[2], HasSubstr("UAN and vault reference are of two records"));
  EXPECT_THAT(review[4], HasSubstr(",8,\"sheet.csv, row 4\",70,\"the name sounds the same, same "
                                   "birth year, same district, same PIN\""));
  EXPECT_THAT(review[5], HasSubstr(",10,\"sheet.csv, row 2\",100,\"the name sounds the same, same "
                                   "birth date, same district, same PIN, same mobile\""));
  const auto rejected = Rows("rejected-1.csv");
  ASSERT_EQ(rejected.size(), 3U);
  EXPECT_THAT(rejected[0], HasSubstr(",6,UAN,must be 12 digits"));
  EXPECT_THAT(rejected[1],
              HasSubstr("again,,sheet.csv,,7,Reg No,\"the same as in sheet.csv, row 2\""));
  EXPECT_THAT(rejected[2], HasSubstr(",11,,\"the row has 2 cells, the header 10\""));
  EXPECT_THAT(summary.rejected_by_column,
              ElementsAre(std::pair(std::string(), 1U), std::pair(std::string("Reg No"), 1U),
                          std::pair(std::string("UAN"), 1U)));
}

TEST_F(ExchangeTest, ShowsWhatTheRegistryHasWhereSheSharesItWithTheState) {
  BuildRegistry();
  Run("WB/2,100000000001,,Sunita Devi,18/05/1990,5000000001,800001,mason,,\n");
  EXPECT_THAT(Rows("matched-1.csv").at(0), HasSubstr("birth_date: in the registry '1990-05-17'"));
}

TEST_F(ExchangeTest, AsksWhenANumberBelongsToSomebodyElse) {
  BuildRegistry();
  const auto summary =
      Run("WB/2,100000000001,,Karim Ansari,01/01/1970,5000000009,800001,mason,,\n");
  EXPECT_THAT(summary.rows, ElementsAre(0U, 0U, 1U, 0U));
  EXPECT_THAT(Rows("review-1.csv").at(0), HasSubstr("same UAN, but another name and birth date"));
}

TEST_F(ExchangeTest, KeepsAadhaarNumbersOutOfTheAnswerAndEveryOtherCellAsItCame) {
  BuildRegistry();
  const auto summary =
      Run("\"WB, 1\",,, Bina Roy ,01/02/1988,,800001,mason,=HYPERLINK(1),496858245152\n");
  EXPECT_THAT(summary.aadhaar_columns, ElementsAre("Aadhaar No"));
  EXPECT_THAT(Rows("new-1.csv"),
              ElementsAre("\"WB, 1\",,, Bina Roy ,01/02/1988,,800001,mason,'=HYPERLINK(1),,"
                          "sheet.csv,,2"));
}

TEST_F(ExchangeTest, RefusesAUanColumnThatHoldsAadhaarNumbers) {
  BuildRegistry();
  std::string rows;
  int made = 0;
  for (std::uint64_t number = 200'000'000'000; made < 300; ++number) {
    if (!CouldBeAadhaar(std::to_string(number))) continue;
    rows += "WB/" + std::to_string(++made) + "," + std::to_string(number) +
            ",,Bina Roy,01/02/1988,,800001,mason,,\n";
  }
  options_.files = {Write("sheet.csv", std::string(kStateHeader) + rows)};
  const auto done = Exchange(options_);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("the UAN column of sheet.csv holds Aadhaar numbers"));
  EXPECT_FALSE(fs::exists(options_.out));
  EXPECT_FALSE(fs::exists(options_.out.string() + ".building"));
}

TEST_F(ExchangeTest, TakesSeveralSheetsAndFilesAsOneExchange) {
  BuildRegistry();
  const std::string header = TextRow({"UAN", "Reg No", "Name", "DOB", "PIN", "Trade"});
  const auto row = [](const std::string& number) {
    return TextRow({"", number, "Bina", "01/02/1988", "", "mason"});
  };
  options_.files = {
      Write("one.xlsx", kaam::testing::Workbook({{"A", header + row("WB/1")},
                                                 {"B", header + row("WB/2") + row("WB/1")}})),
      Write("two.csv",
            "Reg No,UAN,DOB,Name,Trade,PIN\nWB/2,,01/02/1988,Bina,mason,\n"
            "WB/3,,01/02/1988,Bina,mason,\n")};
  const auto done = Exchange(options_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_THAT(done->rows, ElementsAre(3U, 0U, 0U, 2U));
  auto reader = XlsxReader::Open(ZipFile::Open(options_.out / "rejected-1.xlsx").value()).value();
  ASSERT_TRUE(reader->Select(0));
  SheetRow cells;
  ASSERT_TRUE(reader->Next(cells).value());
  EXPECT_THAT(cells.cells, ElementsAre("UAN", "Reg No", "Name", "DOB", "PIN", "Trade", "Kaam: file",
                                       "Kaam: sheet", "Kaam: row", "Kaam: column", "Kaam: reason"));
  ASSERT_TRUE(reader->Next(cells).value());
  EXPECT_THAT(cells.cells,
              ElementsAre("", "WB/1", "Bina", "01/02/1988", "", "mason", "one.xlsx", "B", "3",
                          "Reg No", "the same as in one.xlsx, sheet 'A', row 2"));
  ASSERT_TRUE(reader->Next(cells).value());
  EXPECT_THAT(cells.cells, ElementsAre("", "WB/2", "Bina", "01/02/1988", "", "mason", "two.csv", "",
                                       "2", "Reg No", "the same as in one.xlsx, sheet 'B', row 2"));
  options_.out = directory_ / "again";
  options_.files.push_back(Write("three.csv", "Reg No,UAN,DOB,Name,Trade,Pincode\n"));
  EXPECT_THAT(Exchange(options_).error().message,
              HasSubstr("three.csv has a column 'Pincode' that the files before it do not have"));
}

TEST_F(ExchangeTest, TakesBackASheetThatWasCorrected) {
  BuildRegistry();
  Run("WB/5,12345,,Anil,01/02/1988,,800001,mason,,\n");
  std::string corrected = ReadWholeFile(options_.out / "rejected-1.csv").value();
  corrected.replace(corrected.find("12345,"), 5, "100000000077");
  options_.files = {Write("again.csv", corrected)};
  options_.out = directory_ / "out2";
  const auto done = Exchange(options_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_THAT(Rows("new-1.csv"),
              ElementsAre("WB/5,100000000077,,Anil,01/02/1988,,800001,mason,,,again.csv,,2"));
}

TEST_F(ExchangeTest, SaysWhatIsMissing) {
  EXPECT_EQ(Exchange(options_).error().code, ErrorCode::kFailedPrecondition);
  BuildRegistry();
  Write("taken", "x");
  options_.out = directory_ / "taken";
  EXPECT_EQ(Exchange(options_).error().code, ErrorCode::kFailedPrecondition);
  options_.out = directory_ / "out";
  options_.files = {Write("a.csv", "UAN,Name\n1,2\n")};
  EXPECT_THAT(Exchange(options_).error().message, HasSubstr("column 'DOB' is missing"));
  options_.store_key[0] ^= 1;
  options_.files = {Write(
      "b.csv", std::string(kStateHeader) + "WB/2,100000000001,,S,17/05/1990,,800001,mason,,\n")};
  EXPECT_EQ(Exchange(options_).error().code, ErrorCode::kDataLoss);
}

TEST(ExchangeSummary, SaysTheSameInFourLanguages) {
  ExchangeSummary summary;
  summary.files = {"one.xlsx"};
  summary.read = 4130503;
  summary.rows = {4000000, 130000, 500, 3};
  summary.rejected_by_column = {{"DOB", 2}, {"", 1}};
  summary.aadhaar_columns = {"Aadhaar No"};
  const std::string text = SummaryText(summary);
  for (const char* part :
       {"Rows received: 41,30,503, in one.xlsx.", "मिली पंक्तियाँ: 41,30,503", "পাওয়া সারি: 41,30,503",
        "प्राप्त पङ्क्तिहरू: 41,30,503", "New: 40,00,000.", "  DOB: 2\r\n  the whole row: 1\r\n",
        "come back empty: Aadhaar No.", "  पूरी पंक्ति: 1", "  পুরো সারি: 1", "  पूरा पङ्क्ति: 1"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(text, Not(HasSubstr("{")));
  EXPECT_EQ(IndianNumber(999), "999");
  EXPECT_EQ(IndianNumber(1000), "1,000");
  EXPECT_EQ(IndianNumber(123456789), "12,34,56,789");
}

}  // namespace
}  // namespace kaam::indexer
