#include "indexer/store_commands.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <iostream>

#include "core/exit_code.h"
#include "core/generations.h"
#include "core/json_text.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

void Print(const json::object& line) { std::cout << ToJsonText(line) << '\n'; }

std::uint64_t BytesOf(const Manifest& manifest) {
  std::uint64_t bytes = 0;
  for (const GenerationFile& file : manifest.files) bytes += file.bytes;
  return bytes;
}

}  // namespace

StoreCommands::StoreCommands(CLI::App& app) {
  list_ = app.add_subcommand("list", "Show the generations of a store, oldest first");
  verify_ = app.add_subcommand("verify", "Check every 64 KiB of a generation against its SHA-256");
  rollback_ = app.add_subcommand("rollback", "Serve an earlier generation again");
  prune_ = app.add_subcommand("prune", "Remove all but the newest generations and the current one");
  for (CLI::App* command : {list_, verify_, rollback_, prune_}) {
    command->add_option("--index", store_, "Store directory")->required();
  }
  verify_->add_option("--generation", generation_, "Its name, as list shows it; else the current");
  rollback_->add_option("--to", generation_, "Its name; else the one before the current");
  prune_->add_option("--keep", keep_, "How many of the newest stay")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
}

std::optional<Result<int>> StoreCommands::Run() const {
  if (list_->parsed()) return List();
  if (verify_->parsed()) return VerifyOne();
  if (rollback_->parsed()) return RollBack();
  if (prune_->parsed()) return Prune();
  return std::nullopt;
}

Result<int> StoreCommands::List() const {
  const auto generations = ListGenerations(store_);
  if (!generations) return generations.error();
  for (const StoredGeneration& stored : *generations) {
    json::object line{{"generation", stored.name}, {"current", stored.is_current}};
    if (stored.generation) {
      const Manifest& manifest = (*stored.generation)->manifest();
      line["snapshot"] = manifest.snapshot;
      line["created"] = manifest.created;
      line["workers"] = manifest.workers;
      line["openings"] = manifest.openings;
      line["bytes"] = BytesOf(manifest);
    } else {
      line["fault"] = stored.generation.error().message;
    }
    Print(line);
  }
  return 0;
}

Result<int> StoreCommands::VerifyOne() const {
  const auto current = CurrentGeneration(store_);
  if (!current) return current.error();
  const std::string name = generation_.empty() ? *current : generation_;
  const auto generation = Generation::Open(store_ / kGenerationsName / name, Verify::kSizes);
  if (!generation) return generation.error();
  const auto damage = FindDamage(**generation);
  if (!damage) return damage.error();
  for (const Damage& part : *damage) {
    Print({{"damaged", part.file}, {"from_byte", part.begin}, {"to_byte", part.end}});
  }
  const Manifest& manifest = (*generation)->manifest();
  Print({{"generation", name},
         {"snapshot", manifest.snapshot},
         {"bytes", BytesOf(manifest)},
         {"whole", damage->empty()}});
  return damage->empty() ? 0 : ExitCode(ErrorCode::kDataLoss);
}

Result<int> StoreCommands::RollBack() const {
  const auto lock = StoreLock::Acquire(store_);
  if (!lock) return lock.error();
  const auto name = Rollback(*lock, generation_);
  if (!name) return name.error();
  Print({{"current", *name}});
  return 0;
}

Result<int> StoreCommands::Prune() const {
  const auto lock = StoreLock::Acquire(store_);
  if (!lock) return lock.error();
  for (const std::string& name : PruneGenerations(store_, keep_)) Print({{"removed", name}});
  return 0;
}

}  // namespace kaam::indexer
