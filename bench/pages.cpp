#include "bench/pages.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ostream>
#include <vector>

#include "bench/questions.h"
#include "matcher/pages.h"
#include "matcher/question_json.h"

namespace kaam::bench {
namespace {

using Clock = std::chrono::steady_clock;
using matcher::Cursor;
using matcher::ListOrder;
using matcher::Page;
using matcher::PageAsk;
using matcher::Question;
using matcher::RankedRow;
using matcher::Searcher;

constexpr std::size_t kHits = 20;
constexpr std::size_t kPage = 500;
constexpr std::size_t kScrolled = 10'000;  // at once

struct Sample {
  double first_us = 0;
  double cold_us = 0;
  double kept_us = 0;
  double walk_us_a_hit = 0;
  double scroll_us_a_hit = 0;
  double matches = 0;
};

double Since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

Result<Page> Timed(Searcher& searcher, const Question& question, const PageAsk& ask,
                   const matcher::Paging& paging, double& us) {
  const auto start = Clock::now();
  auto page = FindPage(searcher, question, ask, paging, Deadline::Never());
  us = Since(start);
  return page;
}

// All pages, each from a cursor that was sealed, read and checked. The rows in the order they came.
Result<std::vector<std::uint32_t>> WalkAll(Searcher& searcher, const Question& question,
                                           PageAsk ask) {
  matcher::Slabs slabs;
  std::vector<std::uint32_t> rows;
  for (;;) {
    const auto page = FindPage(searcher, question, ask, {.slabs = &slabs}, Deadline::Never());
    if (!page) return page.error();
    for (const RankedRow& row : page->rows) rows.push_back(row.row.value);
    if (!page->next) return rows;
    ask.from = matcher::OpenCursor(matcher::SealCursor(*page->next, {}), {});
    if (!ask.from || ask.from->identity != matcher::IdentityOf(question, 0)) {
      return DataLoss("a cursor was not read as it was sealed");
    }
  }
}

// Absent when the list is too short.
Result<std::optional<Sample>> Measure(Searcher& searcher, const Question& question) {
  const auto deep = searcher.Rank(question, 0, {kHits * kPage}, Deadline::Never());
  if (!deep) return deep.error();
  if (deep->rows.size() < kHits * kPage) return std::optional<Sample>();
  Sample sample;
  const auto first = Timed(searcher, question, {.count = kHits}, {}, sample.first_us);
  if (!first) return first.error();

  matcher::Slabs slabs;
  Cursor before = matcher::StartOf(question, 0, ListOrder::kByScore, searcher.index());
  before.passed = kHits * (kPage - 1);
  before.after = deep->rows[before.passed - 1];
  const auto cold = Timed(searcher, question, {.count = kHits, .from = before}, {.slabs = &slabs},
                          sample.cold_us);
  if (!cold) return cold.error();
  const bool right = std::equal(cold->rows.begin(), cold->rows.end(),
                                deep->rows.begin() + before.passed, deep->rows.end());
  if (!right) return DataLoss("page 500 is not what one search gives");
  const auto kept = Timed(searcher, question, {.count = kHits, .from = cold->next},
                          {.slabs = &slabs}, sample.kept_us);
  if (!kept) return kept.error();

  auto start = Clock::now();
  auto walk = WalkAll(searcher, question, {.count = kHits});
  if (!walk) return walk.error();
  sample.matches = static_cast<double>(walk->size());
  sample.walk_us_a_hit = Since(start) / sample.matches;
  start = Clock::now();
  const auto scroll =
      WalkAll(searcher, question, {.count = kScrolled, .order = ListOrder::kByPosition});
  if (!scroll) return scroll.error();
  sample.scroll_us_a_hit = Since(start) / sample.matches;
  std::sort(walk->begin(), walk->end());
  if (*walk != *scroll || std::adjacent_find(walk->begin(), walk->end()) != walk->end()) {
    return DataLoss("the pages and the scroll do not give the same matches once each");
  }
  return std::optional(sample);
}

void Print(const char* name, const std::vector<Sample>& samples, double Sample::* member,
           std::ostream& out) {
  std::vector<double> values;
  for (const Sample& sample : samples) values.push_back(sample.*member);
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  };
  std::array<char, 128> line{};
  std::snprintf(line.data(), line.size(), "%-34s %10.3f %10.3f %10.3f\n", name, at(0.5), at(0.9),
                at(1));
  out << line.data();
}

}  // namespace

Result<void> MeasurePages(const PagesTask& task, std::ostream& out) {
  const auto index = matcher::Index::Open(task.store, Verify::kSizes);
  if (!index) return index.error();
  auto searcher = Searcher::Open(*index);
  if (!searcher) return searcher.error();
  std::vector<Sample> samples;
  const auto questions = MakeQuestions((*index)->taxonomy(), task.questions, task.seed);
  if (!questions) return questions.error();
  for (const ShapedQuestion& asked : *questions) {
    if (!task.shape.empty() && asked.shape != task.shape) continue;
    const auto spec = matcher::ParseQuestion(asked.json, asked.direction);
    if (!spec) return spec.error();
    const auto question =
        Question::Make((*index)->taxonomy(), *spec, asked.direction, TodayInIndia());
    if (!question) return question.error();
    const auto sample = Measure(**searcher, *question);
    if (!sample) return sample.error();
    if (*sample) samples.push_back(**sample);
  }
  out << (*index)->manifest().workers << " workers, " << (*index)->manifest().openings
      << " openings, seed " << task.seed << ", one thread; " << samples.size() << " questions with "
      << kHits * kPage << " matches or more\n";
  if (samples.empty()) return {};
  out << "us                                        p50        p90        max\n";
  Print("page 1", samples, &Sample::first_us, out);
  Print("page 500, nothing kept", samples, &Sample::cold_us, out);
  Print("page 501, from the slab kept", samples, &Sample::kept_us, out);
  Print("whole walk, a hit", samples, &Sample::walk_us_a_hit, out);
  Print("scroll, a hit", samples, &Sample::scroll_us_a_hit, out);
  Print("(matches)", samples, &Sample::matches, out);
  return {};
}

}  // namespace kaam::bench
