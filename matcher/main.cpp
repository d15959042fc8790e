// kaam-match: asks an index from the command line.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "core/exit_code.h"
#include "core/json_text.h"
#include "matcher/answer.h"
#include "matcher/link_command.h"
#include "matcher/question_json.h"
#include "matcher/resolve_command.h"
#include "matcher/suggest_command.h"
#include "matcher/table.h"

namespace {

using namespace kaam;
using namespace kaam::matcher;

struct Options {
  std::filesystem::path store;
  std::string text;
  std::string file;  // a question as JSON; "-" is standard input
  std::string ref;
  std::string as_of;
  std::string language;
  std::uint32_t limit = 0;
  bool json = false;
  bool explain = false;
  bool verify = false;
};

int Fail(const Error& error) {
  std::cerr << "kaam-match: ";
  if (!error.field.empty() && error.code == ErrorCode::kInvalidArgument) {
    std::cerr << error.field << ": ";
  }
  std::cerr << error.message;
  if (!error.nearest.empty()) {
    std::cerr << "; nearest:";
    for (const std::string& other : error.nearest) std::cerr << ' ' << other;
  }
  std::cerr << '\n';
  return ExitCode(error.code);
}

Result<QuestionSpec> ReadSpec(const Options& options, Direction direction) {
  QuestionSpec spec;
  if (!options.file.empty()) {
    Result<std::string> text =
        options.file == "-"
            ? Result<std::string>(std::string(std::istreambuf_iterator<char>(std::cin), {}))
            : ReadWholeFile(options.file);
    if (!text) return text.error();
    auto parsed = ParseQuestion(*text, direction);
    if (!parsed) return parsed;
    spec = std::move(*parsed);
  }
  if (!options.text.empty()) spec.text = options.text;
  if (!options.as_of.empty()) spec.as_of = options.as_of;
  if (!options.language.empty()) spec.language = options.language;
  if (options.limit != 0) spec.limit = options.limit;
  if (options.explain) spec.explain = true;
  return spec;
}

Result<Question> MakeQuestion(const Index& index, const Options& options, Direction direction) {
  const auto spec = ReadSpec(options, direction);
  if (!spec) return spec.error();
  if (options.ref.empty()) {
    return Question::Make(index.taxonomy(), *spec, direction, TodayInIndia());
  }
  const auto ref = RefFromHex<WorkerRef>(options.ref);
  if (!ref) return InvalidArgument("must be 32 hex digits", "ref");
  return Question::ForWorker(index, *ref, *spec, TodayInIndia());
}

// Every list once more by brute force.
int VerifyLists(Searcher& searcher, const Question& question) {
  for (std::size_t i = 0; i < question.lists(); ++i) {
    const auto ranked = searcher.Rank(question, i, Deadline::Never());
    if (!ranked) return Fail(ranked.error());
    const RankedRows oracle = RankByBruteForce(searcher.index(), question, i);
    if (const auto difference = DifferenceBetween(*ranked, oracle)) {
      std::cerr << "kaam-match: VERIFY FAILED, list " << i + 1 << ": " << *difference << '\n';
      return kVerifyExitCode;
    }
    const auto counts = searcher.Count(question, i, Deadline::Never());
    if (!counts) return Fail(counts.error());
    if (*counts != CountByBruteForce(searcher.index(), question, i)) {
      std::cerr << "kaam-match: VERIFY FAILED, list " << i + 1
                << ": total or facets differ from brute force\n";
      return kVerifyExitCode;
    }
    std::cerr << "kaam-match: verified list " << i + 1 << ": " << oracle.rows.size()
              << " hits equal brute force over every row; " << ranked->effort.rows_scored
              << " rows scored in " << ranked->effort.blocks_visited << " of "
              << ranked->effort.blocks << " candidate blocks\n";
  }
  return 0;
}

int Ask(const Options& options, Direction direction) {
  const auto index = Index::Open(options.store, Verify::kSizes);
  if (!index) return Fail(index.error());
  auto searcher = Searcher::Open(*index);
  if (!searcher) return Fail(searcher.error());
  const auto question = MakeQuestion(**index, options, direction);
  if (!question) return Fail(question.error());
  const auto answer = Search(**searcher, *question, Deadline::Never());
  if (!answer) return Fail(answer.error());
  if (options.json) {
    std::cout << ToJsonText(**index, *question, *answer) << '\n';
  } else {
    PrintTable(**index, *question, *answer, options.explain, std::cout);
  }
  return options.verify ? VerifyLists(**searcher, *question) : 0;
}

void AddCommon(CLI::App& command, Options& options) {
  command.add_option("--index", options.store, "Store directory")->required();
  command.add_option("--text", options.text, "The question in words");
  command.add_option("--limit", options.limit, "Hits a list, 1 to 100")->default_str("20");
  command.add_option("--as-of", options.as_of, "Day the question is asked for, YYYY-MM-DD");
  command
      .add_option("--language", options.language, "Language of the answer (BCP-47): en, hi, bn ...")
      ->default_str("en");
  command.add_flag("--json", options.json, "The answer as the API gives it");
  command.add_flag("--explain", options.explain, "Every part of every score");
  command.add_flag("--verify", options.verify, "Recompute by brute force and fail on a difference");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Ranks workers for a posting and openings for a worker, exactly and with reasons."};
  app.require_subcommand(1);
  Options options;
  LinkCommand link_command;
  const CLI::App* link = AddLinkCommand(app, link_command);
  CLI::App* workers = app.add_subcommand("workers", "Workers for a posting");
  AddCommon(*workers, options);
  workers->add_option("--posting", options.file, "The question as JSON, as the API takes it");
  CLI::App* openings = app.add_subcommand("openings", "Openings for a worker");
  AddCommon(*openings, options);
  openings->add_option("--worker", options.file, "The worker as JSON, as the API takes it");
  openings->add_option("--ref", options.ref, "A worker of the index");
  std::optional<int> done;  // the exit code of a command that registered itself
  AddResolveCommand(app, done);
  AddSuggestCommand(app, done);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageExitCode;
  }
  if (link->parsed()) {
    const auto linked = RunLink(link_command);
    return linked ? 0 : Fail(linked.error());
  }
  if (done) return *done;
  return Ask(options,
             workers->parsed() ? Direction::kWorkersForOpening : Direction::kOpeningsForWorker);
}
