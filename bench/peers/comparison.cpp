#include "bench/peers/comparison.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <ostream>
#include <thread>

namespace kaam::bench {
namespace {

using matcher::RankedRow;
using matcher::RankKey;
using Clock = std::chrono::steady_clock;

// Before each turn, so that what a program still does in the background of its own turn (compiling,
// collecting garbage) does not run into the next one's.
constexpr std::chrono::milliseconds kRest{500};

constexpr std::int64_t kTolerance = matcher::kMaxScore / 10'000;

struct Tally {
  std::vector<double> us;
  std::size_t lists = 0;
  std::size_t lists_agreeing = 0;
  std::size_t places = 0;
  std::size_t places_agreeing = 0;
};

double Percentile(std::vector<double> values, double share) {
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

// The key of a row by the readable formula; 0 when it is no match at all.
RankKey KeyOf(const matcher::Index& index, const matcher::Question& question, std::uint32_t row) {
  if (row >= index.workers().size()) return 0;
  const matcher::WorkerRecord worker(index, RowId{row});
  const auto pair = matcher::ScorePair(index.taxonomy(), worker.facts, question.AskedOpening(0),
                                       question.rules());
  return pair ? pair->key() : 0;
}

bool Agree(RankKey ours, RankKey theirs) {
  return matcher::TierOf(ours) == matcher::TierOf(theirs) &&
         std::abs(std::int64_t{matcher::TotalOf(ours)} - matcher::TotalOf(theirs)) <= kTolerance;
}

void CountAgreement(const matcher::Index& index, const matcher::Question& question,
                    std::span<const RankedRow> ours, std::span<const std::uint32_t> theirs,
                    Tally& tally) {
  std::size_t agreeing = 0;
  for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
    agreeing += Agree(ours[i].key, KeyOf(index, question, theirs[i])) ? 1U : 0U;
  }
  ++tally.lists;
  tally.places += ours.size();
  tally.places_agreeing += agreeing;
  tally.lists_agreeing += agreeing == ours.size() && ours.size() == theirs.size() ? 1U : 0U;
}

void Print(const std::string& name, const Tally& tally, const Tally& kaam, std::ostream& out) {
  const double p50 = Percentile(tally.us, 0.5);
  const double p99 = Percentile(tally.us, 0.99);
  out << std::left << std::setw(24) << name << std::right << std::fixed << std::setprecision(3)
      << std::setw(11) << p50 / 1000 << std::setw(11) << Percentile(tally.us, 0.9) / 1000
      << std::setw(11) << p99 / 1000 << std::setw(11) << Percentile(tally.us, 1) / 1000
      << std::setprecision(1) << std::setw(10) << p50 / Percentile(kaam.us, 0.5) << std::setw(10)
      << p99 / Percentile(kaam.us, 0.99);
  if (&tally != &kaam) {
    out << std::setw(12) << tally.lists_agreeing << '/' << tally.lists << std::setw(12)
        << tally.places_agreeing << '/' << tally.places;
  }
  out << '\n';
}

Result<void> VerifyByBruteForce(matcher::Searcher& searcher,
                                std::span<const matcher::Question> questions) {
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto ranked = searcher.Rank(questions[i], 0, Deadline::Never());
    if (!ranked) return ranked.error();
    const auto difference = matcher::DifferenceBetween(
        *ranked, matcher::RankByBruteForce(searcher.index(), questions[i], 0));
    if (difference) return DataLoss("question " + std::to_string(i + 1) + ": " + *difference);
  }
  return {};
}

}  // namespace

Result<void> Compare(matcher::Searcher& searcher, std::span<const matcher::Question> questions,
                     std::span<const std::unique_ptr<PeerProcess>> peers,
                     const ComparisonOptions& options, std::ostream& out) {
  if (options.verify) {
    const auto verified = VerifyByBruteForce(searcher, questions);
    if (!verified) return verified.error();
    out << "Kaam's answers are those of brute force\n";
  }
  Tally kaam;
  std::vector<Tally> tallies(peers.size());
  std::vector<std::vector<RankedRow>> ours(questions.size());
  for (std::size_t round = 0; round <= options.rounds; ++round) {
    std::this_thread::sleep_for(kRest);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const auto start = Clock::now();
      auto ranked = searcher.Rank(questions[i], 0, Deadline::Never());
      const std::chrono::duration<double, std::micro> took = Clock::now() - start;
      if (!ranked) return ranked.error();
      ours[i] = std::move(ranked->rows);
      if (round > 0) kaam.us.push_back(took.count());
    }
    for (std::size_t p = 0; p < peers.size(); ++p) {
      std::this_thread::sleep_for(kRest);
      for (std::size_t i = 0; i < questions.size(); ++i) {
        const auto answer = peers[p]->Ask(i + 1);
        if (!answer) return answer.error();
        if (round > 0) {
          tallies[p].us.push_back(answer->us);
        } else {
          CountAgreement(searcher.index(), questions[i], ours[i], answer->rows, tallies[p]);
        }
      }
    }
  }
  out << searcher.index().workers().size() << " workers, " << questions.size() << " questions, "
      << options.rounds << " rounds, one thread, warm; ms\n"
      << "                                p50        p90        p99        max     x p50     x p99 "
         " "
         " lists agree  places agree\n";
  Print("kaam", kaam, kaam, out);
  for (std::size_t p = 0; p < peers.size(); ++p) Print(peers[p]->name(), tallies[p], kaam, out);
  return {};
}

}  // namespace kaam::bench
