// `kaam-match resolve`: what a text means. Needs no index.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/taxonomy.h"

namespace kaam::matcher {

// Registers itself with the tool; when asked for, parsing the command line runs it and sets
// `exit_code`. Results go to standard output, faults to standard error.
void AddResolveCommand(CLI::App& app, std::optional<int>& exit_code);

// The tables in a directory, or the taxonomy of a store's index, or, with neither, the default
// ones.
Result<std::shared_ptr<const taxonomy::Taxonomy>> OpenTaxonomy(const std::filesystem::path& tables,
                                                               const std::filesystem::path& store);

// Says what went wrong on standard error; the exit code for it.
int FailedCommand(const Error& error);

// One row of a queries file.
struct QueryRow {
  std::string id;  // empty where the file has none
  std::string text;
};

// A queries file: one query a line, tab-separated. A first line of column names ("id", "text" or
// "query", others ignored) says where the text stands; without it the text is the second of several
// columns, or the only one. Empty lines are empty texts, so that answers keep the order of lines.
std::vector<QueryRow> ReadQueries(std::string_view content);

}  // namespace kaam::matcher
