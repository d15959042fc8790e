#include "matcher/batch.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/ids.h"
#include "matcher/batch_output.h"
#include "matcher/engine.h"
#include "matcher/explanation.h"

namespace kaam::matcher {
namespace {

// Rows one thread takes at a time. They are neighbours, and asked about place by place, so that
// what was prepared for one serves the next.
constexpr std::uint32_t kChunkRows = 2048;

constexpr auto kTierNames = std::to_array<std::string_view>({"exact", "family", "wider"});

struct Piece {
  std::string text;
  std::uint64_t asked = 0;
  std::uint64_t hits = 0;
};

std::string_view NameOf(Direction direction) {
  return direction == Direction::kOpeningsForWorker ? "openings-for-workers"
                                                    : "workers-for-openings";
}

std::string_view HeadingOf(Direction direction) {
  return direction == Direction::kOpeningsForWorker
             ? "worker\trank\topening\tscore\ttier\tdistance_band\n"
             : "opening\toccupation\trank\tworker\tscore\ttier\tdistance_band\n";
}

void AppendRef(std::span<const std::uint8_t, 16> ref, std::string& out) {
  std::array<char, 32> digits;
  for (std::size_t i = 0; i < ref.size(); ++i) {
    digits[2 * i] = kHexDigits[ref[i] >> 4];
    digits[2 * i + 1] = kHexDigits[ref[i] & 15];
  }
  out.append(digits.data(), digits.size());
}

void AppendNumber(std::uint64_t number, std::string& out) {
  std::array<char, 20> digits;
  out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr);
}

// The total as a share of the most there is, in eight places: different totals stay different.
void AppendScore(std::uint32_t total, std::string& out) {
  constexpr std::uint64_t kOne = 100'000'000;
  const std::uint64_t share = (std::uint64_t{total} * kOne + kMaxScore / 2) / kMaxScore;
  std::array<char, 10> digits;
  std::uint64_t left = share;
  for (std::size_t i = digits.size() - 1; i > 1; --i, left /= 10) {
    digits[i] = static_cast<char>('0' + left % 10);
  }
  digits[0] = static_cast<char>('0' + left);
  digits[1] = '.';
  out.append(digits.data(), digits.size());
}

// Answers the questions of some rows, as lines. One thread.
class Asker {
 public:
  static Result<std::unique_ptr<Asker>> Make(std::shared_ptr<const Index> index,
                                             const BatchOptions& options, Day as_of) {
    auto searcher = Searcher::Open(std::move(index));
    if (!searcher) return searcher.error();
    return std::unique_ptr<Asker>(new Asker(std::move(*searcher), options, as_of));
  }

  Result<Piece> Ask(std::uint32_t first, std::uint32_t end) {
    by_place_.clear();
    for (std::uint32_t i = first; i < end; ++i) {
      if (MayAsk(RowId{i})) by_place_.emplace_back(PlaceOf(RowId{i}), i);
    }
    std::sort(by_place_.begin(), by_place_.end());
    lines_.resize(end - first);
    for (std::string& lines : lines_) lines.clear();
    Piece piece;
    for (const auto& [place, i] : by_place_) {
      auto question = QuestionOf(RowId{i});
      if (!question) {
        // An opening that asks for nothing anybody could be found by.
        if (question.error().code == ErrorCode::kFailedPrecondition && !for_openings()) continue;
        return question.error();
      }
      ++piece.asked;
      auto hits = Answer(*question, RefOf(RowId{i}), lines_[i - first]);
      if (!hits) return hits.error();
      piece.hits += *hits;
    }
    for (const std::string& lines : lines_) piece.text += lines;
    return piece;
  }

 private:
  Asker(std::unique_ptr<Searcher> searcher, const BatchOptions& options, Day as_of)
      : searcher_(std::move(searcher)),
        index_(searcher_->index()),
        direction_(options.direction),
        as_of_(as_of),
        as_of16_(ToDay16(as_of)) {
    spec_.limit = options.top;
    for (const Metres edge : kBandEdges) bands_.push_back(DistanceBand(edge));
  }

  bool for_openings() const { return direction_ == Direction::kOpeningsForWorker; }

