#include "matcher/batch_command.h"

#include <chrono>
#include <cmath>
#include <ostream>
#include <thread>

#include "matcher/batch.h"

namespace kaam::matcher {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kSayEvery{2};

// Says how far a run is, now and then.
class Teller {
 public:
  Teller(std::string_view who, std::ostream& log) : who_(who), log_(log) {}

  void Tell(const BatchProgress& state) {
    const auto now = Clock::now();
    if (now - told_ < kSayEvery) return;
    told_ = now;
    const double seconds = Seconds();
    const auto here = static_cast<double>(state.done - state.resumed);
    const double left = static_cast<double>(state.total - state.done) * seconds / here;
    log_ << "kaam-match: " << state.done << " of " << state.total << ' ' << who_ << " ("
         << 100 * state.done / state.total << " %), " << Rate(here) << " a second, "
         << std::ceil(left) << " s left" << std::endl;
  }

  void TellEnd(const BatchProgress& state, const std::filesystem::path& out) const {
    const auto here = static_cast<double>(state.done - state.resumed);
    log_ << "kaam-match: " << state.done << ' ' << who_;
    if (state.resumed > 0) log_ << " (" << state.resumed << " by an earlier run)";
    log_ << ", " << state.asked << " asked, " << state.hits << " hits in " << Seconds() << " s, "
         << Rate(here) << " a second: " << out.string() << '\n';
  }

 private:
  double Seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
  std::uint64_t Rate(double rows) const { return static_cast<std::uint64_t>(rows / Seconds()); }

  const std::string who_;
  std::ostream& log_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point told_ = start_;
};

}  // namespace

CLI::App* AddBatchCommand(CLI::App& app, BatchCommand& command) {
  CLI::App* batch = app.add_subcommand("batch", "Match the whole registry in one run");
  batch->add_option("--index", command.store, "Store directory")->required();
  batch->add_option("--direction", command.direction, "Who is found for whom")
      ->check(CLI::IsMember({"openings-for-workers", "workers-for-openings"}))
      ->required();
  batch->add_option("--out", command.out, "TSV to write; a run that was killed goes on")
      ->required();
  batch->add_option("--top", command.top, "Hits a list, 1 to 100")->capture_default_str();
  batch->add_option("--as-of", command.as_of, "Day the questions are asked for, YYYY-MM-DD");
  batch->add_option("--threads", command.threads, "Default: one a processor")
      ->check(CLI::Range(1U, 1024U));
  return batch;
}

Result<void> RunBatchCommand(const BatchCommand& command, std::ostream& log) {
  const auto index = Index::Open(command.store, Verify::kSizes);
  if (!index) return index.error();
  BatchOptions options;
  const bool for_workers = command.direction == "openings-for-workers";
  options.direction = for_workers ? Direction::kOpeningsForWorker : Direction::kWorkersForOpening;
  options.top = command.top;
  options.out = command.out;
  options.today = TodayInIndia();
  if (!command.as_of.empty()) {
    options.as_of = ParseDay(command.as_of);
    if (!options.as_of) {
      return InvalidArgument("must be a date that exists, as YYYY-MM-DD", "as_of");
    }
  }
  options.threads =
      command.threads != 0 ? command.threads : std::max(std::thread::hardware_concurrency(), 1U);
  Teller teller(for_workers ? "workers" : "openings", log);
  const auto done = RunBatch(*index, options, [&](const BatchProgress& state) {
    teller.Tell(state);
    return true;
  });
  if (!done) return done.error();
  teller.TellEnd(*done, command.out);
  return {};
}

}  // namespace kaam::matcher
