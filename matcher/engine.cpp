#include "matcher/engine.h"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "matcher/candidates.h"
#include "matcher/distances.h"
#include "matcher/opening_scorer.h"
#include "matcher/top_rows.h"
#include "matcher/worker_search.h"

namespace kaam::matcher {
namespace {

// Once no further row can enter the list, rows are looked at only to count the exact ones; past
// this many blocks the count becomes "at least".
constexpr std::uint32_t kCountedBlocks = 8;

// A required term with fewer rows than this is walked in Xapian instead of searching blocks.
constexpr std::uint32_t kRareRows = 4096;

Error Late() { return Unavailable("the deadline passed before the answer was complete"); }

// The posting list of the rarest term that every hit must have, when it is short enough to walk.
struct RareTerm {
  std::string term;
  Xapian::doccount rows = 0;
};

std::optional<RareTerm> FindRareTerm(const Xapian::Database& database,
                                     const taxonomy::Taxonomy& taxonomy, const Question& question) {
  if (question.direction() != Direction::kWorkersForOpening) return std::nullopt;
  std::optional<RareTerm> rarest;
  const auto consider = [&](std::string term) {
    const Xapian::doccount rows = database.get_termfreq(term);
    if (rows <= kRareRows && (!rarest || rows < rarest->rows)) rarest = {std::move(term), rows};
  };
  for (const AskedSkill& skill : question.asked_skills()) {
    if (skill.must) {
      consider(std::string(schema::term::kSkill) + taxonomy.skills()[skill.skill].code);
    }
  }
  const std::uint16_t licences = question.AskedOpening(0).licences;
  for (const taxonomy::CodedBit& licence : taxonomy.codes().licences()) {
    if ((licences >> licence.bit & 1) != 0) {
      consider(std::string(schema::term::kLicence) + licence.code);
    }
  }
  return rarest;
}

// Every row of one posting list.
Result<RankedRows> Walk(const Xapian::Database& database, const RareTerm& rare,
                        WorkerScorer& scorer, const Index& index, const Question& question,
                        std::size_t list, Deadline deadline) {
  const Segment<schema::WorkerRow>& workers = index.workers();
  const Question::Start start = question.StartOf(list);
  TopRows top(question.limit());
  RankedRows out;
  out.effort.rare_first = true;
  try {
    for (auto doc = database.postlist_begin(rare.term); doc != database.postlist_end(rare.term);
         ++doc) {
      if (out.effort.rows_scored++ % 1024 == 0 && deadline.Passed()) return Late();
      const RowId row{*doc - 1};
      if (!IsVisible(workers[row.value], question.rules().as_of)) continue;
      const Looked looked = scorer.Look(row, top.threshold());
      if (looked.exact) ++out.total.value;
      if (!looked.key) continue;
      top.Offer(RankOf(workers, row, *looked.key, index.GroupOf(workers[row.value]), start));
    }
  } catch (const Xapian::Error& error) {
    return DataLoss("Xapian: " + error.get_msg());
  }
  out.rows = std::move(top).Sorted();
  return out;
}

template <class Scorer>
class Search {
 public:
  Search(Scorer& scorer, const Index& index, const Question& question, std::size_t list,
         Deadline deadline)
      : scorer_(scorer),
        segment_(Scorer::SegmentOf(index)),
        groups_(Scorer::BlockGroupsOf(index)),
        start_(question.StartOf(list)),
        deadline_(deadline),
        top_(question.limit()) {}

