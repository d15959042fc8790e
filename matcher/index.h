// A published generation opened for matching: the columns and block index of workers and openings,
// memory-mapped, with the taxonomy they were built with.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

#include "core/day.h"
#include "core/generation.h"
#include "core/ids.h"
#include "core/index_schema.h"
#include "core/records.pb.h"
#include "matcher/facts.h"
#include "matcher/row_view.h"
#include "taxonomy/taxonomy.h"

namespace kaam::matcher {

// The arrays of one kind of record. Row is schema::WorkerRow or schema::OpeningRow. Immutable;
// threads may share it.
template <class Row>
class Segment {
  static constexpr bool kIsWorker = std::is_same_v<Row, schema::WorkerRow>;

 public:
  // `prefix` is "workers" or "openings". kDataLoss when files disagree about the number of rows.
  static Result<Segment> Open(const Generation& generation, std::string_view prefix,
                              const taxonomy::Taxonomy& taxonomy);

  std::size_t size() const { return rows_.size(); }
  // A worker's row is put together of its two parts.
  decltype(auto) operator[](std::size_t row) const {
    if constexpr (kIsWorker) {
      return Assemble(row);
    } else {
      return (rows_[row]);
    }
  }
  const RowView& view(schema::View view) const { return views_[static_cast<std::size_t>(view)]; }
  // The part of a row that is not in the digests.
  const auto& detail(RowId row) const { return rows_[row.value]; }
  std::span<const std::uint16_t> pool(std::uint32_t begin, std::size_t count) const {
    return pool_.subspan(begin, count);
  }
  std::span<const std::uint8_t, 16> RefBytes(RowId row) const {
    return std::span<const std::uint8_t, 16>(refs_.data() + std::size_t{row.value} * 16, 16);
  }
  std::optional<RowId> FindByRef(std::span<const std::uint8_t, 16> ref) const;

  // Which rows hold a term, by block; empty when none does.
  std::span<const schema::MaskEntry> Masks(schema::MaskKind kind, std::uint16_t id) const;

 private:
  Row Assemble(std::size_t row) const;

  std::vector<MappedFile> files_;
  std::span<const std::conditional_t<kIsWorker, schema::WorkerDetail, Row>> rows_;
  std::array<RowView, schema::kViewNames.size()> views_;  // openings have two
  std::span<const std::uint8_t> refs_;
  std::span<const std::uint32_t> by_ref_;
  std::span<const std::uint16_t> pool_;
  std::span<const schema::MaskTerm> terms_;
  std::span<const schema::MaskEntry> entries_;
};

// Immutable; threads share one through a shared_ptr.
class Index {
 public:
  // Opens what STORE publishes. See Generation::OpenCurrent for refusals.
  static Result<std::shared_ptr<const Index>> Open(const std::filesystem::path& store,
                                                   Verify verify);

  const taxonomy::Taxonomy& taxonomy() const { return *taxonomy_; }
  // A coded place as a point with its district and State.
  const Spot& SpotOf(PlaceId place) const { return spots_[place.value]; }
  // Where places lie, for bounds: metres north of the equator and east of Greenwich along it, by
  // PlaceId; then somewhere far from all.
  struct FlatPlaces {
    std::vector<float> north;
    std::vector<float> east;
  };
  const FlatPlaces& flat_places() const { return flat_places_; }
  struct FlatPoint {
    float north;
    float east;
  };
  static FlatPoint OnFlatMap(GeoPoint point);
  const Manifest& manifest() const { return generation_->manifest(); }
  std::filesystem::path XapianPath(std::string_view prefix) const;
  const Segment<schema::WorkerRow>& workers() const { return workers_; }
  const Segment<schema::OpeningRow>& openings() const { return openings_; }
  // The asked skills that a held one stands in for; `held` of an entry is the asked one.
  std::span<const taxonomy::RelatedSkill> SkillsAnsweredBy(SkillId held) const {
    return answered_by_[held.value];
  }
  // What may be shown of an opening.
  records::Opening OpeningDocument(RowId row) const;

  // What a row's position is made of (core/index_schema.h).
  std::uint64_t GroupOf(const schema::WorkerRow& row) const {
    return schema::PositionGroup(row.primary, row.target_state, HilbertOf(row.place));
  }
  std::uint64_t GroupOf(const schema::OpeningRow& row) const {
    return schema::PositionGroup(row.trades[0], row.state, HilbertOf(row.sites[0]));
  }
  // By block, the group of its first row; one more at the end, that of the last row of all.
  std::span<const std::uint64_t> worker_block_groups() const { return worker_block_groups_; }
  std::span<const std::uint64_t> opening_block_groups() const { return opening_block_groups_; }

 private:
  Index() = default;
  void AddFlatPlace(GeoPoint point);
  template <class Row>
  std::vector<std::uint64_t> BlockGroups(const Segment<Row>& segment) const;
  std::uint32_t HilbertOf(std::uint16_t place) const {
    return place == kNoId ? 0 : hilbert_[place];
  }

  std::shared_ptr<const Generation> generation_;
  std::shared_ptr<const taxonomy::Taxonomy> taxonomy_;
  // Of places, by PlaceId: what rows are compared with, close together in memory.
  std::vector<Spot> spots_;
  FlatPlaces flat_places_;
  std::vector<std::vector<taxonomy::RelatedSkill>> answered_by_;  // by held SkillId
  std::vector<std::uint32_t> hilbert_;
  std::vector<std::uint64_t> worker_block_groups_;
  std::vector<std::uint64_t> opening_block_groups_;
  Segment<schema::WorkerRow> workers_;
  Segment<schema::OpeningRow> openings_;
  MappedFile opening_records_;
  MappedFile opening_offsets_;
};

inline constexpr std::string_view kWorkersPrefix = "workers";
inline constexpr std::string_view kOpeningsPrefix = "openings";

// One row unpacked. Spans of `facts` point into the segment and into this value, which therefore
// does not move.
struct WorkerRecord {
  WorkerRecord(const Index& index, RowId row);
  WorkerRecord(const WorkerRecord&) = delete;
  WorkerRecord& operator=(const WorkerRecord&) = delete;

  WorkerFacts facts;
  Spot spot;
};

struct OpeningRecord {
  OpeningRecord(const Index& index, RowId row);
  OpeningRecord(const OpeningRecord&) = delete;
  OpeningRecord& operator=(const OpeningRecord&) = delete;

  OpeningFacts facts;
  std::vector<OccupationId> trades;
  std::vector<std::uint16_t> heads_open;  // by trade
  std::vector<Spot> sites;
  std::vector<PlaceId> site_places;  // by site
  std::vector<AskedSkill> skills;
};

// Whether a row may be shown on the day `as_of` (Day16): an adult with live consent; an opening
// that is open, valid and not filled.
inline bool IsVisible(const schema::WorkerRow& row, std::uint16_t as_of) {
  return row.shown_from <= as_of && as_of < row.shown_until;
}
inline bool IsOpen(const schema::OpeningRow& row, std::uint16_t as_of) {
  return row.status == records::OPENING_STATUS_OPEN && row.open_from <= as_of &&
         as_of <= row.open_until;
}

// The spot of a coded place, as a point with its district and State.
Spot SpotOf(const taxonomy::Place& place);

}  // namespace kaam::matcher
