#include "matcher/engine.h"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "matcher/distances.h"
#include "matcher/opening_search.h"
#include "matcher/top_rows.h"
#include "matcher/worker_search.h"

namespace kaam::matcher {
namespace {

// A required term with fewer rows than this is walked in Xapian instead of searching blocks.
constexpr std::uint32_t kRareRows = 4096;

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

  Distances distances;
  WorkerSearchScratch worker_search;
  WorkerCountScratch worker_count;
  BlockQueue opening_queue;
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

void Searcher::MeasureFrom(const Question& question) {
  scratch_->distances.Reset(*index_, scratch_->spreads, question.spots(),
                            question.rules().weights.Of(PartKind::kLocality));
}

Result<Counts> Searcher::Count(const Question& question, std::size_t list, Deadline deadline) {
  MeasureFrom(question);
  return CountMatches(*index_, question, list, scratch_->distances, scratch_->worker_count,
                      deadline);
}

Result<Shortfall> Searcher::ExplainShortfall(const Question& question, std::size_t list,
                                             Deadline deadline) {
  MeasureFrom(question);
  return FindShortfall(*index_, question, list, scratch_->distances, scratch_->worker_count,
                       deadline);
}

Result<RankedRows> Searcher::Rank(const Question& question, std::size_t list, Deadline deadline) {
  const Index& index = *index_;
  MeasureFrom(question);
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
  OpeningScorer scorer(index, question, list, scratch_->distances);
  return OpeningSearch(scorer, index, question, list, scratch_->distances, scratch_->opening_queue,
                       deadline)
      .Run();
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
