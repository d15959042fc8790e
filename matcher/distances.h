// Distances from the places of one question to the coded places of rows, each computed once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/geo.h"
#include "core/ids.h"
#include "matcher/facts.h"
#include "matcher/index.h"
#include "taxonomy/places.h"

namespace kaam::matcher {

// How far a district or State reaches from its central point: no place inside lies farther.
class PlaceSpreads {
 public:
  explicit PlaceSpreads(const taxonomy::Places& places);
  // 0 for a spot that is a point.
  Metres Of(const Spot& spot, const taxonomy::Places& places) const;

 private:
  std::vector<Metres> by_place_;  // by PlaceId; States and districts only
};

// Reused from question to question. One thread.
class Distances {
 public:
  void Reset(const Index& index, const PlaceSpreads& spreads, std::span<const Spot> spots);

  // From the nearest spot of the question; the question has at least one.
  Metres To(PlaceId place);

  // Holds every place with To(place) <= distance.
  GeoBox Around(Metres distance) const;

  // Never more than To(place) of any place inside `box`, which must not be empty.
  Metres AtLeastTo(const GeoBox& box) const;

 private:
  struct Known {
    std::uint32_t question = 0;
    Metres distance = 0;
  };
  const Index* index_ = nullptr;
  std::span<const Spot> spots_;
  std::vector<Metres> spreads_;  // by spot
  std::vector<Known> known_;     // by PlaceId
  std::uint32_t question_ = 0;
};

}  // namespace kaam::matcher
