// The formula of matcher/pair.h prepared for one worker against the opening rows of a segment, with
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
class OpeningScorer {
 public:
  using Row = schema::OpeningRow;

  OpeningScorer(const Index& index, const Question& question, std::size_t list,
                Distances& distances);

  static const Segment<Row>& SegmentOf(const Index& index) { return index.openings(); }
  static std::span<const std::uint64_t> BlockGroupsOf(const Index& index) {
    return index.opening_block_groups();
  }

  // As WorkerScorer's.
  void FindCandidates(CandidateBlocks& candidates) const;
  std::optional<RankKey> Bound(const Candidate& candidate) const;
  Looked Look(RowId row, std::uint16_t /*most_by_trade*/, std::uint32_t /*rest*/,
              RankKey /*threshold*/) {
    const std::optional<RankKey> key = Key(row);
    return {key, key && TierOf(*key) == Tier::kExact};
  }
  // Openings of a block are few: each is looked at in full.
  void Narrow(const Candidate&, RankKey) {}
  bool IsOut(RowId) const { return false; }

  std::uint64_t Group(RowId row) const { return index_.GroupOf(segment_[row.value]); }

 private:
  std::optional<RankKey> Key(RowId row);
  bool states_trade() const { return !by_trade_.empty(); }
  void PrepareTrades();
  void PrepareSkills();
  OccupationScore MatchTrades(const Row& row, std::span<const std::uint16_t> more) const;
  struct RowSkills {
    std::uint64_t matched = 0;
    std::uint32_t weight = 0;
    bool must_missing = false;
  };
  RowSkills MatchSkills(std::span<const std::uint16_t> wanted) const;
  LocalityFacts MatchPlaces(const Row& row, std::span<const std::uint16_t> more);

  const Index& index_;
  const Segment<Row>& segment_;
  const WorkerFacts worker_;
  const PairRules rules_;
  const OpeningFilter filter_;
  Distances& distances_;
  std::vector<OccupationScore> by_trade_;  // by asked occupation; empty: she states none
  std::vector<std::uint8_t> held_level_;   // by SkillId: 1 + best level; 0 not held
  std::vector<std::uint16_t> related_;     // by SkillId: best related fit
  std::uint64_t district_states_ = 0;      // States of the districts she named
};

}  // namespace kaam::matcher
