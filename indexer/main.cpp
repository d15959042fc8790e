// kaam-index: builds and publishes the index of a store.
#include <google/protobuf/stubs/logging.h>
#include <sodium.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <mutex>
#include <thread>

#include "core/exit_code.h"
#include "core/json_text.h"
#include "indexer/build.h"
#include "indexer/exchange.h"
#include "indexer/feed.h"
#include "indexer/store_commands.h"
#include "taxonomy/taxonomy.h"

namespace {

namespace json = boost::json;
using namespace kaam;
using Clock = std::chrono::steady_clock;

// A line that redraws itself on a terminal: a bar, the rate, the time left.
class ProgressLine {
 public:
  explicit ProgressLine(bool shown) : shown_(shown) {}

  void Show(const indexer::Progress& progress) {
    if (!shown_) return;
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    if (progress.phase != phase_) {
      phase_ = progress.phase;
      phase_start_ = now;
    } else if (now - drawn_ < std::chrono::milliseconds(100)) {
      return;
    }
    drawn_ = now;
    const double seconds =
        std::max(0.001, std::chrono::duration<double>(now - phase_start_).count());
    const double share = progress.total == 0
                             ? 0
                             : std::min(1.0, static_cast<double>(progress.done) /
                                                 static_cast<double>(progress.total));
    std::string bar(kWidth, '.');
    std::fill_n(bar.begin(), static_cast<std::ptrdiff_t>(share * kWidth), '#');
    const double left = share > 0 ? seconds / share - seconds : 0;
    std::fprintf(stderr, "\r%-9s [%s] %3.0f %%  %.0f rows/s  %.0f s left   ",
                 std::string(phase_).c_str(), bar.c_str(), share * 100,
                 static_cast<double>(progress.rows) / seconds, left);
  }

  void Clear() {
    if (shown_) std::fputs("\r\x1B[K", stderr);
  }

