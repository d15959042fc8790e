// The search over workers: blocks in the order of what they could reach, until none can change the
// list. Private to the engine.
#pragma once

#include <vector>

#include "core/deadline.h"
#include "matcher/block_queue.h"
#include "matcher/screen.h"
#include "matcher/top_rows.h"
#include "matcher/worker_scorer.h"

namespace kaam::matcher {

// What a search needs room for; kept from question to question. One thread.
struct WorkerSearchScratch {
  BlockQueue queue;
  std::vector<std::uint32_t> matched;  // by row of a block: sum of weight x fit over asked skills
  std::vector<std::uint32_t> skill_keys;  // what that adds to a key
  struct Promising {
    RankKey bound;
    std::uint32_t place;
    bool exact;  // the bound is the key
  };
  std::vector<Promising> promising;
  std::vector<std::uint8_t> target_states;
};

class WorkerSearch {
 public:
  // Of one segment, which the scorer has entered.
  WorkerSearch(WorkerScorer& scorer, const Index& index, const Segment<schema::WorkerRow>& segment,
               Distances& distances, WorkerSearchScratch& scratch, ListPass& pass);

  // kUnavailable when the deadline passes.
  Result<void> Run();

 private:
  // The posting list of an asked skill or of one that answers it.
  struct SkillMasks {
    Holders holders;
    std::uint32_t value;  // weight x fit
  };

  void PrepareSkills();
  void AddStretches(const std::vector<Stretch>& stretches);
  void BoundStretch(const Stretch& stretch, std::span<RankKey> bounds);
  // Blocks until the list is settled; those of the widest tier only where `widest` is set. False
  // when the deadline passes.
  bool Explore(bool widest);
  RankKey RefinedBound(const BlockPart& part, std::uint32_t& others) const;
  void Visit(const BlockPart& part, std::uint32_t others, bool counted_only);
  // Fills `matched` for the rows of a block; returns those with any.
  RowMask MatchSkills(std::uint32_t block);
  // What a row could come to by its digest; `exact` when it does come to that.
  struct RowBound {
    RankKey key = 0;
    bool exact = false;
  };
  RowBound BoundRow(const Stretch& stretch, const schema::DigestGroup& group, std::size_t i,
                    const ScreenRules& screen, std::uint32_t at) const;
  void CountExact(const Stretch& stretch, std::uint32_t block, const ScreenedRows& screened,
                  const RowMask& rows);
  void Offer(RowId row, RankKey key);
  std::uint32_t WeightOf(PartKind kind) const { return scorer_.rules().weights.Of(kind); }

  WorkerScorer& scorer_;
  const Index& index_;
  const Segment<schema::WorkerRow>& segment_;
  const Question::Start start_;
  Distances& distances_;
  WorkerSearchScratch& scratch_;
  const Deadline deadline_;
  const bool counts_;
  std::vector<std::vector<SkillMasks>> skills_;  // by asked skill, best value first
  std::uint32_t most_of_others_;
  std::uint32_t most_of_skills_;
  ScreenRules screen_;  // what is the same for all blocks
  TopRows& top_;
  RankedRows& out_;
  std::uint32_t only_counted_ = 0;  // blocks
  std::uint32_t rows_counted_ = 0;
};

}  // namespace kaam::matcher
