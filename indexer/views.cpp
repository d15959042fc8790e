#include "indexer/views.h"

#include <algorithm>
#include <bit>
#include <string>
#include <type_traits>
#include <vector>

#include "core/day.h"
#include "core/records.pb.h"
#include "indexer/array_file.h"
#include "indexer/block_tallies.h"
#include "indexer/summarizer.h"

namespace kaam::indexer {
namespace {

using schema::BlockSummary;
using schema::DigestGroup;
using schema::kBlockRows;
using schema::kGroupRows;
using schema::OpeningRow;
using schema::View;
using schema::WorkerRow;

struct Entry {
  std::uint64_t group;
  std::uint32_t row;
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

template <class Each>
void ForEachOccupation(View view, const OpeningRow& row, std::span<const std::uint16_t> pool,
                       Each each) {
  if (view == View::kPrimary) return each(row.trades[0]);
  std::vector<std::uint16_t> trades(
      row.trades.begin(),
      row.trades.begin() + std::min<std::size_t>(row.trade_count, schema::kInlineTrades));
  for (std::size_t i = trades.size(); i < row.trade_count; ++i) {
    trades.push_back(pool[2 * (i - schema::kInlineTrades)]);
  }
  for (std::size_t i = 1; i < trades.size(); ++i) {
    const auto at = trades.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(trades.begin(), at, *at) == at) each(*at);
  }
}

std::uint16_t PlaceOf(const WorkerRow& row) { return row.place; }
std::uint16_t PlaceOf(const OpeningRow& row) { return row.sites[0]; }
std::uint8_t StateOf(const WorkerRow& row) { return row.target_state; }
std::uint8_t StateOf(const OpeningRow& row) { return row.state; }

template <class Row>
std::vector<Entry> EntriesOf(View view, const StagedRows<Row>& staged,
                             const taxonomy::Places& places) {
  std::vector<Entry> entries;
  for (std::uint32_t i = 0; i < staged.rows.size(); ++i) {
    const Row& row = staged.rows[i];
    const std::uint16_t place = PlaceOf(row);
    const std::uint32_t hilbert = place == kNoId ? 0 : places[PlaceId{place}].hilbert;
    ForEachOccupation(view, row, PoolOf(staged, row), [&](std::uint16_t occupation) {
      entries.push_back({schema::PositionGroup(occupation, StateOf(row), hilbert), i});
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

// An opening in the terms of a worker: her place is the site, she moves to where it lies. One with
// several sites, or none, may be anywhere.
void Digest(const OpeningRow& row, const taxonomy::Places& places, DigestGroup& group,
            std::uint32_t at) {
  const bool open = row.status == records::OPENING_STATUS_OPEN && row.open_until != kDay16Never;
  const bool endless = row.status == records::OPENING_STATUS_OPEN && !open;
  group.place[at] = row.sites[0];
  group.move_radius_km[at] = kNoId;
  group.shown_from[at] = row.open_from;
  group.shown_until[at] = endless ? kDay16Never : open ? row.open_until + 1U : 0;
  group.flags[at] = schema::kNamesDistricts;
  if (row.site_count != 1) {
    group.flags[at] = schema::kNotOnePlace;
    return;
  }
  const taxonomy::Place& site = places[PlaceId{row.sites[0]}];
  group.target_state[at] = site.state;
  group.move_filter[at] = schema::MoveFilterBit(site.state) | schema::MoveFilterBit(site.district);
}

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
  std::vector<DigestGroup> groups((entries.size() + kGroupRows - 1) / kGroupRows);
  std::vector<BlockSummary> blocks((entries.size() + kBlockRows - 1) / kBlockRows);
  std::vector<std::uint32_t> rows;
  BlockTallies tallies(taxonomy.places(), DayOf(staged));
  const bool counts = std::is_same_v<Row, WorkerRow> && view != View::kWanted;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Row& row = staged.rows[entries[i].row];
    const auto pool = PoolOf(staged, row);
    DigestGroup& group = groups[i / kGroupRows];
    const auto at = static_cast<std::uint32_t>(i % kGroupRows);
    if constexpr (std::is_same_v<Row, WorkerRow>) {
      Digest(view, row, pool, group, at);
      summarizer.Add(row, MonthsIn(view, row), pool, blocks[i / kBlockRows]);
      if (counts) tallies.Add(row, MonthsIn(view, row));
    } else {
      Digest(row, taxonomy.places(), group, at);
      summarizer.Add(row, pool, blocks[i / kBlockRows]);
    }
    if (view != View::kPrimary) rows.push_back(entries[i].row);
  }
  const auto file = [&](std::string_view suffix) { return path + std::string(suffix); };
  for (const auto& written :
       {WriteArray<DigestGroup>(file(schema::kDigestsSuffix), groups),
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
