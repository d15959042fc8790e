// The commands `kaam-index list`, `verify`, `rollback` and `prune`.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "core/result.h"

namespace CLI {
class App;
}

namespace kaam::indexer {

// Adds the subcommands. After the parse, Run does what was asked for.
class StoreCommands {
 public:
  explicit StoreCommands(CLI::App& app);

  // The exit code, and what was found as JSON on standard output, one object a line; absent when
  // none of these commands was given.
  std::optional<Result<int>> Run() const;

 private:
  Result<int> List() const;
  Result<int> VerifyOne() const;
  Result<int> RollBack() const;
  Result<int> Prune() const;

  CLI::App* list_ = nullptr;
  CLI::App* verify_ = nullptr;
  CLI::App* rollback_ = nullptr;
  CLI::App* prune_ = nullptr;
  std::filesystem::path store_;
  std::string generation_;
  std::size_t keep_ = 2;
};

}  // namespace kaam::indexer
