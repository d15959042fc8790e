#include "api/rate_limits.h"

#include <gtest/gtest.h>

namespace kaam::api {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Quota kQuota{2, 4};  // two a second, four at once
constexpr RateLimits::Clock::time_point kStart{seconds(1000)};

TEST(RateLimits, GrantAFullBucketThenWhatFlowsIn) {
  RateLimits limits;
  for (unsigned left = 4; left-- > 0;) {
    const Allowance granted = limits.Take("a", kQuota, kStart);
    EXPECT_TRUE(granted.granted);
    EXPECT_EQ(granted.left, left);
  }
  const Allowance refused = limits.Take("a", kQuota, kStart);
  EXPECT_FALSE(refused.granted);
  EXPECT_EQ(refused.until_next, seconds(1));
  EXPECT_EQ(refused.until_full, seconds(2));
  EXPECT_FALSE(limits.Take("a", kQuota, kStart + milliseconds(499)).granted);
  EXPECT_TRUE(limits.Take("a", kQuota, kStart + milliseconds(500)).granted);
  EXPECT_FALSE(limits.Take("a", kQuota, kStart + milliseconds(501)).granted);
}

TEST(RateLimits, NeverHoldMoreThanABucket) {
  RateLimits limits;
  limits.Take("a", kQuota, kStart);
  const auto later = kStart + seconds(1000);
  EXPECT_EQ(limits.Take("a", kQuota, later).left, 3U);
}

TEST(RateLimits, KeepClientsApart) {
  RateLimits limits;
  for (int i = 0; i < 4; ++i) limits.Take("a", kQuota, kStart);
  EXPECT_FALSE(limits.Take("a", kQuota, kStart).granted);
  EXPECT_TRUE(limits.Take("b", kQuota, kStart).granted);
}

TEST(RateLimits, ForgetWhoWasNotSeenForLongest) {
  RateLimits limits(2);
  for (int i = 0; i < 4; ++i) limits.Take("a", kQuota, kStart);
  limits.Take("b", kQuota, kStart);
  EXPECT_FALSE(limits.Take("a", kQuota, kStart).granted);
  limits.Take("c", kQuota, kStart);  // b is forgotten
  EXPECT_FALSE(limits.Take("a", kQuota, kStart).granted);
  EXPECT_EQ(limits.Take("b", kQuota, kStart).left, 3U);
}

}  // namespace
}  // namespace kaam::api
