#include "core/geo.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace kaam {
namespace {

constexpr int kCosineShift = 16;

// 65536 * cos(latitude) for every half degree from 0 to 90.
constexpr std::array<std::int32_t, 181> kCosine = {
    65536, 65534, 65526, 65514, 65496, 65474, 65446, 65414, 65376, 65334, 65287, 65234, 65177,
    65115, 65048, 64975, 64898, 64816, 64729, 64637, 64540, 64439, 64332, 64220, 64104, 63983,
    63856, 63725, 63589, 63449, 63303, 63152, 62997, 62837, 62672, 62503, 62328, 62149, 61966,
    61777, 61584, 61386, 61183, 60976, 60764, 60547, 60326, 60100, 59870, 59635, 59396, 59152,
    58903, 58650, 58393, 58131, 57865, 57594, 57319, 57040, 56756, 56468, 56175, 55879, 55578,
    55273, 54963, 54650, 54332, 54010, 53684, 53354, 53020, 52682, 52339, 51993, 51643, 51289,
    50931, 50569, 50203, 49834, 49461, 49084, 48703, 48318, 47930, 47538, 47143, 46744, 46341,
    45935, 45525, 45112, 44695, 44275, 43852, 43425, 42995, 42562, 42126, 41686, 41243, 40797,
    40348, 39896, 39441, 38982, 38521, 38057, 37590, 37120, 36647, 36172, 35693, 35212, 34729,
    34242, 33754, 33262, 32768, 32271, 31772, 31271, 30767, 30261, 29753, 29242, 28729, 28214,
    27697, 27177, 26656, 26132, 25607, 25080, 24550, 24019, 23486, 22951, 22415, 21876, 21336,
    20795, 20252, 19707, 19161, 18613, 18064, 17514, 16962, 16409, 15855, 15299, 14742, 14185,
    13626, 13066, 12505, 11943, 11380, 10817, 10252, 9687,  9121,  8554,  7987,  7419,  6850,
    6281,  5712,  5142,  4572,  4001,  3430,  2859,  2287,  1716,  1144,  572,   0,
};

constexpr std::int64_t kStepE6 = 500'000;

// 65536 * cos of a latitude, linear between half degrees; falls as |latitude| grows.
std::int64_t Cosine(std::int64_t lat_e6) {
  const std::int64_t lat = lat_e6 < 0 ? -lat_e6 : lat_e6;
  const auto step = static_cast<std::size_t>(lat / kStepE6);
  if (step >= kCosine.size() - 1) return kCosine.back();
  return kCosine[step] + (kCosine[step + 1] - kCosine[step]) * (lat % kStepE6) / kStepE6;
}

// The floor, exact whatever the processor's square root gives: it only starts the search.
std::uint64_t IntegerSquareRoot(std::uint64_t n) {
  auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(n)));
  while (root * root > n) --root;
  while ((root + 1) * (root + 1) <= n) ++root;
  return root;
}

// From differences in millionths of a degree, never negative, and the cosine that scales longitude.
Metres Hypotenuse(std::int64_t lat_difference, std::int64_t lon_difference, std::int64_t cosine) {
  const std::int64_t north_mm = lat_difference * kMillimetresPerDegree / 1'000'000;
  const std::int64_t east_mm =
      (lon_difference * kMillimetresPerDegree / 1'000'000) * cosine >> kCosineShift;
  // Half a centimetre is plenty, and keeps the squares inside 64 bits for the whole globe.
  const auto north = static_cast<std::uint64_t>(north_mm / 10);
  const auto east = static_cast<std::uint64_t>(east_mm / 10);
  return static_cast<Metres>(IntegerSquareRoot(north * north + east * east) / 100);
}

}  // namespace

FlatPoint OnFlatMap(GeoPoint point) {
  constexpr double kMetresPerE6 = kMillimetresPerDegree * 1e-9;
  return {static_cast<float>(point.lat_e6 * kMetresPerE6),
          static_cast<float>(point.lon_e6 * kMetresPerE6)};
}

Metres DistanceMetres(GeoPoint a, GeoPoint b) {
  const std::int64_t lat_difference = std::int64_t{a.lat_e6} - b.lat_e6;
  const std::int64_t lon_difference = std::int64_t{a.lon_e6} - b.lon_e6;
  const std::int64_t mean_lat = (std::int64_t{a.lat_e6} + b.lat_e6) / 2;
  return Hypotenuse(lat_difference < 0 ? -lat_difference : lat_difference,
                    lon_difference < 0 ? -lon_difference : lon_difference, Cosine(mean_lat));
}

Metres MinDistanceMetres(GeoPoint point, const GeoBox& box) {
  const auto gap = [](std::int64_t at, std::int64_t low, std::int64_t high) -> std::int64_t {
    if (at < low) return low - at;
    if (at > high) return at - high;
    return 0;
  };
  const std::int64_t lat_gap = gap(point.lat_e6, box.min_lat_e6, box.max_lat_e6);
  const std::int64_t lon_gap = gap(point.lon_e6, box.min_lon_e6, box.max_lon_e6);
  // The smallest cosine of any mean latitude in reach keeps this a lower bound.
  const std::int64_t low = (std::int64_t{point.lat_e6} + box.min_lat_e6) / 2;
  const std::int64_t high = (std::int64_t{point.lat_e6} + box.max_lat_e6) / 2;
  return Hypotenuse(lat_gap, lon_gap, std::min(Cosine(low), Cosine(high)));
}

Metres MaxDistanceMetres(GeoPoint point, const GeoBox& box) {
  const auto gap = [](std::int64_t at, std::int64_t low, std::int64_t high) {
    return std::max(at > low ? at - low : low - at, at > high ? at - high : high - at);
  };
  const std::int64_t lat_gap = gap(point.lat_e6, box.min_lat_e6, box.max_lat_e6);
  const std::int64_t lon_gap = gap(point.lon_e6, box.min_lon_e6, box.max_lon_e6);
  // The largest cosine of any mean latitude in reach keeps this an upper bound.
  const std::int64_t low = (std::int64_t{point.lat_e6} + box.min_lat_e6) / 2;
  const std::int64_t high = (std::int64_t{point.lat_e6} + box.max_lat_e6) / 2;
  const std::int64_t nearest_equator = std::clamp<std::int64_t>(0, low, high);
  return Hypotenuse(lat_gap, lon_gap, Cosine(nearest_equator));
}

std::uint32_t HilbertKey(GeoPoint point) {
  constexpr std::int64_t kSide = std::int64_t{1} << 16;
  const auto scale = [](std::int64_t at, std::int64_t low) -> std::uint32_t {
    const std::int64_t cell = (at - low * 1'000'000) * kSide / 32'000'000;
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(cell, 0, kSide - 1));
  };
  std::uint32_t x = scale(point.lon_e6, 68);
  std::uint32_t y = scale(point.lat_e6, 6);
  std::uint32_t key = 0;
  for (std::uint32_t side = std::uint32_t{1} << 15; side > 0; side >>= 1) {
    const std::uint32_t right = (x & side) != 0 ? 1 : 0;
    const std::uint32_t upper = (y & side) != 0 ? 1 : 0;
    key = key << 2 | ((3 * right) ^ upper);
    if (upper == 0) {
      if (right == 1) {
        x = static_cast<std::uint32_t>(kSide - 1) - x;
        y = static_cast<std::uint32_t>(kSide - 1) - y;
      }
      std::swap(x, y);
    }
  }
  return key;
}

}  // namespace kaam
