// Small groups stay hidden: alone, beside their neighbours and the total, and between two
// questions.
#include "matcher/small_counts.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace kaam::matcher {
namespace {

// All counts that would be told as this.
std::vector<std::uint64_t> Behind(const ToldCount& told) {
  std::vector<std::uint64_t> out;
  for (std::uint64_t count = 0; count < 400; ++count) {
    if (TellCount(count, true) == told) out.push_back(count);
  }
  return out;
}

TEST(SmallCounts, AreToldAsUnderTenAndLargerOnesInWholeTens) {
  EXPECT_EQ(TellCount(0, true), ToldCount{});
  EXPECT_EQ(TellCount(9, true), ToldCount{});
  EXPECT_EQ(TellCount(10, true), (ToldCount{10, true}));
  EXPECT_EQ(TellCount(219, true), (ToldCount{210, true}));
  for (const std::uint64_t count : {0U, 9U, 219U}) {
    EXPECT_EQ(TellCount(count, false), (ToldCount{count, false}));
  }
}

TEST(SmallCounts, DoNotShowInTheDifferenceOfTwoQuestions) {
  for (std::uint64_t all = 10; all < 120; ++all) {
    for (std::uint64_t rest = 1; rest < 10 && rest <= all; ++rest) {
      const auto more = Behind(TellCount(all, true));
      const auto fewer = Behind(TellCount(all - rest, true));
      // Ten different sizes of the difference would be told just so.
      const std::uint64_t least = more.front() > fewer.back() ? more.front() - fewer.back() : 0;
      EXPECT_GE(more.back() - fewer.front() - least + 1, 10U) << all << " less " << rest;
    }
  }
}

// Whether with these groups told and the total known a hidden group could have `size`.
bool CouldBe(const std::vector<ToldCount>& told, std::size_t at, std::uint64_t size,
             std::uint64_t total) {
  std::uint64_t least = size;
  std::uint64_t most = size;
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (i == at) continue;
    least += told[i].value.value_or(1);
    most += told[i].value.value_or(0) + 9;
  }
  return least <= total && total <= most;
}

TEST(SmallCounts, DoNotShowBesideTheOtherGroupsAndTheTotal) {
  std::mt19937 random(5);
  int withheld = 0;
  int shown = 0;
  for (int i = 0; i < 3000; ++i) {
    Facet facet;
    const std::size_t groups = 1 + random() % 6;
    for (std::uint32_t key = 0; key < groups; ++key) {
      facet.groups.push_back({key, 1 + random() % (random() % 2 == 0 ? 12 : 60)});
    }
    const std::uint64_t total = std::accumulate(
        facet.groups.begin(), facet.groups.end(), std::uint64_t{0},
        [](std::uint64_t sum, const FacetGroup& group) { return sum + group.count; });
    const auto told = TellFacet(facet, total, false, true);
    if (!told) {
      ++withheld;
      continue;
    }
    ++shown;
    for (std::size_t at = 0; at < told->size(); ++at) {
      if ((*told)[at].value) continue;
      for (std::uint64_t size = 1; size < 10; ++size) {
        EXPECT_TRUE(CouldBe(*told, at, size, total)) << size;
      }
    }
  }
  EXPECT_GT(withheld, 100);
  EXPECT_GT(shown, 1000);
}

TEST(SmallCounts, DoNotShowInWhatOverlappingGroupsLeaveOut) {
  for (std::uint64_t total = 1; total < 150; ++total) {
    for (std::uint64_t with = 1; with <= total; ++with) {
      const auto told = TellFacet({FacetKind::kSkill, {{0, with}}}, total, true, true);
      if (!told) continue;
      const ToldCount& count = told->front();
      if (count.value) {
        EXPECT_LE(*count.value + 9, total) << with << " of " << total;
        EXPECT_LE(*count.value, with);
        EXPECT_GE(*count.value, 10U);
      }
    }
  }
}

TEST(SmallCounts, AreHiddenOfPeopleAndNotOfOpenings) {
  EXPECT_TRUE(HidesSmallGroups(Viewer::kEmployer, Direction::kWorkersForOpening));
  EXPECT_FALSE(HidesSmallGroups(Viewer::kState, Direction::kWorkersForOpening));
  EXPECT_FALSE(HidesSmallGroups(Viewer::kPublic, Direction::kOpeningsForWorker));
}

}  // namespace
}  // namespace kaam::matcher
