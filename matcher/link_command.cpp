#include "matcher/link_command.h"

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <string>
#include <unordered_set>

#include "core/generation.h"
#include "taxonomy/link.h"

namespace kaam::matcher {
namespace {

using taxonomy::IdText;

std::string RunLine(const std::string& query, const taxonomy::LinkedId& linked, std::size_t rank) {
  std::array<char, 32> score{};
  std::snprintf(score.data(), score.size(), "%.6f", static_cast<double>(linked.score));
  std::string line = query;
  line += " Q0 ";
  line += linked.id;
  line += ' ';
  line += std::to_string(rank);
  line += ' ';
  line += score.data();
  line += " kaam\n";
  return line;
}

}  // namespace

CLI::App* AddLinkCommand(CLI::App& app, LinkCommand& command) {
  CLI::App* link = app.add_subcommand("link", "Rank any list of labels for any list of texts");
  link->add_option("--labels", command.labels,
                   "TSV: id, label; the first label of an id is preferred")
      ->required();
  link->add_option("--queries", command.queries, "TSV: id, text")->required();
  link->add_option("--out", command.out, "Run to write, in TREC format")->required();
  link->add_option("--top", command.top, "Ids a query")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  link->add_option("--also", command.also, "Further files of labels to learn from");
  return link;
}

Result<std::size_t> RunLink(const LinkCommand& command) {
  auto labels = taxonomy::LoadIdTexts(command.labels, "label");
  if (!labels) return labels.error();
  const auto queries = taxonomy::LoadIdTexts(command.queries, "text");
  if (!queries) return queries.error();
  std::unordered_set<std::string_view> seen;
  for (const IdText& query : *queries) {
    if (!seen.insert(query.id).second) {
      return InvalidArgument(command.queries.string() + ":" + std::to_string(query.line) +
                             ": the query id '" + query.id + "' came before");
    }
  }
  std::vector<std::vector<IdText>> also;
  for (const std::filesystem::path& path : command.also) {
    auto further = taxonomy::LoadIdTexts(path, "label");
    if (!further) return further.error();
    also.push_back(std::move(*further));
  }
  const auto linker = taxonomy::Linker::Build(std::move(*labels), std::move(also));
  std::string run;
  for (const IdText& query : *queries) {
    std::size_t rank = 0;
    for (const taxonomy::LinkedId& linked : linker->Rank(query.text, command.top)) {
      run += RunLine(query.id, linked, ++rank);
    }
  }
  const auto written = WriteFileAtomically(command.out, run);
  if (!written) return written.error();
  return queries->size();
}

}  // namespace kaam::matcher
