// Points and distances in whole numbers: the same bits on every machine, so that every engine ranks
// alike.
#pragma once

#include <algorithm>
#include <cstdint>

namespace kaam {

// A point in millionths of a degree. Latitude -90e6..90e6, longitude -180e6..180e6.
struct GeoPoint {
  std::int32_t lat_e6 = 0;
  std::int32_t lon_e6 = 0;
  friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

struct GeoBox {
  std::int32_t min_lat_e6 = INT32_MAX;
  std::int32_t min_lon_e6 = INT32_MAX;
  std::int32_t max_lat_e6 = INT32_MIN;
  std::int32_t max_lon_e6 = INT32_MIN;

  bool empty() const { return min_lat_e6 > max_lat_e6; }
  void Extend(GeoPoint point) {
    min_lat_e6 = std::min(min_lat_e6, point.lat_e6);
    max_lat_e6 = std::max(max_lat_e6, point.lat_e6);
    min_lon_e6 = std::min(min_lon_e6, point.lon_e6);
    max_lon_e6 = std::max(max_lon_e6, point.lon_e6);
  }
};

// Of latitude: pi * 6,371,009 m / 180.
inline constexpr std::int64_t kMillimetresPerDegree = 111'195'080;

// Metres north of the equator, and east of Greenwich as along the equator: rough, for bounds.
struct FlatPoint {
  float north = 0;
  float east = 0;
};
FlatPoint OnFlatMap(GeoPoint point);

// Whole metres, saturating nowhere on Earth.
using Metres = std::uint32_t;

// Equirectangular distance on a sphere of 6,371,009 m with the cosine of the mean latitude from a
// committed table; symmetric; within 0.5 % of the great circle below 1,500 km inside India, where
// nothing is decided by more.
Metres DistanceMetres(GeoPoint a, GeoPoint b);

// Never more than DistanceMetres(point, p) for any p in `box`, which must not be empty.
Metres MinDistanceMetres(GeoPoint point, const GeoBox& box);
// Never less than that.
Metres MaxDistanceMetres(GeoPoint point, const GeoBox& box);

// Where a point lies on a Hilbert curve of order 16 over India's box (6..38 N, 68..100 E; points
// outside are clamped to its edge). Near on the curve is near on the ground.
std::uint32_t HilbertKey(GeoPoint point);

}  // namespace kaam
