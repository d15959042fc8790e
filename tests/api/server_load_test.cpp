#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include "api/server.h"
#include "tests/api/test_server.h"

namespace kaam::api {
namespace {

TEST(ServerLoad, ServesTwoHundredConnectionsAtOnce) {
  ServerOptions options;
  options.queue_capacity = 1000;
  TestServer server(options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 200; ++i) clients.push_back(server.Connect());
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = 0; i < clients.size(); ++i) {
      ASSERT_TRUE(clients[i].Send(Post("/v1/echo", std::to_string(i)) + Get("/inline")));
    }
    for (std::size_t i = 0; i < clients.size(); ++i) {
      ASSERT_EQ(clients[i].ReadAnswer()->body, std::to_string(i));
      ASSERT_EQ(clients[i].ReadAnswer()->body, "inline");
    }
  }
  EXPECT_EQ(server.counters().active, 200U);
  clients.clear();
  while (server.counters().active > 0) std::this_thread::yield();
  EXPECT_EQ(server.counters().answered[2], 2000U);
}

TEST(ServerLoad, OpensAndClosesConnectionsWithoutLeavingAny) {
  TestServer server;
  for (int i = 0; i < 500; ++i) {
    RawClient client = server.Connect();
    ASSERT_TRUE(client.Send(Get("/inline", "Connection: close\r\n")));
    ASSERT_EQ(client.ReadAnswer()->status, 200);
  }
  while (server.counters().active > 0) std::this_thread::yield();
  EXPECT_EQ(server.counters().accepted, 500U);
}

std::chrono::nanoseconds ProcessTime() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

TEST(ServerLoad, WaitsInsteadOfSpinningWhenDescriptorsRunOut) {
  TestServer server;
  RawClient probe = server.Connect();
  probe.Send(Get("/inline"));
  ASSERT_EQ(probe.ReadAnswer()->status, 200);
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  std::vector<RawClient> clients;
  for (int i = 0; i < 4; ++i) clients.push_back(server.Connect());
  while (server.counters().accepted < 5) std::this_thread::yield();
  // An accept that finds no one still holds a descriptor for a moment: let the last ones end.
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  // Room for the next client's own descriptor, none for the server's end of it.
  rlimit low = before;
  const int next = dup(0);
  close(next);
  low.rlim_cur = static_cast<rlim_t>(next) + 1;
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
  RawClient starved = server.Connect();
  starved.Send(Get("/inline"));
  const auto used_before = ProcessTime();
  EXPECT_FALSE(starved.HasBytesWithin(500));
  EXPECT_LT(ProcessTime() - used_before, std::chrono::milliseconds(200));
  probe.Send(Get("/inline"));
  EXPECT_EQ(probe.ReadAnswer()->status, 200);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(starved.ReadAnswer()->status, 200);
}

}  // namespace
}  // namespace kaam::api