 private:
  static constexpr int kWidth = 30;
  bool shown_;
  std::mutex mutex_;
  std::string_view phase_;
  Clock::time_point phase_start_;
  Clock::time_point drawn_;
};

json::object ToJson(const indexer::KindSummary& kind, bool workers) {
  json::object reasons;
  for (const auto& [reason, rows] : kind.rejected_by_reason) reasons[reason] = rows;
  json::object out{{"read", kind.read},
                   {"accepted", kind.accepted},
                   {"rejected", kind.rejected},
                   {"rejected_by_reason", std::move(reasons)},
                   {"free_text",
                    {{"trades", kind.texts.trades},
                     {"trades_understood", kind.texts.trades_understood},
                     {"skills", kind.texts.skills},
                     {"skills_understood", kind.texts.skills_understood},
                     {"masked", kind.texts_masked}}},
                   {"ignored_columns", json::value_from(kind.ignored_columns)},
                   {"refused_columns", json::value_from(kind.refused_columns)}};
  if (workers) out["personal_fields_dropped"] = kind.personal_dropped;
  if (kind.replaced + kind.removed + kind.removed_unknown > 0) {
    out["replaced"] = kind.replaced;
    out["removed"] = kind.removed;
    out["removed_unknown"] = kind.removed_unknown;
  }
  return out;
}

int Fail(const Error& error) {
  std::cerr << "kaam-index: " << error.message << '\n';
  return ExitCode(error.code);
}

int Feed(indexer::FeedOptions options, const std::string& key_file) {
  if (key_file.empty()) return Fail(InvalidArgument("a feed needs --key: records are kept sealed"));
  auto key = indexer::ReadKeyFile(key_file);
  if (!key) return Fail(key.error());
  options.store_key = *key;
  options.today = TodayInIndia();
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  const auto start = Clock::now();
  const auto summary = indexer::ApplyFeed(options);
  if (!summary) return Fail(summary.error());
  json::object reasons;
  for (const auto& [reason, lines] : summary->rejected_by_reason) reasons[reason] = lines;
  std::cout << ToJsonText(json::object{
                   {"snapshot", summary->manifest.snapshot},
                   {"log_position", summary->log_position},
                   {"read", summary->read},
                   {"accepted", summary->accepted},
                   {"superseded", summary->superseded},
                   {"duplicates", summary->duplicates},
                   {"erased", summary->erased},
                   {"rejected", summary->rejected},
                   {"rejected_by_reason", std::move(reasons)},
                   {"workers", summary->manifest.workers},
                   {"openings", summary->manifest.openings},
                   {"rejects", summary->rejects.string()},
                   {"seconds", std::chrono::duration<double>(Clock::now() - start).count()}})
            << '\n';
  return 0;
}

// Runs a build or an apply and says what came of it.
template <class Options>
int Run(Options options, Result<indexer::BuildSummary> (*run)(const Options&));

int Build(indexer::BuildOptions options, const std::string& key_file) {
  if (!key_file.empty()) {
    auto key = indexer::ReadKeyFile(key_file);
    if (!key) return Fail(key.error());
    options.store_key = *key;
  }
  if (options.taxonomy.empty()) {
    const auto tables = taxonomy::Taxonomy::DefaultPath();
    if (!tables) return Fail(tables.error());
    options.taxonomy = *tables;
  }
  return Run(std::move(options), indexer::Build);
}

template <class Options>
int Run(Options options, Result<indexer::BuildSummary> (*run)(const Options&)) {
  options.today = TodayInIndia();
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  ProgressLine line(::isatty(STDERR_FILENO) != 0);
  options.progress = [&](const indexer::Progress& progress) { line.Show(progress); };

  const auto start = Clock::now();
  const auto summary = run(options);
  line.Clear();
  if (!summary) return Fail(summary.error());
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::cout << ToJsonText(json::object{{"snapshot", summary->manifest.snapshot},
                                       {"workers", ToJson(summary->workers, true)},
                                       {"openings", ToJson(summary->openings, false)},
                                       {"rejects", summary->rejects.string()},
                                       {"not_understood", summary->not_understood.string()},
                                       {"seconds", seconds},
                                       {"index_bytes", summary->index_bytes},
                                       {"contact_bytes", summary->contact_bytes}})
            << '\n';
  for (const auto* kind : {&summary->workers, &summary->openings}) {
    for (const std::string& column : kind->refused_columns) {
      std::cerr << "kaam-index: column '" << column
                << "' holds Aadhaar numbers and was not read; give the vault's reference key as "
                   "aadhaar_ref\n";
    }
    for (const std::string& column : kind->ignored_columns) {
      std::cerr << "kaam-index: column '" << column << "' is not known and was not read\n";
    }
    for (const std::string& sheet : kind->hidden_sheets) {
      std::cerr << "kaam-index: the sheet '" << sheet
                << "' is hidden and was not read; name it in the map's sheets to have it read\n";
    }
  }
  if (summary->workers.rejected + summary->openings.rejected > 0) {
    std::cerr << "kaam-index: " << summary->workers.rejected + summary->openings.rejected
              << " rows were rejected; see " << summary->rejects.string() << '\n';
  }
  return 0;
}

// Runs an exchange and says what came of it.
int RunExchange(indexer::ExchangeOptions options, const std::filesystem::path& key_file) {
  auto key = indexer::ReadKeyFile(key_file);
  if (!key) return Fail(key.error());
  options.store_key = *key;
  options.today = TodayInIndia();
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  ProgressLine line(::isatty(STDERR_FILENO) != 0);
  options.progress = [&](std::uint64_t rows) { line.Show({"reading", 0, 0, rows}); };
  const auto start = Clock::now();
  const auto summary = indexer::Exchange(options);
  line.Clear();
  if (!summary) return Fail(summary.error());
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  const auto rows = [&](indexer::RowFate fate) {
    return summary->rows[static_cast<std::size_t>(fate)];
  };
  std::cout << ToJsonText(
                   json::object{{"read", summary->read},
                                {"new", rows(indexer::RowFate::kNew)},
                                {"matched", rows(indexer::RowFate::kMatched)},
                                {"to_review", rows(indexer::RowFate::kToReview)},
                                {"rejected", rows(indexer::RowFate::kRejected)},
                                {"aadhaar_columns", json::value_from(summary->aadhaar_columns)},
                                {"hidden_sheets", json::value_from(summary->hidden_sheets)},
                                {"files", json::value_from(summary->parts)},
                                {"seconds", seconds}})
            << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  google::protobuf::SetLogHandler(nullptr);  // faults are reported by row
  if (sodium_init() < 0) return Fail({ErrorCode::kUnavailable, "no source of randomness", {}, {}});

  CLI::App app{"Builds the index that kaam-match and kaam-api read."};
  app.require_subcommand(1);

  CLI::App* build = app.add_subcommand("build", "Read registry files and publish a new index");
  indexer::BuildOptions options;
  std::string key_file;
  build->add_option(
      "--workers", options.worker_files,
      "Worker files: CSV, Excel (.xlsx), JSON Lines or Protobuf, also .gz and .zst; - is stdin");
  build->add_option("--openings", options.opening_files, "Opening files, likewise");
  build->add_option("--out", options.store, "Store directory")->required();
  build->add_option(
      "--taxonomy", options.taxonomy,
      "Tables laid out like taxonomy/data, or what kaam-taxonomy made of them, instead of ours");
  build->add_option("--key", key_file,
                    "Key file of the contact store; without it personal fields are dropped");

  CLI::App* key = app.add_subcommand("key", "Make a key file for the contact store");
  std::filesystem::path new_key;
  key->add_option("--out", new_key, "File to create")->required();

  CLI::App* apply = app.add_subcommand(
      "apply", "Add, replace and take away rows of the published index, without building it anew");
  indexer::ApplyOptions changes;
  apply->add_option("--index", changes.store, "Store directory")->required();
  apply->add_option("--workers", changes.worker_files,
                    "Workers to add or replace, in the formats of build");
  apply->add_option("--openings", changes.opening_files, "Openings to add or replace");
  apply->add_option("--remove-workers", changes.removed_workers,
                    "File of refs to take away, one a line");
  apply->add_option("--remove-openings", changes.removed_openings, "Likewise");
  indexer::FeedOptions feed;
  std::string feed_key;
  apply
      ->add_option("--feed", feed.feed,
                   "Changes with versions, in any order: JSON Lines; - is stdin. Kept in the log")
      ->excludes("--workers", "--openings", "--remove-workers", "--remove-openings");
  apply->add_option("--key", feed_key, "Key file of the contact store, for --feed");

  CLI::App* exchange = app.add_subcommand(
      "exchange", "Say what became of each row of a State's sheets, without changing the index");
  indexer::ExchangeOptions sent;
  std::filesystem::path exchange_key;
  exchange->add_option("--in", sent.files, "Sheets, CSV or Excel (.xlsx)")->required();
  exchange->add_option("--index", sent.store, "Store directory")->required();
  exchange->add_option("--key", exchange_key, "Key file of the store's contact records")
      ->required();
  exchange->add_option("--out", sent.out, "Directory to create, with the sheets that go back")
      ->required();

  std::filesystem::path map_name;
  for (CLI::App* reads : {build, apply, exchange}) {
    reads->add_option(
        "--map", map_name,
        "How the columns of workers' sheets are read: a .toml or .json file, or eshram "
        "or bocw");
  }

  const indexer::StoreCommands store_commands(app);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageExitCode;
  }
  if (key->parsed()) {
    const auto made = indexer::CreateKeyFile(new_key);
    return made ? 0 : Fail(made.error());
  }
  if (const auto done = store_commands.Run()) return *done ? **done : Fail(done->error());
  std::optional<indexer::ColumnMap> map;
  if (!map_name.empty()) {
    auto loaded = indexer::ColumnMap::Load(map_name);
    if (!loaded) return Fail(loaded.error());
    options.worker_map = changes.worker_map = sent.map = &map.emplace(std::move(*loaded));
  }
  if (exchange->parsed()) return RunExchange(std::move(sent), exchange_key);
  if (apply->parsed()) {
    if (!feed.feed.empty()) {
      feed.store = changes.store;
      return Feed(std::move(feed), feed_key);
    }
    if (changes.worker_files.empty() && changes.opening_files.empty() &&
        changes.removed_workers.empty() && changes.removed_openings.empty()) {
      return Fail(
          InvalidArgument("nothing to apply: give --feed, --workers, --openings or "
                          "--remove-..."));
    }
    return Run(std::move(changes), indexer::Apply);
  }
  if (options.worker_files.empty() && options.opening_files.empty()) {
    return Fail(InvalidArgument("nothing to build: give --workers or --openings"));
  }
  return Build(std::move(options), key_file);
}
