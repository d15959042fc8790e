// The search over openings: blocks in the order of what they could reach, until none can change the
// list. Private to the engine.
#pragma once

#include <vector>

#include "core/deadline.h"
#include "matcher/block_queue.h"
#include "matcher/opening_scorer.h"
#include "matcher/opening_screen.h"
#include "matcher/top_rows.h"

namespace kaam::matcher {

// What a search needs room for; kept from question to question. One thread.
struct OpeningSearchScratch {
  BlockQueue queue;
  WorkerTables tables;
  ScreenedOpenings screened;
  struct Promising {
    RankKey bound;
    std::uint32_t place;
  };
  std::vector<Promising> promising;
};

class OpeningSearch {
 public:
  // Of one segment, which the scorer has entered. `scratch` is kept from question to question for
  // its room.
  OpeningSearch(OpeningScorer& scorer, const Segment<schema::OpeningRow>& segment,
                Distances& distances, OpeningSearchScratch& scratch, ListPass& pass);

  // kUnavailable when the deadline passes.
  Result<void> Run();

 private:
  void AddStretches(const std::vector<Stretch>& stretches);
  void BoundStretch(const Stretch& stretch, std::span<RankKey> bounds);
  bool Explore(bool widest);
  // What Visit reads of every row.
  void Prefetch(const BlockPart& part) const;
  void Visit(const BlockPart& part, bool counted_only);
  void Count(const Stretch& stretch, std::uint32_t place);
  std::uint32_t WeightOf(PartKind kind) const { return scorer_.rules().weights.Of(kind); }

  OpeningScorer& scorer_;
  const Segment<schema::OpeningRow>& segment_;
  const Question::Start start_;
  Distances& distances_;
  BlockQueue& queue_;
  std::vector<OpeningSearchScratch::Promising>& promising_;
  ScreenedOpenings& screened_;
  const Deadline deadline_;
  const std::uint32_t most_of_others_;
  const bool counts_;
  const OpeningScreenRules screen_;
  TopRows& top_;
  RankedRows& out_;
  std::uint32_t rows_counted_ = 0;
};

}  // namespace kaam::matcher
