#include "matcher/distances.h"

#include <algorithm>
#include <utility>

namespace kaam::matcher {

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

void Distances::Reset(const Index& index, const PlaceSpreads& spreads,
                      std::span<const Spot> spots) {
  const taxonomy::Places& places = index.taxonomy().places();
  index_ = &index;
  spots_ = spots;
  spreads_.clear();
  for (const Spot& spot : spots) spreads_.push_back(spreads.Of(spot, places));
  known_.resize(places.size());
  ++question_;
}

Metres Distances::To(PlaceId place) {
  Known& known = known_[place.value];
  if (known.question == question_) return known.distance;
  const Spot& there = index_->SpotOf(place);
  Metres least = UINT32_MAX;
  for (const Spot& spot : spots_) {
    least = std::min(least, spot.extent == Extent::kPoint ? DistanceMetres(spot.point, there.point)
                                                          : SpotDistance(spot, there));
  }
  known = {question_, least};
  return least;
}

GeoBox Distances::Around(Metres distance) const {
  GeoBox box;
  for (std::size_t i = 0; i < spots_.size(); ++i) {
    box.Unite(BoxAround(spots_[i].point, std::max(distance, spreads_[i])));
  }
  return box;
}

Metres Distances::AtLeastTo(const GeoBox& box) const {
  Metres least = UINT32_MAX;
  for (std::size_t i = 0; i < spots_.size(); ++i) {
    const Metres distance = MinDistanceMetres(spots_[i].point, box);
    least = std::min(least, distance <= spreads_[i] ? 0 : distance);
  }
  return least;
}

}  // namespace kaam::matcher
