#include "api/audit_log.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "core/generation.h"
#include "tests/support/world.h"

namespace kaam::api {
namespace {

constexpr std::time_t kNow = 1'800'000'000;

AuditEvent Look(std::string_view client) {
  return {.client = client,
          .role = "employer",
          .route = "GET /v1/workers/{ref}",
          .shows = "workers, masked",
          .request = "00ff",
          .worker = WorkerRef{}};
}

class Audit : public ::testing::Test {
 protected:
  void Append(int lines) {
    const auto log = AuditLog::Open(file_);
    ASSERT_TRUE(log) << log.error().message;
    for (int i = 0; i < lines; ++i) ASSERT_TRUE((*log)->Append(Look("key:a"), kNow));
  }
  std::string Text() const { return ReadWholeFile(file_).value(); }
  void Write(const std::string& text) const { std::ofstream(file_, std::ios::trunc) << text; }
  std::string Fault() const {
    const auto head = VerifyAudit(file_);
    return head ? "" : head.error().message;
  }

  testing::TemporaryDirectory directory_;
  std::filesystem::path file_ = directory_ / "audit";
};

TEST_F(Audit, GoesOnWhereItEnded) {
  Append(2);
  const AuditHead two = VerifyAudit(file_).value();
  Append(1);
  const AuditHead three = VerifyAudit(file_).value();
  EXPECT_EQ(two.lines, 2U);
  EXPECT_EQ(three.lines, 3U);
  EXPECT_TRUE(VerifyAudit(file_, two.hash));
  EXPECT_FALSE(VerifyAudit(file_, std::string(64, 'f')));
}

TEST_F(Audit, ShowsAnyByteThatWasChanged) {
  Append(3);
  const std::string text = Text();
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    Write(changed);
    EXPECT_NE(Fault(), "") << i;
  }
}

TEST_F(Audit, ShowsALineThatWasTakenOutOrMoved) {
  Append(3);
  const std::string text = Text();
  const std::size_t first = text.find('\n') + 1;
  const std::size_t second = text.find('\n', first) + 1;
  Write(text.substr(0, first) + text.substr(second));
  EXPECT_EQ(Fault(), "line 2 of the audit does not follow from those before");
  Write(text.substr(first, second - first) + text.substr(0, first) + text.substr(second));
  EXPECT_EQ(Fault(), "line 1 of the audit does not follow from those before");
}

TEST_F(Audit, ShowsACutOnlyAgainstANotedHash) {
  Append(3);
  const AuditHead head = VerifyAudit(file_).value();
  const std::string text = Text();
  Write(text.substr(0, text.find('\n') + 1));
  EXPECT_TRUE(VerifyAudit(file_));
  EXPECT_FALSE(VerifyAudit(file_, head.hash));
}

TEST_F(Audit, DropsALineThatWasCutOffByACrash) {
  Append(2);
  const std::string text = Text();
  Write(text.substr(0, text.size() - 5));
  EXPECT_EQ(Fault(), "line 2 of the audit is cut off");
  Append(1);
  EXPECT_EQ(VerifyAudit(file_).value().lines, 2U);
}

TEST_F(Audit, IsNotOpenedWhenItWasChanged) {
  Append(2);
  std::string text = Text();
  text[3] = '7';
  Write(text);
  EXPECT_EQ(AuditLog::Open(file_).error().code, ErrorCode::kDataLoss);
}

TEST_F(Audit, IsWrittenByOneProcessAtATime) {
  const auto log = AuditLog::Open(file_);
  ASSERT_TRUE(log);
  EXPECT_EQ(AuditLog::Open(file_).error().code, ErrorCode::kUnavailable);
}

TEST_F(Audit, TakesLinesFromManyThreads) {
  {
    const auto log = AuditLog::Open(file_);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 10; ++n) EXPECT_TRUE((*log)->Append(Look("key:\"\n"), kNow));
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ((*log)->head().lines, 40U);
  }
  EXPECT_EQ(VerifyAudit(file_).value().lines, 40U);
}

}  // namespace
}  // namespace kaam::api
