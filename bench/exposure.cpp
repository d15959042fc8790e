#include "bench/exposure.h"

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "bench/questions.h"
#include "core/day.h"
#include "matcher/engine.h"
#include "matcher/question_json.h"

namespace kaam::bench {
namespace {

using matcher::Direction;
using matcher::Index;
using matcher::Question;

std::vector<RowId> QualifiedFor(const Index& index, const Question& question, std::size_t list) {
  const matcher::OpeningFacts opening = question.AskedOpening(list);
  std::vector<RowId> rows;
  for (std::uint32_t i = 0; i < index.workers().size(); ++i) {
    const auto& segment = index.workers().Of(RowId{i});
    if (segment.IsOverridden(RowId{i})) continue;
    if (!matcher::IsVisible(segment[RowId{i}], question.rules().as_of)) continue;
    const matcher::WorkerRecord record(index, RowId{i});
    const auto pair = matcher::ScorePair(index.taxonomy(), record.facts, opening, question.rules());
    if (pair && pair->tier == matcher::Tier::kExact) rows.push_back(RowId{i});
  }
  return rows;
}

Result<void> WriteList(matcher::Searcher& searcher, const Question& question, std::size_t list,
                       std::size_t& number, std::ostream& out) {
  const auto ranked = searcher.Rank(question, list, Deadline::Never());
  if (!ranked) return ranked.error();
  const Index& index = searcher.index();
  const auto write = [&](std::size_t rank, RowId row) {
    WorkerRef ref;
    const auto bytes = index.workers().RefBytes(row);
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
    out << number << '\t' << rank << '\t' << ToHex(ref) << '\n';
  };
  const std::vector<RowId> qualified = QualifiedFor(index, question, list);
  if (qualified.empty()) return {};
  std::vector<RowId> shown;
  for (const matcher::RankedRow& row : ranked->rows) {
    if (matcher::TierOf(row.key) != matcher::Tier::kExact) break;
    shown.push_back(row.row);
    write(shown.size(), row.row);
  }
  for (const RowId row : qualified) {
    if (std::find(shown.begin(), shown.end(), row) == shown.end()) write(0, row);
  }
  ++number;
  return {};
}

}  // namespace

Result<void> WriteExposure(const std::filesystem::path& store, std::size_t count,
                           std::uint64_t seed, std::ostream& out) {
  const auto index = Index::Open(store, Verify::kSizes);
  if (!index) return index.error();
  const auto searcher = matcher::Searcher::Open(*index);
  if (!searcher) return searcher.error();
  const auto mix = MakeQuestions((*index)->taxonomy(), 2 * count, seed);
  if (!mix) return mix.error();
  std::size_t asked = 0;
  std::size_t number = 0;
  for (const ShapedQuestion& one : *mix) {
    if (one.direction != Direction::kWorkersForOpening || asked == count) continue;
    ++asked;
    const auto spec = matcher::ParseQuestion(one.json, one.direction);
    if (!spec) return spec.error();
    const auto question =
        Question::Make((*index)->taxonomy(), *spec, one.direction, TodayInIndia());
    if (!question) return question.error();
    for (std::size_t list = 0; list < question->lists(); ++list) {
      if (auto done = WriteList(**searcher, *question, list, number, out); !done) return done;
    }
  }
  return {};
}

}  // namespace kaam::bench
