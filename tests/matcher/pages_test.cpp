#include "matcher/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>

#include "matcher/question_json.h"
#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

namespace json = boost::json;
using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonsAt;
using kaam::testing::RealTaxonomy;
using kaam::testing::Today;
using kaam::testing::World;

Question MasonsQuestion(const std::optional<std::string>& cursor = std::nullopt,
                        std::uint32_t limit = kDefaultLimit) {
  QuestionSpec spec = MasonsAt(kNoida);
  spec.limit = limit;
  spec.cursor = cursor;
  return Question::Make(RealTaxonomy(), spec, Direction::kWorkersForOpening, Today()).value();
}

Question QuestionOf(const QuestionSpec& spec) {
  return Question::Make(RealTaxonomy(), spec, Direction::kWorkersForOpening, Today()).value();
}

std::string UanOf(int number) { return std::to_string(100'000'000'000 + number); }

// Masons who nearly all tie.
void AddMasons(World& world, int count) {
  for (int i = 0; i < count; ++i) {
    records::Worker mason = Mason(UanOf(i), i % 3 == 0 ? kPatna : kNoida);
    if (i % 5 == 0) mason.mutable_primary()->set_months(12);
    world.Add(mason);
  }
}

// All rows of a list, page by page.
std::vector<RankedRow> WalkOf(World& world, const Question& question, PageAsk ask,
                              const Paging& paging) {
  std::vector<RankedRow> rows;
  for (;;) {
    const Page page = FindPage(world.searcher(), question, ask, paging, Deadline::Never()).value();
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    if (!page.next) return rows;
    EXPECT_EQ(page.rows.size(), ask.count);
    ask.from = page.next;
  }
}

Question::RefBytes RefOf(const World& world, const RankedRow& row) {
  const auto bytes = world.index()->workers().RefBytes(row.row);
  Question::RefBytes ref;
  std::copy(bytes.begin(), bytes.end(), ref.begin());
  return ref;
}

Error FaultOf(World& world, const Question& question, const Paging& paging = {}) {
  const auto answer = Search(world.searcher(), question, Deadline::Never(), paging);
  EXPECT_FALSE(answer);
  return answer ? Error{} : answer.error();
}

class Pages : public ::testing::Test {
 protected:
  void SetUp() override {
    AddMasons(world_, 60);
    world_.Build();
  }

  std::string FirstCursor(const Question& question, const Paging& paging = {}) {
    return Search(world_.searcher(), question, Deadline::Never(), paging)
        .value()
        .lists[0]
        .next.value();
  }

  World world_;
};

TEST(FindPage, HasNoCeilingAtTenThousand) {
  World world;
  constexpr int kMasons = 10'500;
  AddMasons(world, kMasons);
  world.Build();
  const Question question = MasonsQuestion();
  const auto oracle = RankAllByBruteForce(*world.index(), question, 0).rows;
  ASSERT_EQ(oracle.size(), kMasons);
  Slabs slabs;
  EXPECT_EQ(WalkOf(world, question, {.count = 100}, {.slabs = &slabs}), oracle);
  EXPECT_EQ(slabs.rows(), oracle.size() - 100);  // the first page is not kept
}

TEST_F(Pages, FollowOneAnotherThroughTheAnswersCursor) {
  std::vector<RowId> rows;
  std::optional<std::string> cursor;
  int pages = 0;
  do {
    const auto answer = Search(world_.searcher(), MasonsQuestion(cursor, 25), Deadline::Never());
    ASSERT_TRUE(answer) << answer.error().message;
    for (const Hit& hit : answer->lists.at(0).hits) rows.push_back(hit.row);
    cursor = answer->lists[0].next;
    ++pages;
  } while (cursor);
  EXPECT_EQ(pages, 3);
  std::vector<RowId> expected;
  for (const RankedRow& row : RankAllByBruteForce(*world_.index(), MasonsQuestion(), 0).rows) {
    expected.push_back(row.row);
  }
  EXPECT_EQ(rows, expected);
}

TEST_F(Pages, GiveNoCursorWhenTheLastHitIsShown) {
  const auto next_of = [&](std::uint32_t limit) {
    return Search(world_.searcher(), MasonsQuestion({}, limit), Deadline::Never())
        .value()
        .lists[0]
        .next;
  };
  EXPECT_TRUE(next_of(59));
  EXPECT_FALSE(next_of(60));
  EXPECT_FALSE(next_of(61));
}

TEST_F(Pages, MayChangeTheirSizeLanguageAndExplanation) {
  QuestionSpec spec = MasonsAt(kNoida, "hi");
  spec.cursor = FirstCursor(MasonsQuestion({}, 7));
  spec.limit = 3;
  spec.explain = true;
  const Answer answer = Search(world_.searcher(), QuestionOf(spec), Deadline::Never()).value();
  const auto all = RankAllByBruteForce(*world_.index(), MasonsQuestion(), 0).rows;
  ASSERT_EQ(answer.lists.at(0).hits.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(answer.lists[0].hits[i].row, all[7 + i].row);
}

TEST_F(Pages, AreTheSameWhateverIsKept) {
  const Question question = MasonsQuestion();
  const auto all = RankAllByBruteForce(*world_.index(), question, 0).rows;
  Slabs none(0);
  Slabs some;
  EXPECT_EQ(WalkOf(world_, question, {.count = 7}, {}), all);
  EXPECT_EQ(WalkOf(world_, question, {.count = 7}, {.slabs = &none}), all);
  EXPECT_EQ(WalkOf(world_, question, {.count = 7}, {.slabs = &some}), all);
  EXPECT_EQ(none.rows(), 0U);
  EXPECT_EQ(some.rows(), all.size() - 7);
}

TEST_F(Pages, NeedNoSearchWithinAKeptSlab) {
  const Question question = MasonsQuestion();
  Slabs slabs;
  const Paging paging{.slabs = &slabs};
  const auto page = [&](const std::optional<Cursor>& from) {
    return FindPage(world_.searcher(), question, {.count = 10, .from = from}, paging,
                    Deadline::Never())
        .value();
  };
  const Page first = page({});
  EXPECT_GT(first.effort.blocks_visited, 0U);
  const Page second = page(first.next);
  EXPECT_GT(second.effort.blocks_visited, 0U);
  const Page third = page(second.next);
  EXPECT_EQ(third.effort.blocks_visited, 0U);
  EXPECT_EQ(page(first.next).rows, second.rows);
  EXPECT_EQ(page(first.next).effort.blocks_visited, 0U);
}

TEST_F(Pages, OfSeveralOccupationsHaveACursorEach) {
  QuestionSpec spec = MasonsAt(kNoida);
  spec.occupations = {{"7112.0200", std::nullopt}, {"7115.0100", std::nullopt}};
  spec.limit = 4;
  const Answer first = Search(world_.searcher(), QuestionOf(spec), Deadline::Never()).value();
  ASSERT_EQ(first.lists.size(), 2U);
  for (std::size_t list = 0; list < 2; ++list) {
    const auto all = RankAllByBruteForce(*world_.index(), QuestionOf(spec), list).rows;
    QuestionSpec next = spec;
    next.cursor = first.lists[list].next.value();
    const Question question = QuestionOf(next);
    const Answer answer = Search(world_.searcher(), question, Deadline::Never()).value();
    ASSERT_EQ(answer.lists.size(), 1U);
    EXPECT_EQ(answer.lists[0].trade, QuestionOf(spec).trade(list));
    EXPECT_EQ(answer.lists[0].hits.at(0).row, all.at(4).row);
    // Still told by its occupation.
    const auto text = json::parse(ToJsonText(*world_.index(), question, answer)).as_object();
    EXPECT_EQ(text.at("lists").as_array().size(), 1U);
  }
}

TEST_F(Pages, LeaveOutWhoWithdrewAndCountThem) {
  const Question question = MasonsQuestion();
  const auto all = RankAllByBruteForce(*world_.index(), question, 0).rows;
  // At the top, about the end of a page, and the very last.
  const std::vector<std::size_t> gone = {0, 1, 9, 10, 11, 12, 30, 59};
  std::vector<Question::RefBytes> withdrawn;
  std::vector<RankedRow> left;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::find(gone.begin(), gone.end(), i) != gone.end())
      withdrawn.push_back(RefOf(world_, all[i]));
    else
      left.push_back(all[i]);
  }
  std::sort(withdrawn.begin(), withdrawn.end());
  for (const ListOrder order : {ListOrder::kByScore, ListOrder::kByPosition}) {
    for (const std::size_t count : {1U, 4U, 10U, 52U, 100U}) {
      Slabs slabs;
      // What is kept may hold them.
      WalkOf(world_, question, {.count = 10, .order = order}, {.slabs = &slabs});
      for (Slabs* kept : {&slabs, static_cast<Slabs*>(nullptr)}) {
        PageAsk ask{.count = count, .order = order};
        std::vector<RankedRow> rows;
        std::uint32_t counted = 0;
        for (;;) {
          const Page page = FindPage(world_.searcher(), question, ask,
                                     {.slabs = kept, .withdrawn = withdrawn}, Deadline::Never())
                                .value();
          rows.insert(rows.end(), page.rows.begin(), page.rows.end());
          counted += page.withdrawn;
          if (!page.next) break;
          EXPECT_EQ(page.rows.size(), count);
          ask.from = page.next;
        }
        auto expected = left;
        if (order == ListOrder::kByPosition) {
          std::sort(expected.begin(), expected.end(),
                    [](const auto& a, const auto& b) { return a.row < b.row; });
        }
        EXPECT_EQ(rows, expected);
        EXPECT_EQ(counted, gone.size());
      }
    }
  }
}

TEST_F(Pages, SayHowManyWithdrew) {
  const Question question = MasonsQuestion();
  const auto all = RankAllByBruteForce(*world_.index(), question, 0).rows;
  const std::vector<Question::RefBytes> withdrawn = {RefOf(world_, all[0])};
  const auto text_with = [&](const Paging& paging) {
    const auto answer = Search(world_.searcher(), question, Deadline::Never(), paging).value();
    return json::parse(ToJsonText(*world_.index(), question, answer)).as_object();
  };
  const auto text = text_with({.withdrawn = withdrawn});
  EXPECT_EQ(text.at("withdrawn").to_number<int>(), 1);
  EXPECT_EQ(text.at("hits").as_array().size(), kDefaultLimit);
  EXPECT_FALSE(text_with({}).contains("withdrawn"));
}

TEST_F(Pages, EndWithTheDeadlineAndNoPartOfAPage) {
  const auto late = FindPage(world_.searcher(), MasonsQuestion(), {.count = 10}, {},
                             Deadline::After(std::chrono::seconds(-1)));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kUnavailable);
}

