// `kaam-match resolve` and `kaam-match suggest`: what a text means, and how it may go on. Neither
// needs an index.
#pragma once

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <functional>
#include <optional>

#include "taxonomy/resolver.h"

namespace kaam::matcher {

// Both register themselves with the tool; when one of them was asked for, parsing the command line
// runs it and sets `exit_code`. Results go to standard output, faults to standard error.
void AddResolveCommand(CLI::App& app, std::optional<int>& exit_code);
void AddSuggestCommand(CLI::App& app, std::optional<int>& exit_code);

// {text, occupations: [{code, label, confidence, words, count?, suggested?}], skills, places,
// count?, wage?, ..., not_understood}. Every list is best first; `words` is [from, to) in bytes of
// `text`; an occupation that is `suggested` would not be searched without asking back.
boost::json::object ResolutionToJson(const taxonomy::Taxonomy& taxonomy,
                                     const taxonomy::Understanding& understood,
                                     std::string_view language);

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
