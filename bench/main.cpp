// kaam-bench: measures searches in process, and writes the questions that load tools send.
#include <time.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>
#include <vector>

#include "bench/answers.h"
#include "bench/counts.h"
#include "bench/exposure.h"
#include "bench/http_cost.h"
#include "bench/link_eval.h"
#include "bench/live.h"
#include "bench/pages.h"
#include "bench/questions.h"
#include "bench/resolver_eval.h"
#include "bench/verify.h"
#include "core/exit_code.h"
#include "core/json_text.h"
#include "matcher/answer.h"
#include "matcher/question_json.h"

namespace {

using namespace kaam;
using Clock = std::chrono::steady_clock;

int Fail(const Error& error) {
  std::cerr << "kaam-bench: " << error.message << '\n';
  return ExitCode(error.code);
}

double CpuMicroseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

struct Sample {
  double rank_us = 0;        // Searcher::Rank alone
  double answer_cpu_us = 0;  // ranking, scores, reasons and JSON
  double rank_cpu_us = 0;
  std::size_t hits = 0;
  std::uint64_t rows = 0;
  std::uint64_t blocks = 0;
};

double Percentile(std::vector<double>& values, double share) {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

void PrintRow(const std::string& name, const std::vector<Sample>& samples) {
  std::vector<double> us;
  double hits = 0;
  double rows = 0;
  double blocks = 0;
  double rank_cpu = 0;
  double answer_cpu = 0;
  std::size_t empty = 0;
  for (const Sample& sample : samples) {
    us.push_back(sample.rank_us);
    hits += static_cast<double>(sample.hits);
    rows += static_cast<double>(sample.rows);
    blocks += static_cast<double>(sample.blocks);
    rank_cpu += sample.rank_cpu_us;
    answer_cpu += sample.answer_cpu_us;
    empty += sample.hits == 0 ? 1 : 0;
  }
  const auto count = static_cast<double>(samples.size());
  const double p50 = Percentile(us, 0.5);
  const double p90 = Percentile(us, 0.9);
  const double p99 = Percentile(us, 0.99);
  const double most = *std::max_element(us.begin(), us.end());
  std::printf("%-26s %6zu %8.3f %8.3f %8.3f %8.3f %8.1f %9.0f %6.1f %6zu %10.0f %10.0f\n",
              name.c_str(), samples.size(), p50 / 1000, p90 / 1000, p99 / 1000, most / 1000,
              blocks / count, rows / count, hits / count, empty, rank_cpu / count,
              (answer_cpu - rank_cpu) / count);
}

// CPU time of the reasons of one answer in Hindi, its scores being worked out already.
Result<double> ExplainMicroseconds(matcher::Searcher& searcher, matcher::QuestionSpec spec,
                                   matcher::Direction direction) {
  const matcher::Index& index = searcher.index();
  spec.language = "hi";
  const auto question = matcher::Question::Make(index.taxonomy(), spec, direction, TodayInIndia());
  if (!question) return question.error();
  const auto ranked = searcher.Rank(*question, 0, Deadline::Never());
  if (!ranked) return ranked.error();
  double us = 0;
  const auto explain = [&](const matcher::WorkerFacts& worker,
                           const matcher::OpeningFacts& opening) {
    const auto pair = matcher::ScorePair(index.taxonomy(), worker, opening, question->rules());
    const double before = CpuMicroseconds();
    const auto reasons = matcher::Explain(index, *question, *pair, worker, opening);
    us += CpuMicroseconds() - before;
    if (reasons.empty()) us = 0;  // never: keeps the work from being left out
  };
  for (const matcher::RankedRow& row : ranked->rows) {
    if (direction == matcher::Direction::kWorkersForOpening) {
      explain(matcher::WorkerRecord(index, row.row).facts, question->AskedOpening(0));
    } else {
      explain(question->AskingWorker(0), matcher::OpeningRecord(index, row.row).facts);
    }
  }
  return us;
}

int Measure(const std::filesystem::path& store, std::size_t count, std::uint64_t seed,
            const std::string& only) {
  const auto index = matcher::Index::Open(store, Verify::kSizes);
  if (!index) return Fail(index.error());
  auto searcher = matcher::Searcher::Open(*index);
  if (!searcher) return Fail(searcher.error());
  std::map<std::string, std::vector<Sample>> by_shape;
  std::vector<Sample> bound;
  std::vector<double> explaining;  // lists of twenty
  std::vector<Sample> all;
  const auto questions = bench::MakeQuestions((*index)->taxonomy(), count, seed);
  if (!questions) return Fail(questions.error());
  for (int round = 0; round < 2; ++round) {  // the first warms caches
    for (const bench::ShapedQuestion& asked : *questions) {
      if (!only.empty() && asked.shape != only) continue;
      const auto spec = matcher::ParseQuestion(asked.json, asked.direction);
      if (!spec) return Fail(spec.error());
      const auto question =
          matcher::Question::Make((*index)->taxonomy(), *spec, asked.direction, TodayInIndia());
      if (!question) return Fail(question.error());
      Sample sample;
      const double cpu = CpuMicroseconds();
      const auto start = Clock::now();
      for (std::size_t list = 0; list < question->lists(); ++list) {
        const auto ranked = (*searcher)->Rank(*question, list, Deadline::Never());
        if (!ranked) return Fail(ranked.error());
        sample.hits += ranked->rows.size();
        sample.rows += ranked->effort.rows_scored;
        sample.blocks += ranked->effort.blocks_visited;
      }
      sample.rank_us = std::chrono::duration<double, std::micro>(Clock::now() - start).count();
      sample.rank_cpu_us = CpuMicroseconds() - cpu;
      const double before = CpuMicroseconds();
      const auto answer = matcher::Search(**searcher, *question, Deadline::Never());
      if (!answer) return Fail(answer.error());
      const std::string text = matcher::ToJsonText(**index, *question, *answer);
      sample.answer_cpu_us = CpuMicroseconds() - before;
      if (round == 0 || text.empty()) continue;
      const auto explained = ExplainMicroseconds(**searcher, *spec, asked.direction);
      if (!explained) return Fail(explained.error());
      if (sample.hits == matcher::kDefaultLimit) explaining.push_back(*explained);
      by_shape[asked.shape].push_back(sample);
      all.push_back(sample);
      if (asked.bound_to_a_place()) bound.push_back(sample);
    }
  }
  std::printf("%llu workers, %llu openings, seed %llu, one thread, warm; ms in process\n",
              static_cast<unsigned long long>((*index)->manifest().workers),
              static_cast<unsigned long long>((*index)->manifest().openings),
              static_cast<unsigned long long>(seed));
  std::printf("%-26s %6s %8s %8s %8s %8s %8s %9s %6s %6s %10s %10s\n", "shape", "asked", "p50",
              "p90", "p99", "max", "blocks", "rows", "hits", "empty", "engine us", "rest us");
  for (const auto& [shape, samples] : by_shape) PrintRow(shape, samples);
  if (only.empty()) {
    PrintRow("all bound to a place", bound);
    PrintRow("the mix", all);
  }
  if (!explaining.empty()) {
    std::printf("explaining %u hits in Hindi: us CPU p50 %.0f, p99 %.0f over %zu lists\n",
                matcher::kDefaultLimit, Percentile(explaining, 0.5), Percentile(explaining, 0.99),
                explaining.size());
  }
  return 0;
}

int Write(const std::filesystem::path& store, std::size_t count, std::uint64_t seed) {
  const auto index = matcher::Index::Open(store, Verify::kSizes);
  if (!index) return Fail(index.error());
  const auto mix = bench::MakeQuestions((*index)->taxonomy(), count, seed);
  if (!mix) return Fail(mix.error());
  for (const bench::ShapedQuestion& asked : *mix) {
    if (asked.direction == matcher::Direction::kWorkersForOpening && asked.bound_to_a_place()) {
      std::cout << asked.json << '\n';
    }
  }
  return 0;
}

int EvaluateTexts(const std::filesystem::path& tables, const bench::ResolverEvalOptions& options) {
  const auto taxonomy =
      tables.empty() ? taxonomy::Taxonomy::LoadDefault() : taxonomy::Taxonomy::Load(tables);
  if (!taxonomy) return Fail(taxonomy.error());
  const auto done = bench::EvaluateResolver(**taxonomy, options, std::cout);
  return done ? 0 : Fail(done.error());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Measures searches in process."};
  app.require_subcommand(1);
  std::filesystem::path store;
  std::size_t count = 2000;
  std::uint64_t seed = 1;
  CLI::App* search = app.add_subcommand("search", "Time a mix of questions and print percentiles");
  CLI::App* questions =
      app.add_subcommand("questions", "Print place-bound questions as JSON, one a line");
  CLI::App* http = app.add_subcommand("http", "What HTTP adds to a search; log lines go to stderr");
  CLI::App* verify = app.add_subcommand(
      "verify", "Random questions, the engine against brute force over all rows");
  CLI::App* exposure = app.add_subcommand(
      "exposure", "Whom the mix shows and who is as qualified, for bench/fairness.py");
  unsigned threads = 2;
  verify->add_option("--threads", threads, "How many")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  CLI::App* pages = app.add_subcommand("pages", "Time pages far down, whole walks and scrolls");
  CLI::App* counts = app.add_subcommand("counts", "Time exact counts, facets and shortfalls");
  for (CLI::App* command : {search, questions, http, verify, pages, counts, exposure}) {
    command->add_option("--index", store, "Store directory")->required();
    command->add_option("--questions", count, "How many")->capture_default_str();
    command->add_option("--seed", seed, "Which")->capture_default_str();
  }
  std::string shape;
  for (CLI::App* command : {search, pages}) {
    command->add_option("--shape", shape, "Only questions of this shape");
  }
  CLI::App* answers =
      app.add_subcommand("answers", "Answer the questions of standard input, JSON, one a line");
  bool for_openings = false;
  answers->add_option("--index", store, "Store directory")->required();
  answers->add_flag("--openings", for_openings, "They are workers', who ask for openings");
  bench::LinkTask link_task;
  CLI::App* live = app.add_subcommand("live", "How soon a change can be found; changes the store");
  bench::LiveTask live_task;
  live->add_option("--index", live_task.store, "Store directory")->required();
  live->add_option("--key", live_task.key_file, "Key file of its contact store")->required();
  live->add_option("--rate", live_task.rate, "Changes a second")->capture_default_str();
  live->add_option("--seconds", live_task.seconds, "For how long")->capture_default_str();
  CLI::App* link = app.add_subcommand("link-eval", "Measure linking against known answers");
  link->add_option("--labels", link_task.labels, "TSV: id, label")->required();
  link->add_option("--queries", link_task.queries, "TSV: id, text")->required();
  link->add_option("--truth", link_task.truth, "TSV: id of a query, right id")->required();
  link->add_option("--also", link_task.also, "Further files of labels to learn from");
  bench::ResolverEvalOptions texts;
  std::filesystem::path tables;
  CLI::App* resolver =
      app.add_subcommand("resolver-eval", "How well names of trades are understood");
  resolver->add_option("--trades", texts.trades, "Columns en, hi, roman, nco4, bn, ta, te, mr")
      ->required();
  resolver->add_option("--unrelated", texts.unrelated, "Words that name no trade, one a line");
  resolver->add_option("--taxonomy", tables,
                       "Directory of tables to use; spelling variants are made of all its names, "
                       "else of labels alone");
  resolver->add_option("--seed", texts.seed, "Of typing errors")->capture_default_str();
  resolver->add_flag("--misses", texts.misses, "Print every name that was not understood");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageExitCode;
  }
  if (link->parsed()) {
    const auto measured = bench::EvaluateLinking(link_task, std::cout);
    return measured ? 0 : Fail(measured.error());
  }
  if (live->parsed()) {
    const auto measured = bench::MeasureLive(live_task);
    return measured ? 0 : Fail(measured.error());
  }
  if (resolver->parsed()) return EvaluateTexts(tables, texts);
  if (verify->parsed()) {
    const auto differences = bench::VerifyAnswers(store, count, seed, threads, std::cout);
    if (!differences) return Fail(differences.error());
    return *differences == 0 ? 0 : kVerifyExitCode;
  }
  if (exposure->parsed()) {
    const auto written = bench::WriteExposure(store, count, seed, std::cout);
    return written ? 0 : Fail(written.error());
  }
  if (answers->parsed()) {
    const auto direction = for_openings ? matcher::Direction::kOpeningsForWorker
                                        : matcher::Direction::kWorkersForOpening;
    const auto answered = bench::AnswerLines(store, direction, std::cin, std::cout);
    return answered ? 0 : Fail(answered.error());
  }
  if (http->parsed()) {
    const auto measured = bench::MeasureHttp(store, count, seed, std::cout);
    return measured ? 0 : Fail(measured.error());
  }
  if (pages->parsed()) {
    const auto measured = bench::MeasurePages({store, count, seed, shape}, std::cout);
    return measured ? 0 : Fail(measured.error());
  }
  if (counts->parsed()) {
    const auto measured = bench::MeasureCounts(store, count, seed, std::cout);
    return measured ? 0 : Fail(measured.error());
  }
  return search->parsed() ? Measure(store, count, seed, shape) : Write(store, count, seed);
}
