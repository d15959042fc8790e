#include "matcher/engine.h"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "matcher/distances.h"
#include "matcher/enumeration.h"
#include "matcher/opening_search.h"
#include "matcher/plan.h"
#include "matcher/top_rows.h"
#include "matcher/worker_search.h"

namespace kaam::matcher {
namespace {

Plan PlanOver(const std::vector<Xapian::Database>& databases, const taxonomy::Taxonomy& taxonomy,
              const Question& question) {
  return MakePlan(taxonomy, question, [&](const std::string& term) {
    std::uint64_t rows = 0;
    for (const Xapian::Database& database : databases) rows += database.get_termfreq(term);
    return rows;
  });
}

void AddStretches(const std::vector<Stretch>& stretches, std::uint32_t block_rows, PlanStep& step) {
  for (const Stretch& stretch : stretches) {
    if (stretch.begin == stretch.end) continue;
    ++step.stretches;
    step.rows += stretch.end - stretch.begin;
    step.blocks += (stretch.end - 1) / block_rows - stretch.begin / block_rows + 1;
  }
}

// Every row of one posting list of a segment.
Result<void> Walk(const Xapian::Database& database, const std::string& term, WorkerScorer& scorer,
                  const Segment<schema::WorkerRow>& workers, ListPass& pass) {
  const std::uint32_t before = workers.first_row().value - 1;
  for (auto doc = database.postlist_begin(term); doc != database.postlist_end(term); ++doc) {
    if (pass.out.effort.rows_scored++ % 1024 == 0 && pass.deadline.Passed()) return Late();
    const RowId row{before + *doc};
    if (!IsVisible(workers[row], scorer.rules().as_of)) continue;
    const Looked looked = scorer.Look(row, pass.top.threshold());
    if (looked.exact) ++pass.out.total.value;
    if (!looked.key || !pass.top.Wants(*looked.key)) continue;
    pass.top.Offer(RankOf(workers, row, *looked.key, pass.start));
  }
  return {};
}

template <class Row>
TopRows TopOf(const Segments<Row>& segments, const ListPart& part, const Question::Start& start) {
  if (!part.after) return TopRows(part.count);
  const auto [row, key] = *part.after;
  return TopRows(part.count, RankOf(segments.Of(row), row, key, start));
}

template <class Record, class Row>
RankedRows BruteForce(const Index& index, const Segments<Row>& rows, const Question& question,
                      std::size_t list, std::size_t most, auto may_show, auto score) {
  const Question::Start start = question.StartOf(list);
  std::vector<Ranked> all;
  RankedRows out;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const Segment<Row>& segment = rows.Of(RowId{i});
    if (segment.IsOverridden(RowId{i})) continue;
    if (!may_show(segment[RowId{i}], question.rules().as_of)) continue;
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
    all.push_back(RankOf(segment, RowId{i}, pair->key(), start));
  }
  std::sort(all.begin(), all.end(), kBefore);
  all.resize(std::min(all.size(), most));
  for (const Ranked& row : all) out.rows.push_back({row.row, row.key});
  return out;
}

}  // namespace

SearchEffort& SearchEffort::operator+=(const SearchEffort& other) {
  blocks += other.blocks;
  blocks_visited += other.blocks_visited;
  rows_scored += other.rows_scored;
  rare_first |= other.rare_first;
  return *this;
}

struct Searcher::Scratch {
  explicit Scratch(const Index& index) : spreads(index.taxonomy().places()) {
    for (const Segment<schema::WorkerRow>& segment : index.workers().all()) {
      workers.emplace_back(segment.xapian_path().string());
    }
  }

