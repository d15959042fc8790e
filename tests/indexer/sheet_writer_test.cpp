// Tables on their way out: parts, formulas, what Excel reads back.
#include "indexer/sheet_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/generation.h"
#include "indexer/xlsx_reader.h"
#include "tests/support/world.h"

namespace kaam::indexer {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> FilesOf(const SheetWriter& writer) {
  std::vector<std::string> names;
  for (const auto& part : writer.parts()) names.push_back(part.filename().string());
  return names;
}

Result<void> AddRow(SheetWriter& writer, const std::vector<std::string>& cells) {
  return writer.Add(std::vector<std::string_view>(cells.begin(), cells.end()));
}

std::vector<std::string> ReadBack(const std::filesystem::path& path) {
  auto reader = XlsxReader::Open(ZipFile::Open(path).value()).value();
  EXPECT_TRUE(reader->Select(0));
  std::vector<std::string> out;
  SheetRow row;
  while (reader->Next(row).value()) {
    std::string text = row.fault;
    for (const std::string_view cell : row.cells) text += std::string(cell) + "|";
    out.push_back(text);
  }
  return out;
}

TEST(SheetWriter, SplitsATableIntoPartsThatEachHaveTheHeader) {
  const kaam::testing::TemporaryDirectory directory;
  for (const SheetFormat format : {SheetFormat::kCsv, SheetFormat::kXlsx}) {
    SheetWriter writer(directory.path(), "new", format, {"a", "b"}, 2);
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(AddRow(writer, {std::to_string(i), "x"}));
    ASSERT_TRUE(writer.Finish());
    EXPECT_EQ(writer.rows(), 5U);
    if (format == SheetFormat::kCsv) {
      EXPECT_THAT(FilesOf(writer), ElementsAre("new-1.csv", "new-2.csv", "new-3.csv"));
      EXPECT_EQ(ReadWholeFile(writer.parts()[2]).value(),
                "\xEF\xBB\xBF"
                "a,b\r\n4,x\r\n");
    } else {
      EXPECT_THAT(FilesOf(writer), ElementsAre("new-1.xlsx", "new-2.xlsx", "new-3.xlsx"));
      EXPECT_THAT(ReadBack(writer.parts()[1]), ElementsAre("a|b|", "2|x|", "3|x|"));
    }
  }
}

TEST(SheetWriter, WritesATableWithoutRowsAsItsHeader) {
  const kaam::testing::TemporaryDirectory directory;
  SheetWriter writer(directory.path(), "new", SheetFormat::kXlsx, {"a"});
  ASSERT_TRUE(writer.Finish());
  EXPECT_THAT(ReadBack(writer.parts().at(0)), ElementsAre("a|"));
}

TEST(SheetWriter, LetsNoCellBecomeAFormula) {
  const kaam::testing::TemporaryDirectory directory;
  const std::vector<std::string> cells = {"=HYPERLINK(\"http://x\",\"y\")",
                                          "+cmd",
                                          "-2+3",
                                          "@SUM",
                                          "\tx",
                                          "-5",
                                          "+919876543210",
                                          "a=b"};
  std::string csv;
  for (const std::string& cell : cells) {
    AppendSafeCsvCell(cell, csv);
    csv += '\n';
  }
  EXPECT_EQ(csv,
            "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\n'+cmd\n'-2+3\n'@SUM\n'\tx\n-5\n"
            "+919876543210\na=b\n");
  SheetWriter writer(directory.path(), "new", SheetFormat::kXlsx, std::vector<std::string>(8, "h"));
  ASSERT_TRUE(AddRow(writer, cells));
  ASSERT_TRUE(writer.Finish());
  EXPECT_EQ(ReadBack(writer.parts().at(0)).at(1),
            "=HYPERLINK(\"http://x\",\"y\")|+cmd|-2+3|@SUM|\tx|-5|+919876543210|a=b|");
}

TEST(SheetWriter, WritesAnyBytes) {
  const kaam::testing::TemporaryDirectory directory;
  std::string devanagari;
  for (int i = 0; i < 40'000; ++i) devanagari += "क";
  SheetWriter writer(directory.path(), "new", SheetFormat::kXlsx, {"a", "b", "c"});
  ASSERT_TRUE(AddRow(writer, {"a\xFFz", "आशा <&> \x01", devanagari}));
  ASSERT_TRUE(writer.Finish());
  const std::string row = ReadBack(writer.parts().at(0)).at(1);
  EXPECT_TRUE(row.starts_with("a\xEF\xBF\xBDz|आशा <&> ")) << row.substr(0, 60);
  EXPECT_TRUE(row.ends_with("क [...]|"));
}

}  // namespace
}  // namespace kaam::indexer
