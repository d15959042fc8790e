#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "api/server.h"
#include "tests/api/test_server.h"

namespace kaam::api {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

ServerOptions Short() {
  ServerOptions options;
  options.header_deadline = milliseconds(200);
  options.body_deadline = milliseconds(200);
  options.idle_deadline = milliseconds(200);
  options.write_deadline = milliseconds(200);
  options.linger_deadline = milliseconds(200);
  return options;
}

TEST(ServerDeadlines, AnswerASlowHeader408) {
  TestServer server(Short());
  RawClient client = server.Connect();
  client.Send("GET /inline HTTP/1.1\r\nHost:");
  EXPECT_EQ(client.ReadAnswer()->status, 408);
  EXPECT_TRUE(client.IsClosed());
  EXPECT_EQ(server.counters().timed_out, 1U);
}

TEST(ServerDeadlines, DoNotStartAnewWithEachByteOfAHeader) {
  TestServer server(Short());
  RawClient client = server.Connect();
  const auto start = Clock::now();
  const std::string slow = "GET /" + std::string(1000, 'a');
  std::size_t sent = 0;
  while (sent < slow.size() && !client.HasBytesWithin(20)) client.Send(slow.substr(sent++, 1));
  EXPECT_EQ(client.ReadAnswer()->status, 408);
  EXPECT_LT(Clock::now() - start, milliseconds(2000));
}

TEST(ServerDeadlines, AnswerASlowBody408) {
  TestServer server(Short());
  for (const std::string& request :
       {Post("/v1/echo", "hello"),
        std::string("POST /v1/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "5\r\nhello\r\n0\r\n\r\n")}) {
    RawClient client = server.Connect();
    client.Send(request.substr(0, request.size() - 3));
    EXPECT_EQ(client.ReadAnswer()->status, 408);
    EXPECT_TRUE(client.IsClosed());
  }
}

TEST(ServerDeadlines, AnswerABodyThatNeverFollows100Continue408) {
  TestServer server(Short());
  RawClient client = server.Connect();
  const std::string request = Post("/v1/echo", "hello", "Expect: 100-continue\r\n");
  client.Send(request.substr(0, request.size() - 5));
  EXPECT_EQ(client.ReadAnswer()->status, 100);
  EXPECT_EQ(client.ReadAnswer()->status, 408);
}

TEST(ServerDeadlines, CloseAnIdleConnectionSilently) {
  TestServer server(Short());
  RawClient fresh = server.Connect();
  RawClient used = server.Connect();
  used.Send(Get("/inline") + "\r\n");
  EXPECT_EQ(used.ReadAnswer()->status, 200);
  EXPECT_TRUE(used.IsClosed());
  EXPECT_TRUE(fresh.IsClosed());
  EXPECT_EQ(server.counters().timed_out, 0U);
}

TEST(ServerDeadlines, TakeAStrayEmptyLineForIdleness) {
  TestServer server(Short());
  RawClient client = server.Connect();
  client.Send(Get("/inline"));
  EXPECT_EQ(client.ReadAnswer()->status, 200);
  client.Send("\r");
  std::this_thread::sleep_for(milliseconds(20));
  client.Send("\n");
  EXPECT_TRUE(client.IsClosed());
  EXPECT_EQ(server.counters().timed_out, 0U);
}

TEST(ServerDeadlines, DoNotRunWhileTheAnswerIsMade) {
  TestServer server(Short());
  RawClient client = server.Connect();
  client.Send(Get("/v1/wait"));
  EXPECT_FALSE(client.HasBytesWithin(600));
  server.gate().Open();
  EXPECT_EQ(client.ReadAnswer()->body, "waited");
}

TEST(ServerDeadlines, CloseOnAClientThatDoesNotReadItsAnswer) {
  TestServer server(Short());
  RawClient client = server.Connect();
  client.Send(Get("/v1/large") + Get("/v1/large"));
  while (server.counters().active == 0) std::this_thread::yield();
  const auto start = Clock::now();
  while (server.counters().active > 0 && Clock::now() - start < milliseconds(5000)) {
    std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_EQ(server.counters().active, 0U);
}

TEST(ServerDeadlines, CloseOnAClientThatKeepsARefusedConnectionOpen) {
  TestServer server(Short());
  RawClient client = server.Connect();
  client.Send("BAD\r\n");
  EXPECT_EQ(client.ReadAnswer()->status, 400);
  const auto start = Clock::now();
  while (server.counters().active > 0 && Clock::now() - start < milliseconds(5000)) {
    client.Send("x");
    std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_EQ(server.counters().active, 0U);
}

TEST(ServerDeadlines, Answer503WhenTheQueueTookTooLong) {
  ServerOptions options;
  options.answer_deadline = milliseconds(50);
  options.search_threads = 1;
  TestServer server(options);
  RawClient first = server.Connect();
  first.Send(Get("/v1/wait"));
  server.gate().WaitForArrivals(1);
  RawClient second = server.Connect();
  second.Send(Post("/v1/echo", "late"));
  std::this_thread::sleep_for(milliseconds(150));
  server.gate().Open();
  EXPECT_EQ(second.ReadAnswer()->status, 503);
  EXPECT_EQ(first.ReadAnswer()->status, 200);
}

}  // namespace
}  // namespace kaam::api
