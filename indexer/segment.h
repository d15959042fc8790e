// Lays encoded rows out as a segment: position order, columns, block summaries and masks
// (core/index_schema.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/index_schema.h"
#include "core/result.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

using RefBytes = std::array<std::uint8_t, 16>;

// Rows as they came in, with their pool entries end to end.
template <class Row>
struct StagedRows {
  std::vector<Row> rows;  // `pool` points into `pool` below
  std::vector<RefBytes> refs;
  std::vector<std::uint16_t> pool;

  void Add(Row row, const RefBytes& ref, std::span<const std::uint16_t> entries) {
    row.pool = static_cast<std::uint32_t>(pool.size());
    rows.push_back(row);
    refs.push_back(ref);
    pool.insert(pool.end(), entries.begin(), entries.end());
  }
};

// The districts among the pool entries of a row.
inline std::span<const std::uint16_t> DistrictsOf(const schema::WorkerRow& row,
                                                  std::span<const std::uint16_t> pool) {
  return pool.subspan(std::size_t{row.skill_count} + row.wanted_count + row.state_count,
                      row.district_count);
}

// How many pool entries a row owns.
std::size_t PoolEntries(const schema::WorkerRow& row);
std::size_t PoolEntries(const schema::OpeningRow& row);

// A PIN with fewer workers than this is too fine a point for the index.
inline constexpr std::uint32_t kMinWorkersAtPin = 50;

// How many of `rows` state each place; by PlaceId.
std::vector<std::uint32_t> StatedPlaces(const std::vector<schema::WorkerRow>& rows,
                                        const taxonomy::Places& places);

// Moves every worker whose PIN fewer than kMinWorkersAtPin state to the PIN's sub-district, or to
// its district where that is not known. `stated` counts these rows and all that came before.
void CoarsenPlaces(std::vector<schema::WorkerRow>& rows, const taxonomy::Places& places,
                   std::span<const std::uint32_t> stated);

// Sorts rows into position order, refs and pool with them. Returns for each new row the number it
// came in with.
template <class Row>
std::vector<std::uint32_t> SortByPosition(StagedRows<Row>& staged, const taxonomy::Places& places);

// Writes every file of the segment but the Xapian database and the views of workers
// (views.h). `staged` must be in position order.
template <class Row>
Result<void> WriteSegment(const StagedRows<Row>& staged, const taxonomy::Taxonomy& taxonomy,
                          const std::filesystem::path& directory, std::string_view prefix);

// Writes one text a row: all end to end into `texts_path`, and where each starts, and the last
// ends, into `offsets_path` (uint64).
Result<void> WriteTexts(const std::vector<std::string>& texts,
                        const std::filesystem::path& texts_path,
                        const std::filesystem::path& offsets_path);

}  // namespace kaam::indexer
