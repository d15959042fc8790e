// Counts walked workers by facet. Private to the engine.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "matcher/facets.h"
#include "matcher/index.h"
#include "matcher/row_mask.h"

namespace kaam::matcher {

// One count over the segments of an index. One thread; valid while the index is.
class WorkerTally {
 public:
  // `trade` is the one asked for; `day` the one on which people are free or not.
  WorkerTally(const Index& index, std::span<const FacetKind> kinds,
              std::optional<OccupationId> trade, std::uint16_t day);

  // The segment that the next rows are of; each once, before any rows.
  void Enter(const Segment<schema::WorkerRow>& segment);

  // Rows of a block, as WorkerCount gives them.
  void Add(schema::View view, std::uint32_t block, const RowMask& rows);

  std::uint64_t total() const { return total_; }
  // By PlaceId, and last those without a place; only where `count_places` was set before.
  const std::vector<std::uint32_t>& by_place() const { return by_place_; }
  void count_places() { by_place_.assign(places() + 1, 0); }

  // One facet for each kind, in that order. Once.
  std::vector<Facet> Facets();

 private:
  bool wants(FacetKind kind) const { return wanted_[static_cast<std::size_t>(kind)]; }
  std::size_t places() const { return index_.taxonomy().places().size(); }
  void AddPlaces(std::span<const schema::DigestGroup> groups, const RowMask& rows);
  void AddFamilies(std::uint32_t block, const RowMask& rows);
  void AddTimes(const RowView& view, std::uint32_t block, const RowMask& rows);
  void AddSkillsOf(RowId row);
  void AddSkillsOfKept();
  Facet Make(FacetKind kind);

  const Index& index_;
  const Segment<schema::WorkerRow>* segment_ = nullptr;
  const std::vector<FacetKind> kinds_;
  const std::optional<OccupationId> trade_;
  const std::uint16_t day_;
  std::array<bool, kFacetCount> wanted_{};
  std::uint64_t total_ = 0;
  std::vector<std::uint32_t> by_place_;
  std::vector<std::uint64_t> by_family_;  // by the OccupationId of the family
  std::vector<std::uint64_t> by_skill_;
  std::array<std::uint64_t, kExperienceEdges.size() + 1> months_at_least_{};  // last: not stated
  std::array<std::uint64_t, kWageEdges.size()> wage_at_least_{};
  std::uint64_t free_ = 0;
  std::uint64_t not_free_ = 0;
  // Rows by their first occupation, whose skills are counted at the end.
  struct Kept {
    std::uint32_t block;
    RowMask rows;
  };
  std::vector<Kept> kept_;
};

}  // namespace kaam::matcher
