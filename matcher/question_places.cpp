// Where a question asks for: places by code, by point and by name.
#include <algorithm>
#include <cmath>

#include "matcher/question_maker.h"

namespace kaam::matcher {
namespace {

using taxonomy::Extent;
using taxonomy::PlaceKind;

template <class Code>
std::vector<std::string> AsStrings(const std::vector<Code>& codes) {
  std::vector<std::string> out;
  for (const Code& code : codes) out.push_back(std::to_string(code));
  return out;
}

}  // namespace

Result<void> QuestionMaker::ReadPlaces() {
  if (spec_.places.size() + (spec_.place ? 1 : 0) > kMaxPlaces) {
    return InvalidArgument("more than " + std::to_string(kMaxPlaces) + " places in one question",
                           "places");
  }
  if (spec_.place) {
    if (auto read = ReadPlace(*spec_.place, "place"); !read) return read;
  }
  for (std::size_t i = 0; i < spec_.places.size(); ++i) {
    auto read = ReadPlace(spec_.places[i], "places/" + std::to_string(i));
    if (!read) return read;
  }
  if (!spec_.place && spec_.places.empty()) AddMentions(q_.understood_);
  return {};
}

Result<void> QuestionMaker::ReadRadius() {
  q_.radius_km_ = spec_.radius_km ? spec_.radius_km : q_.understood_.radius_km;
  if (!q_.radius_km_) return {};
  const char* field = spec_.radius_km ? "radius_km" : "text";
  if (*q_.radius_km_ == 0 || *q_.radius_km_ > kMaxRadiusKm) {
    return InvalidArgument("must be from 1 to " + std::to_string(kMaxRadiusKm), field);
  }
  if (q_.spots_.empty() && !q_.own_record_) {
    return InvalidArgument("a radius needs a place to be measured from", field);
  }
  q_.rules_.radius = *q_.radius_km_ * 1000;
  return {};
}

// A place named twice counts once.
void QuestionMaker::AddSpot(const Spot& spot, std::string label) {
  const bool known = std::find(q_.spots_.begin(), q_.spots_.end(), spot) != q_.spots_.end();
  if (known || q_.spots_.size() == kMaxSpots) return;
  q_.spots_.push_back(spot);
  q_.place_labels_.push_back(std::move(label));
}

void QuestionMaker::AddMentions(const taxonomy::Understanding& understood) {
  for (const taxonomy::PlaceMention& said : understood.places) {
    AddSpot({said.point, said.extent, said.district, said.state}, LabelOf(said));
  }
}

std::string QuestionMaker::LabelOf(const taxonomy::PlaceMention& said) const {
  const taxonomy::Places& places = taxonomy_.places();
  const std::string place = said.place ? places.Label(*said.place, q_.language_) : "";
  if (!said.town) return place;
  const std::string town = places.Label(places.towns()[*said.town], q_.language_);
  return said.place ? town + ": " + place : town;
}

Result<void> QuestionMaker::ReadPlace(const PlaceSpec& place, const std::string& field) {
  const int ways = place.pin.has_value() + (place.lat.has_value() || place.lon.has_value()) +
                   place.lgd_district.has_value() + place.text.has_value();
  if (ways != 1 || place.lat.has_value() != place.lon.has_value()) {
    return InvalidArgument("needs exactly one of pin, lat and lon, lgd_district and text", field);
  }
  const taxonomy::Places& places = taxonomy_.places();
  if (place.pin) {
    const auto id = places.Find(PlaceKind::kPin, *place.pin);
    if (!id) {
      return UnknownCode("no such PIN", field + "/pin",
                         AsStrings(places.NearestPins(*place.pin, kNearestShown)));
    }
    AddCoded(*id, Extent::kPoint);
  } else if (place.lgd_district) {
    const auto id = places.Find(PlaceKind::kDistrict, *place.lgd_district);
    if (!id) {
      return UnknownCode("no district has this LGD code", field + "/lgd_district",
                         AsStrings(places.NearestDistricts(*place.lgd_district, kNearestShown)));
    }
    AddCoded(*id, Extent::kDistrict);
  } else if (place.text) {
    if (place.text->size() > taxonomy::kMaxTextBytes) {
      return InvalidArgument("is too long", field + "/text");
    }
    const taxonomy::Understanding understood = taxonomy::Resolve(taxonomy_, *place.text, q_.as_of_);
    if (understood.places.empty()) {
      return InvalidArgument("no place of this name is known", field + "/text");
    }
    AddMentions(understood);
  } else {
    return AddPoint(*place.lat, *place.lon, field);
  }
  return {};
}

void QuestionMaker::AddCoded(PlaceId id, Extent extent) {
  Spot spot = SpotOf(taxonomy_.places()[id]);
  spot.extent = extent;
  AddSpot(spot, taxonomy_.places().Label(id, q_.language_));
}

Result<void> QuestionMaker::AddPoint(double lat, double lon, const std::string& field) {
  // Written so that NaN fails too.
  const bool in_india = lat >= 6 && lat <= 38 && lon >= 68 && lon <= 98;
  if (!in_india) {
    return InvalidArgument("lies outside India (latitude 6 to 38, longitude 68 to 98)", field);
  }
  const GeoPoint point{static_cast<std::int32_t>(std::lround(lat * 1e6)),
                       static_cast<std::int32_t>(std::lround(lon * 1e6))};
  const PlaceId pin = taxonomy_.places().NearestPin(point);
  const taxonomy::Place& nearest = taxonomy_.places()[pin];
  AddSpot({point, Extent::kPoint, nearest.district, nearest.state},
          taxonomy_.places().Label(pin, q_.language_));
  return {};
}

}  // namespace kaam::matcher
