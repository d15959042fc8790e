// Counts walked workers by facet. Private to the engine.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "matcher/facets.h"
#include "matcher/index.h"
#include "matcher/row_counts.h"
#include "matcher/row_mask.h"
#include "matcher/skill_tally.h"

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
  // One facet for each kind, in that order. Once.
  std::vector<Facet> Facets();

 private:
  bool wants(FacetKind kind) const { return wanted_[static_cast<std::size_t>(kind)]; }
  void AddAreas(const Tallies& tallies, std::uint32_t block, const RowMask& rows);
  void AddFamilies(std::uint32_t block, const RowMask& rows);
  void AddTimes(const RowView& view, std::uint32_t block, const RowMask& rows);
  Facet Make(FacetKind kind);

  const Index& index_;
  const Segment<schema::WorkerRow>* segment_ = nullptr;
  const std::vector<FacetKind> kinds_;
  const std::optional<OccupationId> trade_;
  const std::uint16_t day_;
  std::array<bool, kFacetCount> wanted_{};
  std::uint64_t total_ = 0;
  std::vector<std::uint64_t> by_district_;  // by LGD code, 0 not known; empty when not counted
  std::vector<std::uint64_t> by_state_;
  std::vector<std::uint64_t> by_family_;               // by the OccupationId of the family
  std::optional<SkillTally> skills_;                   // absent when not counted
  std::array<std::uint64_t, kCodes> by_experience_{};  // by band; kNoBandCode not stated
  std::array<std::uint64_t, kCodes> by_wage_{};
  std::uint64_t free_ = 0;
  std::uint64_t not_free_ = 0;
};

}  // namespace kaam::matcher