  // Blocks in the order of their bounds, until none can change the list.
  Result<RankedRows> BestFirst(CandidateBlocks& blocks) {
    std::vector<Candidate>& all = blocks.all();
    PrepareBounds(all);
    out_.effort.blocks = static_cast<std::uint32_t>(all.size());
    const auto later = [](const Candidate& a, const Candidate& b) {
      if (a.bound != b.bound) return a.bound < b.bound;
      return a.first_position > b.first_position;
    };
    std::make_heap(all.begin(), all.end(), later);
    std::uint32_t only_counted = 0;
    for (auto end = all.end(); end != all.begin(); --end) {
      std::pop_heap(all.begin(), end, later);
      const Candidate& block = *(end - 1);
      const bool counted_only = top_.Excludes(block.bound, block.first_position);
      if (counted_only) {
        if (TierOf(block.bound) != Tier::kExact) break;
        if (++only_counted > kCountedBlocks) {
          out_.total.relation = Relation::kAtLeast;
          break;
        }
      }
      if (deadline_.Passed()) return Late();
      ++out_.effort.blocks_visited;
      LookAt(block, counted_only);
    }
    return Finish();
  }

 private:
  void PrepareBounds(std::vector<Candidate>& all) {
    std::size_t kept = 0;
    for (Candidate& candidate : all) {
      if (IsEmpty(candidate.rows)) continue;
      const auto bound = scorer_.Bound(candidate);
      if (!bound) continue;
      candidate.bound = *bound;
      // Up to the first of the next block, which is never less than the last of this one.
      const std::uint64_t from = groups_[candidate.block] - start_.group;
      const std::uint64_t to = groups_[candidate.block + 1U] - start_.group;
      candidate.first_position = to < from ? 0 : from;  // it wraps: the start lies inside
      all[kept++] = candidate;
    }
    all.resize(kept);
  }

  void LookAt(const Candidate& block, bool counted_only) {
    scorer_.Narrow(block, counted_only ? kNoKey : top_.threshold());
    for (std::size_t word = 0; word < block.rows.size(); ++word) {
      for (std::uint64_t left = block.rows[word]; left != 0; left &= left - 1) {
        Look(RowId{block.block * schema::kBlockRows + static_cast<std::uint32_t>(word) * 64 +
                   static_cast<std::uint32_t>(std::countr_zero(left))},
             block.occupation, block.rest, counted_only ? kNoKey : top_.threshold());
      }
    }
  }

  void Look(RowId row, std::uint16_t most_by_trade, std::uint32_t rest, RankKey threshold) {
    ++out_.effort.rows_scored;
    if (scorer_.IsOut(row)) return;
    const Looked looked = scorer_.Look(row, most_by_trade, rest, threshold);
    if (looked.exact) ++out_.total.value;
    if (!looked.key || *looked.key < top_.threshold()) return;
    top_.Offer(RankOf(segment_, row, *looked.key, scorer_.Group(row), start_));
  }

  RankedRows Finish() {
    out_.rows = std::move(top_).Sorted();
    return std::move(out_);
  }

  Scorer& scorer_;
  const Segment<typename Scorer::Row>& segment_;
  const std::span<const std::uint64_t> groups_;
  const Question::Start start_;
  const Deadline deadline_;
  TopRows top_;
  RankedRows out_;
};

template <class Record, class Row>
RankedRows BruteForce(const Index& index, const Segment<Row>& segment, const Question& question,
                      std::size_t list, auto may_show, auto score) {
  const Question::Start start = question.StartOf(list);
  std::vector<Ranked> all;
  RankedRows out;
  for (std::uint32_t i = 0; i < segment.size(); ++i) {
    const Row& row = segment[i];
    if (!may_show(row, question.rules().as_of)) continue;
    if (question.ExcludesRef(segment.RefBytes(RowId{i}))) continue;
    if constexpr (std::is_same_v<Row, schema::OpeningRow>) {
      if (!question.excluded_employers().empty() &&
          question.ExcludesEmployer(index.OpeningDocument(RowId{i}).employer_id())) {
        continue;
      }
    }
    const Record record(index, RowId{i});
    const std::optional<PairScore> pair = score(record.facts);
    if (!pair) continue;
    if (pair->tier == Tier::kExact) ++out.total.value;
    all.push_back(RankOf(segment, RowId{i}, pair->key(), index.GroupOf(row), start));
  }
  std::sort(all.begin(), all.end(), kBefore);
  all.resize(std::min<std::size_t>(all.size(), question.limit()));
  for (const Ranked& row : all) out.rows.push_back({row.row, row.key});
  return out;
}

}  // namespace

struct Searcher::Scratch {
  explicit Scratch(const Index& index)
      : spreads(index.taxonomy().places()), workers(index.XapianPath(kWorkersPrefix).string()) {}

