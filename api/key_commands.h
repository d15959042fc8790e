// `kaam-api keys`, `kaam-api policy` and `kaam-api audit`.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

namespace kaam::api {

// Register themselves with the tool; when one is asked for, parsing the command line runs it and
// sets `exit_code`. Results go to standard output, faults to standard error.
void AddKeyCommands(CLI::App& app, std::optional<int>& exit_code);
void AddPolicyCommand(CLI::App& app, std::optional<int>& exit_code);
void AddAuditCommand(CLI::App& app, std::optional<int>& exit_code);

}  // namespace kaam::api
