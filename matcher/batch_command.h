// The command `kaam-match batch`.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iosfwd>
#include <string>

#include "core/result.h"

namespace kaam::matcher {

struct BatchCommand {
  std::filesystem::path store;
  std::string direction;
  std::uint32_t top = 10;
  std::filesystem::path out;
  std::string as_of;
  unsigned threads = 0;  // 0: as many as there are processors
};

// Adds the subcommand; its options are read into `command`, which must outlive the parse.
CLI::App* AddBatchCommand(CLI::App& app, BatchCommand& command);

// Runs it (matcher/batch.h), telling `log` how far it is, how fast and how long it will take.
Result<void> RunBatchCommand(const BatchCommand& command, std::ostream& log);

}  // namespace kaam::matcher
