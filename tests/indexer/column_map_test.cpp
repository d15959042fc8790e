// What a State's column map says, and what its sheets become by it.
#include "indexer/column_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/day.h"
#include "indexer/cell_rules.h"
#include "indexer/record_reader.h"

namespace kaam::indexer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kMap = R"(
[fixed]
uan_kind = "eshram"
consents = ""
[[column]]
field = "uan"
headers = ["UAN No.", "यूएएन संख्या"]
type = "digits"
[[column]]
field = "name"
headers = "Name of Worker"
[[column]]
field = "gender"
headers = ["Sex"]
codes = { F = "female", "महिला" = "female", M = "male" }
[[column]]
field = "birth_date"
headers = ["Date of Birth"]
type = "date"
date = ["dmy", "excel"]
[[column]]
field = "occupation"
headers = ["NCO Code"]
[[column]]
field = "occupation_months"
headers = ["Years at it"]
type = "number"
unit = "years"
[[column]]
field = "languages"
headers = ["Speaks"]
split = ","
codes = { Hindi = "hi", "Bengali" = "bn" }
)";

ColumnMap MapOf(std::string_view text) {
  auto map = ColumnMap::Parse(text, "wb.toml");
  EXPECT_TRUE(map) << map.error().message;
  return std::move(map).value();
}

std::string FaultOfMap(std::string_view text) {
  const auto map = ColumnMap::Parse(text, "wb.toml");
  return map ? "none" : map.error().message;
}

// The records of a sheet; "column field: reason" of rows that could not be read.
struct Read {
  std::vector<records::Worker> workers;
  std::vector<std::string> faults;
  HeaderNotes notes;
  std::string error;
};

Read ReadSheet(const std::string& bytes, const ColumnMap* map) {
  Read out;
  const auto source = ByteSource::FromMemory(bytes, "sheet.csv");
  const auto reader = RecordReader<records::Worker>::Open(*source, map);
  if (!reader) {
    out.error = reader.error().message;
    return out;
  }
  const auto parser = (*reader)->NewParser();
  RowBatch batch;
  while ((*reader)->Next(batch).value()) {
  }
  for (const RawRow& raw : batch.rows) {
    records::Worker worker;
    if (!raw.fault && parser->Parse(batch.Bytes(raw), worker)) {
      out.workers.push_back(worker);
    } else {
      const RowFault& fault = raw.fault ? batch.faults[*raw.fault] : parser->fault();
      out.faults.push_back(std::to_string(raw.line) + ":" + std::to_string(fault.column) + " " +
                           fault.field + ": " + fault.reason);
    }
  }
  out.notes = parser->notes();
  return out;
}

TEST(ColumnMap, ReadsAStatesSheetWhereverItsColumnsStand) {
  const ColumnMap map = MapOf(kMap);
  const Read read = ReadSheet(
      "Sex,Speaks,Remarks,Date of Birth,UAN No.,Name of Worker,NCO Code,Years at it\n"
      "महिला,\"Hindi, bengali\",x,17/5/1990,1000 0000 0001,Asha,7112.0200,2.5\n"
      "M,,y,३३०१०,१०००००००००02,Ravi,7112.0200,१०\n",
      &map);
  EXPECT_EQ(read.error, "");
  EXPECT_THAT(read.faults, ElementsAre());
  ASSERT_EQ(read.workers.size(), 2U);
  const records::Worker& first = read.workers[0];
  EXPECT_EQ(first.uan(), "100000000001");
  EXPECT_EQ(first.uan_kind(), records::UAN_KIND_ESHRAM);
  EXPECT_EQ(first.gender(), records::GENDER_FEMALE);
  EXPECT_EQ(FormatDay(DayFromNumber(first.birth_day())), "1990-05-17");
  EXPECT_EQ(first.primary().months(), 30U);
  EXPECT_THAT(first.languages(), ElementsAre("hi", "bn"));
  EXPECT_EQ(first.consents_size(), 0);
  EXPECT_EQ(read.workers[1].uan(), "100000000002");
  EXPECT_EQ(FormatDay(DayFromNumber(read.workers[1].birth_day())), "1990-05-17");
  EXPECT_EQ(read.workers[1].primary().months(), 120U);
  EXPECT_THAT(read.notes.ignored, ElementsAre("Remarks"));
}

