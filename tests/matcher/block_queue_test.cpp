#include "matcher/block_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "matcher/row_mask.h"

namespace kaam::matcher {
namespace {

constexpr auto kByBlock = [](const BlockPart& part) -> std::uint64_t { return part.block; };

TEST(BlockQueue, GivesBlocksByBoundThenFirstPosition) {
  std::mt19937_64 random(7);
  BlockQueue queue;
  queue.Clear();
  const Stretch stretch{.end = 5000 * schema::kBlockRows};
  std::vector<RankKey> bounds(5000);
  for (RankKey& bound : bounds) bound = static_cast<RankKey>(random() % 50) << 22;
  const auto filled = queue.Add(stretch);
  ASSERT_EQ(filled.size(), bounds.size());
  std::copy(bounds.begin(), bounds.end(), filled.begin());
  std::size_t taken = 0;
  std::optional<BlockPart> last;
  while (const auto part = queue.Take(kByBlock)) {
    EXPECT_EQ(part->bound, bounds[part->block]);
    if (last) {
      EXPECT_TRUE(part->bound < last->bound ||
                  (part->bound == last->bound && part->block > last->block));
    }
    last = part;
    ++taken;
  }
  EXPECT_EQ(taken, bounds.size());
}

TEST(BlockQueue, LeavesOutWhatCannotMatch) {
  BlockQueue queue;
  queue.Clear();
  const auto bounds = queue.Add({.end = 3 * schema::kBlockRows});
  bounds[0] = kNoMatch;
  bounds[1] = 5;
  bounds[2] = kNoMatch;
  EXPECT_EQ(queue.Take(kByBlock)->block, 1U);
  EXPECT_FALSE(queue.Take(kByBlock));
}

TEST(BlockQueue, KeepsWhatWasPutBackWhenStretchesAreAdded) {
  BlockQueue queue;
  queue.Clear();
  std::ranges::fill(queue.Add({.end = 2 * schema::kBlockRows}), RankKey{7});
  EXPECT_EQ(queue.Take(kByBlock)->block, 0U);
  EXPECT_EQ(queue.Take(kByBlock)->block, 1U);
  queue.PutBack();
  queue.Unsort();
  const Stretch other{.view = schema::View::kSecondary, .end = schema::kBlockRows};
  queue.Add(other)[0] = 9;
  EXPECT_EQ(queue.Take(kByBlock)->stretch, 1U);
  const auto left = queue.Take(kByBlock);
  ASSERT_TRUE(left);
  EXPECT_EQ(left->stretch, 0U);
  EXPECT_EQ(left->block, 1U);
  EXPECT_FALSE(queue.Take(kByBlock));
}

TEST(RowsOf, AreThoseOfTheStretchInTheBlock) {
  const Stretch stretch{.begin = 250, .end = 520};
  std::vector<std::uint32_t> rows;
  for (std::uint32_t block = 0; block < 3; ++block) {
    ForEachRow(RowsOf(stretch, block),
               [&](std::uint32_t at) { rows.push_back(block * schema::kBlockRows + at); });
  }
  ASSERT_EQ(rows.size(), 270U);
  EXPECT_EQ(rows.front(), 250U);
  EXPECT_EQ(rows.back(), 519U);
  EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end()));
}

TEST(FirstPosition, IsNothingWhereTheStartLiesInsideTheBlock) {
  const std::array<std::uint64_t, 3> groups = {10, 20, 30};
  EXPECT_EQ(FirstPosition({}, 0, groups, 5), 5U);
  EXPECT_EQ(FirstPosition({}, 0, groups, 15), 0U);
  EXPECT_EQ(FirstPosition({}, 1, groups, 15), 5U);
  const Stretch other{.view = schema::View::kSecondary};
  EXPECT_EQ(FirstPosition(other, 1, groups, 15), 0U);
}

}  // namespace
}  // namespace kaam::matcher
