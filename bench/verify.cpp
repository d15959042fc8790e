#include "bench/verify.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <iomanip>
#include <map>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "bench/random_questions.h"
#include "core/day.h"
#include "matcher/engine.h"
#include "matcher/top_rows.h"

namespace kaam::bench {
namespace {

using matcher::Direction;
using matcher::Index;
using matcher::OpeningFacts;
using matcher::OpeningRecord;
using matcher::PairScore;
using matcher::Question;
using matcher::Ranked;
using matcher::RankedRows;
using matcher::WorkerFacts;
using matcher::WorkerRecord;

// Lists that one pass over the rows answers: the words of a set of them.
constexpr std::size_t kWords = 8;
constexpr std::size_t kListsAPass = kWords * 64;

class ListSet {
 public:
  void Add(std::size_t list) { words_[list / 64] |= std::uint64_t{1} << list % 64; }
  ListSet& operator|=(const ListSet& other) {
    for (std::size_t i = 0; i < kWords; ++i) words_[i] |= other.words_[i];
    return *this;
  }
  void ForEach(auto call) const {
    for (std::size_t i = 0; i < kWords; ++i) {
      for (std::uint64_t left = words_[i]; left != 0; left &= left - 1) {
        call(i * 64 + static_cast<std::size_t>(std::countr_zero(left)));
      }
    }
  }

 private:
  std::array<std::uint64_t, kWords> words_{};
};

struct Tally {
  std::size_t lists = 0;
  std::size_t differences = 0;
  std::size_t with_hits = 0;
  std::size_t tied = 0;       // rows beyond the limit are as good as the last hit
  std::size_t too_short = 0;  // fewer hits than the limit, but some

  Tally& operator+=(const Tally& other) {
    lists += other.lists;
    differences += other.differences;
    with_hits += other.with_hits;
    tied += other.tied;
    too_short += other.too_short;
    return *this;
  }
};

// One list of one question while brute force is at it.
struct Task {
  Task(const Question& asked, std::size_t list_number, std::string_view shape_name)
      : question(asked), list(list_number), shape(shape_name), start(asked.StartOf(list_number)) {
    if (asked.direction() == Direction::kWorkersForOpening)
      opening = asked.AskedOpening(list_number);
    else
      worker = asked.AskingWorker(list_number);
  }

  // Keeps one more than the limit, which shows a tie where the list is cut.
  void Offer(const Ranked& row) {
    best.push_back(row);
    if (best.size() < 4 * Kept()) return;
    std::nth_element(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(Kept()), best.end(),
                     matcher::kBefore);
    best.resize(Kept());
  }
  std::size_t Kept() const { return question.limit() + std::size_t{1}; }

  RankedRows Finish(bool& tied) {
    std::sort(best.begin(), best.end(), matcher::kBefore);
    const std::size_t limit = question.limit();
    tied = best.size() > limit && best[limit].key == best[limit - 1].key;
    if (best.size() > limit) best.resize(limit);
    RankedRows out;
    out.total.value = exact;
    for (const Ranked& row : best) out.rows.push_back({row.row, row.key});
    return out;
  }

  const Question& question;
  std::size_t list;
  std::string_view shape;
  Question::Start start;
  OpeningFacts opening;
  WorkerFacts worker;
  std::vector<Ranked> best;
  std::uint64_t exact = 0;
};

// All lists of one direction that are answered in one pass.
class Pass {
 public:
  Pass(const Index& index, std::vector<Task>& tasks) : index_(index), tasks_(tasks) {
    const taxonomy::Occupations& occupations = index.taxonomy().occupations();
    by_trade_.resize(occupations.size());
    by_skill_.resize(index.taxonomy().skills().size());
    for (std::size_t at = 0; at < tasks.size(); ++at) {
      const std::vector<OccupationId> trades = TradesOf(tasks[at]);
      if (trades.empty()) AddWithoutTrade(at);
      for (std::uint16_t id = 0; id < occupations.size(); ++id) {
        const OccupationId row_trade{id};
        const bool for_workers = tasks[at].question.direction() == Direction::kWorkersForOpening;
        const bool fits = std::any_of(trades.begin(), trades.end(), [&](OccupationId trade) {
          return (for_workers ? occupations.FitOf(trade, row_trade)
                              : occupations.FitOf(row_trade, trade))
                     .value > 0;
        });
        if (fits) by_trade_[id].Add(at);
      }
    }
  }

