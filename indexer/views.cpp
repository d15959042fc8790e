#include "indexer/views.h"

#include <algorithm>
#include <bit>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/day.h"
#include "core/geo.h"
#include "core/records.pb.h"
#include "indexer/array_file.h"
#include "indexer/block_tallies.h"
#include "indexer/summarizer.h"

namespace kaam::indexer {
namespace {

using schema::BlockSummary;
using schema::DigestGroup;
using schema::kGroupRows;
using schema::OpeningDigestGroup;
using schema::OpeningRow;
using schema::View;
using schema::WorkerRow;

struct Entry {
  std::uint64_t group;
  std::uint32_t row;
  std::uint16_t place;
};

template <class Row>
std::span<const std::uint16_t> PoolOf(const StagedRows<Row>& staged, const Row& row) {
  return std::span<const std::uint16_t>(staged.pool).subspan(row.pool, PoolEntries(row));
}

// The occupations by which a row stands in a view, each once.
template <class Each>
void ForEachOccupation(View view, const WorkerRow& row, std::span<const std::uint16_t> pool,
                       Each each) {
  switch (view) {
    case View::kPrimary:
      return each(row.primary);
    case View::kSecondary:
      if (row.secondary != kNoId) each(row.secondary);
      return;
    case View::kWanted:
      break;
  }
  const auto wanted = pool.subspan(row.skill_count, row.wanted_count);
  for (auto at = wanted.begin(); at != wanted.end(); ++at) {
    if (std::find(wanted.begin(), at, *at) == at) each(*at);
  }
}

// Each of some values once, in their order.
std::vector<std::uint16_t> Distinct(std::span<const std::uint16_t> first,
                                    std::span<const std::uint16_t> more, std::size_t step) {
  std::vector<std::uint16_t> out;
  const auto add = [&](std::uint16_t value) {
    if (std::find(out.begin(), out.end(), value) == out.end()) out.push_back(value);
  };
  for (const std::uint16_t value : first) add(value);
  for (std::size_t i = 0; i < more.size(); i += step) add(more[i]);
  if (out.empty()) out.push_back(kNoId);
  return out;
}

// The sites of an opening, each once; kNoId where it has none.
std::vector<std::uint16_t> SitesOf(const OpeningRow& row, std::span<const std::uint16_t> pool) {
  const std::size_t trades = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  const std::size_t sites = std::min<std::size_t>(row.site_count, schema::kInlineSites);
  return Distinct(std::span(row.sites).first(sites),
                  pool.subspan(2 * (row.trade_count - trades), row.site_count - sites), 1);
}

std::vector<std::uint16_t> TradesOf(const OpeningRow& row, std::span<const std::uint16_t> pool) {
  const std::size_t trades = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  return Distinct(std::span(row.trades).first(trades), pool.first(2 * (row.trade_count - trades)),
                  2);
}

// Where a row stands in a view: each(occupation, State, place).
template <class Each>
void ForEachStand(View view, const WorkerRow& row, std::span<const std::uint16_t> pool,
                  const taxonomy::Places& /*places*/, Each each) {
  ForEachOccupation(view, row, pool, [&](std::uint16_t occupation) {
    each(occupation, row.target_state, row.place);
  });
}

template <class Each>
void ForEachStand(View view, const OpeningRow& row, std::span<const std::uint16_t> pool,
                  const taxonomy::Places& places, Each each) {
  if (view == View::kPrimary) return each(row.trades[0], row.state, row.sites[0]);
  const std::vector<std::uint16_t> sites = SitesOf(row, pool);
  bool is_first = true;
  for (const std::uint16_t trade : TradesOf(row, pool)) {
    for (const std::uint16_t site : sites) {
      if (!std::exchange(is_first, false)) {
        each(trade, site == kNoId ? std::uint8_t{0} : places[PlaceId{site}].state, site);
      }
    }
  }
}

template <class Row>
std::vector<Entry> EntriesOf(View view, const StagedRows<Row>& staged,
                             const taxonomy::Places& places) {
  std::vector<Entry> entries;
  for (std::uint32_t i = 0; i < staged.rows.size(); ++i) {
    const Row& row = staged.rows[i];
    ForEachStand(view, row, PoolOf(staged, row), places,
                 [&](std::uint16_t occupation, std::uint8_t state, std::uint16_t place) {
                   const std::uint32_t hilbert =
                       place == kNoId ? 0 : places[PlaceId{place}].hilbert;
                   entries.push_back({schema::PositionGroup(occupation, state, hilbert), i, place});
                 });
  }
  if (view == View::kPrimary) return entries;  // the order of rows
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.group < b.group; });
  return entries;
}

// Absent months are kNoId, which must not win.
std::uint16_t MoreOf(std::uint16_t a, std::uint16_t b) {
  if (a == kNoId || b == kNoId) return std::min(a, b);
  return std::max(a, b);
}

std::uint16_t MonthsIn(View view, const WorkerRow& row) {
  if (view == View::kPrimary) return row.primary_months;
  if (view == View::kSecondary) return row.secondary_months;
  return MoreOf(row.primary_months, row.secondary_months);
}