  Distances distances;
  WorkerSearchScratch worker_search;
  WorkerCountScratch worker_count;
  OpeningSearchScratch opening_search;
  PlaceSpreads spreads;
  std::vector<Xapian::Database> workers;  // by segment
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

void Searcher::MeasureFrom(const Question& question) {
  scratch_->distances.Reset(*index_, scratch_->spreads, question.spots(),
                            question.rules().weights.Of(PartKind::kLocality));
}

Result<Counts> Searcher::Count(const Question& question, std::size_t list, Deadline deadline) {
  MeasureFrom(question);
  return CountMatches(
      *index_, question, list,
      {scratch_->distances, scratch_->worker_count, scratch_->opening_search.tables, deadline});
}

Result<Shortfall> Searcher::ExplainShortfall(const Question& question, std::size_t list,
                                             Deadline deadline) {
  MeasureFrom(question);
  return FindShortfall(
      *index_, question, list,
      {scratch_->distances, scratch_->worker_count, scratch_->opening_search.tables, deadline});
}

Result<RankedRows> Searcher::Rank(const Question& question, std::size_t list, Deadline deadline) {
  return Rank(question, list, {question.limit(), std::nullopt}, deadline);
}

Result<RankedRows> Searcher::Rank(const Question& question, std::size_t list, const ListPart& part,
                                  Deadline deadline) {
  const Index& index = *index_;
  MeasureFrom(question);
  const Question::Start start = question.StartOf(list);
  const bool for_workers = question.direction() == Direction::kWorkersForOpening;
  ListPass pass{
      start,
      question.counts(),
      deadline,
      for_workers ? TopOf(index.workers(), part, start) : TopOf(index.openings(), part, start),
      {}};
  if (for_workers) {
    WorkerScorer scorer(index, question, list, scratch_->distances);
    try {
      const Plan plan = PlanOver(scratch_->workers, index.taxonomy(), question);
      const bool walks = plan.way == Way::kWalk;
      pass.out.effort.rare_first = walks;
      for (std::size_t i = 0; i < index.workers().all().size(); ++i) {
        const Segment<schema::WorkerRow>& segment = index.workers().all()[i];
        scorer.Enter(segment);
        const auto done =
            walks ? Walk(scratch_->workers[i], plan.musts.front().term, scorer, segment, pass)
                  : WorkerSearch(scorer, index, segment, scratch_->distances,
                                 scratch_->worker_search, pass)
                        .Run();
        if (!done) return done.error();
      }
    } catch (const Xapian::Error& error) {
      return DataLoss("Xapian: " + error.get_msg());
    }
  } else {
    OpeningScorer scorer(index, question, list, scratch_->distances,
                         scratch_->opening_search.tables);
    for (const Segment<schema::OpeningRow>& segment : index.openings().all()) {
      scorer.Enter(segment);
      const auto done =
          OpeningSearch(scorer, segment, scratch_->distances, scratch_->opening_search, pass).Run();
      if (!done) return done.error();
    }
  }
  pass.out.rows = std::move(pass.top).Sorted();
  return std::move(pass.out);
}

Result<void> Searcher::PrintPlanOf(const Question& question, std::size_t list, std::ostream& out) {
  const Index& index = *index_;
  MeasureFrom(question);
  std::vector<PlanStep> steps(2);
  const std::uint32_t block_rows = question.direction() == Direction::kWorkersForOpening
                                       ? schema::kBlockRows
                                       : schema::kOpeningBlockRows;
  const auto look = [&](auto& scorer, const auto& segments, auto first, auto second) {
    for (const auto& segment : segments.all()) {
      scorer.Enter(segment);
      AddStretches(first(), block_rows, steps[0]);
      AddStretches(second(), block_rows, steps[1]);
    }
  };
  Plan plan;
  if (question.direction() == Direction::kWorkersForOpening) {
    try {
      plan = PlanOver(scratch_->workers, index.taxonomy(), question);
    } catch (const Xapian::Error& error) {
      return DataLoss("Xapian: " + error.get_msg());
    }
    WorkerScorer scorer(index, question, list, scratch_->distances);
    steps[0].what = "the trade's family, as first or second trade";
    steps[1].what = "trades near it, and those who only want it";
    look(scorer, index.workers(), [&] { return scorer.Family(); }, [&] { return scorer.Others(); });
  } else {
    OpeningScorer scorer(index, question, list, scratch_->distances,
                         scratch_->opening_search.tables);
    steps[0].what = "trades of her families, held or wanted";
    steps[1].what = "trades near them";
    look(scorer, index.openings(), [&] { return scorer.Near(); }, [&] { return scorer.Wide(); });
  }
  if (steps[1].stretches == 0) steps.pop_back();
  PrintPlan(plan, steps, index.taxonomy(), question, list, out);
  return {};
}

Result<RankedRows> Searcher::Enumerate(const Question& question, std::size_t list,
                                       const ListPart& part, Deadline deadline) {
  MeasureFrom(question);
  return (question.direction() == Direction::kWorkersForOpening
              ? EnumerateWorkers
              : EnumerateOpenings)(*index_, question, list, part, scratch_->distances, deadline);
}

namespace {

RankedRows ByBruteForce(const Index& index, const Question& question, std::size_t list,
                        std::size_t most) {
  if (question.direction() == Direction::kWorkersForOpening) {
    const OpeningFacts opening = question.AskedOpening(list);
    return BruteForce<WorkerRecord>(
        index, index.workers(), question, list, most, IsVisible, [&](const WorkerFacts& worker) {
          return ScorePair(index.taxonomy(), worker, opening, question.rules());
        });
  }
  const WorkerFacts worker = question.AskingWorker(list);
  return BruteForce<OpeningRecord>(
      index, index.openings(), question, list, most, IsOpen, [&](const OpeningFacts& opening) {
        return ScorePair(index.taxonomy(), worker, opening, question.rules());
      });
}

}  // namespace

RankedRows RankByBruteForce(const Index& index, const Question& question, std::size_t list) {
  return ByBruteForce(index, question, list, question.limit());
}

RankedRows RankAllByBruteForce(const Index& index, const Question& question, std::size_t list) {
  return ByBruteForce(index, question, list, SIZE_MAX);
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
