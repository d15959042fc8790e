// Walks all workers of a segment who are just what was asked for (Tier::kExact), block by block.
// Private to the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/deadline.h"
#include "matcher/distances.h"
#include "matcher/index.h"
#include "matcher/query.h"
#include "matcher/row_mask.h"
#include "matcher/screen.h"

namespace kaam::matcher {

// What a worker must be to be just what was asked for. Leaving a clause out lets more in. Spans
// point into the question.
struct WorkerClauses {
  std::optional<OccupationId> trade;  // a family: any of its trades
  std::span<const Spot> sites;        // in reach of one of them; empty: anywhere
  std::optional<Metres> radius;       // no farther than this, wherever she would move
  std::vector<SkillId> skills;        // held, all of them
  std::vector<SkillId> one_skill_of;  // held, at least one; empty: none needed
  std::uint16_t licences = 0;         // all of them
  std::vector<taxonomy::Occupations::Range> not_trades;
  std::vector<SkillId> not_skills;
  std::vector<RowId> excluded;
  MutualFacts offer;  // what meets her requirements, where they must be met
  std::uint16_t as_of = 0;
};

WorkerClauses ClausesOf(const Index& index, const Question& question, std::size_t list);

// Kept from count to count for its room. One thread.
struct WorkerCountScratch {
  std::vector<RowMask> allowed;  // by block of a stretch
  std::vector<RowMask> holders;
  std::vector<RowMask> holders_by_row;  // of the segment
};

// One thread; valid while the index is and the clauses are.
class WorkerCount {
 public:
  // `distances` are from `clauses.sites` where there are any.
  WorkerCount(const Index& index, const Segment<schema::WorkerRow>& segment,
              const WorkerClauses& clauses, Distances& distances, WorkerCountScratch& scratch);

  // Calls each(view, block, rows) for every block that has some, `rows` being places of the block
  // in the view; each worker comes once. False when the deadline passes, which leaves some out.
  template <class Each>
  bool ForEachBlock(Deadline deadline, Each each) {
    for (const schema::View view : {schema::View::kPrimary, schema::View::kSecondary}) {
      const Stretch stretch = StretchOf(view);
      if (stretch.begin == stretch.end) continue;
      const std::uint32_t last = (stretch.end - 1) / schema::kBlockRows;
      AllowOnly(stretch);
      for (std::uint32_t block = stretch.begin / schema::kBlockRows; block <= last; ++block) {
        if (block % kBlocksAnInstant == 0 && deadline.Passed()) return false;
        const RowMask rows = Matching(stretch, block);
        if (rows != RowMask{}) each(view, block, rows);
      }
    }
    return true;
  }

 private:
  static constexpr std::uint32_t kBlocksAnInstant = 64;  // between two looks at the clock

  Stretch StretchOf(schema::View view) const;
  // Leaves in `allowed` those of a stretch whom skills, what must not be and exclusions let in.
  void AllowOnly(const Stretch& stretch);
  void AllowHolders(const Stretch& stretch, std::span<const SkillId> skills, bool related);
  void DropHolders(const Stretch& stretch, std::span<const SkillId> skills);
  // Those whose first occupation, or second one, is in a range.
  void DropTrades(const Stretch& stretch, schema::View by, taxonomy::Occupations::Range trades);
  void DropExcluded(const Stretch& stretch);
  void CollectHolders(const Stretch& stretch, SkillId skill);
  RowMask Matching(const Stretch& stretch, std::uint32_t block);
  RowMask InReach(const RowView& view, std::uint32_t block, const RowMask& rows);
  ScreenedRows Screen(std::span<const schema::DigestGroup> groups, const ScreenRules& screen,
                      const RowMask& rows);
  bool WouldMoveHere(RowId row) const;
  RowMask ShownRowsOf(const RowView& view, std::uint32_t block) const;

  const Index& index_;
  const Segment<schema::WorkerRow>& segment_;
  const WorkerClauses& clauses_;
  Distances& distances_;
  WorkerCountScratch& scratch_;
  taxonomy::Occupations::Range trades_;
  std::vector<RowId> excluded_;  // sorted
  bool filtered_ = false;        // `allowed` says who may be counted
  std::uint64_t site_states_ = 0;
  std::vector<std::uint8_t> target_states_;
  ScreenRules screen_;
};

}  // namespace kaam::matcher
