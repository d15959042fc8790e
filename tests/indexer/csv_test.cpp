#include "indexer/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kaam::indexer {
namespace {

using ::testing::ElementsAre;

// Every row as "line: a|b|c", every fault as "line:column! reason".
std::vector<std::string> ReadAll(const std::string& text) {
  const auto source = ByteSource::FromMemory(text);
  CsvCutter cutter(*source);
  RowBatch batch;
  for (;;) {
    const auto more = cutter.Next(batch);
    EXPECT_TRUE(more);
    if (!more || !*more) break;
  }
  CsvSplitter splitter;
  std::vector<std::string> out;
  for (const RawRow& raw : batch.rows) {
    if (raw.fault) {
      const RowFault& fault = batch.faults[*raw.fault];
      out.push_back(std::to_string(fault.line) + ":" + std::to_string(fault.column) + "! " +
                    fault.kind);
      continue;
    }
    std::string row = std::to_string(raw.line) + ":";
    for (const CsvCell& cell : splitter.Split(batch.Bytes(raw))) {
      row += " " + std::string(cell.text) + " |";
    }
    out.push_back(row);
  }
  return out;
}

TEST(Csv, ReadsRowsWithEitherLineEnd) {
  EXPECT_THAT(ReadAll("a,b\r\n1,2\n3,4"), ElementsAre("1: a | b |", "2: 1 | 2 |", "3: 3 | 4 |"));
}

TEST(Csv, ReadsQuotedCells) {
  EXPECT_THAT(ReadAll("\"a,b\",\"say \"\"hi\"\"\",\"\"\n"),
              ElementsAre("1: a,b | say \"hi\" |  |"));
}

TEST(Csv, SplitsAPlainRowAsAQuotedOne) {
  for (const char* end : {"", "\n", "\r\n"}) {
    for (const std::vector<std::string>& cells : std::vector<std::vector<std::string>>{
             {"a", "b"}, {"", "", ""}, {"राजमिस्त्री", "", "7 112"}, {"one"}, {"a\rb", "c"}}) {
      std::string plain;
      std::string quoted;
      for (const std::string& cell : cells) {
        if (&cell != &cells.front()) {
          plain += ',';
          quoted += ',';
        }
        plain += cell;
        quoted += '"' + cell + '"';
      }
      plain += end;
      quoted += end;
      CsvSplitter one;
      CsvSplitter other;
      const auto& a = one.Split(plain);
      const auto& b = other.Split(quoted);
      ASSERT_EQ(a.size(), b.size()) << plain;
      for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].text, b[i].text) << plain;
    }
  }
}

TEST(Csv, CountsLinesInsideQuotes) {
  EXPECT_THAT(ReadAll("\"a\nb\",c\nd,e\n"), ElementsAre("1: a\nb | c |", "3: d | e |"));
}

TEST(Csv, PassesOverBlankLines) {
  EXPECT_THAT(ReadAll("a,b\n\n\r\nc,d\n"), ElementsAre("1: a | b |", "4: c | d |"));
}

TEST(Csv, GivesTheColumnOfEachCell) {
  CsvSplitter splitter;
  const auto& cells = splitter.Split("ab,\"c\",d\n");
  ASSERT_EQ(cells.size(), 3U);
  EXPECT_EQ(cells[0].column, 1U);
  EXPECT_EQ(cells[1].column, 5U);
  EXPECT_EQ(cells[2].column, 8U);
}

TEST(Csv, LosesOneRowToAnUnclosedQuote) {
  EXPECT_THAT(ReadAll("a,b\n1,\"x\n2,y\n3,z\n"),
              ElementsAre("1: a | b |", "2:3! bad quoting", "3: 2 | y |", "4: 3 | z |"));
}

TEST(Csv, LosesOneRowToAMisplacedQuote) {
  EXPECT_THAT(ReadAll("1,x\"y\n2,z\n\"q\"r,s\n4,t\n"),
              ElementsAre("1:4! bad quoting", "2: 2 | z |", "3:4! bad quoting", "4: 4 | t |"));
}

TEST(Csv, LosesOneRowToALineThatIsTooLong) {
  const std::string text = "a,b\n" + std::string(100U << 20, 'x') + "\n1,2\n";
  EXPECT_THAT(ReadAll(text), ElementsAre("1: a | b |", "2:1! row too long", "3: 1 | 2 |"));
}

TEST(Csv, LosesOneRowToAQuotedCellThatIsTooLong) {
  const std::string text = "a,b\n1,\"x\n" + std::string(3U << 20, '\n') + "2,y\n";
  const auto rows = ReadAll(text);
  EXPECT_THAT(rows, ElementsAre("1: a | b |", "2:3! bad quoting",
                                std::to_string(3 + (3U << 20)) + ": 2 | y |"));
}

TEST(AppendCsvCell, WritesWhatTheReaderReads) {
  for (const std::string text : {"plain", "a,b", "say \"hi\"", "two\nlines", ""}) {
    std::string line = "x,";
    AppendCsvCell(text, line);
    CsvSplitter splitter;
    EXPECT_EQ(splitter.Split(line + "\n")[1].text, text);
  }
}

}  // namespace
}  // namespace kaam::indexer
