#include "core/day.h"

#include <gtest/gtest.h>

namespace kaam {
namespace {

TEST(FormatDay, WritesWhatParseDayReads) {
  const Day last = *ParseDay("9999-12-31");
  for (Day day = *ParseDay("0000-01-01"); day <= last; day += std::chrono::days{17}) {
    EXPECT_EQ(ParseDay(FormatDay(day)), day);
  }
  EXPECT_EQ(FormatDay(last + std::chrono::days{60}), "10000-02-29");
}

TEST(ParseDay, TakesOnlyDatesThatExist) {
  EXPECT_EQ(FormatDay(*ParseDay("2024-02-29")), "2024-02-29");
  for (const char* wrong : {"2026-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "2026-1-1",
                            "26-01-01", "2026/01/01", "2026-01-01 ", "", "abcd-ef-gh"}) {
    EXPECT_FALSE(ParseDay(wrong)) << wrong;
  }
}

TEST(Birthday, OfALeapDayComesOnTheFirstOfMarch) {
  EXPECT_EQ(FormatDay(Birthday(*ParseDay("2008-02-29"), 18)), "2026-03-01");
  EXPECT_EQ(FormatDay(Birthday(*ParseDay("2008-02-29"), 20)), "2028-02-29");
}

TEST(ToDay16, ClampsToWhatItCanHold) {
  EXPECT_EQ(ToDay16(*ParseDay("1970-01-02")), 1);
  EXPECT_EQ(ToDay16(*ParseDay("1950-06-01")), 1);
  EXPECT_EQ(ToDay16(*ParseDay("2300-01-01")), 65534);
}

}  // namespace
}  // namespace kaam
