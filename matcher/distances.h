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

// A place of a question, how far it reaches (0 for a point), and where it lies on the flat map of
// Index::FlatPlaces: `cosine` is the least that a metre east is worth between here and halfway to a
// place kNorthward metres farther north; beyond that, north alone is a bound.
struct SiteSpread {
  static constexpr float kNorthward = 300'000;
  GeoPoint point;
  Metres spread = 0;
  float north = 0;
  float east = 0;
  float cosine = 0;
};

// Reused from question to question. One thread.
class Distances {
 public:
  static constexpr Metres kNotKnown = UINT32_MAX;

  // `locality_weight` is for near_keys(). Distances from the same spots are kept. `spots` must live
  // as long as distances are asked for.
  void Reset(const Index& index, const PlaceSpreads& spreads, std::span<const Spot> spots,
             std::uint32_t locality_weight);

  // From the nearest spot of the question; the question has at least one.
  Metres To(PlaceId place) {
    if (metres_[place.value] == kNotKnown) Fill(place);
    return metres_[place.value];
  }

  // Never more than To(place), without working that out.
  Metres AtLeastTo(PlaceId place) const;

  // By PlaceId, for vector code: what To has already given, else kNotKnown; and what nearness alone
  // and the distance step then add to a rank key. One more, at nowhere(), for no place.
  const Metres* metres() const { return metres_.data(); }
  const std::uint32_t* near_keys() const { return near_keys_.data(); }
  std::uint32_t nowhere() const { return static_cast<std::uint32_t>(metres_.size() - 1); }

  std::span<const SiteSpread> sites() const { return sites_; }
  const Index::FlatPlaces& flat_places() const { return index_->flat_places(); }

  // Never more than To(place) of any place inside `box`, which must not be empty.
  Metres AtLeastTo(const GeoBox& box) const;

 private:
  void Fill(PlaceId place);

  const Index* index_ = nullptr;
  std::span<const Spot> spots_;
  std::uint32_t locality_weight_ = 0;
  std::vector<SiteSpread> sites_;  // by spot
  std::vector<Spot> filled_for_;   // what metres_ are from
  std::vector<Metres> metres_;
  std::vector<PlaceId> filled_;  // those of which it knows the distance
  std::vector<std::uint32_t> near_keys_;
};

}  // namespace kaam::matcher