  CandidateBlocks candidates;
  Distances distances;
  WorkerSearchScratch worker_search;
  PlaceSpreads spreads;
  Xapian::Database workers;
};

Searcher::Searcher(std::shared_ptr<const Index> index) : index_(std::move(index)) {}
Searcher::~Searcher() = default;

Result<std::unique_ptr<Searcher>> Searcher::Open(std::shared_ptr<const Index> index) {
  std::unique_ptr<Searcher> searcher(new Searcher(std::move(index)));
  try {
    searcher->scratch_ = std::make_unique<Scratch>(*searcher->index_);
  } catch (const Xapian::Error& error) {
    return DataLoss("Xapian can't open the index: " + error.get_msg());
  }
  return searcher;
}

Result<RankedRows> Searcher::Rank(const Question& question, std::size_t list, Deadline deadline) {
  const Index& index = *index_;
  const Weights& weights = question.rules().weights;
  scratch_->distances.Reset(index, scratch_->spreads, question.spots(),
                            weights.per_mille[static_cast<std::size_t>(PartKind::kLocality)]);
  if (question.direction() == Direction::kWorkersForOpening) {
    WorkerScorer scorer(index, question, list, scratch_->distances);
    try {
      const auto rare = FindRareTerm(scratch_->workers, index.taxonomy(), question);
      if (rare) return Walk(scratch_->workers, *rare, scorer, index, question, list, deadline);
    } catch (const Xapian::Error& error) {
      return DataLoss("Xapian: " + error.get_msg());
    }
    return WorkerSearch(scorer, index, question, list, scratch_->distances, scratch_->worker_search,
                        deadline)
        .Run();
  }
  CandidateBlocks& candidates = scratch_->candidates;
  OpeningScorer scorer(index, question, list, scratch_->distances);
  Search search(scorer, index, question, list, deadline);
  candidates.Reset(index.openings().blocks().size());
  scorer.FindCandidates(candidates);
  return search.BestFirst(candidates);
}

RankedRows RankByBruteForce(const Index& index, const Question& question, std::size_t list) {
  if (question.direction() == Direction::kWorkersForOpening) {
    const OpeningFacts opening = question.AskedOpening(list);
    return BruteForce<WorkerRecord>(
        index, index.workers(), question, list, IsVisible, [&](const WorkerFacts& worker) {
          return ScorePair(index.taxonomy(), worker, opening, question.rules());
        });
  }
  const WorkerFacts worker = question.AskingWorker(list);
  return BruteForce<OpeningRecord>(
      index, index.openings(), question, list, IsOpen, [&](const OpeningFacts& opening) {
        return ScorePair(index.taxonomy(), worker, opening, question.rules());
      });
}

std::optional<std::string> DifferenceBetween(const RankedRows& engine, const RankedRows& oracle) {
  const std::size_t common = std::min(engine.rows.size(), oracle.rows.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (engine.rows[i] == oracle.rows[i]) continue;
    const auto describe = [](const RankedRow& row) {
      return "row " + std::to_string(row.row.value) + " with key " + std::to_string(row.key);
    };
    return "rank " + std::to_string(i + 1) + ": engine has " + describe(engine.rows[i]) +
           ", brute force has " + describe(oracle.rows[i]);
  }
  if (engine.rows.size() != oracle.rows.size()) {
    return "engine has " + std::to_string(engine.rows.size()) + " hits, brute force has " +
           std::to_string(oracle.rows.size());
  }
  const bool counts_agree = engine.total.relation == Relation::kEqual
                                ? engine.total.value == oracle.total.value
                                : engine.total.value <= oracle.total.value;
  if (!counts_agree) {
    return "engine counts " + std::to_string(engine.total.value) + ", brute force " +
           std::to_string(oracle.total.value);
  }
  return std::nullopt;
}

}  // namespace kaam::matcher
