#include "matcher/resolve_command.h"

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "core/exit_code.h"
#include "core/generation.h"
#include "core/json_text.h"
#include "matcher/resolution_json.h"

namespace kaam::matcher {
namespace {

namespace json = boost::json;
using taxonomy::Understanding;

struct ResolveOptions {
  std::filesystem::path store;
  std::filesystem::path tables;
  std::string text;
  std::string file;  // "-" is standard input
  std::string as_of;
  std::string language = "en";
  bool json = false;
};

int AnswerRow(const taxonomy::Taxonomy& taxonomy, const QueryRow& query,
              const ResolveOptions& options, Day as_of) {
  const Understanding understood = taxonomy::Resolve(taxonomy, query.text, as_of);
  json::object out;
  if (!query.id.empty()) out["id"] = query.id;
  for (auto& [key, value] : ResolutionToJson(taxonomy, understood, options.language)) {
    out[key] = std::move(value);
  }
  if (options.json) {
    std::cout << kaam::ToJsonText(out) << '\n';
    return 0;
  }
  for (const auto& [key, value] : out) {
    if (value.is_array()) {
      for (const json::value& entry : value.as_array()) {
        std::cout << key << ": " << kaam::ToJsonText(entry) << '\n';
      }
    } else {
      std::cout << key << ": " << kaam::ToJsonText(value) << '\n';
    }
  }
  return 0;
}

int Run(const ResolveOptions& options) {
  const bool one = !options.text.empty();
  if (one != options.file.empty()) {
    return FailedCommand(InvalidArgument("give exactly one of --text and --file", "text"));
  }
  Day as_of = TodayInIndia();
  if (!options.as_of.empty()) {
    const auto day = ParseDay(options.as_of);
    if (!day)
      return FailedCommand(InvalidArgument("--as-of must be a date that exists, as YYYY-MM-DD"));
    as_of = *day;
  }
  const auto taxonomy = OpenTaxonomy(options.tables, options.store);
  if (!taxonomy) return FailedCommand(taxonomy.error());
  if (one) return AnswerRow(**taxonomy, {{}, options.text}, options, as_of);
  const Result<std::string> content =
      options.file == "-"
          ? Result<std::string>(std::string(std::istreambuf_iterator<char>(std::cin), {}))
          : ReadWholeFile(options.file);
  if (!content) return FailedCommand(content.error());
  for (const QueryRow& query : ReadQueries(*content)) AnswerRow(**taxonomy, query, options, as_of);
  return 0;
}

std::vector<std::string_view> Split(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

// Where id and text stand by a first line of column names; absent when it is none.
struct QueryColumns {
  std::size_t id = SIZE_MAX;
  std::size_t text = SIZE_MAX;
};
std::optional<QueryColumns> HeaderOf(const std::vector<std::string_view>& cells) {
  QueryColumns columns;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] == "id") columns.id = i;
    if (cells[i] == "text" || cells[i] == "query") columns.text = i;
  }
  if (columns.text == SIZE_MAX) return std::nullopt;
  return columns;
}

}  // namespace

int FailedCommand(const Error& error) {
  std::cerr << "kaam-match: " << error.message << '\n';
  return ExitCode(error.code);
}

Result<std::shared_ptr<const taxonomy::Taxonomy>> OpenTaxonomy(const std::filesystem::path& tables,
                                                               const std::filesystem::path& store) {
  if (!tables.empty()) return taxonomy::Taxonomy::Load(tables);
  if (store.empty()) return taxonomy::Taxonomy::LoadDefault();
  const auto generation = Generation::OpenCurrent(store, Verify::kSizes);
  if (!generation) return generation.error();
  return taxonomy::Taxonomy::Open((*generation)->Path(taxonomy::kCompiledName));
}

std::vector<QueryRow> ReadQueries(std::string_view content) {
  std::vector<QueryRow> rows;
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  std::optional<QueryColumns> columns;
  for (bool first = true; !content.empty(); first = false) {
    const std::size_t end = content.find('\n');
    std::string_view line = content.substr(0, end);
    content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::vector<std::string_view> cells = Split(line);
    if (first) {
      columns = HeaderOf(cells);
      if (columns) continue;
      columns = cells.size() > 1 ? QueryColumns{0, 1} : QueryColumns{SIZE_MAX, 0};
    }
    const auto cell = [&](std::size_t column) {
      return std::string(column < cells.size() ? cells[column] : std::string_view());
    };
    rows.push_back({cell(columns->id), cell(columns->text)});
  }
  return rows;
}

void AddResolveCommand(CLI::App& app, std::optional<int>& exit_code) {
  const auto options = std::make_shared<ResolveOptions>();
  CLI::App* command = app.add_subcommand("resolve", "What a text means: trades, places, pay ...");
  command->add_option("--text", options->text, "The text");
  command->add_option("--file", options->file,
                      "Many texts, one a line (columns id and text, or text alone); - is stdin");
  command->add_option("--taxonomy", options->tables, "Directory of tables to use");
  command->add_option("--index", options->store, "Store whose taxonomy to use");
  command->add_option("--as-of", options->as_of,
                      "Day that \"tomorrow\" is counted from, YYYY-MM-DD");
  command->add_option("--language", options->language, "Language of the labels (BCP-47)");
  command->add_flag("--json", options->json, "JSON, one line a text");
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace kaam::matcher
