#include "taxonomy/spelling_distance.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace kaam::taxonomy {
namespace {

TEST(EditDistance, CountsASwapAsOne) {
  EXPECT_EQ(EditDistance("mistri", "mistir", 2), 1U);
  EXPECT_EQ(EditDistance("plumber", "plumbr", 2), 1U);
  EXPECT_EQ(EditDistance("", "abc", 2), 3U);
  EXPECT_EQ(EditDistance("same", "same", 0), 0U);
}

TEST(EditDistance, IsTheSameBothWays) {
  std::mt19937 random(7);
  const auto word = [&] {
    std::string out;
    for (auto n = random() % 8; n > 0; --n) out += static_cast<char>('a' + random() % 3);
    return out;
  };
  for (int i = 0; i < 2000; ++i) {
    const std::string a = word();
    const std::string b = word();
    EXPECT_EQ(EditDistance(a, b, 10), EditDistance(b, a, 10)) << a << ' ' << b;
  }
}

TEST(WithinOneSlip, HoldsForOneLetterMoreLessOtherOrSwapped) {
  for (const char32_t* typed : {U"mistri", U"mistrii", U"mstri", U"mixtri", U"misrti"}) {
    EXPECT_TRUE(WithinOneSlip(U"mistri", typed));
    EXPECT_TRUE(WithinOneSlip(typed, U"mistri"));
  }
  EXPECT_FALSE(WithinOneSlip(U"mistri", U"mitsirr"));
  EXPECT_FALSE(WithinOneSlip(U"mistri", U"msitir"));
  EXPECT_TRUE(WithinOneSlip(U"", U"a"));
  EXPECT_FALSE(WithinOneSlip(U"", U"ab"));
}

TEST(WithinOneSlip, IsWhatEditDistanceOfOneIs) {
  std::mt19937 random(3);
  for (int i = 0; i < 5000; ++i) {
    std::string a;
    std::string b;
    for (auto n = random() % 6; n > 0; --n) a += static_cast<char>('a' + random() % 3);
    for (auto n = random() % 6; n > 0; --n) b += static_cast<char>('a' + random() % 3);
    EXPECT_EQ(WithinOneSlip(std::u32string(a.begin(), a.end()), std::u32string(b.begin(), b.end())),
              EditDistance(a, b, 1) <= 1)
        << a << ' ' << b;
  }
}

TEST(SoundCost, IsCheapForWhatIsHeardAlike) {
  EXPECT_EQ(SoundCost("mistri", "mistri", 100), 0U);
  EXPECT_LT(SoundCost("mistri", "mistre", 100), SoundCost("mistri", "mistra", 100));
  EXPECT_LT(SoundCost("badhai", "badai", 100), SoundCost("badhai", "basai", 100));
  EXPECT_LT(SoundCost("bijli", "bijali", 100), SoundCost("bijli", "bijkli", 200));
}

TEST(SoundCost, StopsAtTheLimit) {
  EXPECT_EQ(SoundCost("mistri", "plumber", 90), 91U);
  EXPECT_EQ(SoundCost(std::string(80, 'a'), "a", 50), 51U);
}

TEST(SoundCost, IsTheSameBothWays) {
  std::mt19937 random(9);
  const std::string sounds = "aeioukgtdpbmnrlsh";
  for (int i = 0; i < 1000; ++i) {
    std::string a;
    std::string b;
    for (auto n = random() % 8; n > 0; --n) a += sounds[random() % sounds.size()];
    for (auto n = random() % 8; n > 0; --n) b += sounds[random() % sounds.size()];
    EXPECT_EQ(SoundCost(a, b, 2000), SoundCost(b, a, 2000)) << a << ' ' << b;
  }
}

TEST(SoundCounts, NeverPromiseMoreThanTheSoundsCost) {
  std::mt19937 random(11);
  const std::string sounds = "abcdefghijklmnopqrstuvwxyz";
  bool bounds = false;
  for (int i = 0; i < 20000; ++i) {
    std::string a;
    for (auto n = random() % 9; n > 0; --n) a += sounds[random() % sounds.size()];
    std::string b = a;
    for (auto n = random() % 4; n > 0; --n) {
      const std::size_t at = random() % (b.size() + 1);
      if (random() % 2 == 0 || at == b.size())
        b.insert(at, 1, sounds[random() % sounds.size()]);
      else
        b[at] = sounds[random() % sounds.size()];
    }
    const unsigned least = SoundCounts(a).CostAtLeast(SoundCounts(b));
    EXPECT_LE(least, SoundCost(a, b, 5000)) << a << ' ' << b;
    bounds |= least > 0;
  }
  EXPECT_TRUE(bounds);
}

}  // namespace
}  // namespace kaam::taxonomy
