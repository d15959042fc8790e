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
#include "matcher/batch_command.h"
#include "matcher/like.h"
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
  std::string like;
  std::string as_of;
  std::string language;
  std::string cursor;
  std::uint32_t limit = 0;
  bool json = false;
  bool explain = false;
  bool verify = false;
  bool plan = false;
};

int Fail(const Error& error) {
  std::cerr << "kaam-match: ";
  const bool of_question =
      error.code == ErrorCode::kInvalidArgument || error.field == "ref" || error.field == "like";
  if (!error.field.empty() && of_question) {
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

// The question that looks for others like the record named.
Result<QuestionSpec> LikeSpec(const Index& index, const Options& options, Direction direction) {
  if (direction == Direction::kOpeningsForWorker) {
    const auto ref = RefFromHex<OpeningRef>(options.like);
    return ref ? OpeningsLike(index, *ref) : InvalidArgument("must be 32 hex digits", "like");
  }
  const auto ref = RefFromHex<WorkerRef>(options.like);
  if (!ref) return InvalidArgument("must be 32 hex digits", "like");
  const auto as_of = options.as_of.empty() ? TodayInIndia() : ParseDay(options.as_of);
  // What is no day, Question::Make refuses.
  return WorkersLike(index, *ref, as_of.value_or(TodayInIndia()));
}

Result<QuestionSpec> ReadSpec(const Index& index, const Options& options, Direction direction) {
  QuestionSpec spec;
  if (!options.like.empty()) {
    auto made = LikeSpec(index, options, direction);
    if (!made) return made;
    spec = std::move(*made);
  }
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
  if (!options.cursor.empty()) spec.cursor = options.cursor;
  if (options.explain) spec.explain = true;
  return spec;
}

Result<Question> MakeQuestion(const Index& index, const Options& options, Direction direction,
                              const QuestionSpec& spec) {
  if (options.ref.empty()) {
    return Question::Make(index.taxonomy(), spec, direction, TodayInIndia());
  }
  if (direction == Direction::kWorkersForOpening) {
    const auto ref = RefFromHex<OpeningRef>(options.ref);
    if (!ref) return InvalidArgument("must be 32 hex digits", "ref");
    return Question::ForOpening(index, *ref, spec, TodayInIndia());
  }
  const auto ref = RefFromHex<WorkerRef>(options.ref);
  if (!ref) return InvalidArgument("must be 32 hex digits", "ref");
  return Question::ForWorker(index, *ref, spec, TodayInIndia());
}

// The lists of an answer once more by brute force.
int VerifyLists(Searcher& searcher, const Question& question) {
  const auto cursor = CursorOf(question, ListOrder::kByScore, searcher.index(), {});
  if (!cursor) return Fail(cursor.error());
  for (std::size_t i = 0; i < question.lists(); ++i) {
    if (*cursor && (*cursor)->list != i) continue;
    ListPart part{.count = question.limit()};
    RankedRows oracle;
    if (*cursor) part.after = (*cursor)->after;
    if (part.after) {
      oracle = RankAllByBruteForce(searcher.index(), question, i);
      const auto at = std::find(oracle.rows.begin(), oracle.rows.end(), *part.after);
      oracle.rows.erase(oracle.rows.begin(), at == oracle.rows.end() ? at : at + 1);
      oracle.rows.resize(std::min(oracle.rows.size(), part.count));
    } else {
      oracle = RankByBruteForce(searcher.index(), question, i);
    }
    const auto ranked = searcher.Rank(question, i, part, Deadline::Never());
    if (!ranked) return Fail(ranked.error());
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

// How each list is looked for, and what that took.
int PrintPlans(Searcher& searcher, const Question& question) {
  for (std::size_t i = 0; i < question.lists(); ++i) {
    if (const auto printed = searcher.PrintPlanOf(question, i, std::cout); !printed) {
      return Fail(printed.error());
    }
    const auto ranked = searcher.Rank(question, i, Deadline::Never());
    if (!ranked) return Fail(ranked.error());
    std::cout << "took   " << ranked->rows.size() << " hits after " << ranked->effort.rows_scored
              << " rows scored in " << ranked->effort.blocks_visited << " of "
              << ranked->effort.blocks << " blocks\n";
  }
  return 0;
}

int Ask(const Options& options, Direction direction) {
  const auto index = Index::Open(options.store, Verify::kSizes);
  if (!index) return Fail(index.error());
  auto searcher = Searcher::Open(*index);
  if (!searcher) return Fail(searcher.error());
  const auto spec = ReadSpec(**index, options, direction);
  if (!spec) return Fail(spec.error());
  const auto question = MakeQuestion(**index, options, direction, *spec);
  if (!question) return Fail(question.error());
  if (options.plan) return PrintPlans(**searcher, *question);
  const auto answer = Search(**searcher, *question, Deadline::Never());
  if (!answer) return Fail(answer.error());
  if (options.json) {
    std::string text = ToJsonText(**index, *question, *answer);
    // As its first member.
    if (!options.like.empty()) text.insert(1, "\"question\":" + FormatQuestion(*spec) + ",");
    std::cout << text << '\n';
  } else {
    if (!options.like.empty()) {
      std::cout << "asked, to be changed and asked again with --question:\n"
                << FormatQuestion(*spec) << "\n\n";
    }
    PrintTable(**index, *question, *answer, options.explain, std::cout);
  }
  return options.verify ? VerifyLists(**searcher, *question) : 0;
}

struct ScrollCommand {
  std::string worker;  // as Options::file
  bool openings = false;
  std::size_t most = SIZE_MAX;
};

// One match as a line of JSON.
std::string LineOf(const Index& index, const Question& question, std::size_t list,
                   const RankedRow& row) {
  const auto bytes = question.direction() == Direction::kWorkersForOpening
                         ? index.workers().RefBytes(row.row)
                         : index.openings().RefBytes(row.row);
  WorkerRef ref;
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  std::string text;
  JsonAppender out(text);
  out.BeginObject();
  out.Key("ref").String(ToHex(ref));
  if (question.lists() > 1) {
    out.Key("occupation")
        .String(index.taxonomy().occupations()[question.trade(list)->occupation].code);
  }
  out.Key("score").Fraction(static_cast<double>(TotalOf(row.key)) / kMaxScore);
  out.Key("exact").Value(TierOf(row.key) == Tier::kExact);
  out.EndObject();
  return text;
}

// Lists one after another, each as its rows stand.
int Scroll(Options options, const ScrollCommand& command) {
  constexpr std::size_t kRowsAtOnce = 10'000;
  const bool for_worker = command.openings || !command.worker.empty() || !options.ref.empty();
  if (!command.worker.empty()) options.file = command.worker;
  const auto index = Index::Open(options.store, Verify::kSizes);
  if (!index) return Fail(index.error());
  auto searcher = Searcher::Open(*index);
  if (!searcher) return Fail(searcher.error());
  const Direction direction =
      for_worker ? Direction::kOpeningsForWorker : Direction::kWorkersForOpening;
  const auto spec = ReadSpec(**index, options, direction);
  if (!spec) return Fail(spec.error());
  const auto question = MakeQuestion(**index, options, direction, *spec);
  if (!question) return Fail(question.error());
  const auto cursor = CursorOf(*question, ListOrder::kByPosition, **index, {});
  if (!cursor) return Fail(cursor.error());
  const auto start_of = [&](std::size_t list) {
    return StartOf(*question, list, ListOrder::kByPosition, **index);
  };
  Cursor here = *cursor ? **cursor : start_of(0);
  for (std::size_t left = command.most;;) {
    if (left == 0) {
      std::cout << R"({"next":")" << SealCursor(here, {}) << "\"}\n";
      return 0;
    }
    const PageAsk ask{here.list, std::min(left, kRowsAtOnce), ListOrder::kByPosition, here};
    const auto page = FindPage(**searcher, *question, ask, {}, Deadline::Never());
    if (!page) return Fail(page.error());
    for (const RankedRow& row : page->rows) {
      std::cout << LineOf(**index, *question, here.list, row) << '\n';
    }
    left -= page->rows.size();
    const std::size_t next_list = std::size_t{here.list} + 1;
    if (page->next)
      here = *page->next;
    else if (next_list < question->lists())
      here = start_of(next_list);
    else
      return 0;
  }
}

// What `workers`, `openings` and `scroll` ask alike.
void AddQuestion(CLI::App& command, Options& options) {
  command.add_option("--index", options.store, "Store directory")->required();
  command.add_option("--text", options.text, "The question in words");
  command.add_option("--as-of", options.as_of, "Day the question is asked for, YYYY-MM-DD");
  command.add_option("--cursor", options.cursor, "Go on where an answer to this question ended");
}

void AddCommon(CLI::App& command, Options& options) {
  AddQuestion(command, options);
  command.add_option("--limit", options.limit, "Hits a list, 1 to 100")->default_str("20");
  command
      .add_option("--language", options.language, "Language of the answer (BCP-47): en, hi, bn ...")
      ->default_str("en");
  command.add_flag("--json", options.json, "The answer as the API gives it");
  command.add_flag("--explain", options.explain, "Every part of every score");
  command.add_flag("--plan", options.plan, "How the index is searched, instead of the answer");
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
  CLI::Option* posting = workers->add_option("--posting,--question", options.file,
                                             "The question as JSON, as the API takes it");
  workers->add_option("--ref", options.ref, "An opening of the index");
  workers->add_option("--like", options.like, "A worker of the index: others like her")
      ->excludes("--text")
      ->excludes("--ref")
      ->excludes(posting);
  CLI::App* openings = app.add_subcommand("openings", "Openings for a worker");
  AddCommon(*openings, options);
  CLI::Option* worker = openings->add_option("--worker,--question", options.file,
                                             "The worker as JSON, as the API takes it");
  openings->add_option("--ref", options.ref, "A worker of the index");
  openings->add_option("--like", options.like, "An opening of the index: others like it")
      ->excludes("--text")
      ->excludes("--ref")
      ->excludes(worker);
  BatchCommand batch_command;
  const CLI::App* batch = AddBatchCommand(app, batch_command);
  ScrollCommand scroll_command;
  CLI::App* scroll = app.add_subcommand("scroll", "Every match of a question, unranked, as JSON");
  AddQuestion(*scroll, options);
  scroll->add_option("--posting", options.file, "A posting as JSON: its workers");
  scroll->add_option("--worker", scroll_command.worker, "A worker as JSON: her openings");
  scroll->add_option("--ref", options.ref, "A worker of the index: her openings");
  scroll->add_flag("--openings", scroll_command.openings, "The words are a worker's");
  scroll->add_option("--most", scroll_command.most,
                     "Stop after so many; the last line is a cursor");
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
  if (batch->parsed()) {
    const auto matched = RunBatchCommand(batch_command, std::cerr);
    return matched ? 0 : Fail(matched.error());
  }
  if (done) return *done;
  if (scroll->parsed()) return Scroll(options, scroll_command);
  return Ask(options,
             workers->parsed() ? Direction::kWorkersForOpening : Direction::kOpeningsForWorker);
}
