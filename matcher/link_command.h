// The command `kaam-match link`.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <vector>

#include "core/result.h"

namespace CLI {
class App;
}

namespace kaam::matcher {

struct LinkCommand {
  std::filesystem::path labels;
  std::filesystem::path queries;
  std::filesystem::path out;
  std::vector<std::filesystem::path> also;
  std::size_t top = 10;
};

// Adds the subcommand; its options are read into `command`, which must outlive the parse.
CLI::App* AddLinkCommand(CLI::App& app, LinkCommand& command);

// Ranks the labels for every query and writes a TREC run, "query Q0 id rank score kaam" a line,
// ranks from 1. Equal input gives equal bytes. The file appears under its name only when it is
// whole. Fails with kInvalidArgument naming file:line for input that can't be read as a table or
// for a query id that comes twice, and with kIo or kNotFound for files that can't be read or
// written.
Result<std::size_t> RunLink(const LinkCommand& command);

}  // namespace kaam::matcher
