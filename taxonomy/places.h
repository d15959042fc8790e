// Places of India by their codes: States, districts and sub-districts of the Local Government
// Directory, PINs, and the towns and regions people name.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/geo.h"
#include "core/ids.h"
#include "core/result.h"
#include "taxonomy/table.h"

namespace kaam::taxonomy {

enum class PlaceKind : std::uint8_t { kState, kDistrict, kSubdistrict, kPin };

struct Place {
  PlaceKind kind = PlaceKind::kState;
  std::uint32_t code = 0;         // LGD code or PIN
  std::uint8_t state = 0;         // LGD
  std::uint16_t district = 0;     // LGD; 0 for a State
  std::uint32_t subdistrict = 0;  // LGD; 0 when unknown or wider
  GeoPoint point;                 // a central point
  std::uint32_t hilbert = 0;      // HilbertKey(point)
  std::string name;               // empty for PINs
  std::string name_hi;            // empty where unknown
  std::vector<std::string> aliases;
};

// A name people use for somewhere that is not one of the coded places.
struct Town {
  std::string name;
  std::string name_hi;
  bool is_region = false;
  std::uint16_t district = 0;  // LGD; 0 for a region
  GeoPoint point;
  std::vector<std::string> aliases;
  std::vector<std::uint16_t> districts;  // LGD, of a region; else empty
};

// Immutable after loading; threads may share it.
class Places {
 public:
  // Reads states.tsv, districts.tsv, subdistricts.tsv, pins.tsv and towns.tsv.
  static Result<Places> Load(const TableFiles& tables);

  std::span<const Place> all() const { return all_; }
  const Place& operator[](PlaceId id) const { return all_[id.value]; }
  std::size_t size() const { return all_.size(); }
  std::span<const Town> towns() const { return towns_; }

  std::optional<PlaceId> Find(PlaceKind kind, std::uint32_t code) const;

  // PINs nearest in number to one that does not exist.
  std::vector<std::uint32_t> NearestPins(std::uint32_t pin, std::size_t limit) const;
  // District codes nearest in number.
  std::vector<std::uint32_t> NearestDistricts(std::uint32_t district, std::size_t limit) const;

  // The PIN nearest to a point.
  PlaceId NearestPin(GeoPoint point) const;

  // "Noida, Gautam Buddha Nagar, Uttar Pradesh"-like: the place's name and what it lies in. Each is
  // its name in Hindi; or the first alias in the script of a language that has one of its own; or
  // its English name.
  std::string Label(PlaceId id, std::string_view language) const;
  std::string Label(const Town& town, std::string_view language) const;

 private:
  Result<void> LoadStates(const TableFiles& tables);
  Result<void> LoadDistricts(const TableFiles& tables);
  Result<void> LoadSubdistricts(const TableFiles& tables);
  Result<void> LoadPins(const TableFiles& tables);
  Result<void> LoadTowns(const TableFiles& tables);
  // False when the code is there already or the ids are used up.
  bool Add(Place place);

  std::vector<Place> all_;
  boost::unordered_flat_map<std::uint64_t, PlaceId> by_code_;
  std::vector<Town> towns_;
};

}  // namespace kaam::taxonomy
