#include "matcher/suggest_command.h"

#include <boost/json.hpp>
#include <iostream>

#include "core/json_text.h"
#include "matcher/index.h"
#include "matcher/popularity.h"
#include "matcher/resolve_command.h"
#include "matcher/suggestion_json.h"
#include "taxonomy/suggest.h"

namespace kaam::matcher {
namespace {

namespace json = boost::json;

struct SuggestOptions {
  std::string prefix;
  std::filesystem::path store;
  std::filesystem::path tables;
  std::string language = "en";
  std::size_t limit = 8;
  bool json = false;
};

int PrintSuggestions(const taxonomy::Taxonomy& taxonomy, const taxonomy::Popularity& popularity,
                     const SuggestOptions& options) {
  json::array list;
  for (const taxonomy::Suggestion& suggestion :
       taxonomy::Suggest(taxonomy, options.prefix, options.limit, popularity)) {
    list.push_back(SuggestionToJson(taxonomy, suggestion, options.language));
  }
  if (options.json) {
    std::cout << kaam::ToJsonText(json::object{{"suggestions", std::move(list)}}) << '\n';
    return 0;
  }
  for (const json::value& entry : list) {
    std::cout << std::string_view(entry.at("text").as_string()) << "  ("
              << std::string_view(entry.at("kind").as_string()) << ": "
              << std::string_view(entry.at("label").as_string()) << ")\n";
  }
  return 0;
}

int RunSuggest(const SuggestOptions& options) {
  if (!options.store.empty()) {
    if (!options.tables.empty()) {
      return FailedCommand(
          InvalidArgument("an index has its own taxonomy: give --index or --taxonomy"));
    }
    const auto index = Index::Open(options.store, Verify::kSizes);
    if (!index) return FailedCommand(index.error());
    return PrintSuggestions((*index)->taxonomy(), PopularityOf(**index), options);
  }
  const auto taxonomy = OpenTaxonomy(options.tables, {});
  if (!taxonomy) return FailedCommand(taxonomy.error());
  return PrintSuggestions(**taxonomy, taxonomy::PriorOf(**taxonomy), options);
}

}  // namespace

void AddSuggestCommand(CLI::App& app, std::optional<int>& exit_code) {
  const auto options = std::make_shared<SuggestOptions>();
  CLI::App* command = app.add_subcommand("suggest", "How a text may go on while it is typed");
  command->add_option("--prefix", options->prefix, "What was typed so far")->required();
  command->add_option("--limit", options->limit, "At most so many")->capture_default_str();
  command->add_option("--taxonomy", options->tables, "Directory of tables to use");
  command->add_option("--index", options->store, "Store whose numbers rank the completions");
  command->add_option("--language", options->language, "Language of the labels (BCP-47)");
  command->add_flag("--json", options->json, "JSON");
  command->callback([options, &exit_code] { exit_code = RunSuggest(*options); });
}

}  // namespace kaam::matcher
