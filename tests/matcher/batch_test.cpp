// The whole registry in one run.
#include "matcher/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <random>
#include <sstream>

#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonWanted;
using kaam::testing::TemporaryDirectory;
using kaam::testing::Today;
using kaam::testing::World;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr auto kPins = std::to_array<std::uint32_t>({kNoida, kPatna, 110001, 122001, 226001});
constexpr auto kTrades = std::to_array<const char*>(
    {"7112.0200", "7112.0100", "9313.0301", "7126.0101", "5120.0300", "7131.0100"});

// 3,000 workers and 1,500 openings, some of them not to be shown.
void Fill(World& world) {
  std::mt19937_64 random(7);
  const auto below = [&](std::uint64_t n) { return random() % n; };
  for (int i = 0; i < 3000; ++i) {
    records::Worker worker = Mason(std::to_string(100'000'000'000 + i), kPins[below(kPins.size())]);
    worker.mutable_primary()->set_nco(kTrades[below(kTrades.size())]);
    if (below(3) == 0) worker.mutable_secondary()->set_nco(kTrades[below(kTrades.size())]);
    if (below(4) == 0) worker.add_wanted()->set_nco(kTrades[below(kTrades.size())]);
    if (below(9) == 0) worker.clear_primary();
    if (below(9) == 0) worker.clear_current();
    if (below(9) == 0) worker.clear_consents();
    if (below(5) == 0) worker.mutable_work_area()->add_lgd_states(10);
    for (auto n = below(4); n > 0; --n) {
      worker.add_skills()->set_code(kaam::testing::RealTaxonomy().skills().all()[below(12)].code);
    }
    world.Add(worker);
  }
  for (int i = 0; i < 1500; ++i) {
    records::Opening opening = MasonWanted("o" + std::to_string(i), kPins[below(kPins.size())]);
    opening.mutable_trades(0)->set_nco(kTrades[below(kTrades.size())]);
    if (below(4) == 0) opening.add_trades()->set_nco(kTrades[below(kTrades.size())]);
    if (below(9) == 0) {
      opening.clear_trades();
      opening.add_trades()->set_text("qwxyz");  // which nobody understands
    }
    if (below(9) == 0) opening.clear_sites();
    if (below(9) == 0) opening.set_status(records::OPENING_STATUS_PAUSED);
    if (below(4) == 0) opening.add_offers_not(records::AMENITY_STAY);
    if (below(3) == 0) opening.set_start_day(DayNumber(Today()) + static_cast<int>(below(40)));
    for (auto n = below(3); n > 0; --n) {
      records::WantedSkill& skill = *opening.add_skills();
      skill.set_code(kaam::testing::RealTaxonomy().skills().all()[below(12)].code);
      skill.set_must(below(6) == 0);
    }
    world.Add(opening);
  }
  world.Build();
}

class Batch : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = std::make_unique<World>();
    Fill(*world_);
  }
  static void TearDownTestSuite() { world_.reset(); }

  BatchOptions Options(const std::string& name) const {
    BatchOptions options;
    options.out = directory_ / name;
    options.today = Today();
    options.threads = 2;
    options.checkpoint_every = std::chrono::milliseconds(0);  // after every piece
    return options;
  }
  std::string Read(const std::string& name) const {
    std::ifstream in(directory_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void Append(const std::string& name, const std::string& text) const {
    std::ofstream(directory_ / name, std::ios::binary | std::ios::app) << text;
  }
  bool Exists(const std::string& name) const { return std::filesystem::exists(directory_ / name); }
  const std::shared_ptr<const Index>& index() const { return world_->index(); }

  static Result<BatchProgress> Run(const BatchOptions& options) {
    return RunBatch(world_->index(), options, {});
  }

  static std::unique_ptr<World> world_;
  TemporaryDirectory directory_;
};

std::unique_ptr<World> Batch::world_;

std::string HexOf(std::span<const std::uint8_t, 16> bytes) {
  WorkerRef ref;
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  return ToHex(ref);
}

// What a batch should write of one list, from the readable formula.
std::string LinesOf(const Index& index, const Question& question, std::size_t list,
                    const std::string& asker, const AnswerList& answer) {
  const bool for_worker = question.direction() == Direction::kOpeningsForWorker;
  std::ostringstream out;
  std::size_t rank = 0;
  for (const Hit& hit : answer.hits) {
    out << asker << '\t';
    if (!for_worker) {
      const auto trade = question.trade(list);
      out << (trade ? index.taxonomy().occupations()[trade->occupation].code : "-") << '\t';
    }
    out << ++rank << '\t'
        << HexOf(for_worker ? index.openings().RefBytes(hit.row)
                            : index.workers().RefBytes(hit.row))
        << '\t' << std::fixed << std::setprecision(8)
        << static_cast<double>(hit.score.total) / kMaxScore << '\t'
        << (hit.score.tier == Tier::kExact    ? "exact"
            : hit.score.tier == Tier::kFamily ? "family"
                                              : "wider")
        << '\t' << (hit.score.locality.distance ? DistanceBand(*hit.score.locality.distance) : "-")
        << '\n';
  }
  return out.str();
}

TEST_F(Batch, GivesWorkersTheSameOpeningsAsOneQuestionAtATime) {
  ASSERT_TRUE(Run(Options("out.tsv")));
  std::string expected = "worker\trank\topening\tscore\ttier\tdistance_band\n";
  QuestionSpec spec;
  spec.limit = 10;
  for (std::uint32_t i = 0; i < index()->workers().size(); ++i) {
    if (!IsVisible(index()->workers()[RowId{i}], ToDay16(Today()))) continue;
    WorkerRef ref;
    const auto bytes = index()->workers().RefBytes(RowId{i});
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
    const auto question = Question::ForWorker(*index(), ref, spec, Today());
    ASSERT_TRUE(question) << question.error().message;
    const auto answer = Search(world_->searcher(), *question, Deadline::Never()).value();
    ASSERT_THAT(answer.lists, SizeIs(1));
    expected += LinesOf(*index(), *question, 0, ToHex(ref), answer.lists[0]);
  }
  EXPECT_EQ(Read("out.tsv"), expected);
  EXPECT_FALSE(Exists("out.tsv.part"));
  EXPECT_FALSE(Exists("out.tsv.resume"));
}

TEST_F(Batch, GivesOpeningsTheSameWorkersAsOneQuestionAtATime) {
  BatchOptions options = Options("out.tsv");
  options.direction = Direction::kWorkersForOpening;
  options.top = 5;
  ASSERT_TRUE(Run(options));
  std::string expected = "opening\toccupation\trank\tworker\tscore\ttier\tdistance_band\n";
  QuestionSpec spec;
  spec.limit = 5;
  int unknown = 0;
  for (std::uint32_t i = 0; i < index()->openings().size(); ++i) {
    if (!IsOpen(index()->openings()[RowId{i}], ToDay16(Today()))) continue;
    OpeningRef ref;
    const auto bytes = index()->openings().RefBytes(RowId{i});
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
    const auto question = Question::ForOpening(*index(), ref, spec, Today());
    if (!question) {
      EXPECT_EQ(question.error().code, ErrorCode::kFailedPrecondition);
      ++unknown;
      continue;
    }
    const auto answer = Search(world_->searcher(), *question, Deadline::Never()).value();
    for (std::size_t list = 0; list < answer.lists.size(); ++list) {
      expected += LinesOf(*index(), *question, list, ToHex(ref), answer.lists[list]);
    }
  }
  EXPECT_GT(unknown, 0);
  EXPECT_EQ(Read("out.tsv"), expected);
}

TEST_F(Batch, AgreesWithBruteForceBothWays) {
  QuestionSpec spec;
  spec.limit = 10;
  for (std::uint32_t i = 0; i < 600; ++i) {
    for (const bool for_worker : {true, false}) {
      auto question = for_worker ? Question::ForWorker(*index(), RowId{i}, spec, Today())
                                 : Question::ForOpening(*index(), RowId{i}, spec, Today());
      if (!question) continue;
      for (std::size_t list = 0; list < question->lists(); ++list) {
        const auto oracle = RankByBruteForce(*index(), *question, list);
        const auto counted = world_->searcher().Rank(*question, list, Deadline::Never());
        ASSERT_TRUE(counted);
        ASSERT_EQ(DifferenceBetween(*counted, oracle), std::nullopt) << "row " << i;
        question->LeaveTotalOpen();
        const auto ranked = world_->searcher().Rank(*question, list, Deadline::Never());
        ASSERT_TRUE(ranked);
        ASSERT_EQ(ranked->rows, oracle.rows) << "row " << i;
      }
    }
  }
}

TEST_F(Batch, WritesTheSameBytesWithAnyNumberOfThreads) {
  BatchOptions one = Options("one.tsv");
  one.threads = 1;
  BatchOptions many = Options("many.tsv");
  many.threads = 5;
  ASSERT_TRUE(Run(one));
  ASSERT_TRUE(Run(many));
  EXPECT_EQ(Read("one.tsv"), Read("many.tsv"));
}

TEST_F(Batch, GoesOnAfterAKillAndWritesTheSameBytes) {
  ASSERT_TRUE(Run(Options("whole.tsv")));
  const BatchOptions options = Options("killed.tsv");
  EXPECT_EXIT(static_cast<void>(RunBatch(index(), options,
                                         [](const BatchProgress& state) {
                                           if (state.done > 1000) ::kill(::getpid(), SIGKILL);
                                           return true;
                                         })),
              ::testing::KilledBySignal(SIGKILL), "");
  EXPECT_FALSE(Exists("killed.tsv"));
  ASSERT_TRUE(Exists("killed.tsv.resume"));
  Append("killed.tsv.part", "half a line that no checkpoint");
  const auto resumed = Run(options);
  ASSERT_TRUE(resumed) << resumed.error().message;
  EXPECT_GT(resumed->resumed, 1000U);
  EXPECT_EQ(resumed->done, 3000U);
  EXPECT_EQ(Read("killed.tsv"), Read("whole.tsv"));
  EXPECT_FALSE(Exists("killed.tsv.resume"));
}

// Leaves a run behind that was stopped half-way.
Error StopHalfway(const std::shared_ptr<const Index>& index, const BatchOptions& options) {
  const auto run =
      RunBatch(index, options, [](const BatchProgress& state) { return state.done < 1000; });
  EXPECT_FALSE(run);
  return run.error();
}

TEST_F(Batch, KeepsToTheDayOfTheRunItResumes) {
  BatchOptions options = Options("out.tsv");
  EXPECT_EQ(StopHalfway(index(), options).code, ErrorCode::kUnavailable);
  options.today += std::chrono::days(40);
  ASSERT_TRUE(Run(options));
  ASSERT_TRUE(Run(Options("whole.tsv")));
  EXPECT_EQ(Read("out.tsv"), Read("whole.tsv"));
}

TEST_F(Batch, RefusesToResumeARunOfAnotherIndexOrOfOtherOptions) {
  StopHalfway(index(), Options("out.tsv"));
  World other;
  other.Add(Mason("100000000001", kNoida));
  other.Build();
  const auto elsewhere = RunBatch(other.index(), Options("out.tsv"), {});
  ASSERT_FALSE(elsewhere);
  EXPECT_EQ(elsewhere.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_THAT(elsewhere.error().message,
              HasSubstr("out.tsv.resume is of a run over another index"));
  BatchOptions options = Options("out.tsv");
  options.top = 11;
  EXPECT_THAT(Run(options).error().message, HasSubstr("is of a run with --top 10"));
  options = Options("out.tsv");
  options.direction = Direction::kWorkersForOpening;
  EXPECT_THAT(Run(options).error().message, HasSubstr("is of a run of openings-for-workers"));
  options = Options("out.tsv");
  options.as_of = Today() + std::chrono::days(1);
  EXPECT_THAT(Run(options).error().message, HasSubstr("is of a run with --as-of 2026-11-02"));
}

TEST_F(Batch, NamesTheFileThatCannotBeWrittenOrWasChanged) {
  BatchOptions options = Options("no/out.tsv");
  const auto nowhere = Run(options);
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, ErrorCode::kIo);
  EXPECT_THAT(nowhere.error().message, HasSubstr("no/out.tsv.part"));

  options = Options("cut.tsv");
  StopHalfway(index(), options);
  std::filesystem::resize_file(directory_ / "cut.tsv.part", 100);
  EXPECT_EQ(Run(options).error().code, ErrorCode::kDataLoss);
  Append("cut.tsv.resume", "x");
  const auto garbled = Run(options);
  ASSERT_FALSE(garbled);
  EXPECT_THAT(garbled.error().message, HasSubstr("cut.tsv.resume is not what a batch notes"));

  options = Options("out.tsv");
  options.top = 0;
  EXPECT_EQ(Run(options).error().field, "top");
}

TEST_F(Batch, LetsOneRunAtATimeWriteAFile) {
  const BatchOptions options = Options("out.tsv");
  const auto first = RunBatch(index(), options, [&](const BatchProgress&) {
    const auto second = Run(options);
    EXPECT_EQ(second ? ErrorCode::kIo : second.error().code, ErrorCode::kUnavailable);
    return false;
  });
  EXPECT_FALSE(first);
}

TEST_F(Batch, LeavesOutWhoeverMayNotBeShownOnTheDay) {
  BatchOptions options = Options("before.tsv");
  options.as_of = *ParseDay("2024-12-31");  // consents are given the day after
  ASSERT_TRUE(Run(options));
  EXPECT_EQ(Read("before.tsv"), "worker\trank\topening\tscore\ttier\tdistance_band\n");
}

}  // namespace
}  // namespace kaam::matcher
