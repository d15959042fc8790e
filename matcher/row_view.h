// The rows of a segment by one of their occupations (schema::View), mapped, with what vector code
// wants to know of its blocks.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/generation.h"
#include "core/ids.h"
#include "core/index_schema.h"
#include "matcher/tallies.h"

namespace kaam::matcher {

// The bounds of blocks by field. Filled up to a whole number of kGroupRows with blocks that nothing
// is near.
struct BlockBoxes {
  std::vector<std::int32_t> min_lat_e6;
  std::vector<std::int32_t> min_lon_e6;
  std::vector<std::int32_t> max_lat_e6;
  std::vector<std::int32_t> max_lon_e6;
  std::vector<float> radius_m;               // the most any row travels, rounded up
  std::vector<std::uint64_t> move_states;    // of any row, or of its districts; bit = LGD
  std::vector<float> least_locality;         // of a row without a place; 0 where every row has one
  std::vector<std::uint8_t> all_ask_skills;  // 1: every opening asks for some
};

// Immutable; threads may share it.
class RowView {
 public:
  // `name` is the view's files without their suffixes. kDataLoss when they disagree.
  static Result<RowView> Open(const Generation& generation, schema::View view,
                              const std::string& name, std::size_t occupations, bool of_workers,
                              RowId first_row);

  schema::View view() const { return view_; }
  std::size_t size() const { return starts_.back(); }
  std::span<const schema::DigestGroup> groups() const { return groups_; }
  std::span<const schema::DigestGroup> GroupsOf(std::uint32_t block) const {
    return OfBlock(groups_, block, schema::kBlockRows / schema::kGroupRows);
  }
  // The same of a view of openings; that of workers has none.
  std::span<const schema::OpeningDigestGroup> OpeningGroupsOf(std::uint32_t block) const {
    return OfBlock(opening_groups_, block, schema::kOpeningBlockRows / schema::kGroupRows);
  }
  std::uint16_t SiteAt(std::uint32_t place) const {
    return opening_groups_[place / schema::kGroupRows].place[place % schema::kGroupRows];
  }
  std::span<const schema::BlockSummary> blocks() const { return blocks_; }
  const BlockBoxes& boxes() const { return boxes_; }
  // Of workers by their first and second occupation.
  const Tallies& tallies() const { return tallies_; }

  RowId RowAt(std::uint32_t place) const {
    return RowId{first_row_.value + (view_ == schema::View::kPrimary ? place : rows_[place])};
  }

  // The occupation that a place stands under.
  std::uint16_t OccupationAt(std::uint32_t place) const {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), place);
    return static_cast<std::uint16_t>(next - starts_.begin() - 1);
  }

  // Half-open range of places whose occupation is in [first, last).
  struct Range {
    std::uint32_t begin;
    std::uint32_t end;
  };
  Range Of(std::uint16_t first, std::uint16_t last) const {
    return {starts_[first], starts_[last]};
  }

 private:
  template <class Group>
  static std::span<const Group> OfBlock(std::span<const Group> groups, std::uint32_t block,
                                        std::size_t count) {
    const auto rest = groups.subspan(block * count);
    return rest.first(std::min(count, rest.size()));
  }
  void FillBoxes(bool of_workers);

  schema::View view_ = schema::View::kPrimary;
  RowId first_row_;  // of the segment
  std::vector<MappedFile> files_;
  std::span<const schema::DigestGroup> groups_;                 // of workers
  std::span<const schema::OpeningDigestGroup> opening_groups_;  // of openings
  std::span<const schema::BlockSummary> blocks_;
  std::span<const std::uint32_t> rows_;
  std::span<const std::uint32_t> starts_;  // by OccupationId, then of no known one, then all
  BlockBoxes boxes_;
  Tallies tallies_;
};

}  // namespace kaam::matcher
