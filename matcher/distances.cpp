#include "matcher/distances.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kaam::matcher {
namespace {

// A little less than the cosine of the latitude so many metres from the equator. The first terms of
// the series: the same bits on every machine.
float LeastCosine(float metres) {
  constexpr float kEarthRadius = 6'371'009;
  constexpr float kSlack = 1e-3F;
  const float x2 = metres / kEarthRadius * (metres / kEarthRadius);
  const float cosine = 1 + x2 * (-0.5F + x2 * (1.0F / 24 + x2 * (-1.0F / 720)));
  return std::max(cosine - kSlack, 0.0F);
}

}  // namespace

using taxonomy::Extent;
using taxonomy::Place;
using taxonomy::PlaceKind;

PlaceSpreads::PlaceSpreads(const taxonomy::Places& places) {
  for (const Place& place : places.all()) {
    for (const auto& [kind, code] :
         {std::pair{PlaceKind::kState, std::uint32_t{place.state}},
          std::pair{PlaceKind::kDistrict, std::uint32_t{place.district}}}) {
      const auto around = places.Find(kind, code);
      if (!around) continue;
      if (around->value >= by_place_.size()) by_place_.resize(std::size_t{around->value} + 1);
      Metres& spread = by_place_[around->value];
      spread = std::max(spread, DistanceMetres(places[*around].point, place.point));
    }
  }
}

Metres PlaceSpreads::Of(const Spot& spot, const taxonomy::Places& places) const {
  if (spot.extent == Extent::kPoint) return 0;
  const auto around = spot.extent == Extent::kState
                          ? places.Find(PlaceKind::kState, spot.state)
                          : places.Find(PlaceKind::kDistrict, spot.district);
  if (!around) return 0;
  // The spot may stand elsewhere than the place's own point; the flat distance does not quite keep
  // the triangle inequality, hence the fiftieth.
  const Metres sum = by_place_[around->value] + DistanceMetres(places[*around].point, spot.point);
  return sum + sum / 50;
}

void Distances::Reset(const Index& index, const PlaceSpreads& spreads, std::span<const Spot> spots,
                      std::uint32_t locality_weight) {
  const taxonomy::Places& places = index.taxonomy().places();
  spots_ = spots;
  const bool same = index_ == &index && locality_weight_ == locality_weight &&
                    std::equal(spots.begin(), spots.end(), filled_for_.begin(), filled_for_.end());
  if (same && !metres_.empty()) return;
  filled_for_.assign(spots.begin(), spots.end());
  index_ = &index;
  locality_weight_ = locality_weight;
  sites_.clear();
  for (const Spot& spot : spots) {
    const auto [north, east] = OnFlatMap(spot.point);
    const float farthest = std::abs(north) + SiteSpread::kNorthward / 2;  // mean of both ends
    sites_.push_back({spot.point, spreads.Of(spot, places), north, east, LeastCosine(farthest)});
  }
  for (const PlaceId place : filled_) metres_[place.value] = kNotKnown;
  filled_.clear();
  metres_.resize(places.size() + 1, kNotKnown);
  near_keys_.resize(metres_.size());
  metres_.back() = kNotKnown - 1;
  const std::uint32_t total = locality_weight_ * ScoreLocality({.asked = true}).value;
  near_keys_.back() = total << 4 | (15U - kUnknownBand);
}

void Distances::Fill(PlaceId place) {
  const Spot& there = index_->SpotOf(place);
  Metres least = kNotKnown - 1;
  for (const Spot& spot : spots_) {
    least = std::min(least, spot.extent == Extent::kPoint ? DistanceMetres(spot.point, there.point)
                                                          : SpotDistance(spot, there));
  }
  metres_[place.value] = least;
  filled_.push_back(place);
  const std::uint32_t total =
      locality_weight_ * ScoreLocality({.asked = true, .distance = least}).value;
  near_keys_[place.value] = total << 4 | (15U - BandOf(least));
}

Metres Distances::AtLeastTo(PlaceId place) const {
  if (metres_[place.value] != kNotKnown) return metres_[place.value];
  constexpr float kShrink = 1 - 1e-3F;
  constexpr float kSlackMetres = 10;
  const float north = flat_places().north[place.value];
  const float east = flat_places().east[place.value];
  float least = 1e9F;
  for (const SiteSpread& site : sites_) {
    const float up = std::abs(north - site.north);
    const float across = (east - site.east) * site.cosine;
    float metres = up > SiteSpread::kNorthward ? up : std::sqrt(up * up + across * across);
    metres = metres * kShrink - kSlackMetres;
    least = std::min(least, metres <= static_cast<float>(site.spread) ? 0 : metres);
  }
  return static_cast<Metres>(std::max(least, 0.0F));
}

Metres Distances::AtLeastTo(const GeoBox& box) const {
  Metres least = UINT32_MAX;
  for (const SiteSpread& site : sites_) {
    const Metres distance = MinDistanceMetres(site.point, box);
    least = std::min(least, distance <= site.spread ? 0 : distance);
  }
  return least;
}

}  // namespace kaam::matcher
