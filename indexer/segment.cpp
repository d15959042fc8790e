#include "indexer/segment.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "indexer/array_file.h"
#include "indexer/holder_lists.h"
#include "indexer/views.h"

namespace kaam::indexer {
namespace {

using schema::MaskKind;
using schema::OpeningRow;
using schema::PackedSkill;
using schema::WorkerRow;
using taxonomy::Place;
using taxonomy::PlaceKind;

std::uint32_t HilbertOf(std::uint16_t place, const taxonomy::Places& places) {
  return place == kNoId ? 0 : places[PlaceId{place}].hilbert;
}

std::uint64_t GroupOf(const WorkerRow& row, const taxonomy::Places& places) {
  return schema::PositionGroup(row.primary, row.target_state, HilbertOf(row.place, places));
}

std::uint64_t GroupOf(const OpeningRow& row, const taxonomy::Places& places) {
  return schema::PositionGroup(row.trades[0], row.state, HilbertOf(row.sites[0], places));
}

void AddSkills(const WorkerRow& row, std::span<const std::uint16_t> pool, std::uint32_t at,
               HolderLists& lists) {
  for (const std::uint16_t bits : pool.first(row.skill_count)) {
    lists.Add(MaskKind::kSkill, PackedSkill{bits}.skill(), at);
  }
}

void AddSkills(const OpeningRow& row, std::span<const std::uint16_t> pool, std::uint32_t at,
               HolderLists& lists) {
  for (std::size_t i = 0; i < row.skill_count; ++i) {
    const std::uint16_t bits = pool[pool.size() - 2 * row.skill_count + 2 * i];
    lists.Add(MaskKind::kSkill, PackedSkill{bits}.skill(), at);
  }
}

// The rest of workers' rows: the digests are in the views. `path` gives a file by its suffix.
Result<void> WriteRows(const std::vector<WorkerRow>& rows, const auto& path) {
  const std::vector<schema::WorkerDetail> details(rows.begin(), rows.end());
  return WriteArray<schema::WorkerDetail>(path(schema::kRowsSuffix), details);
}

Result<void> WriteRows(const std::vector<OpeningRow>& rows, const auto& path) {
  return WriteArray<OpeningRow>(path(schema::kRowsSuffix), rows);
}

}  // namespace

std::size_t PoolEntries(const WorkerRow& row) {
  return std::size_t{row.skill_count} + row.wanted_count + row.state_count + row.district_count +
         (row.must_requirements != 0 ? 1 : 0);
}

std::size_t PoolEntries(const OpeningRow& row) {
  const std::size_t inline_trades = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  const std::size_t inline_sites = std::min<std::size_t>(row.site_count, schema::kInlineSites);
  return 2 * (row.trade_count - inline_trades) + (row.site_count - inline_sites) +
         2 * std::size_t{row.skill_count};
}

std::vector<std::uint32_t> StatedPlaces(const std::vector<WorkerRow>& rows,
                                        const taxonomy::Places& places) {
  std::vector<std::uint32_t> stated(places.size());
  for (const WorkerRow& row : rows) {
    if (row.place != kNoId) ++stated[row.place];
  }
  return stated;
}

void CoarsenPlaces(std::vector<WorkerRow>& rows, const taxonomy::Places& places,
                   std::span<const std::uint32_t> stated) {
  std::vector<std::uint16_t> shown(places.size());
  for (std::uint16_t id = 0; id < places.size(); ++id) {
    shown[id] = id;
    const Place& place = places[PlaceId{id}];
    if (place.kind != PlaceKind::kPin || stated[id] >= kMinWorkersAtPin) continue;
    auto wider = place.subdistrict != 0 ? places.Find(PlaceKind::kSubdistrict, place.subdistrict)
                                        : std::nullopt;
    if (!wider) wider = places.Find(PlaceKind::kDistrict, place.district);
    shown[id] = wider ? wider->value : kNoId;
  }
  for (WorkerRow& row : rows) {
    if (row.place != kNoId) row.place = shown[row.place];
  }
}

template <class Row>
std::vector<std::uint32_t> SortByPosition(StagedRows<Row>& staged, const taxonomy::Places& places) {
  struct Key {
    std::uint64_t group;
    std::uint32_t from;
  };
  std::vector<Key> keys(staged.rows.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) keys[i] = {GroupOf(staged.rows[i], places), i};
  std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    if (a.group != b.group) return a.group < b.group;
    return staged.refs[a.from] < staged.refs[b.from];
  });
  StagedRows<Row> sorted;
  sorted.rows.reserve(staged.rows.size());
  sorted.refs.reserve(staged.rows.size());
  sorted.pool.reserve(staged.pool.size());
  std::vector<std::uint32_t> order;
  order.reserve(keys.size());
  for (const Key& key : keys) {
    const Row& row = staged.rows[key.from];
    sorted.Add(row, staged.refs[key.from],
               std::span<const std::uint16_t>(staged.pool).subspan(row.pool, PoolEntries(row)));
    order.push_back(key.from);
  }
  staged = std::move(sorted);
  return order;
}

template <class Row>
Result<void> WriteSegment(const StagedRows<Row>& staged, const taxonomy::Taxonomy& taxonomy,
                          const std::filesystem::path& directory, std::string_view prefix) {
  const std::uint32_t count = static_cast<std::uint32_t>(staged.rows.size());
  HolderLists holders;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Row& row = staged.rows[i];
    const auto pool =
        std::span<const std::uint16_t>(staged.pool).subspan(row.pool, PoolEntries(row));
    AddSkills(row, pool, i, holders);
  }

  std::vector<std::uint32_t> by_ref(count);
  std::iota(by_ref.begin(), by_ref.end(), 0U);
  std::sort(by_ref.begin(), by_ref.end(),
            [&](std::uint32_t a, std::uint32_t b) { return staged.refs[a] < staged.refs[b]; });

  const auto path = [&](std::string_view suffix) {
    return directory / (std::string(prefix) + std::string(suffix));
  };
  for (const auto& written :
       {WriteRows(staged.rows, path), WriteArray<RefBytes>(path(schema::kRefsSuffix), staged.refs),
        WriteArray<std::uint32_t>(path(schema::kByRefSuffix), by_ref),
        WriteArray<std::uint16_t>(path(schema::kPoolSuffix), staged.pool),
        holders.Write(directory / std::string(prefix))}) {
    if (!written) return written.error();
  }
  return WriteViews(staged, taxonomy, directory, prefix);
}

Result<void> WriteTexts(const std::vector<std::string>& texts,
                        const std::filesystem::path& texts_path,
                        const std::filesystem::path& offsets_path) {
  std::string all;
  std::vector<std::uint64_t> offsets{0};
  for (const std::string& text : texts) {
    all += text;
    offsets.push_back(all.size());
  }
  if (auto written = WriteArray<char>(texts_path, all); !written) return written;
  return WriteArray<std::uint64_t>(offsets_path, offsets);
}

template std::vector<std::uint32_t> SortByPosition(StagedRows<WorkerRow>&, const taxonomy::Places&);
template std::vector<std::uint32_t> SortByPosition(StagedRows<OpeningRow>&,
                                                   const taxonomy::Places&);
template Result<void> WriteSegment(const StagedRows<WorkerRow>&, const taxonomy::Taxonomy&,
                                   const std::filesystem::path&, std::string_view);
template Result<void> WriteSegment(const StagedRows<OpeningRow>&, const taxonomy::Taxonomy&,
                                   const std::filesystem::path&, std::string_view);

}  // namespace kaam::indexer
