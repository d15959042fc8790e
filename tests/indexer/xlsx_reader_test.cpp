// Workbooks as Excel writes them, and as nobody should.
#include "indexer/xlsx_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/day.h"
#include "indexer/column_map.h"
#include "indexer/record_reader.h"
#include "tests/indexer/make_workbook.h"

namespace kaam::indexer {
namespace {

using kaam::testing::TestSheet;
using kaam::testing::TextRow;
using kaam::testing::Workbook;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Rows of the first sheet as "number: a|b", faults as "number:column! reason"; or the error.
std::vector<std::string> RowsOf(const std::string& bytes) {
  auto file = ZipFile::FromMemory(bytes, "book.xlsx");
  if (!file) return {file.error().message};
  auto reader = XlsxReader::Open(std::move(*file));
  if (!reader) return {reader.error().message};
  if (const auto selected = (*reader)->Select(0); !selected) return {selected.error().message};
  std::vector<std::string> out;
  SheetRow row;
  for (;;) {
    const auto more = (*reader)->Next(row);
    if (!more) out.push_back(more.error().message);
    if (!more || !*more) return out;
    std::string text = std::to_string(row.number) + ":";
    if (!row.fault.empty()) {
      text += std::to_string(row.fault_column) + "! " + row.fault;
    } else {
      for (const std::string_view cell : row.cells) text += " " + std::string(cell) + " |";
    }
    out.push_back(text);
  }
}

TEST(XlsxReader, ReadsEveryKindOfCell) {
  const std::string shared =
      "<si><t>Asha</t><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>"
      "<si><r><t>De</t></r><r><t xml:space=\"preserve\">vi </t></r></si>";
  EXPECT_THAT(RowsOf(Workbook(
                  {{"S",
                    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c>"
                    "<c r=\"D2\"><v>1.00000000001E+11</v></c><c r=\"E2\" t=\"b\"><v>1</v></c>"
                    "<c r=\"F2\" t=\"str\"><f>A1</f><v>shown</v></c></row>"
                    "<row r=\"3\"/>"
                    "<row r=\"7\"><c r=\"B7\"><v>650.5</v></c>"
                    "<c r=\"C7\"><v>0.30000000000000004</v></c>"
                    "<c r=\"D7\" t=\"inlineStr\"><is><t>a &amp; b</t></is></c></row>"
                    "<row><c t=\"n\"><v>33010</v></c></row>"}},
                  shared)),
              ElementsAre("2: Asha | Devi  |  | 100000000001 | yes | shown |",
                          "7:  | 650.5 | 0.3 | a & b |", "8: 33010 |"));
}

TEST(XlsxReader, NamesCellsThatCantBeRead) {
  EXPECT_THAT(
      RowsOf(Workbook(
          {{"S",
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
            "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row>"
            "<row r=\"3\"><c r=\"C3\" t=\"s\"><v>7</v></c></row>"
            "<row r=\"4\"><c r=\"A4\"><v>1</v></c></row>"
            "<row r=\"5\"/><row r=\"6\"><c r=\"A6\"><v>6</v></c></row>",
            "", "<mergeCells><mergeCell ref=\"B4:C5\"/><mergeCell ref=\"A6\"/></mergeCells>"}})),
      ElementsAre("1: 1 |", "2:2! the cell holds an Excel error (#N/A)",
                  "3:3! the cell names a text that the workbook does not have",
                  "4:2! the cells B4:C5 are merged: unmerge them and fill each one",
                  "5:2! the cells B4:C5 are merged: unmerge them and fill each one", "6: 6 |"));
}

TEST(XlsxReader, ReadsRowsWithGapsWhereverTheirBytesAreCut) {
  std::string rows;
  std::vector<std::string> expected;
  for (int i = 1; i <= 3000; ++i) {
    const std::string number = std::to_string(i);
    rows += "<row r=\"" + number + "\"><c r=\"A" + number + "\"><v>" + number + "</v></c><c r=\"D" +
            number + "\" t=\"s\"><v>0</v></c></row>";
    expected.push_back(number + ": " + number + " |  |  | shared text |");
  }
  EXPECT_EQ(RowsOf(Workbook({{"S", rows}}, "<si><t>shared text</t></si>")), expected);
}

TEST(XlsxReader, LosesOnlyTheRowWhoseCellHoldsFiftyMegabytes) {
  std::string text;
  for (int i = 0; text.size() < (50U << 20); ++i) text += "ab" + std::to_string(i);
  const std::string rows = TextRow({"a"}) + TextRow({text}) + TextRow({"b"});
  EXPECT_THAT(RowsOf(Workbook({{"S", rows}})),
              ElementsAre("1: a |", "2:1! the cell holds more than 32767 characters", "3: b |"));
  EXPECT_THAT(RowsOf(Workbook({{"S",
                                "<row><c t=\"s\"><v>1</v></c></row><row><c t=\"s\"><v>0</v></c>"
                                "</row>"}},
                              "<si><t>" + text + "</t></si><si><t>b</t></si>")),
              ElementsAre("1: b |", "2:1! the cell holds more than 32767 characters"));
}

TEST(XlsxReader, StopsAtABombBeforeItIsUnpacked) {
  const std::string blanks(32U << 20, ' ');
  const auto bomb = [](const std::string& data, const std::string& shared) {
    constexpr unsigned kBestPacked = 9;
    return kaam::testing::MakeZip(kaam::testing::WorkbookParts({{"S", data}}, shared), kBestPacked);
  };
  EXPECT_THAT(RowsOf(bomb(TextRow({"a"}) + blanks, "")),
              ElementsAre(HasSubstr("sheet1.xml unpacks to more than 250 times its size")));
  EXPECT_THAT(RowsOf(bomb(TextRow({"a"}), blanks)),
              ElementsAre(HasSubstr("sharedStrings.xml unpacks to more than 250 times")));
}

TEST(XlsxReader, RefusesADocumentTypeAndAnEndlessTag) {
  auto parts = kaam::testing::WorkbookParts({{"S", TextRow({"a"})}});
  parts[0].second = "<!DOCTYPE w [<!ENTITY a \"aaaa\">]><w>&a;</w>";
  EXPECT_THAT(RowsOf(kaam::testing::MakeZip(parts)), ElementsAre(HasSubstr("document type")));
  std::string tag;
  for (int i = 0; tag.size() < (3U << 20); ++i) tag += std::to_string(i * 7919);
  parts[0].second = "<worksheet><row a=\"" + tag + "\"/></worksheet>";
  EXPECT_THAT(RowsOf(kaam::testing::MakeZip(parts)), ElementsAre(HasSubstr("a tag is longer")));
}

TEST(XlsxReader, SaysWhatIsMissingOrDamaged) {
  EXPECT_THAT(RowsOf("PK\x03\x04rest"), ElementsAre(HasSubstr("book.xlsx is no whole workbook")));
  EXPECT_THAT(RowsOf(kaam::testing::MakeZip({{"a.txt", "a"}})),
              ElementsAre(HasSubstr("it has no xl/workbook.xml")));
  EXPECT_THAT(RowsOf(Workbook({})), ElementsAre(HasSubstr("has no sheet")));
  EXPECT_THAT(RowsOf(Workbook({{"S", "<row><c></row>"}})),
              ElementsAre(HasSubstr("mismatched tag in line 1")));
  std::string bytes = Workbook({{"S", TextRow({"a", "b", "c"})}});
  bytes.resize(bytes.size() / 2);
  EXPECT_THAT(RowsOf(bytes), ElementsAre(HasSubstr("no whole workbook")));
}

// UANs of the rows of a workbook that can be read, faults as "sheet row:column reason"; or the
// error.
std::vector<std::string> WorkersOf(const std::string& bytes, const ColumnMap* map = nullptr) {
  const auto source = ByteSource::FromMemory(bytes, "book.xlsx");
  const auto reader = RecordReader<records::Worker>::Open(*source, map);
  if (!reader) return {reader.error().message};
  const auto parser = (*reader)->NewParser();
  std::vector<std::string> out;
  for (bool more = true; more;) {
    RowBatch batch;
    while (more && !batch.closed) {
      const auto next = (*reader)->Next(batch);
      if (!next) out.push_back(next.error().message);
      more = next && *next;
    }
    for (const RawRow& raw : batch.rows) {
      records::Worker worker;
      if (!raw.fault && parser->Parse(batch.Bytes(raw), worker)) {
        out.push_back(worker.uan() + " " + FormatDay(DayFromNumber(worker.birth_day())));
        continue;
      }
      const RowFault& fault = raw.fault ? batch.faults[*raw.fault] : parser->fault();
      out.push_back(batch.sheet + " " + std::to_string(raw.line) + ":" +
                    std::to_string(fault.column) + " " + fault.reason);
    }
  }
  return out;
}

const std::vector<std::string> kHeader = {"uan", "birth_date", "occupation", "consents"};

TEST(Workbook, GivesTheRowsOfAllItsSheetsThatAreNotHidden) {
  const std::string row =
      "<row><c><v>100000000001</v></c><c><v>33010</v></c><c t=\"str\"><v>7112.0200</v></c></row>";
  const std::vector<TestSheet> sheets = {
      {"Empty", ""},
      {"First", TextRow(kHeader) + row},
      {"Lists", TextRow({"F", "M"}), "hidden"},
      {"Second", TextRow({"UAN", "birth_date", "occupation", "consents"}) +
                     TextRow({"100000000002", "1991-05-17", "7112.0200"}) +
                     TextRow({"100000000003", "17", "7112.0200", "", "more"}) +
                     TextRow({"100000000004", "1991-02-30", "7112.0200", ""})}};
  EXPECT_THAT(WorkersOf(Workbook(sheets)),
              ElementsAre("100000000001 1990-05-17", "100000000002 1991-05-17",
                          "Second 3:5 the row goes on right of the last column of the header",
                          HasSubstr("Second 4:2 must be a date that exists")));
  EXPECT_THAT(WorkersOf(Workbook(sheets, "", true))[0], "100000000001 1994-05-18");
}

TEST(Workbook, NamesASheetThatHasAnotherHeader) {
  const std::vector<TestSheet> sheets = {{"Data", TextRow(kHeader)},
                                         {"Help", TextRow({"Fill in the sheet Data"})}};
  EXPECT_THAT(WorkersOf(Workbook(sheets)),
              ElementsAre(HasSubstr("sheet 'Help', row 1: the header is not that of the sheets")));
  EXPECT_THAT(
      WorkersOf(Workbook({{"Data", TextRow(kHeader)},
                          {"Moved", TextRow({"birth_date", "uan", "occupation", "consents"})}})),
      ElementsAre(HasSubstr("sheet 'Moved', row 1: the header is not that of the sheets")));
  const auto map = [](const std::string& sheet) {
    return ColumnMap::Parse("sheets = \"" + sheet +
                                "\"\n[fixed]\nconsents = \"\"\n[[column]]\nfield = \"uan\"\n"
                                "headers = \"uan\"\n[[column]]\nfield = \"birth_date\"\n"
                                "headers = \"birth_date\"\n[[column]]\nfield = \"occupation\"\n"
                                "headers = \"occupation\"\n",
                            "m.toml")
        .value();
  };
  const ColumnMap data = map("Data");
  EXPECT_THAT(WorkersOf(Workbook({{"Data", TextRow({"uan", "birth_date", "occupation"})},
                                  {"Help", TextRow({"Fill in"})}}),
                        &data),
              ElementsAre());
  const ColumnMap other = map("Daten");
  EXPECT_THAT(
      WorkersOf(Workbook(sheets), &other),
      ElementsAre(HasSubstr("has no sheet 'Daten' as its map asks for; it has Data, Help")));
}

TEST(Workbook, NamesAPasswordAndTheOldFormat) {
  const std::string compound = "\xD0\xCF\x11\xE0" + std::string(3000, '\0');
  const std::string locked =
      compound + std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  EXPECT_THAT(WorkersOf(locked), ElementsAre(HasSubstr("a password protects")));
  EXPECT_THAT(WorkersOf(compound), ElementsAre(HasSubstr("an old Excel workbook (.xls)")));
}

}  // namespace
}  // namespace kaam::indexer
