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

void Summarizer::Add(const OpeningRow& row, std::span<const std::uint16_t> pool,
                     BlockSummary& out) const {
  const std::size_t inline_sites = std::min<std::size_t>(row.site_count, schema::kInlineSites);
  const std::size_t more_trades =
      row.trade_count - std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  const auto more_sites = pool.subspan(2 * more_trades, row.site_count - inline_sites);
  const auto add = [&](std::uint16_t site) {
    AddPlace(site, out);
    const std::uint64_t state = StateBit(places_[PlaceId{site}].state);
    out.move_states |= state;
    out.district_states |= state;
  };
  for (std::size_t i = 0; i < inline_sites; ++i) add(row.sites[i]);
  for (const std::uint16_t site : more_sites) add(site);
  if (row.site_count == 0) out.has_placeless = 1;
  AddAbilities(row.languages, row.education, row.licences, out);
}

}  // namespace kaam::indexer