  bool MayAsk(RowId row) const {
    if (!for_openings()) {
      const auto& openings = index_.openings().Of(row);
      return !openings.IsOverridden(row) && IsOpen(openings[row], as_of16_);
    }
    const auto& workers = index_.workers().Of(row);
    const auto [group, i] = workers.DigestOf(row);
    return !workers.IsOverridden(row) && group.shown_from[i] <= as_of16_ &&
           as_of16_ < group.shown_until[i];
  }

  std::uint16_t PlaceOf(RowId row) const {
    if (!for_openings()) return index_.openings()[row].sites[0];
    const auto [group, i] = index_.workers().Of(row).DigestOf(row);
    return group.place[i];
  }

  Result<Question> QuestionOf(RowId row) const {
    return for_openings() ? Question::ForWorker(index_, row, spec_, as_of_)
                          : Question::ForOpening(index_, row, spec_, as_of_);
  }

  std::span<const std::uint8_t, 16> RefOf(RowId row) const {
    return for_openings() ? index_.workers().RefBytes(row) : index_.openings().RefBytes(row);
  }

  // Returns how many hits it wrote to `out`.
  Result<std::uint64_t> Answer(Question& question, std::span<const std::uint8_t, 16> ref,
                               std::string& out) {
    question.LeaveTotalOpen();
    std::uint64_t hits = 0;
    for (std::size_t list = 0; list < question.lists(); ++list) {
      const auto ranked = searcher_->Rank(question, list, Deadline::Never());
      if (!ranked) return ranked.error();
      head_.clear();
      AppendRef(ref, head_);
      head_ += '\t';
      if (!for_openings()) {
        const auto trade = question.trade(list);
        head_ += trade ? index_.taxonomy().occupations()[trade->occupation].code : "-";
        head_ += '\t';
      }
      const bool placed = for_openings() || !question.spots().empty();
      for (std::size_t i = 0; i < ranked->rows.size(); ++i) {
        out += head_;
        AppendNumber(i + 1, out);
        out += '\t';
        AddHit(ranked->rows[i], placed, out);
      }
      hits += ranked->rows.size();
    }
    return hits;
  }

  void AddHit(const RankedRow& hit, bool placed, std::string& out) const {
    AppendRef(
        for_openings() ? index_.openings().RefBytes(hit.row) : index_.workers().RefBytes(hit.row),
        out);
    out += '\t';
    AppendScore(TotalOf(hit.key), out);
    out += '\t';
    out += kTierNames[static_cast<std::size_t>(TierOf(hit.key))];
    out += '\t';
    const std::size_t band = 15U - (hit.key & 15U);
    const bool measured = placed && band < bands_.size() &&
                          (!for_openings() || index_.openings()[hit.row].site_count > 0);
    out += measured ? bands_[band] : "-";
    out += '\n';
  }

  std::unique_ptr<Searcher> searcher_;
  const Index& index_;
  const Direction direction_;
  const Day as_of_;
  const std::uint16_t as_of16_;
  QuestionSpec spec_;
  std::vector<std::string> bands_;
  // Room that is kept from piece to piece.
  std::vector<std::pair<std::uint16_t, std::uint32_t>> by_place_;  // of the rows that may ask
  std::vector<std::string> lines_;                                 // by row
  std::string head_;
};

// Pieces made by several threads and taken in order.
class Pieces {
 public:
  Pieces(std::vector<std::unique_ptr<Asker>> askers, std::uint32_t first, std::uint32_t rows)
      : askers_(std::move(askers)), rows_(rows), next_(first), taken_(first) {
    for (const auto& asker : askers_) {
      threads_.emplace_back([this, &asker = *asker] { Run(asker); });
    }
  }
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;
  ~Pieces() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
  }

