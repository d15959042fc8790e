// What the workers of a view are counted by, mapped (schema::BlockTally). Private to the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/generation.h"
#include "core/index_schema.h"
#include "matcher/row_mask.h"

namespace kaam::matcher {

// Immutable; threads may share it.
class Tallies {
 public:
  // `name` is the view's files without their suffixes. kDataLoss when they do not fit `blocks`.
  static Result<Tallies> Open(const Generation& generation, const std::string& name,
                              std::size_t blocks);

  const schema::BlockTally& operator[](std::uint32_t block) const { return blocks_[block]; }
  std::span<const schema::AreaRun> AreasOf(std::uint32_t block) const {
    return areas_.subspan(blocks_[block].areas, blocks_[block + 1].areas - blocks_[block].areas);
  }

  // Who of all who stand by an occupation and are shown on the tallies' own day hold each skill;
  // empty where they are too few to be counted.
  std::span<const schema::SkillTotal> TotalsOf(std::uint16_t occupation) const;

  // The rows of a block that are shown on a day, and those free on it; absent for a day that the
  // tallies do not reach.
  std::optional<RowMask> ShownOn(std::uint32_t block, std::uint16_t day) const {
    const schema::BlockTally& tally = blocks_[block];
    return OnDay(tally.shown, tally.shown_changes, tally.free_changes, tally.day, day);
  }
  std::optional<RowMask> FreeOn(std::uint32_t block, std::uint16_t day) const {
    const schema::BlockTally& tally = blocks_[block];
    return OnDay(tally.free, tally.free_changes, blocks_[block + 1].shown_changes, tally.day, day);
  }

 private:
  std::optional<RowMask> OnDay(RowMask rows, std::uint32_t begin, std::uint32_t end,
                               std::uint16_t from, std::uint16_t day) const {
    if (day < from || day - from > static_cast<int>(schema::kDaysAhead)) return std::nullopt;
    for (const schema::DayChange& change : changes_.subspan(begin, end - begin)) {
      if (change.days > day - from) break;
      rows[change.row / 64] ^= std::uint64_t{1} << change.row % 64;
    }
    return rows;
  }

  std::vector<MappedFile> files_;
  std::span<const schema::BlockTally> blocks_;  // and one more
  std::span<const schema::DayChange> changes_;
  std::span<const schema::AreaRun> areas_;
  std::span<const schema::SkillTotal> totals_;
};

}  // namespace kaam::matcher
