#include "api/stop_signals.h"

#include <gtest/gtest.h>

#include <csignal>

namespace kaam::api {
namespace {

TEST(StopSignals, ReturnTheSignalThatCame) {
  const StopSignals signals;
  std::raise(SIGTERM);
  EXPECT_EQ(signals.Wait(), SIGTERM);
  std::raise(SIGINT);
  EXPECT_EQ(signals.Wait(), SIGINT);
}

}  // namespace
}  // namespace kaam::api