  void OverWorkers() {
    for (std::uint32_t i = 0; i < index_.workers().size(); ++i) {
      const auto& segment = index_.workers().Of(RowId{i});
      if (segment.IsOverridden(RowId{i})) continue;
      const WorkerRecord record(index_, RowId{i});
      const WorkerFacts& worker = record.facts;
      ListSet lists = of_any_trade_;
      if (worker.primary) lists |= by_trade_[worker.primary->value];
      if (worker.secondary) lists |= by_trade_[worker.secondary->value];
      for (const std::uint16_t id : worker.wanted) lists |= by_trade_[id];
      for (const schema::PackedSkill skill : worker.skills) lists |= by_skill_[skill.skill()];
      const auto row = segment[RowId{i}];
      lists.ForEach([&](std::size_t at) {
        Task& task = tasks_[at];
        if (!matcher::IsVisible(row, task.question.rules().as_of)) return;
        Take(task, segment, RowId{i},
             matcher::ScorePair(index_.taxonomy(), worker, task.opening, task.question.rules()));
      });
    }
  }

  void OverOpenings() {
    for (std::uint32_t i = 0; i < index_.openings().size(); ++i) {
      const auto& segment = index_.openings().Of(RowId{i});
      if (segment.IsOverridden(RowId{i})) continue;
      const OpeningRecord record(index_, RowId{i});
      ListSet lists = of_any_trade_;
      for (const OccupationId trade : record.trades) lists |= by_trade_[trade.value];
      const schema::OpeningRow& row = segment[RowId{i}];
      std::optional<std::string> employer;
      lists.ForEach([&](std::size_t at) {
        Task& task = tasks_[at];
        if (!matcher::IsOpen(row, task.question.rules().as_of)) return;
        if (!task.question.excluded_employers().empty()) {
          if (!employer) employer = index_.OpeningDocument(RowId{i}).employer_id();
          if (task.question.ExcludesEmployer(*employer)) return;
        }
        Take(task, segment, RowId{i},
             matcher::ScorePair(index_.taxonomy(), task.worker, record.facts,
                                task.question.rules()));
      });
    }
  }

 private:
  // Where workers are asked for by skills alone, one of them or a related one must be held.
  void AddWithoutTrade(std::size_t at) {
    const OpeningFacts& opening = tasks_[at].opening;
    if (opening.skills.empty()) return of_any_trade_.Add(at);
    for (const matcher::AskedSkill& asked : opening.skills) {
      by_skill_[asked.skill.value].Add(at);
      for (const auto& related : index_.taxonomy().skills().RelatedTo(asked.skill)) {
        by_skill_[related.held.value].Add(at);
      }
    }
  }

  static std::vector<OccupationId> TradesOf(const Task& task) {
    if (task.question.direction() == Direction::kWorkersForOpening) {
      return {task.opening.trades.begin(), task.opening.trades.end()};
    }
    std::vector<OccupationId> trades;
    if (task.worker.primary) trades.push_back(*task.worker.primary);
    if (task.worker.secondary) trades.push_back(*task.worker.secondary);
    for (const std::uint16_t id : task.worker.wanted) trades.push_back(OccupationId{id});
    return trades;
  }

  void Take(Task& task, const auto& segment, RowId id, const std::optional<PairScore>& pair) {
    if (!pair || task.question.ExcludesRef(segment.RefBytes(id))) return;
    if (pair->tier == matcher::Tier::kExact) ++task.exact;
    task.Offer(matcher::RankOf(segment, id, pair->key(), task.start));
  }

  const Index& index_;
  std::vector<Task>& tasks_;
  std::vector<ListSet> by_trade_;  // by OccupationId of a row: the lists that it may match
  std::vector<ListSet> by_skill_;  // by SkillId that a worker holds, of lists that name only skills
  ListSet of_any_trade_;
};

// Made into a Question where the drawer's contradictions allow it.
struct Asked {
  std::string_view shape;
  Question question;
};

Result<std::vector<Asked>> DrawQuestions(const Index& index, std::size_t count,
                                         std::uint64_t seed) {
  QuestionDrawer drawer(index, seed);
  std::vector<Asked> asked;
  while (asked.size() < count) {
    const RandomQuestion drawn = drawer.Draw();
    auto question = Question::Make(index.taxonomy(), drawn.spec, drawn.direction, TodayInIndia());
    if (!question) return question.error();
    asked.push_back({drawn.shape, std::move(*question)});
  }
  // One direction after the other, so that a pass is of one.
  std::stable_partition(asked.begin(), asked.end(), [](const Asked& one) {
    return one.question.direction() == Direction::kWorkersForOpening;
  });
  return asked;
}

class Verification {
 public:
  Verification(const std::shared_ptr<const Index>& index, const std::vector<Asked>& asked,
               std::ostream& out)
      : index_(index), out_(out) {
    for (const Asked& one : asked) {
      for (std::size_t list = 0; list < one.question.lists(); ++list) {
        const bool full = passes_.empty() || passes_.back().size() == kListsAPass;
        const bool turns =
            !full && passes_.back().front().question.direction() != one.question.direction();
        if (full || turns) passes_.emplace_back();
        passes_.back().emplace_back(one.question, list, one.shape);
      }
    }
  }

