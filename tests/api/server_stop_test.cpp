#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "api/server.h"
#include "tests/api/test_server.h"

namespace kaam::api {
namespace {

using std::chrono::milliseconds;

// A client that stays connected after its last answer is waited for so long.
ServerOptions ShortLinger() {
  ServerOptions options;
  options.linger_deadline = milliseconds(200);
  return options;
}

TEST(ServerStop, AnswersWhatASearchThreadHasAndCloses) {
  TestServer server(ShortLinger());
  RawClient client = server.Connect();
  client.Send(Get("/v1/wait"));
  server.gate().WaitForArrivals(1);
  std::atomic<bool> all_answered = false;
  std::thread stopper([&] { all_answered = server.server().Stop(); });
  std::this_thread::sleep_for(milliseconds(50));
  server.gate().Open();
  const std::optional<RawAnswer> answer = client.ReadAnswer();
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->body, "waited");
  EXPECT_EQ(answer->fields.at("connection"), "close");
  EXPECT_TRUE(client.IsClosed());
  stopper.join();
  EXPECT_TRUE(all_answered);
}

TEST(ServerStop, AnswersARequestThatHasBegunToArrive) {
  TestServer server(ShortLinger());
  RawClient client = server.Connect();
  const std::string request = Post("/v1/echo", "hello");
  client.Send(request.substr(0, 30));
  std::this_thread::sleep_for(milliseconds(50));
  std::atomic<bool> all_answered = false;
  std::thread stopper([&] { all_answered = server.server().Stop(); });
  std::this_thread::sleep_for(milliseconds(50));
  client.Send(request.substr(30));
  EXPECT_EQ(client.ReadAnswer()->body, "hello");
  stopper.join();
  EXPECT_TRUE(all_answered);
}

TEST(ServerStop, ClosesIdleConnectionsAtOnce) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/inline"));
  EXPECT_EQ(client.ReadAnswer()->status, 200);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(server.server().Stop());
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(1000));
  EXPECT_TRUE(client.IsClosed());
}

TEST(ServerStop, TakesNoNewConnections) {
  TestServer server;
  EXPECT_TRUE(server.server().Stop());
  EXPECT_FALSE(server.Connect().Send(Get("/inline")));
}

TEST(ServerStop, SaysSoWhenItHadToCutARequestOff) {
  ServerOptions options;
  options.drain_deadline = milliseconds(100);
  TestServer server(options);
  RawClient client = server.Connect();
  client.Send("GET /inline HTTP/1.1\r\n");
  while (server.counters().active == 0) std::this_thread::yield();
  std::this_thread::sleep_for(milliseconds(50));
  EXPECT_FALSE(server.server().Stop());
  EXPECT_FALSE(server.server().Stop());
}

TEST(ServerStop, ReturnsTheSameToEveryCaller) {
  TestServer server;
  std::atomic<int> stopped = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] { stopped += server.server().Stop() ? 1 : 0; });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(stopped, 4);
}

// Each client asks until it is told to close. A connection that ends between answers is an orderly
// end; one that ends inside an answer, or before the first, is a lost request.
TEST(ServerStop, LosesNoAnswerUnderLoad) {
  TestServer server;
  constexpr int kClients = 32;
  std::atomic<int> answered = 0;
  std::atomic<int> lost = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.emplace_back([&, i] {
      RawClient client = server.Connect();
      for (int asked = 0;; ++asked) {
        const std::string body = std::to_string(i) + "/" + std::to_string(asked);
        // All three at once: the last of them has begun to arrive when the first is answered.
        client.Send(Post("/v1/echo", body) + Get("/inline") + Post("/v1/echo", body));
        bool closed = false;
        for (int k = 0; k < 3 && !closed; ++k) {
          const std::optional<RawAnswer> answer = client.ReadAnswer();
          if (!answer) {
            if (asked == 0 || k > 0 || !client.ReadAll().empty()) ++lost;
            return;
          }
          if (answer->status != 200 || answer->body != (k == 1 ? "inline" : body)) ++lost;
          ++answered;
          closed = answer->fields.contains("connection");
        }
        if (closed) return;
      }
    });
  }
  while (answered < 2000) std::this_thread::yield();
  EXPECT_TRUE(server.server().Stop());
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(lost, 0);
  EXPECT_EQ(server.counters().active, 0U);
}

}  // namespace
}  // namespace kaam::api
