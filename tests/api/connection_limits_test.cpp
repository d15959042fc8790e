#include "api/connection_limits.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

namespace kaam::api {
namespace {

TEST(ConnectionLimits, CountInAllAndForEachAddress) {
  ConnectionLimits limits(3, 2);
  EXPECT_EQ(limits.Enter("a"), Admission::kServe);
  EXPECT_EQ(limits.Enter("a"), Admission::kServe);
  EXPECT_EQ(limits.Enter("a"), Admission::kRefuse);
  limits.Leave("a");
  EXPECT_EQ(limits.Enter("b"), Admission::kServe);
  EXPECT_EQ(limits.Enter("c"), Admission::kRefuse);
  limits.Leave("a");
  limits.Leave("c");
  EXPECT_EQ(limits.Enter("c"), Admission::kServe);
}

TEST(ConnectionLimits, DropWhatIsFarOverALimit) {
  ConnectionLimits limits(1, 1);
  EXPECT_EQ(limits.Enter("a"), Admission::kServe);
  for (int i = 0; i < 64; ++i) EXPECT_EQ(limits.Enter("a"), Admission::kRefuse);
  EXPECT_EQ(limits.Enter("a"), Admission::kDrop);
  limits.Leave("a");
  EXPECT_EQ(limits.Enter("a"), Admission::kRefuse);
}

TEST(ConnectionLimits, WaitUntilNoneIsOpen) {
  ConnectionLimits limits(2, 2);
  EXPECT_TRUE(limits.WaitUntilNone(Deadline::After({})));
  limits.Enter("a");
  EXPECT_FALSE(limits.WaitUntilNone(Deadline::After(std::chrono::milliseconds(5))));
  std::thread leaver([&] { limits.Leave("a"); });
  EXPECT_TRUE(limits.WaitUntilNone(Deadline::After(std::chrono::seconds(10))));
  leaver.join();
}

}  // namespace
}  // namespace kaam::api