  // Until no pass is left; any thread.
  Result<void> Work() {
    const auto searcher = matcher::Searcher::Open(index_);
    if (!searcher) return searcher.error();
    for (std::size_t at = next_++; at < passes_.size(); at = next_++) {
      std::vector<Task> tasks = std::move(passes_[at]);
      Pass pass(*index_, tasks);
      if (tasks.front().question.direction() == Direction::kWorkersForOpening)
        pass.OverWorkers();
      else
        pass.OverOpenings();
      for (Task& task : tasks) {
        if (auto compared = Compare(**searcher, task); !compared) return compared;
      }
    }
    return {};
  }

  const std::map<std::pair<Direction, std::string_view>, Tally>& tallies() const {
    return tallies_;
  }

 private:
  Result<void> Compare(matcher::Searcher& searcher, Task& task) {
    const auto ranked = searcher.Rank(task.question, task.list, Deadline::Never());
    if (!ranked) return ranked.error();
    bool tied = false;
    const RankedRows oracle = task.Finish(tied);
    const auto difference = matcher::DifferenceBetween(*ranked, oracle);
    const std::lock_guard lock(mutex_);
    Tally& tally = tallies_[{task.question.direction(), task.shape}];
    ++tally.lists;
    tally.with_hits += oracle.rows.empty() ? 0 : 1;
    tally.tied += tied ? 1 : 0;
    tally.too_short += !oracle.rows.empty() && oracle.rows.size() < task.question.limit() ? 1 : 0;
    if (difference && ++tally.differences && shown_++ < 10) {
      out_ << task.shape << ", limit " << task.question.limit() << ": " << *difference << '\n';
    }
    return {};
  }

  std::shared_ptr<const Index> index_;
  std::ostream& out_;
  std::vector<std::vector<Task>> passes_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;  // of what stands below
  std::map<std::pair<Direction, std::string_view>, Tally> tallies_;
  std::size_t shown_ = 0;
};

void PrintTally(std::ostream& out, std::string_view name, const Tally& tally) {
  const auto percent = [&](std::size_t part) {
    return tally.lists == 0 ? 0.0
                            : 100.0 * static_cast<double>(part) / static_cast<double>(tally.lists);
  };
  out << std::left << std::setw(36) << name << std::right << std::setw(8) << tally.lists
      << std::setw(12) << tally.differences << std::fixed << std::setprecision(1) << std::setw(9)
      << percent(tally.with_hits) << std::setw(9) << percent(tally.lists - tally.with_hits)
      << std::setw(9) << percent(tally.tied) << std::setw(9) << percent(tally.too_short) << '\n';
}

}  // namespace

Result<std::size_t> VerifyAnswers(const std::filesystem::path& store, std::size_t count,
                                  std::uint64_t seed, unsigned threads, std::ostream& out) {
  const auto index = Index::Open(store, Verify::kSizes);
  if (!index) return index.error();
  if ((*index)->workers().size() == 0 || (*index)->openings().size() == 0) {
    return FailedPrecondition("questions are drawn around workers and openings: there are none");
  }
  const auto asked = DrawQuestions(**index, count, seed);
  if (!asked) return asked.error();
  const auto begin = std::chrono::steady_clock::now();
  Verification verification(*index, *asked, out);
  std::vector<Result<void>> done(threads);
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < threads; ++i) {
      workers.emplace_back([&, i] { done[i] = verification.Work(); });
    }
  }
  for (const Result<void>& one : done) {
    if (!one) return one.error();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;

  out << count << " questions, seed " << seed << ", " << (*index)->manifest().workers
      << " workers, " << (*index)->manifest().openings << " openings, " << threads << " threads, "
      << std::fixed << std::setprecision(0) << took.count() << " s\n";
  out << std::left << std::setw(36) << "shape" << std::right << std::setw(8) << "lists"
      << std::setw(12) << "differences" << std::setw(9) << "hits %" << std::setw(9) << "empty %"
      << std::setw(9) << "tied %" << std::setw(9) << "short %" << '\n';
  Tally all;
  for (const auto& [key, tally] : verification.tallies()) {
    const bool for_workers = key.first == Direction::kWorkersForOpening;
    PrintTally(out, (for_workers ? "workers: " : "openings: ") + std::string(key.second), tally);
    all += tally;
  }
  PrintTally(out, "all", all);
  return all.differences;
}

}  // namespace kaam::bench
