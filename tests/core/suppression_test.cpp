#include "core/suppression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/generation.h"

namespace kaam {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class SuppressionTest : public ::testing::Test {
 protected:
  SuppressionTest() { fs::create_directories(store_); }
  ~SuppressionTest() override { fs::remove_all(store_); }

  static WorkerRef Ref(std::uint8_t number) { return {{number}}; }
  SuppressionList Read() { return SuppressionList::Read(store_).value(); }
  void Append(const Suppression& entry) {
    ASSERT_TRUE(AppendSuppressions(store_, std::span(&entry, 1)));
  }

  const fs::path store_ =
      fs::temp_directory_path() / ("kaam-suppression-test-" + std::to_string(::getpid()) + "-" +
                                   ::testing::UnitTest::GetInstance()->current_test_info()->name());
  const fs::path file_ = store_ / kSuppressionName;
};

TEST_F(SuppressionTest, HidesForEverWhoWasErased) {
  EXPECT_TRUE(Read().empty());
  Append({Ref(1), SuppressionAct::kErased, 3});
  Append({Ref(1), SuppressionAct::kRestored, 9});
  EXPECT_TRUE(Read().IsHidden(Ref(1)));
  EXPECT_TRUE(Read().IsErased(Ref(1)));
  EXPECT_FALSE(Read().IsHidden(Ref(2)));
}

TEST_F(SuppressionTest, HidesUntilANewerConsentWhicheverComesFirst) {
  Append({Ref(1), SuppressionAct::kWithdrawn, 5});
  EXPECT_TRUE(Read().IsHidden(Ref(1)));
  Append({Ref(1), SuppressionAct::kRestored, 4});
  EXPECT_TRUE(Read().IsHidden(Ref(1)));
  Append({Ref(1), SuppressionAct::kRestored, 6});
  EXPECT_FALSE(Read().IsHidden(Ref(1)));
  Append({Ref(2), SuppressionAct::kRestored, 6});
  Append({Ref(2), SuppressionAct::kWithdrawn, 5});
  EXPECT_FALSE(Read().IsHidden(Ref(2)));
  EXPECT_FALSE(Read().IsErased(Ref(2)));
}

TEST_F(SuppressionTest, PassesOverALineThatACrashLeftHalfWritten) {
  Append({Ref(1), SuppressionAct::kErased, 1});
  std::ofstream(file_, std::ios::app) << "2026-11-26T00:00:00Z\terased\t02";
  EXPECT_TRUE(Read().IsHidden(Ref(1)));
  Append({Ref(3), SuppressionAct::kErased, 1});
  EXPECT_TRUE(Read().IsHidden(Ref(1)));
  EXPECT_TRUE(Read().IsHidden(Ref(3)));
}

TEST_F(SuppressionTest, NamesTheLineThatHasChanged) {
  Append({Ref(1), SuppressionAct::kErased, 1});
  Append({Ref(2), SuppressionAct::kErased, 1});
  const std::string whole = ReadWholeFile(file_).value();
  const std::size_t second = whole.find('\n') + 1;
  for (std::size_t at = second; at + 1 < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    std::ofstream(file_, std::ios::trunc | std::ios::binary) << changed;
    const auto list = SuppressionList::Read(store_);
    ASSERT_FALSE(list) << at;
    EXPECT_EQ(list.error().code, ErrorCode::kDataLoss);
    EXPECT_THAT(list.error().message, HasSubstr("suppressed.tsv:2"));
  }
}

}  // namespace
}  // namespace kaam
