#include "taxonomy/places.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "taxonomy/script_sounds.h"
#include "taxonomy/table.h"

namespace kaam::taxonomy {
namespace {

constexpr std::uint32_t kMaxStateCode = 63;  // States are bits of a 64-bit mask

std::uint64_t Key(PlaceKind kind, std::uint32_t code) {
  return static_cast<std::uint64_t>(kind) << 32 | code;
}

std::vector<std::string> Strings(std::string_view cell) {
  const auto parts = SplitList(cell);
  return {parts.begin(), parts.end()};
}

Result<GeoPoint> Point(const Table& table, std::size_t row, std::size_t lat_column) {
  const auto lat = table.DegreesE6(row, lat_column);
  if (!lat) return lat.error();
  const auto lon = table.DegreesE6(row, lat_column + 1);
  if (!lon) return lon.error();
  return GeoPoint{*lat, *lon};
}

std::vector<std::uint32_t> NearestCodes(std::span<const Place> places, PlaceKind kind,
                                        std::uint32_t code, std::size_t limit) {
  std::vector<std::uint32_t> codes;
  for (const Place& place : places) {
    if (place.kind == kind) codes.push_back(place.code);
  }
  const auto distance = [&](std::uint32_t other) {
    return std::llabs(static_cast<long long>(other) - static_cast<long long>(code));
  };
  limit = std::min(limit, codes.size());
  std::partial_sort(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(limit), codes.end(),
                    [&](std::uint32_t a, std::uint32_t b) {
                      return std::pair(distance(a), a) < std::pair(distance(b), b);
                    });
  codes.resize(limit);
  return codes;
}

// Whether a name is of this language by its script, which Bengali and Assamese share but for two
// letters. Other languages in Devanagari have no names here that are known to be theirs.
bool IsWrittenIn(std::string_view language, std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Script>, 10> kScripts = {{
      {"bn", Script::kBengali},
      {"as", Script::kBengali},
      {"gu", Script::kGujarati},
      {"kn", Script::kKannada},
      {"ml", Script::kMalayalam},
      {"or", Script::kOriya},
      {"pa", Script::kGurmukhi},
      {"ta", Script::kTamil},
      {"te", Script::kTelugu},
      {"ur", Script::kArabic},
  }};
  const auto known = std::find_if(kScripts.begin(), kScripts.end(),
                                  [&](const auto& entry) { return entry.first == language; });
  if (known == kScripts.end() || ScriptOf(name) != known->second) return false;
  if (known->second != Script::kBengali) return true;
  const bool assamese = name.find("ৰ") != name.npos || name.find("ৱ") != name.npos;
  return assamese == (language == "as");
}

// Of a place or a town.
const std::string& NameIn(std::string_view language, const auto& named) {
  if (language == "hi" && !named.name_hi.empty()) return named.name_hi;
  for (const std::string& alias : named.aliases) {
    if (IsWrittenIn(language, alias)) return alias;
  }
  return named.name;
}

}  // namespace

Result<Places> Places::Load(const TableFiles& tables) {
  Places out;
  for (const auto step : {&Places::LoadStates, &Places::LoadDistricts, &Places::LoadSubdistricts,
                          &Places::LoadPins, &Places::LoadTowns}) {
    if (auto loaded = (out.*step)(tables); !loaded) return loaded.error();
  }
  return out;
}

bool Places::Add(Place place) {
  if (all_.size() >= kNoId) return false;
  place.hilbert = HilbertKey(place.point);
  const PlaceId id{static_cast<std::uint16_t>(all_.size())};
  if (!by_code_.emplace(Key(place.kind, place.code), id).second) return false;
  all_.push_back(std::move(place));
  return true;
}

Result<void> Places::LoadStates(const TableFiles& tables) {
  const auto table =
      tables.Load("states.tsv", {"lgd", "iso", "name", "name_hi", "lat", "lon", "aliases"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto code = table->Number(row, 0, kMaxStateCode);
    if (!code) return code.error();
    const auto point = Point(*table, row, 4);
    if (!point) return point.error();
    Place place{.kind = PlaceKind::kState,
                .code = *code,
                .state = static_cast<std::uint8_t>(*code),
                .point = *point,
                .name = std::string(table->Cell(row, 2)),
                .name_hi = std::string(table->Cell(row, 3)),
                .aliases = Strings(table->Cell(row, 6))};
    if (!Add(std::move(place))) return table->Fault(row, 0, "stands twice");
  }
  return {};
}

Result<void> Places::LoadDistricts(const TableFiles& tables) {
  const auto table = tables.Load(
      "districts.tsv", {"lgd", "state", "name", "name_hi", "lat", "lon", "aliases", "coordinates"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto code = table->Number(row, 0, 65534);
    if (!code) return code.error();
    const auto state = table->Number(row, 1, kMaxStateCode);
    if (!state) return state.error();
    if (!Find(PlaceKind::kState, *state)) return table->Fault(row, 1, "no such State");
    const auto point = Point(*table, row, 4);
    if (!point) return point.error();
    Place place{.kind = PlaceKind::kDistrict,
                .code = *code,
                .state = static_cast<std::uint8_t>(*state),
                .district = static_cast<std::uint16_t>(*code),
                .point = *point,
                .name = std::string(table->Cell(row, 2)),
                .name_hi = std::string(table->Cell(row, 3)),
                .aliases = Strings(table->Cell(row, 6))};
    if (!Add(std::move(place))) return table->Fault(row, 0, "stands twice");
  }
  return {};
}

Result<void> Places::LoadSubdistricts(const TableFiles& tables) {
  const auto table =
      tables.Load("subdistricts.tsv", {"lgd", "district", "name", "lat", "lon", "coordinates"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto code = table->Number(row, 0, 9'999'999);
    if (!code) return code.error();
    const auto district_code = table->Number(row, 1, 65534);
    if (!district_code) return district_code.error();
    const auto district = Find(PlaceKind::kDistrict, *district_code);
    if (!district) return table->Fault(row, 1, "no such district");
    const auto point = Point(*table, row, 3);
    if (!point) return point.error();
    Place place{.kind = PlaceKind::kSubdistrict,
                .code = *code,
                .state = all_[district->value].state,
                .district = static_cast<std::uint16_t>(*district_code),
                .subdistrict = *code,
                .point = *point,
                .name = std::string(table->Cell(row, 2)),
                .name_hi = {},
                .aliases = {}};
    if (!Add(std::move(place))) return table->Fault(row, 0, "stands twice");
  }
  return {};
}

Result<void> Places::LoadPins(const TableFiles& tables) {
  const auto table = tables.Load("pins.tsv", {"pin", "district", "subdistrict", "lat", "lon"});
  if (!table) return table.error();
  all_.reserve(all_.size() + table->rows());
  by_code_.reserve(all_.size() + table->rows());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto pin = table->Number(row, 0, 999'999);
    if (!pin) return pin.error();
    const auto district_code = table->Number(row, 1, 65534);
    if (!district_code) return district_code.error();
    const auto district = Find(PlaceKind::kDistrict, *district_code);
    if (!district) return table->Fault(row, 1, "no such district");
    std::uint32_t subdistrict = 0;
    if (!table->Cell(row, 2).empty()) {
      const auto code = table->Number(row, 2, 9'999'999);
      if (!code) return code.error();
      if (!Find(PlaceKind::kSubdistrict, *code))
        return table->Fault(row, 2, "no such sub-district");
      subdistrict = *code;
    }
    const auto point = Point(*table, row, 3);
    if (!point) return point.error();
    Place place{.kind = PlaceKind::kPin,
                .code = *pin,
                .state = all_[district->value].state,
                .district = static_cast<std::uint16_t>(*district_code),
                .subdistrict = subdistrict,
                .point = *point,
                .name = {},
                .name_hi = {},
                .aliases = {}};
    if (!Add(std::move(place))) return table->Fault(row, 0, "stands twice");
  }
  return {};
}

Result<void> Places::LoadTowns(const TableFiles& tables) {
  const auto table = tables.Load(
      "towns.tsv", {"name", "name_hi", "kind", "district", "lat", "lon", "aliases", "districts"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    Town town{.name = std::string(table->Cell(row, 0)),
              .name_hi = std::string(table->Cell(row, 1)),
              .is_region = table->Cell(row, 2) == "region",
              .aliases = Strings(table->Cell(row, 6))};
    for (const std::string_view cell : SplitList(table->Cell(row, 7))) {
      std::uint16_t district = 0;
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), district);
      if (error != std::errc() || end != cell.data() + cell.size() ||
          !Find(PlaceKind::kDistrict, district)) {
        return table->Fault(row, 7, "no district '" + std::string(cell) + "'");
      }
      town.districts.push_back(district);
    }
    const auto point = Point(*table, row, 4);
    if (!point) return point.error();
    town.point = *point;
    if (!town.is_region) {
      const auto district = table->Number(row, 3, 65534);
      if (!district) return district.error();
      if (!Find(PlaceKind::kDistrict, *district)) return table->Fault(row, 3, "no such district");
      town.district = static_cast<std::uint16_t>(*district);
    }
    towns_.push_back(std::move(town));
  }
  return {};
}

std::optional<PlaceId> Places::Find(PlaceKind kind, std::uint32_t code) const {
  const auto found = by_code_.find(Key(kind, code));
  if (found == by_code_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::uint32_t> Places::NearestPins(std::uint32_t pin, std::size_t limit) const {
  return NearestCodes(all_, PlaceKind::kPin, pin, limit);
}

std::vector<std::uint32_t> Places::NearestDistricts(std::uint32_t district,
                                                    std::size_t limit) const {
  return NearestCodes(all_, PlaceKind::kDistrict, district, limit);
}

PlaceId Places::NearestPin(GeoPoint point) const {
  PlaceId best{kNoId};
  Metres least = UINT32_MAX;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (all_[i].kind != PlaceKind::kPin) continue;
    const Metres distance = DistanceMetres(point, all_[i].point);
    if (distance < least) {
      least = distance;
      best = PlaceId{static_cast<std::uint16_t>(i)};
    }
  }
  return best;
}

std::string Places::Label(PlaceId id, std::string_view language) const {
  const Place& place = all_[id.value];
  std::string out =
      place.kind == PlaceKind::kPin ? std::to_string(place.code) : NameIn(language, place);
  const auto append = [&](std::optional<PlaceId> wider) {
    if (!wider) return;
    const std::string& name = NameIn(language, all_[wider->value]);
    if (!name.empty()) out += ", " + name;
  };
  if (place.kind == PlaceKind::kPin || place.kind == PlaceKind::kSubdistrict) {
    append(Find(PlaceKind::kDistrict, place.district));
  }
  if (place.kind != PlaceKind::kState) append(Find(PlaceKind::kState, place.state));
  return out;
}

std::string Places::Label(const Town& town, std::string_view language) const {
  std::string out = NameIn(language, town);
  if (const auto district = Find(PlaceKind::kDistrict, town.district)) {
    out += ", " + Label(*district, language);
  }
  return out;
}

}  // namespace kaam::taxonomy