  // The next piece, with the row after its last in `end`; only while rows are left.
  Result<Piece> Take(std::uint32_t& end) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_.contains(taken_); });
    Result<Piece> piece = std::move(done_.extract(taken_).mapped());
    end = taken_ = EndOf(taken_);
    lock.unlock();
    changed_.notify_all();
    return piece;
  }

 private:
  std::uint32_t EndOf(std::uint32_t first) const {
    return first + std::min(kChunkRows, rows_ - first);
  }

  void Run(Asker& asker) {
    const std::uint32_t most_ahead = 4 * kChunkRows * static_cast<std::uint32_t>(askers_.size());
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return stop_ || next_ - taken_ < most_ahead; });
      if (stop_ || next_ == rows_) return;
      const std::uint32_t first = next_;
      next_ = EndOf(first);
      lock.unlock();
      auto piece = asker.Ask(first, EndOf(first));
      lock.lock();
      done_.emplace(first, std::move(piece));
      changed_.notify_all();
    }
  }

  const std::vector<std::unique_ptr<Asker>> askers_;
  const std::uint32_t rows_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint32_t next_;                           // guarded by mutex_: first row nobody works on
  std::uint32_t taken_;                          // guarded by mutex_
  std::map<std::uint32_t, Result<Piece>> done_;  // guarded by mutex_; by first row
  bool stop_ = false;                            // guarded by mutex_
  std::vector<std::jthread> threads_;            // last: joined first
};

Error OtherRun(const std::filesystem::path& out, const BatchIdentity& was,
               const BatchIdentity& is) {
  const std::string path = out.string() + ".resume";
  std::string what = "is of a run ";
  if (was.snapshot != is.snapshot)
    what += "over another index (" + was.snapshot + ", now " + is.snapshot + ")";
  else if (was.direction != is.direction)
    what += "of " + was.direction;
  else if (was.top != is.top)
    what += "with --top " + std::to_string(was.top);
  else
    what += "with --as-of " + was.as_of;
  return FailedPrecondition(path + " " + what + ": remove it to start anew", path);
}

}  // namespace

Result<BatchProgress> RunBatch(const std::shared_ptr<const Index>& index,
                               const BatchOptions& options,
                               const std::function<bool(const BatchProgress&)>& progress) {
  if (options.top == 0 || options.top > kMaxLimit) {
    return InvalidArgument("must be from 1 to " + std::to_string(kMaxLimit), "top");
  }
  const auto checkpoint = ReadCheckpoint(options.out);
  if (!checkpoint) return checkpoint.error();
  BatchIdentity identity{index->manifest().snapshot, std::string(NameOf(options.direction)),
                         options.top, FormatDay(options.as_of.value_or(options.today))};
  BatchProgress state;
  std::uint64_t bytes = 0;
  if (const auto& found = *checkpoint) {
    if (!options.as_of) identity.as_of = found->identity.as_of;
    if (found->identity != identity) return OtherRun(options.out, found->identity, identity);
    state.resumed = state.done = found->rows;
    bytes = found->bytes;
  }
  const auto as_of = ParseDay(identity.as_of);
  const std::size_t rows = options.direction == Direction::kOpeningsForWorker
                               ? index->workers().size()
                               : index->openings().size();
  if (!as_of || state.done > rows) {
    return DataLoss(options.out.string() + ".resume says what can't be: remove it to start anew",
                    options.out.string() + ".resume");
  }
  state.total = rows;
  auto output = BatchOutput::Open(options.out, bytes);
  if (!output) return output.error();
  if (state.done == 0) {
    if (auto done = output->Append(HeadingOf(options.direction)); !done) return done.error();
  }

  std::vector<std::unique_ptr<Asker>> askers;
  for (unsigned i = 0; i < std::max(options.threads, 1U); ++i) {
    auto asker = Asker::Make(index, options, *as_of);
    if (!asker) return asker.error();
    askers.push_back(std::move(*asker));
  }
  using Clock = std::chrono::steady_clock;
  auto checkpointed = Clock::now();
  Pieces pieces(std::move(askers), static_cast<std::uint32_t>(state.done),
                static_cast<std::uint32_t>(rows));
  while (state.done < state.total) {
    std::uint32_t end = 0;
    const auto piece = pieces.Take(end);
    if (!piece) return piece.error();
    if (auto done = output->Append(piece->text); !done) return done.error();
    state.done = end;
    state.asked += piece->asked;
    state.hits += piece->hits;
    if (Clock::now() - checkpointed >= options.checkpoint_every && state.done < state.total) {
      if (auto done = output->Checkpoint(identity, state.done); !done) return done.error();
      checkpointed = Clock::now();
    }
    if (progress && !progress(state)) return Unavailable("the run was stopped; start it again");
  }
  if (auto done = output->Finish(); !done) return done.error();
  return state;
}

}  // namespace kaam::matcher