TEST(ColumnMap, NamesTheRowColumnAndReasonOfACellThatIsWrong) {
  const ColumnMap map = MapOf(kMap);
  const Read read = ReadSheet(
      "UAN No.,Date of Birth,NCO Code,Sex\n"
      "1.00000E+11,17/05/1990,7112.0200,F\n"
      "100000000001,31/02/1990,7112.0200,F\n"
      "100000000001,17/05/90,7112.0200,F\n"
      "100000000001,1990-05-17,7112.0200,F\n"
      "100000000001,60,7112.0200,F\n"
      "100000000001,17/05/1990,7112.0200,X\n"
      "1000 A,17/05/1990,7112.0200,F\n",
      &map);
  EXPECT_THAT(
      read.faults,
      ElementsAre(HasSubstr("2:1 uan: a spreadsheet has cut the number short"),
                  HasSubstr("3:14 birth_date: must be a date that exists, as DD/MM/YYYY or an "
                            "Excel date"),
                  HasSubstr("4:14 birth_date: the year must have four digits"),
                  HasSubstr("5:14 birth_date: must be a date"), HasSubstr("6:14 birth_date: must"),
                  HasSubstr("7:35 gender: 'X': is none of the map's codes: f, m, महिला"),
                  HasSubstr("8:1 uan: must hold digits alone")));
}

TEST(ColumnMap, NamesWhatIsWrongWithAHeaderAndWhatIsNearest) {
  const ColumnMap map = MapOf(kMap);
  EXPECT_THAT(
      ReadSheet("UAN No.,Date of Brith,NCO Code\n", &map).error,
      HasSubstr("sheet.csv:1: column 'Date of Birth' is missing; is 'Date of Brith' meant"));
  EXPECT_THAT(ReadSheet("UAN No.,NCO Code,Date of Birth,Uan no\n", &map).error,
              HasSubstr("column 'Uan no' stands twice, in column D and A"));
  EXPECT_THAT(ReadSheet("UAN No.,NCO Code,यूएएन संख्या,Date of Birth\n", &map).error,
              HasSubstr("'UAN No.' and 'यूएएन संख्या' both give uan"));
  EXPECT_THAT(ReadSheet("uan,birth_date,occupation,consents,birth_date\n", nullptr).error,
              HasSubstr("column 'birth_date' stands twice, in column E and B"));
  EXPECT_THAT(ReadSheet("uan,birthdate,occupation,consents\n", nullptr).error,
              HasSubstr("column 'birth_date' is missing; is 'birthdate' meant"));
}

TEST(ColumnMap, FindsTheHeaderInTheRowItDeclares) {
  const ColumnMap map = MapOf("header_row = 3\nseparator = \"semicolon\"\n" + std::string(kMap));
  const Read read = ReadSheet(
      "Government of West Bengal;;\n\n"
      "UAN No.;Date of Birth;NCO Code\n100000000001;17.05.1990;7112.0200\n",
      &map);
  EXPECT_EQ(read.error, "");
  ASSERT_EQ(read.workers.size(), 1U);
  EXPECT_THAT(ReadSheet("UAN No.;Date of Birth;NCO Code\n", &map).error,
              HasSubstr("sheet.csv:3: there is no header row"));
}

std::string Utf16(const std::u16string& text, bool big_endian) {
  std::string out = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    out += big_endian ? high : low;
    out += big_endian ? low : high;
  }
  return out;
}

TEST(ColumnMap, ReadsUtf16AndAByteOrderMark) {
  const ColumnMap map = MapOf("separator = \"tab\"\n" + std::string(kMap));
  const std::u16string text =
      u"यूएएन संख्या\tDate of Birth\tNCO Code\tName of Worker\n"
      u"100000000001\t17-May-1990\t7112.0200\tआशा \U0001F477\n";
  for (const bool big_endian : {false, true}) {
    const Read read = ReadSheet(Utf16(text, big_endian), &map);
    EXPECT_EQ(read.error, "");
    ASSERT_EQ(read.workers.size(), 1U);
    EXPECT_EQ(read.workers[0].name(), "आशा \U0001F477");
  }
  const Read marked = ReadSheet(
      "\xEF\xBB\xBFUAN No.\tDate of Birth\tNCO Code\n100000000001\t17-05-1990\t7112.0200\n", &map);
  EXPECT_EQ(marked.workers.size(), 1U);
  // Half a pair of surrogates costs its row alone.
  const Read broken = ReadSheet(
      Utf16(u"UAN No.\tDate of Birth\tNCO Code\tName of Worker\n1\t17-05-1990\t7112\ta\xD800z\n"
            u"2\t17-05-1990\t7112\tb\n",
            false),
      &map);
  EXPECT_THAT(broken.faults, ElementsAre(HasSubstr("name: bytes are not UTF-8")));
  EXPECT_EQ(broken.workers.size(), 1U);
}

