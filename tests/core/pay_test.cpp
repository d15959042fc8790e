#include "core/pay.h"

#include <gtest/gtest.h>

namespace kaam {
namespace {

using records::PAY_UNIT_DAY;
using records::PAY_UNIT_HOUR;
using records::PAY_UNIT_MONTH;
using records::PAY_UNIT_PIECE;
using records::PAY_UNIT_UNSPECIFIED;
using records::PAY_UNIT_WEEK;

TEST(DayRupees, ComparesEveryUnitByTheDay) {
  EXPECT_EQ(DayRupees(60'000, PAY_UNIT_DAY, Rounding::kDown), 600);
  EXPECT_EQ(DayRupees(7'500, PAY_UNIT_HOUR, Rounding::kDown), 600);       // 75 x 8
  EXPECT_EQ(DayRupees(360'000, PAY_UNIT_WEEK, Rounding::kDown), 600);     // 3600 / 6
  EXPECT_EQ(DayRupees(1'560'000, PAY_UNIT_MONTH, Rounding::kDown), 600);  // 15600 / 26
  EXPECT_EQ(DayRupees(150, PAY_UNIT_PIECE, Rounding::kDown, {.pieces_a_day = 400}), 600);
}

TEST(DayRupees, TakesTheHoursAndDaysThatAreDeclared) {
  EXPECT_EQ(DayRupees(7'500, PAY_UNIT_HOUR, Rounding::kDown, {.hours_a_day = 12}), 900);
  EXPECT_EQ(DayRupees(350'000, PAY_UNIT_WEEK, Rounding::kDown, {.days_a_week = 7}), 500);
  // 13000 a month of 5 x 52 / 12 days.
  EXPECT_EQ(DayRupees(1'300'000, PAY_UNIT_MONTH, Rounding::kDown, {.days_a_week = 5}), 600);
}

TEST(DayRupees, RoundsWishesUpAndOffersDown) {
  EXPECT_EQ(DayRupees(60'050, PAY_UNIT_DAY, Rounding::kDown), 600);
  EXPECT_EQ(DayRupees(60'050, PAY_UNIT_DAY, Rounding::kUp), 601);
  EXPECT_EQ(DayRupees(10, PAY_UNIT_DAY, Rounding::kDown), 1);
  EXPECT_EQ(DayRupees(1'000'000'000, PAY_UNIT_HOUR, Rounding::kDown), 65535);
}

TEST(DayRupees, IsZeroForWhatCannotBeCompared) {
  EXPECT_EQ(DayRupees(150, PAY_UNIT_PIECE, Rounding::kDown), 0);
  EXPECT_EQ(DayRupees(60'000, PAY_UNIT_UNSPECIFIED, Rounding::kDown), 0);
  EXPECT_EQ(DayRupees(0, PAY_UNIT_DAY, Rounding::kUp), 0);
  EXPECT_EQ(DayRupees(350'000, PAY_UNIT_WEEK, Rounding::kDown, {.days_a_week = 0}), 0);
}

}  // namespace
}  // namespace kaam