TEST_F(Pages, TakeTheCursorFromJson) {
  const std::string cursor = FirstCursor(MasonsQuestion());
  const auto spec = ParseQuestion(R"({"occupations":[{"code":"7112.0200"}],"place":{"pin":201301},
                                      "cursor":")" +
                                      cursor + "\"}",
                                  Direction::kWorkersForOpening);
  ASSERT_TRUE(spec) << spec.error().message;
  const auto all = RankAllByBruteForce(*world_.index(), MasonsQuestion(), 0).rows;
  const Answer answer = Search(world_.searcher(), QuestionOf(*spec), Deadline::Never()).value();
  EXPECT_EQ(answer.lists.at(0).hits.at(0).row, all[kDefaultLimit].row);
}

using Cursors = Pages;

TEST_F(Cursors, OfAnotherQuestionAreRefused) {
  const std::string cursor = FirstCursor(MasonsQuestion());
  std::vector<QuestionSpec> others(6, MasonsAt(kNoida));
  others[0] = MasonsAt(kPatna);
  others[1].occupations = {{"7115.0100", std::nullopt}};
  others[2].radius_km = 10;
  others[3].exclude.refs = {std::string(32, '0')};
  others[4].weights = Weights{{300, 240, 250, 90, 50, 10, 20, 30, 10}};
  others[5].languages = {"hi"};
  for (QuestionSpec& spec : others) {
    spec.cursor = cursor;
    const Error error = FaultOf(world_, QuestionOf(spec));
    EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(error.field, "cursor");
    EXPECT_THAT(error.message, ::testing::HasSubstr("another question"));
  }
}

