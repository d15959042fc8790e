#include "core/geo.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

namespace kaam {
namespace {

GeoPoint RandomPoint(std::mt19937_64& random) {
  return {static_cast<std::int32_t>(6'000'000 + random() % 32'000'000),
          static_cast<std::int32_t>(68'000'000 + random() % 30'000'000)};
}

double GreatCircle(GeoPoint a, GeoPoint b) {
  const auto radians = [](std::int32_t e6) { return e6 / 1e6 * M_PI / 180; };
  const double lat = radians(a.lat_e6) - radians(b.lat_e6);
  const double lon = radians(a.lon_e6) - radians(b.lon_e6);
  const double h = std::pow(std::sin(lat / 2), 2) + std::cos(radians(a.lat_e6)) *
                                                        std::cos(radians(b.lat_e6)) *
                                                        std::pow(std::sin(lon / 2), 2);
  return 2 * 6'371'009 * std::asin(std::sqrt(h));
}

TEST(DistanceMetres, IsZeroForOnePointAndTheSameBothWays) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const GeoPoint a = RandomPoint(random);
    const GeoPoint b = RandomPoint(random);
    EXPECT_EQ(DistanceMetres(a, a), 0U);
    EXPECT_EQ(DistanceMetres(a, b), DistanceMetres(b, a));
  }
}

TEST(DistanceMetres, IsWithinHalfAPercentOfTheGreatCircleBelow1500Kilometres) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 20000; ++i) {
    const GeoPoint a = RandomPoint(random);
    const GeoPoint b = RandomPoint(random);
    const double truth = GreatCircle(a, b);
    if (truth > 1'500'000) continue;
    EXPECT_NEAR(DistanceMetres(a, b), truth, truth * 0.005 + 1);
  }
}

TEST(MinDistanceMetres, NeverExceedsTheDistanceToAPointOfTheBox) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 20000; ++i) {
    GeoBox box;
    const GeoPoint corner = RandomPoint(random);
    box.Extend(corner);
    box.Extend({static_cast<std::int32_t>(corner.lat_e6 + random() % 2'000'000),
                static_cast<std::int32_t>(corner.lon_e6 + random() % 2'000'000)});
    const GeoPoint inside{static_cast<std::int32_t>(
                              box.min_lat_e6 + random() % (box.max_lat_e6 - box.min_lat_e6 + 1U)),
                          static_cast<std::int32_t>(
                              box.min_lon_e6 + random() % (box.max_lon_e6 - box.min_lon_e6 + 1U))};
    const GeoPoint from = RandomPoint(random);
    EXPECT_LE(MinDistanceMetres(from, box), DistanceMetres(from, inside));
  }
}

TEST(MaxDistanceMetres, IsNeverLessThanTheDistanceToAPointOfTheBox) {
  std::mt19937 random(11);
  const auto between = [&](std::int32_t low, std::int32_t high) {
    return std::uniform_int_distribution<std::int32_t>(low, high)(random);
  };
  for (int i = 0; i < 20'000; ++i) {
    GeoBox box;
    box.Extend({between(-8'000'000, 37'000'000), between(68'000'000, 97'000'000)});
    box.Extend({between(-8'000'000, 37'000'000), between(68'000'000, 97'000'000)});
    const GeoPoint from{between(-8'000'000, 37'000'000), between(68'000'000, 97'000'000)};
    const GeoPoint inside{between(box.min_lat_e6, box.max_lat_e6),
                          between(box.min_lon_e6, box.max_lon_e6)};
    EXPECT_GE(MaxDistanceMetres(from, box), DistanceMetres(from, inside));
  }
}

TEST(MinDistanceMetres, IsZeroInside) {
  GeoBox box;
  box.Extend({10'000'000, 70'000'000});
  box.Extend({12'000'000, 72'000'000});
  EXPECT_EQ(MinDistanceMetres({11'000'000, 71'000'000}, box), 0U);
}

TEST(HilbertKey, VisitsEveryCellOnceAndStepsToNeighbours) {
  // On a coarse grid the curve must be a walk: consecutive keys are neighbouring cells.
  constexpr std::int32_t kSide = 16;
  std::set<std::uint32_t> cells;
  std::vector<std::pair<int, int>> by_key(kSide * kSide);
  for (int x = 0; x < kSide; ++x) {
    for (int y = 0; y < kSide; ++y) {
      const GeoPoint centre{6'000'000 + y * 2'000'000 + 1'000'000,
                            68'000'000 + x * 2'000'000 + 1'000'000};
      const std::uint32_t key = HilbertKey(centre) >> 24;  // four bits a side
      cells.insert(key);
      by_key[key] = {x, y};
    }
  }
  EXPECT_EQ(cells.size(), static_cast<std::size_t>(kSide * kSide));
  for (std::size_t i = 1; i < by_key.size(); ++i) {
    const int step = std::abs(by_key[i].first - by_key[i - 1].first) +
                     std::abs(by_key[i].second - by_key[i - 1].second);
    EXPECT_EQ(step, 1) << i;
  }
}

}  // namespace
}  // namespace kaam