TEST(ColumnMap, SaysWhatIsWrongWithItself) {
  const std::string column = "[[column]]\nfield = \"birth_date\"\nheaders = [\"DOB\"]\n";
  EXPECT_THAT(FaultOfMap("a = ["), HasSubstr("column map wb.toml:1:"));
  EXPECT_THAT(FaultOfMap("[fixed]\n"), HasSubstr("there is no [[column]]"));
  EXPECT_THAT(FaultOfMap("[[column]]\nfield = \"birthdate\"\nheaders = [\"DOB\"]\n"),
              HasSubstr("'birthdate' is no field; nearest: birth_date"));
  EXPECT_THAT(FaultOfMap(column + "type = \"date\"\n"), HasSubstr("a date needs its order"));
  EXPECT_THAT(FaultOfMap(column + "type = \"date\"\ndate = [\"dmy\", \"mdy\"]\n"),
              HasSubstr("can't be told apart"));
  EXPECT_THAT(FaultOfMap(column + "kind = \"date\"\n"), HasSubstr("'kind' is not one of field,"));
  EXPECT_THAT(FaultOfMap(column + column), HasSubstr("'DOB' stands twice"));
  EXPECT_THAT(FaultOfMap("[fixed]\nuan_kind = \"eshrm\"\n" + column),
              HasSubstr("'eshrm' is nothing that uan_kind takes"));
  EXPECT_THAT(FaultOfMap("[[column]]\nfield = \"wage\"\nheaders = \"Wage\"\ntype = \"number\"\n"
                         "unit = \"dollars\"\n"),
              HasSubstr("unit 'dollars' is not one of rupees, paise"));
}

TEST(ColumnMap, ReadsJsonAsWell) {
  const ColumnMap map =
      MapOf(R"({"fixed":{"consents":""},"column":[{"field":"uan","headers":["No"]},)"
            R"({"field":"birth_date","headers":"Born","type":"date","date":"ymd"},)"
            R"({"field":"occupation","headers":"Trade"}]})");
  EXPECT_EQ(ReadSheet("no,BORN,trade\n100000000001,1990-05-17,7112.0200\n", &map).workers.size(),
            1U);
}

TEST(ColumnMap, HasMapsForTheUsualHeadersInEnglishAndHindi) {
  const auto eshram = ColumnMap::Load("eshram");
  ASSERT_TRUE(eshram) << eshram.error().message;
  const auto bocw = ColumnMap::Load("bocw");
  ASSERT_TRUE(bocw) << bocw.error().message;
  EXPECT_EQ(ReadSheet("UAN No.,Name,Gender,Date of Birth,Occupation,Pincode\n"
                      "100000000001,Asha,Female,17/05/1990,Mason,201301\n",
                      &*eshram)
                .workers.size(),
            1U);
  const Read hindi = ReadSheet(
      "पंजीयन क्रमांक,श्रमिक का नाम,लिंग,जन्म तिथि,कार्य की प्रकृति,दैनिक मजदूरी,पिन कोड\n"
      "MP/12/७७,आशा,महिला,१७/०५/१९९०,राजमिस्त्री,₹ 1650.50/-,२०१३०१\n",
      &*bocw);
  ASSERT_EQ(hindi.workers.size(), 1U) << hindi.error << ::testing::PrintToString(hindi.faults);
  EXPECT_EQ(hindi.workers[0].wage_wanted().min_paise(), 165050U);
  EXPECT_EQ(hindi.workers[0].current().pin(), 201301U);
  EXPECT_EQ(hindi.workers[0].registration_number(), "MP/12/७७");
  EXPECT_THAT(ColumnMap::Load("eshrm").error().message, HasSubstr("eshram or bocw"));
}

TEST(CellRules, ChecksTheCheckDigitThatTheMapNames) {
  ColumnRule rule;
  rule.type = CellType::kDigits;
  rule.check_digit = CheckDigit::kLuhn;
  std::string out;
  EXPECT_FALSE(ReadCell(rule, "79927398713", false, out));
  EXPECT_THAT(ReadCell(rule, "79927398710", false, out).value_or(""), HasSubstr("check digit"));
  rule.check_digit = CheckDigit::kVerhoeff;
  EXPECT_FALSE(ReadCell(rule, "2363", false, out));
  EXPECT_TRUE(ReadCell(rule, "2364", false, out));
}

TEST(CellRules, CountsExcelsDaysInBothOfItsSystems) {
  const auto day = [](std::int64_t serial, bool from_1904) {
    const auto number = DayOfExcelSerial(serial, from_1904);
    return number ? FormatDay(DayFromNumber(*number)) : "none";
  };
  EXPECT_EQ(day(1, false), "1900-01-01");
  EXPECT_EQ(day(59, false), "1900-02-28");
  EXPECT_EQ(day(60, false), "none");
  EXPECT_EQ(day(61, false), "1900-03-01");
  EXPECT_EQ(day(33010, false), "1990-05-17");
  EXPECT_EQ(day(33010 - 1462, true), "1990-05-17");
  EXPECT_EQ(day(0, true), "1904-01-01");
  EXPECT_EQ(day(0, false), "none");
}

}  // namespace
}  // namespace kaam::indexer
