// `kaam-match suggest`: how a text may go on while it is typed.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

namespace kaam::matcher {

// Registers itself with the tool; when asked for, parsing the command line runs it and sets
// `exit_code`. Results go to standard output, faults to standard error.
void AddSuggestCommand(CLI::App& app, std::optional<int>& exit_code);

}  // namespace kaam::matcher
