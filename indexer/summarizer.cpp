#include "indexer/summarizer.h"

#include <algorithm>

#include "core/ids.h"
#include "indexer/segment.h"

namespace kaam::indexer {
namespace {

using schema::BlockSummary;
using schema::OpeningRow;
using schema::WorkerRow;

std::uint64_t StateBit(std::uint8_t state) { return state == 0 ? 0 : std::uint64_t{1} << state; }

void AddAbilities(std::uint32_t languages, std::uint8_t education, std::uint16_t licences,
                  BlockSummary& out) {
  out.languages |= languages;
  out.max_education = std::max(out.max_education, education);
  out.licences = static_cast<std::uint16_t>(out.licences | licences);
  if (languages == 0) out.has_no_languages = 1;
  if (education == 0) out.has_no_education = 1;
}

}  // namespace

void Summarizer::AddPlace(std::uint16_t place, BlockSummary& out) const {
  if (place == kNoId)
    out.has_placeless = 1;
  else
    out.box.Extend(places_[PlaceId{place}].point);
}

void Summarizer::Add(const WorkerRow& row, std::uint16_t months,
                     std::span<const std::uint16_t> pool, BlockSummary& out) const {
  AddPlace(row.place, out);
  out.move_states |= row.move_states;
  for (const std::uint16_t district : DistrictsOf(row, pool)) {
    if (const auto place = places_.Find(taxonomy::PlaceKind::kDistrict, district)) {
      out.district_states |= StateBit(places_[*place].state);
    }
  }
  if (row.move_radius_km != kNoId) {
    out.max_radius_km = std::max(out.max_radius_km, row.move_radius_km);
  }
  if (months == kNoId)
    out.has_no_months = 1;
  else
    out.max_months = std::max(out.max_months, months);
  out.max_confirmed = std::max(out.max_confirmed, row.confirmed);
  AddAbilities(row.languages, row.education, row.licences, out);
}

void Summarizer::Add(const OpeningRow& row, std::uint16_t site,
                     std::span<const std::uint16_t> sites, BlockSummary& out) const {
  AddPlace(site, out);
  for (const std::uint16_t each : sites) {
    if (each == kNoId) continue;
    const std::uint64_t state = StateBit(places_[PlaceId{each}].state);
    out.move_states |= state;
    out.district_states |= state;
  }
  if (row.skill_count == 0) out.has_no_skills = 1;
  AddAbilities(row.languages, row.education, row.licences, out);
}

}  // namespace kaam::indexer