std::uint16_t MoveFilterOf(const WorkerRow& row, std::span<const std::uint16_t> pool) {
  unsigned bits = 0;
  for (std::uint64_t left = row.move_states; left != 0; left &= left - 1) {
    bits |= schema::MoveFilterBit(static_cast<std::uint16_t>(std::countr_zero(left)));
  }
  for (const std::uint16_t district : DistrictsOf(row, pool)) {
    bits |= schema::MoveFilterBit(district);
  }
  return static_cast<std::uint16_t>(bits);
}

void Digest(View view, const WorkerRow& row, std::span<const std::uint16_t> pool,
            DigestGroup& group, std::uint32_t at) {
  group.place[at] = row.place;
  group.move_radius_km[at] = row.move_radius_km;
  group.shown_from[at] = row.shown_from;
  group.shown_until[at] = row.shown_until;
  group.months[at] = MonthsIn(view, row);
  group.wage_day_rupees[at] = row.wage_day_rupees;
  group.requirements[at] = row.requirements;
  group.confirmed[at] = row.confirmed;
  group.move_filter[at] = MoveFilterOf(row, pool);
  group.languages[at] = row.languages;
  group.target_state[at] = row.target_state;
  group.education[at] = row.education;
  group.shifts[at] = row.shifts;
  unsigned flags = 0;
  if (row.available_from != 0 || row.available_until != 0 || row.available_months != 0) {
    flags |= schema::kStatesAvailability;
  }
  const bool to_one_state = row.target_state != 0 && row.target_state != schema::kSeveralTargets;
  if (to_one_state && row.district_count == 0) flags |= schema::kMovesAnywhere;
  if (row.district_count > 0) flags |= schema::kNamesDistricts;
  if (row.must_requirements != 0) flags |= schema::kInsists;
  group.flags[at] = static_cast<std::uint8_t>(flags);
}

// What an opening says of an amenity by its shift, if by nothing else, is said outright.
void DigestOffers(const OpeningRow& row, OpeningDigestGroup& group, std::uint32_t at) {
  constexpr unsigned kNoNights = 1U << records::AMENITY_NO_NIGHTS;
  unsigned offers = row.offers;
  unsigned offers_not = row.offers_not;
  if (((offers | offers_not) & kNoNights) == 0 && row.shift != 0) {
    const bool by_day = row.shift == records::SHIFT_DAY || row.shift == records::SHIFT_EVENING;
    (by_day ? offers : offers_not) |= kNoNights;
  }
  group.offers[at] = static_cast<std::uint16_t>(offers);
  group.offers_not[at] = static_cast<std::uint16_t>(offers_not & ~offers);
}

// Returns what of the flags skills decide.
unsigned DigestSkills(const OpeningRow& row, std::span<const std::uint16_t> pool,
                      OpeningDigestGroup& group, std::uint32_t at) {
  if (row.skill_count == 0) return 0;
  unsigned flags = schema::kAsksSkills;
  const auto skills = pool.last(2 * std::size_t{row.skill_count});
  for (std::size_t i = 0; i < row.skill_count; ++i) {
    if (schema::PackedSkill{skills[2 * i]}.flag()) flags |= schema::kMustHoldSkill;
    if (i >= schema::kDigestSkills) continue;
    group.skills[i][at] = skills[2 * i];
    group.skill_weights[i][at] = static_cast<std::uint8_t>(skills[2 * i + 1]);
  }
  if (row.skill_count > schema::kDigestSkills) flags |= schema::kMoreSkills;
  return flags;
}

void Digest(const OpeningRow& row, std::uint16_t site, std::span<const std::uint16_t> pool,
            const taxonomy::Places& places, OpeningDigestGroup& group, std::uint32_t at) {
  const bool open = row.status == records::OPENING_STATUS_OPEN && row.open_until != kDay16Never;
  const bool endless = row.status == records::OPENING_STATUS_OPEN && !open;
  group.shown_from[at] = row.open_from;
  group.shown_until[at] = endless ? kDay16Never : open ? row.open_until + 1U : 0;
  group.place[at] = site;
  group.languages[at] = row.languages;
  group.licences[at] = row.licences;
  group.pay_day_rupees[at] = row.pay_day_rupees;
  group.experience_months[at] = row.experience_months;
  group.start[at] = row.start;
  group.duration_days[at] = row.duration_days;
  group.education[at] = row.education;
  group.shift[at] = static_cast<std::uint8_t>(row.shift == 0 ? 0U : 1U << row.shift);
  DigestOffers(row, group, at);
  unsigned flags = DigestSkills(row, pool, group, at);
  if (row.inclusive != 0) flags |= schema::kInclusive;
  if (site == kNoId) {
    flags |= schema::kNoSite;
  } else {
    const taxonomy::Place& place = places[PlaceId{site}];
    const FlatPoint flat = OnFlatMap(place.point);
    group.north[at] = flat.north;
    group.east[at] = flat.east;
    group.state[at] = place.state;
    group.district[at] = place.district;
    const std::vector<std::uint16_t> sites = SitesOf(row, pool);
    if (sites.size() > 1) flags |= schema::kSeveralSites;
    unsigned filter = 0;
    for (const std::uint16_t each : sites) {
      filter |= schema::MoveFilterBit(places[PlaceId{each}].state);
      filter |= schema::MoveFilterBit(places[PlaceId{each}].district);
    }
    group.move_filter[at] = static_cast<std::uint16_t>(filter);
  }
  group.flags[at] = static_cast<std::uint8_t>(flags);
}