TEST_F(Cursors, OfAnotherDaySayWhichDay) {
  QuestionSpec spec = MasonsAt(kNoida);
  spec.cursor = FirstCursor(MasonsQuestion());
  spec.as_of = "2026-11-03";
  const Error error = FaultOf(world_, QuestionOf(spec));
  EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error.field, "cursor");
  EXPECT_THAT(error.message, ::testing::HasSubstr("\"2026-11-02\""));
}

TEST_F(Cursors, OfAnOlderSnapshotAreRefused) {
  const std::string cursor = FirstCursor(MasonsQuestion());
  world_.Add(Mason(UanOf(60), kNoida));
  world_.Build();
  const Error error = FaultOf(world_, MasonsQuestion(cursor));
  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  EXPECT_EQ(error.field, "cursor");
  EXPECT_THAT(error.message, ::testing::HasSubstr("older snapshot"));
}

TEST_F(Cursors, ThatAreDamagedAreRefused) {
  const std::string cursor = FirstCursor(MasonsQuestion());
  std::vector<std::string> damaged = {
      "", "x", cursor + "A", cursor.substr(1), cursor + "=", std::string(10'000, 'A')};
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    damaged.push_back(cursor);
    damaged.back()[i] = cursor[i] == 'A' ? 'B' : 'A';
  }
  for (const std::string& text : damaged) {
    const Error error = FaultOf(world_, MasonsQuestion(text));
    EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(error.field, "cursor");
    EXPECT_THAT(error.message, ::testing::HasSubstr("damaged")) << text;
  }
}

TEST_F(Cursors, OfAScrollAreNotThoseOfPages) {
  const Question question = MasonsQuestion();
  const auto page = FindPage(world_.searcher(), question,
                             {.count = 5, .order = ListOrder::kByPosition}, {}, Deadline::Never());
  const Error error = FaultOf(world_, MasonsQuestion(SealCursor(*page->next, {})));
  EXPECT_EQ(error.field, "cursor");
  EXPECT_THAT(error.message, ::testing::HasSubstr("scroll"));
}

TEST_F(Cursors, AreReadWithTheirKeyAlone) {
  CursorKey key;
  key.bytes.fill(7);
  const std::string cursor = FirstCursor(MasonsQuestion(), {.key = key});
  EXPECT_TRUE(Search(world_.searcher(), MasonsQuestion(cursor), Deadline::Never(), {.key = key}));
  EXPECT_THAT(FaultOf(world_, MasonsQuestion(cursor)).message, ::testing::HasSubstr("damaged"));
  EXPECT_EQ(cursor, FirstCursor(MasonsQuestion(), {.key = key}));
  EXPECT_NE(cursor, FirstCursor(MasonsQuestion()));
}

TEST(IdentityOf, DoesNotDependOnTheOrderOfPlaces) {
  QuestionSpec one = MasonsAt(kNoida);
  one.places = {PlaceSpec{.pin = kPatna}};
  QuestionSpec other = MasonsAt(kPatna);
  other.places = {PlaceSpec{.pin = kNoida}};
  EXPECT_EQ(IdentityOf(QuestionOf(one), 0), IdentityOf(QuestionOf(other), 0));
}

std::shared_ptr<const Slab> SlabOf(std::uint32_t passed, std::uint32_t rows) {
  Slab slab{.passed = passed};
  if (passed > 0) slab.after = RankedRow{RowId{passed - 1}, 1000 - passed + 1};
  for (std::uint32_t i = passed; i < passed + rows; ++i) slab.rows.push_back({RowId{i}, 1000 - i});
  return std::make_shared<Slab>(std::move(slab));
}

std::optional<RankedRow> RowBefore(std::uint32_t passed) {
  return RankedRow{RowId{passed - 1}, 1000 - passed + 1};
}

TEST(Slabs, AreFoundByAnyRowInThem) {
  Slabs slabs;
  const ListKey list{.as_of = 1};
  slabs.Keep(list, SlabOf(20, 100));
  EXPECT_TRUE(slabs.Find(list, 20, RowBefore(20)));
  EXPECT_TRUE(slabs.Find(list, 119, RowBefore(119)));
  EXPECT_FALSE(slabs.Find(list, 120, RowBefore(120)));
  EXPECT_FALSE(slabs.Find(list, 19, RowBefore(19)));
  EXPECT_FALSE(slabs.Find(list, 50, RowBefore(49))) << "another row stands there";
  EXPECT_FALSE(slabs.Find({.as_of = 2}, 50, RowBefore(50)));
}

TEST(Slabs, GoWhenOthersWereUsedLater) {
  Slabs slabs(250);
  const ListKey one{.as_of = 1};
  const ListKey two{.as_of = 2};
  slabs.Keep(one, SlabOf(20, 100));
  slabs.Keep(two, SlabOf(20, 100));
  EXPECT_TRUE(slabs.Find(one, 20, RowBefore(20)));
  slabs.Keep(two, SlabOf(120, 100));
  EXPECT_TRUE(slabs.Find(one, 20, RowBefore(20)));
  EXPECT_FALSE(slabs.Find(two, 20, RowBefore(20)));
  EXPECT_TRUE(slabs.Find(two, 120, RowBefore(120)));
  EXPECT_EQ(slabs.rows(), 200U);
  slabs.Keep(one, SlabOf(500, 251));
  EXPECT_EQ(slabs.rows(), 200U) << "too large to be kept";
}

}  // namespace
}  // namespace kaam::matcher
