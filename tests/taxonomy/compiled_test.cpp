// The compiled taxonomy: one file that opens to the same answers.
#include <gtest/gtest.h>

#include <fstream>

#include "taxonomy/resolver.h"
#include "taxonomy/sections.h"
#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

class CompiledTest : public ::testing::Test {
 protected:
  std::filesystem::path Write(std::string_view bytes) {
    const auto path = directory_ / kCompiledName;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  testing::TemporaryDirectory directory_;
};

TEST_F(CompiledTest, OpensToTheSameAnswers) {
  const auto opened = Taxonomy::Open(Write(testing::RealTaxonomy().compiled()));
  ASSERT_TRUE(opened);
  for (const char* text : {"6 rajmistri chahiye Noida me", "रাজমিস্ত্রি", "plumbr 700 roz", "mistri",
                           "lakdi ka kaam", "only male driver"}) {
    const Understanding a = Resolve(testing::RealTaxonomy(), text, testing::Today());
    const Understanding b = Resolve(**opened, text, testing::Today());
    ASSERT_EQ(a.trades.size(), b.trades.size()) << text;
    for (std::size_t i = 0; i < a.trades.size(); ++i) {
      EXPECT_EQ(a.trades[i].occupation, b.trades[i].occupation) << text;
    }
    EXPECT_EQ(a.places.size(), b.places.size()) << text;
    EXPECT_EQ(a.refused.size(), b.refused.size()) << text;
    EXPECT_EQ(a.not_understood.size(), b.not_understood.size()) << text;
  }
  EXPECT_EQ((*opened)->compiled(), testing::RealTaxonomy().compiled());
}

TEST_F(CompiledTest, IsTheSameBytesForTheSameTables) {
  const auto again = Taxonomy::Load(std::filesystem::path(KAAM_SOURCE_DIR) / "taxonomy/data");
  ASSERT_TRUE(again);
  EXPECT_TRUE((*again)->compiled() == testing::RealTaxonomy().compiled());
}

TEST_F(CompiledTest, RefusesAFileThatWasCutOrChanged) {
  const std::string whole{testing::RealTaxonomy().compiled()};
  std::string changed = whole;
  changed[changed.size() / 2] ^= 1;
  std::string other_version = whole;
  other_version[8] ^= 1;
  for (const std::string& bytes :
       {whole.substr(0, whole.size() - 1), whole.substr(0, 7), changed, other_version,
        std::string("no taxonomy at all, but long enough")}) {
    const auto opened = Taxonomy::Open(Write(bytes));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::kDataLoss);
  }
}

TEST_F(CompiledTest, IsNoBiggerThanPromised) {
  EXPECT_LE(testing::RealTaxonomy().compiled().size(), 40U * 1024 * 1024);
}

TEST(Sections, GiveBackWhatWasWritten) {
  SectionWriter writer;
  writer.Add("numbers", std::vector<std::uint32_t>{1, 2, 3});
  writer.AddBytes("text", "abc");
  writer.Add("none", std::vector<std::uint64_t>{});
  const std::string file = writer.Finish();
  const auto reader = SectionReader::Open(std::as_bytes(std::span(file)));
  ASSERT_TRUE(reader);
  const auto numbers = reader->Array<std::uint32_t>("numbers");
  EXPECT_EQ(std::vector<std::uint32_t>(numbers.begin(), numbers.end()),
            (std::vector<std::uint32_t>{1, 2, 3}));
  EXPECT_EQ(reader->Bytes("text"), "abc");
  EXPECT_TRUE(reader->Array<std::uint64_t>("none").empty());
  EXPECT_TRUE(reader->Bytes("no such").empty());
}

}  // namespace
}  // namespace kaam::taxonomy