template <class Row>
using DigestGroupOf =
    std::conditional_t<std::is_same_v<Row, WorkerRow>, DigestGroup, OpeningDigestGroup>;

// By occupation the first place at or behind which it stands; then of those of no known
// occupation; then how many there are.
std::vector<std::uint32_t> StartsOf(const std::vector<Entry>& entries, std::size_t occupations) {
  std::vector<std::uint32_t> starts(occupations + 1);
  std::uint32_t at = 0;
  for (std::size_t id = 0; id <= occupations; ++id) {
    const std::uint64_t first = schema::PositionGroup(static_cast<std::uint16_t>(id), 0, 0);
    while (at < entries.size() && entries[at].group < first) ++at;
    starts[id] = at;
  }
  starts.push_back(static_cast<std::uint32_t>(entries.size()));
  return starts;
}

// The day that what is counted by is of: the last on which anybody confirmed a record, so that the
// same records give the same bytes.
std::uint16_t DayOf(const StagedRows<WorkerRow>& staged) {
  std::uint16_t day = 0;
  for (const WorkerRow& row : staged.rows) day = std::max(day, row.confirmed);
  return day;
}

std::uint16_t DayOf(const StagedRows<OpeningRow>& /*staged*/) { return 0; }

template <class Row>
Result<void> WriteView(View view, const StagedRows<Row>& staged, const taxonomy::Taxonomy& taxonomy,
                       const std::string& path) {
  const std::vector<Entry> entries = EntriesOf(view, staged, taxonomy.places());
  const Summarizer summarizer(taxonomy.places());
  constexpr std::uint32_t kRows = schema::BlockRowsOf<Row>();
  std::vector<DigestGroupOf<Row>> groups((entries.size() + kGroupRows - 1) / kGroupRows);
  std::vector<BlockSummary> blocks((entries.size() + kRows - 1) / kRows);
  std::vector<std::uint32_t> rows;
  BlockTallies tallies(taxonomy.places(), DayOf(staged));
  const bool counts = std::is_same_v<Row, WorkerRow> && view != View::kWanted;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Row& row = staged.rows[entries[i].row];
    const auto pool = PoolOf(staged, row);
    DigestGroupOf<Row>& group = groups[i / kGroupRows];
    const auto at = static_cast<std::uint32_t>(i % kGroupRows);
    if constexpr (std::is_same_v<Row, WorkerRow>) {
      Digest(view, row, pool, group, at);
      summarizer.Add(row, MonthsIn(view, row), pool, blocks[i / kRows]);
      if (counts) {
        const std::uint16_t occupation = view == View::kPrimary ? row.primary : row.secondary;
        tallies.Add(row, occupation, MonthsIn(view, row), pool.first(row.skill_count));
      }
    } else {
      Digest(row, entries[i].place, pool, taxonomy.places(), group, at);
      summarizer.Add(row, entries[i].place, SitesOf(row, pool), blocks[i / kRows]);
    }
    if (view != View::kPrimary) rows.push_back(entries[i].row);
  }
  const auto file = [&](std::string_view suffix) { return path + std::string(suffix); };
  for (const auto& written :
       {WriteArray<DigestGroupOf<Row>>(file(schema::kDigestsSuffix), groups),
        WriteArray<std::uint32_t>(file(schema::kStartsSuffix),
                                  StartsOf(entries, taxonomy.occupations().size())),
        WriteArray<BlockSummary>(file(schema::kBlocksSuffix), blocks)}) {
    if (!written) return written;
  }
  if (counts) {
    if (auto written = tallies.Write(path); !written) return written;
  }
  if (view == View::kPrimary) return {};
  return WriteArray<std::uint32_t>(file(schema::kRowIdsSuffix), rows);
}

}  // namespace

template <class Row>
Result<void> WriteViews(const StagedRows<Row>& staged, const taxonomy::Taxonomy& taxonomy,
                        const std::filesystem::path& directory, std::string_view prefix) {
  for (const View view : schema::ViewsOf<Row>()) {
    const std::string name =
        std::string(prefix) + std::string(schema::kViewNames[static_cast<std::size_t>(view)]);
    if (auto written = WriteView(view, staged, taxonomy, directory / name); !written) {
      return written;
    }
  }
  return {};
}

template Result<void> WriteViews(const StagedRows<WorkerRow>&, const taxonomy::Taxonomy&,
                                 const std::filesystem::path&, std::string_view);
template Result<void> WriteViews(const StagedRows<OpeningRow>&, const taxonomy::Taxonomy&,
                                 const std::filesystem::path&, std::string_view);

}  // namespace kaam::indexer
