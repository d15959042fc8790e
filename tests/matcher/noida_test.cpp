// The hand-written world of fixtures/noida: every part of every score as worked out by hand.
#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <map>
#include <string>

#include "matcher/question_json.h"
#include "taxonomy/table.h"
#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using kaam::testing::TemporaryDirectory;
using taxonomy::Table;

const std::filesystem::path kNoida = std::filesystem::path(KAAM_SOURCE_DIR) / "fixtures/noida";

// One hit: who, as what, how far, every part, the total.
struct Row {
  std::string id;
  std::string match;
  std::string metres;
  std::array<std::uint32_t, kPartCount> parts{};
  std::uint32_t total = 0;
  friend auto operator<=>(const Row&, const Row&) = default;
};

std::ostream& operator<<(std::ostream& out, const Row& row) {
  out << row.id << ' ' << row.match << ' ' << row.metres << " m:";
  for (const std::uint32_t part : row.parts) out << ' ' << part;
  return out << " = " << row.total;
}

// Equal scores take turns, so rows of one total are compared as a set.
std::vector<Row> WithoutTurns(std::vector<Row> rows) {
  const auto group = [](const Row& row) { return std::pair(row.match, row.total); };
  for (auto begin = rows.begin(); begin != rows.end();) {
    auto end = begin;
    while (end != rows.end() && group(*end) == group(*begin)) ++end;
    std::sort(begin, end);
    begin = end;
  }
  return rows;
}

TEST(Noida, AnswersEveryQuestionAsWorkedOutByHand) {
  ASSERT_GE(sodium_init(), 0);
  const TemporaryDirectory directory;
  indexer::BuildOptions options;
  options.worker_files = {kNoida / "workers.csv"};
  options.opening_files = {kNoida / "openings.csv"};
  options.store = directory / "store";
  options.taxonomy = taxonomy::Taxonomy::DefaultPath().value();
  options.today = *ParseDay("2026-11-03");  // one consent is given that day
  const auto built = indexer::Build(options);
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(built->workers.accepted, 60U);
  EXPECT_EQ(built->openings.accepted, 12U);
  const auto index = Index::Open(options.store, Verify::kAll).value();
  const auto searcher = Searcher::Open(index).value();

  std::map<std::string, std::string> uan_of_ref;
  const auto refs = indexer::RefMaker::ForStore(options.store).value();
  for (int i = 1; i <= 60; ++i) {
    records::Worker worker;
    worker.set_uan((i < 10 ? "10000000000" : "1000000000") + std::to_string(i));
    uan_of_ref[ToHex(refs.Of(worker))] = worker.uan();
  }

  const auto answers = Table::Load(kNoida / "answers.tsv",
                                   {"question", "rank", "id", "match", "metres", "occupation",
                                    "skills", "locality", "mutual", "experience", "education",
                                    "languages", "availability", "confirmed", "total"})
                           .value();
  std::map<std::string, std::vector<Row>> expected;
  for (std::size_t i = 0; i < answers.rows(); ++i) {
    Row row{std::string(answers.Cell(i, 2)),
            std::string(answers.Cell(i, 3)),
            std::string(answers.Cell(i, 4)),
            {},
            answers.Number(i, 14, kMaxScore).value()};
    for (std::size_t part = 0; part < kPartCount; ++part) {
      row.parts[part] = answers.Number(i, 5 + part, kFull).value();
    }
    expected[std::string(answers.Cell(i, 0))].push_back(row);
  }

  const auto questions =
      Table::Load(kNoida / "questions.tsv", {"question", "direction", "asked"}).value();
  ASSERT_EQ(questions.rows(), 6U);
  for (std::size_t i = 0; i < questions.rows(); ++i) {
    const std::string name{questions.Cell(i, 0)};
    SCOPED_TRACE(name);
    const Direction direction = questions.Cell(i, 1) == "workers" ? Direction::kWorkersForOpening
                                                                  : Direction::kOpeningsForWorker;
    const auto spec = ParseQuestion(questions.Cell(i, 2), direction).value();
    const auto question = Question::Make(index->taxonomy(), spec, direction, options.today).value();
    ASSERT_EQ(question.lists(), 1U);
    const auto ranked = searcher->Rank(question, 0, Deadline::Never()).value();
    EXPECT_EQ(DifferenceBetween(ranked, RankByBruteForce(*index, question, 0)), std::nullopt);

    std::vector<Row> given;
    const Answer answer = Search(*searcher, question, Deadline::Never()).value();
    for (const Hit& hit : answer.lists[0].hits) {
      Row row;
      if (direction == Direction::kWorkersForOpening) {
        WorkerRef ref;
        const auto bytes = index->workers().RefBytes(hit.row);
        std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
        row.id = uan_of_ref.at(ToHex(ref));
      } else {
        row.id = index->OpeningDocument(hit.row).id();
      }
      row.match = MatchLabel(hit.score);
      if (hit.score.locality.distance) row.metres = std::to_string(*hit.score.locality.distance);
      for (std::size_t part = 0; part < kPartCount; ++part) {
        row.parts[part] = hit.score.parts[part].value;
      }
      row.total = hit.score.total;
      given.push_back(row);
      EXPECT_FALSE(hit.reasons.empty());
    }
    EXPECT_EQ(WithoutTurns(given), WithoutTurns(expected[name]));
  }
}

}  // namespace
}  // namespace kaam::matcher
