// The formula of matcher/pair.h prepared for one opening against the worker rows of a segment, with
// bounds for whole blocks. Private to the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/candidates.h"
#include "matcher/distances.h"
#include "matcher/index.h"
#include "matcher/query.h"
#include "matcher/row_filter.h"

namespace kaam::matcher {

// One thread; valid while the question and the index are.
class WorkerScorer {
 public:
  using Row = schema::WorkerRow;

  WorkerScorer(const Index& index, const Question& question, std::size_t list,
               Distances& distances);

  static const Segment<Row>& SegmentOf(const Index& index) { return index.workers(); }
  static std::span<const std::uint64_t> BlockGroupsOf(const Index& index) {
    return index.worker_block_groups();
  }

  // How much of the ladder to look at: rows of a better tier than kWider hold a trade of the asked
  // family, so a list full of those needs no others.
  enum class Ladder : std::uint8_t { kFamily, kAll };
  bool asks_trade() const { return !fits_.empty(); }

  // Fills `candidates` with every block that could hold a match.
  void FindCandidates(Ladder ladder, CandidateBlocks& candidates) const;

  // The most any row of the candidate could reach; absent when none can be a match. Also sets
  // candidate.rest.
  std::optional<RankKey> Bound(Candidate& candidate) const;

  // Before the rows of a block are looked at: how near they must be to enter a list with this
  // threshold, or to be counted.
  void Narrow(const Candidate& block, RankKey threshold);

  // Whether the digest shows at once that the row may not be shown, or that it is too far away.
  bool IsOut(RowId row_id) const {
    const schema::WorkerDigest& row = segment_.digests()[row_id.value];
    if (!IsVisible(row, rules_.as_of)) return true;
    if (near_ == UINT32_MAX || row.place == kNoId || MayMoveHere(row)) return false;
    const bool travels_farther =
        row.move_radius_km != kNoId && Metres{row.move_radius_km} * 1000 > near_;
    return !travels_farther && !near_box_.Contains(index_.PointOf(PlaceId{row.place}));
  }

  // What a row that is not out comes to. `most_by_trade` bounds its occupation part and `rest`
  // what parts other than occupation and locality add (Candidate): where even that stays below
  // `threshold`, the key is not worked out.
  Looked Look(RowId row, std::uint16_t most_by_trade, std::uint32_t rest, RankKey threshold);

  std::uint64_t Group(RowId row) const { return index_.GroupOf(segment_[row.value]); }

 private:
  // Whether a site may lie in a State or district that she would move to.
  bool MayMoveHere(const schema::WorkerDigest& row) const {
    if (row.target_state == schema::kSeveralTargets) return site_states_ != 0;
    return (site_states_ >> row.target_state % 64 & 1) != 0;
  }

  // What one held skill contributes to asked ones.
  struct SkillGain {
    std::uint8_t asked;  // index into the asked skills
    bool direct;
    std::uint16_t value;  // of a related one
  };

  void PrepareSkills();
  // Whether the digest alone shows that the row can't reach `threshold`; says then too whether it
  // is an exact match.
  bool CanBeSkipped(const schema::WorkerDigest& row, std::uint16_t most_by_trade,
                    std::uint32_t rest, RankKey threshold, Looked& looked);
  OccupationScore MatchTrades(const Row& row, std::span<const std::uint16_t> wanted) const;
  std::optional<std::uint16_t> MonthsIn(const Row& row, HeldAs held_as) const;
  struct RowSkills {
    std::uint64_t matched = 0;
    bool must_missing = false;
  };
  RowSkills MatchSkills(std::span<const std::uint16_t> held);
  LocalityFacts MatchPlaces(const Row& row, std::span<const std::uint16_t> districts);

  const Index& index_;
  const Segment<Row>& segment_;
  const OpeningFacts asked_;
  const PairRules rules_;
  const WorkerFilter filter_;
  Distances& distances_;
  Metres near_ = UINT32_MAX;         // see Narrow
  GeoBox near_box_;                  // holds every place that near
  std::vector<taxonomy::Fit> fits_;  // by held occupation; empty: no trade asked
  std::uint64_t site_states_ = 0;    // bit = LGD
  std::uint32_t skill_weight_ = 0;
  std::uint64_t must_ = 0;                     // bit = asked skill
  std::vector<std::uint16_t> gains_of_skill_;  // by SkillId: 1 + index of its first gain; 0 none
  std::vector<std::vector<SkillGain>> gains_;
  std::vector<std::uint16_t> best_of_skill_;  // by asked skill: scratch of MatchSkills
};

}  // namespace kaam::matcher
