#include "taxonomy/table.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

class TableTest : public ::testing::Test {
 protected:
  std::string FaultOf(const std::string& content) {
    std::ofstream(directory_ / "t.tsv", std::ios::binary) << content;
    const auto table = Table::Load(directory_ / "t.tsv", {"code", "name"});
    return table ? "" : table.error().message;
  }
  testing::TemporaryDirectory directory_;
};

TEST_F(TableTest, ReadsCellsByRow) {
  std::ofstream(directory_ / "t.tsv") << "code\tname\n1\tone\n2\t\n";
  const auto table = Table::Load(directory_ / "t.tsv", {"code", "name"});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows(), 2U);
  EXPECT_EQ(table->Cell(0, 1), "one");
  EXPECT_EQ(table->Cell(1, 1), "");
}

TEST_F(TableTest, NamesFileAndLineOfABadRow) {
  EXPECT_EQ(FaultOf("code\tname\n1\tone\n2\n"), "t.tsv:3: has 1 cells, expected 2");
  EXPECT_EQ(FaultOf("code\tnom\n"), "t.tsv:1: column 2 is 'nom', expected 'name'");
  EXPECT_EQ(FaultOf("code\tname\n1\ta\xFF\n"), "t.tsv:2: byte 4 is not UTF-8");
  EXPECT_EQ(FaultOf("code\tname\n1\tone\r\n"), "t.tsv:2: ends in CR; use LF alone");
  EXPECT_EQ(FaultOf(""), "t.tsv:1: the table is empty");
}

TEST_F(TableTest, NamesTheColumnOfABadNumber) {
  std::ofstream(directory_ / "t.tsv") << "code\tname\nx\t28.57\n7\t28.5x\n";
  const auto table = Table::Load(directory_ / "t.tsv", {"code", "name"});
  EXPECT_EQ(table->Number(0, 0, 99).error().message,
            "t.tsv:2: column code: 'x' is not a whole number up to 99");
  EXPECT_EQ(table->DegreesE6(0, 1).value(), 28'570'000);
  EXPECT_FALSE(table->DegreesE6(1, 1));
}

}  // namespace
}  // namespace kaam::taxonomy
