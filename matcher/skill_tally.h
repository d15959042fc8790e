// Counts the skills of walked workers. Private to the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "matcher/index.h"
#include "matcher/row_mask.h"

namespace kaam::matcher {

// Rows are kept until all of a segment have come, so that each can be counted in the cheapest of
// three ways: from the index's totals of its occupation where nearly all of these are asked for,
// less those who are not; from the lists of who holds what; or one by one. One thread; valid while
// the index is.
class SkillTally {
 public:
  // `trade` is the one that rows are walked by.
  SkillTally(const Index& index, std::optional<OccupationId> trade);

  // The segment that the next rows are of; each once, before any rows.
  void Enter(const Segment<schema::WorkerRow>& segment);

  // Rows of a block, by ascending blocks of each view. Nobody comes twice.
  void Add(schema::View view, std::uint32_t block, const RowMask& rows);

  // How many hold each skill, at any level. After the last row.
  std::span<const std::uint64_t> Counts();

 private:
  struct Kept {
    std::uint32_t first = 0;  // block
    std::vector<RowMask> by_block;
    RowMask In(std::uint32_t block) const;
  };
  void CountKept();
  std::vector<RowId> RowsIn(schema::View view, const Kept& kept) const;
  void TakeTotals(schema::View view, Kept& kept);
  void TakeTotalsOf(std::uint16_t occupation, const RowView& view, Kept& kept);
  void CountOneByOne(std::span<const RowId> rows, std::uint64_t times);
  void CountByLists(Kept kept, std::span<const RowId> more);

  const taxonomy::Occupations::Range trades_;
  const Segment<schema::WorkerRow>* segment_ = nullptr;
  Kept by_first_;  // occupation
  Kept by_second_;
  std::vector<std::uint64_t> counts_;  // by SkillId
};

}  // namespace kaam::matcher
