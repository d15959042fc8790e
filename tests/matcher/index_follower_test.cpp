#include "matcher/index_follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <mutex>
#include <thread>

#include "core/generations.h"
#include "core/suppression.h"
#include "indexer/refs.h"
#include "tests/support/world.h"

namespace kaam::matcher {
namespace {

using kaam::testing::kNoida;
using kaam::testing::Mason;
using kaam::testing::World;
using std::chrono_literals::operator""ms;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kFirst = "100000000001";
constexpr const char* kSecond = "100000000002";

WorkerRef RefOf(const World& world, const char* uan) {
  records::Worker worker;
  worker.set_uan(uan);
  return indexer::RefMaker::ForStore(world.store())->Of(worker);
}

// Gives up only when the test would hang otherwise.
bool Comes(const std::function<bool()>& condition) {
  for (int i = 0; i < 3000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

TEST(IndexFollower, OpensEachNewGenerationAndKeepsOldOnesForTheirHolders) {
  World world;
  world.Add(Mason(kFirst, kNoida));
  world.Build();
  const auto follower = IndexFollower::Open(world.store(), {.interval = 5ms}).value();
  const auto first = follower->index();
  EXPECT_EQ(first->manifest().workers, 1U);
  world.Add(Mason(kSecond, kNoida));
  world.Apply();
  EXPECT_TRUE(Comes([&] { return follower->index()->manifest().workers == 2; }));
  EXPECT_TRUE(follower->index()->workers().FindByRef(RefOf(world, kSecond).bytes));
  EXPECT_FALSE(first->workers().FindByRef(RefOf(world, kSecond).bytes));
}

TEST(IndexFollower, HidesWhoIsSuppressedWithoutANewGeneration) {
  World world;
  world.Add(Mason(kFirst, kNoida));
  world.Add(Mason(kSecond, kNoida));
  world.Build();
  std::mutex mutex;
  std::vector<Question::RefBytes> told;
  IndexFollower::Options options{.interval = 5ms};
  options.on_change = [&](const auto&, const std::vector<Question::RefBytes>& hidden) {
    const std::lock_guard lock(mutex);
    told = hidden;
  };
  const auto follower = IndexFollower::Open(world.store(), options).value();
  const auto is_seen = [&](const char* uan) {
    return follower->index()->workers().FindByRef(RefOf(world, uan).bytes).has_value();
  };
  EXPECT_TRUE(is_seen(kFirst));
  const Suppression withdrawn{RefOf(world, kFirst), SuppressionAct::kWithdrawn, 1};
  ASSERT_TRUE(AppendSuppressions(world.store(), std::span(&withdrawn, 1)));
  EXPECT_TRUE(Comes([&] { return !is_seen(kFirst); }));
  EXPECT_TRUE(is_seen(kSecond));
  {
    const std::lock_guard lock(mutex);
    EXPECT_THAT(told, ElementsAre(RefOf(world, kFirst).bytes));
  }
  const Suppression restored{RefOf(world, kFirst), SuppressionAct::kRestored, 2};
  ASSERT_TRUE(AppendSuppressions(world.store(), std::span(&restored, 1)));
  EXPECT_TRUE(Comes([&] { return is_seen(kFirst); }));
}

TEST(IndexFollower, GoesOnWithTheOldOneWhenTheNewOneIsDamaged) {
  World world;
  world.Add(Mason(kFirst, kNoida));
  world.Build();
  world.Add(Mason(kSecond, kNoida));
  world.Apply();
  ASSERT_TRUE(Rollback(StoreLock::Acquire(world.store()).value()));
  std::mutex mutex;
  std::string error;
  IndexFollower::Options options{.interval = 5ms};
  options.on_error = [&](const Error& fault) {
    const std::lock_guard lock(mutex);
    error = fault.message;
  };
  const auto follower = IndexFollower::Open(world.store(), options).value();
  {
    std::fstream file(world.store() / "generations/000002/small1/workers.rows",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4);
    file.put('\x55');
  }
  ASSERT_TRUE(WriteFileAtomically(world.store() / kCurrentName, "000002\n"));
  EXPECT_TRUE(Comes([&] {
    const std::lock_guard lock(mutex);
    return !error.empty();
  }));
  const std::lock_guard lock(mutex);
  EXPECT_THAT(error, HasSubstr("small1/workers.rows has changed"));
  EXPECT_EQ(follower->index()->manifest().workers, 1U);
}

}  // namespace
}  // namespace kaam::matcher
