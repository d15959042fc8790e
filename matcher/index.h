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
#include "core/ref_table.h"
#include "matcher/facts.h"
#include "matcher/holders.h"
#include "matcher/row_mask.h"
#include "matcher/row_view.h"
#include "taxonomy/taxonomy.h"

namespace kaam::matcher {

// The arrays of some rows of one kind of record: schema::WorkerRow or schema::OpeningRow. Rows are
// numbered through all segments of an index, from first_row() on; blocks and places in a view from
// 0 in each. Immutable; threads may share it.
template <class Row>
class Segment {
  static constexpr bool kIsWorker = std::is_same_v<Row, schema::WorkerRow>;

 public:
  // `prefix` is that of its files, `hilbert` the curve's key by PlaceId, which must outlive it.
  // kDataLoss when files disagree about the number of rows.
  static Result<Segment> Open(const Generation& generation, const std::string& prefix,
                              std::size_t occupations, std::span<const std::uint32_t> hilbert,
                              RowId first_row);

  RowId first_row() const { return first_row_; }
  RowId end_row() const { return RowId{first_row_.value + static_cast<std::uint32_t>(size())}; }
  std::size_t size() const { return rows_.size(); }
  // A worker's row is put together of its two parts.
  decltype(auto) operator[](RowId row) const {
    if constexpr (kIsWorker) {
      return Assemble(row);
    } else {
      return (rows_[At(row)]);
    }
  }
  const RowView& view(schema::View view) const { return views_[static_cast<std::size_t>(view)]; }
  // The part of a row that is not in the digests, and the digests by its first occupation.
  const auto& detail(RowId row) const { return rows_[At(row)]; }
  struct Digest {
    const schema::DigestGroup& group;
    std::size_t at;  // in the group
  };
  Digest DigestOf(RowId row) const {
    return {view(schema::View::kPrimary).groups()[At(row) / schema::kGroupRows],
            At(row) % schema::kGroupRows};
  }
  std::span<const std::uint16_t> pool(std::uint32_t begin, std::size_t count) const {
    return pool_.subspan(begin, count);
  }
  std::span<const std::uint8_t, 16> RefBytes(RowId row) const {
    return std::span<const std::uint8_t, 16>(refs_.refs.data() + At(row) * 16, 16);
  }
  std::optional<RowId> FindByRef(std::span<const std::uint8_t, 16> ref) const;

  // Whether a newer segment has this record, or took it away.
  bool IsOverridden(RowId row) const {
    if (overridden_.empty()) return false;
    const std::size_t at = At(row);
    return (overridden_[at / 64] >> at % 64 & 1) != 0;
  }
  // Those of `rows`, places of a block of a view, that are not overridden.
  RowMask Live(schema::View view, std::uint32_t block, RowMask rows) const {
    return overridden_.empty() ? rows : WithoutOverridden(view, block, rows);
  }

  // Who holds a term.
  Holders HoldersOf(schema::MaskKind kind, std::uint16_t id) const { return holders_.Of(kind, id); }

  // What a row's position is made of (core/index_schema.h), besides its ref; and that of each
  // block's first row, with one more at the end, that of the last row of all.
  std::uint64_t GroupOf(RowId row) const;
  std::span<const std::uint64_t> block_groups() const { return block_groups_; }

  const std::filesystem::path& xapian_path() const { return xapian_path_; }

  // What may be shown of an opening.
  records::Opening Document(RowId row) const
    requires(!kIsWorker);

 private:
  template <class>
  friend class Segments;

  std::size_t At(RowId row) const { return row.value - first_row_.value; }
  Row Assemble(RowId row) const;
  RowMask WithoutOverridden(schema::View view, std::uint32_t block, RowMask rows) const;
  void Override(RowId row);

  RowId first_row_;
  std::vector<MappedFile> files_;
  std::span<const std::conditional_t<kIsWorker, schema::WorkerDetail, Row>> rows_;
  std::array<RowView, schema::kViewNames.size()> views_;  // openings have two
  RefTable refs_;
  std::span<const std::uint16_t> pool_;
  HolderLists holders_;
  std::span<const char> records_;           // of openings
  std::span<const std::uint64_t> offsets_;  // of openings
  std::span<const std::uint32_t> hilbert_;
  std::vector<std::uint64_t> block_groups_;
  std::vector<std::uint64_t> overridden_;  // bit = row of this segment; empty when none is
  std::filesystem::path xapian_path_;
};

// All rows of one kind: the segment that a build wrote, then the small ones that came after it,
// oldest first. Immutable; threads may share it.
template <class Row>
class Segments {
 public:
  static Result<Segments> Open(const Generation& generation, std::string_view kind,
                               std::size_t occupations, std::span<const std::uint32_t> hilbert);

  std::span<const Segment<Row>> all() const { return segments_; }
  const Segment<Row>& Of(RowId row) const { return segments_[IndexOf(row)]; }
  // Those overridden too.
  std::size_t size() const { return segments_.back().end_row().value; }

  decltype(auto) operator[](RowId row) const { return Of(row)[row]; }
  const auto& detail(RowId row) const { return Of(row).detail(row); }
  std::span<const std::uint8_t, 16> RefBytes(RowId row) const { return Of(row).RefBytes(row); }
  // The newest row of the record; absent when it was taken away.
  std::optional<RowId> FindByRef(std::span<const std::uint8_t, 16> ref) const;

 private:
  std::size_t IndexOf(RowId row) const {
    std::size_t at = segments_.size() - 1;
    while (row < segments_[at].first_row()) --at;
    return at;
  }

  std::vector<Segment<Row>> segments_;
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
  const Manifest& manifest() const { return generation_->manifest(); }
  const Segments<schema::WorkerRow>& workers() const { return workers_; }
  const Segments<schema::OpeningRow>& openings() const { return openings_; }
  // The asked skills that a held one stands in for; `held` of an entry is the asked one.
  std::span<const taxonomy::RelatedSkill> SkillsAnsweredBy(SkillId held) const {
    return answered_by_[held.value];
  }
  // What may be shown of an opening.
  records::Opening OpeningDocument(RowId row) const { return openings_.Of(row).Document(row); }

 private:
  Index() = default;
  void AddFlatPlace(GeoPoint point);

  std::shared_ptr<const Generation> generation_;
  std::shared_ptr<const taxonomy::Taxonomy> taxonomy_;
  // Of places, by PlaceId: what rows are compared with, close together in memory.
  std::vector<Spot> spots_;
  FlatPlaces flat_places_;
  std::vector<std::vector<taxonomy::RelatedSkill>> answered_by_;  // by held SkillId
  std::vector<std::uint32_t> hilbert_;
  Segments<schema::WorkerRow> workers_;
  Segments<schema::OpeningRow> openings_;
};

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
