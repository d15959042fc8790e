#include "api/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/api/test_server.h"

namespace kaam::api {
namespace {

TEST(Server, AnswersFromAnIoThreadAndFromASearchThread) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/inline"));
  EXPECT_EQ(client.ReadAnswer()->body, "inline");
  client.Send(Post("/v1/echo", "hello"));
  EXPECT_EQ(client.ReadAnswer()->body, "hello");
}

TEST(Server, AddsTheStandingFields) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/inline") + Get("/nowhere") + "BAD\r\n");
  for (const int status : {200, 404, 400}) {
    std::optional<RawAnswer> answer = client.ReadAnswer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->status, status);
    EXPECT_EQ(answer->fields["server"], "kaam");
    EXPECT_EQ(answer->fields["x-content-type-options"], "nosniff");
    EXPECT_EQ(answer->fields["cache-control"], "no-store");
    EXPECT_EQ(answer->fields["date"].size(), 29U);
    EXPECT_EQ(answer->fields["x-request-id"].size(), 16U);
    EXPECT_EQ(answer->fields["content-length"], std::to_string(answer->body.size()));
  }
}

TEST(Server, AnswersHeadWithTheLengthButWithoutTheBody) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send("HEAD /v1/large HTTP/1.1\r\nHost: a\r\n\r\n" + Get("/inline"));
  EXPECT_EQ(client.ReadAnswer(true)->fields["content-length"], "4194304");
  EXPECT_EQ(client.ReadAnswer()->body, "inline");
}

TEST(Server, AnswersARefusedHeadWithoutABody) {
  TestServer server;
  for (const char* bytes : {"HEAD / HTTP/1.1\r\n\r\n",
                            "HEAD /nowhere HTTP/1.1\r\nHost: a\r\n"
                            "Connection: close\r\n\r\n"}) {
    RawClient client = server.Connect();
    client.Send(bytes);
    ASSERT_TRUE(client.ReadAnswer(true).has_value());
    EXPECT_TRUE(client.IsClosed());
  }
}

TEST(Server, AnswersOptionsWithAllowAndNoContent) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send("OPTIONS /v1/echo HTTP/1.1\r\nHost: a\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
  std::optional<RawAnswer> answer = client.ReadAnswer();
  EXPECT_EQ(answer->status, 204);
  EXPECT_EQ(answer->fields["allow"], "POST, OPTIONS");
  EXPECT_FALSE(answer->fields.contains("content-length"));
  EXPECT_EQ(client.ReadAnswer()->fields["allow"], "GET, HEAD, POST, OPTIONS");
}

TEST(Server, KeepsTheConnectionAfterTheRoutersRefusals) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Post("/nowhere", "body") + Post("/inline", "body") +
              Post("/v1/workers:search", "body", "Content-Type: text/plain\r\n") +
              Post("/v1/workers/search", "{}", "Content-Type: application/json\r\n"));
  for (const int status : {404, 405, 415, 200}) EXPECT_EQ(client.ReadAnswer()->status, status);
}

TEST(Server, AnswersAThousandRequestsOnOneConnection) {
  TestServer server;
  RawClient client = server.Connect();
  for (int i = 0; i < 1000; ++i) {
    client.Send(i % 2 == 0 ? Get("/inline") : Post("/v1/echo", std::to_string(i)));
    const std::optional<RawAnswer> answer = client.ReadAnswer();
    ASSERT_TRUE(answer.has_value());
    ASSERT_EQ(answer->body, i % 2 == 0 ? "inline" : std::to_string(i));
  }
  EXPECT_EQ(server.counters().accepted, 1U);
  EXPECT_EQ(server.counters().active, 1U);
  // The last is counted once it is written, which the client may see first.
  while (server.counters().answered[2] < 1000) std::this_thread::yield();
  EXPECT_EQ(server.counters().answered[2], 1000U);
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  TestServer server;
  RawClient client = server.Connect();
  std::string requests;
  for (int i = 0; i < 200; ++i) {
    requests += Post("/v1/echo", "queued " + std::to_string(i)) + Get("/inline");
  }
  ASSERT_TRUE(client.Send(requests));
  for (int i = 0; i < 200; ++i) {
    ASSERT_EQ(client.ReadAnswer()->body, "queued " + std::to_string(i));
    ASSERT_EQ(client.ReadAnswer()->body, "inline");
  }
}

TEST(Server, HoldsPipelinedRequestsBackWhileOneIsAnswered) {
  TestServer server;
  RawClient client = server.Connect();
  // More than the kernel's buffers of both sides hold, so that sending it ends only when it is
  // read.
  constexpr int kBehind = 64;
  const std::string body(std::size_t{512} << 10, 'p');
  std::string requests = Get("/v1/wait");
  for (int i = 0; i < kBehind; ++i) requests += Post("/v1/echo", body);
  std::atomic<bool> sent = false;
  std::thread sender([&] {
    client.Send(requests);
    sent = true;
  });
  server.gate().WaitForArrivals(1);
  EXPECT_FALSE(client.HasBytesWithin(200));
  EXPECT_FALSE(sent);
  server.gate().Open();
  EXPECT_EQ(client.ReadAnswer()->body, "waited");
  for (int i = 0; i < kBehind; ++i) EXPECT_EQ(client.ReadAnswer()->body.size(), body.size());
  sender.join();
}

TEST(Server, ShowsAHandlerTheWholeRequest) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/show/%E0%A4%95?q=a+b%26c", "Accept: text/html\r\nACCEPT: text/plain\r\n"));
  EXPECT_EQ(client.ReadAnswer()->body, "\u0915|a b&c|text/html, text/plain|127.0.0.1|16");
}

TEST(Server, GivesAHandlerTheDeadlineOfTheServerOrOfItsRoute) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/v1/deadline") + Get("/v1/own-deadline"));
  EXPECT_EQ(client.ReadAnswer()->body, "10");
  EXPECT_EQ(client.ReadAnswer()->body, "100");
}

TEST(Server, FindsAVerbBehindAnEncodedColon) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Post("/v1/workers%3Asearch", "{}", "Content-Type: application/json\r\n"));
  EXPECT_EQ(client.ReadAnswer()->status, 200);
}

TEST(Server, AnswersInlineWhileAllSearchThreadsAreBusy) {
  ServerOptions options;
  options.search_threads = 1;
  TestServer server(options);
  RawClient busy = server.Connect();
  busy.Send(Get("/v1/wait"));
  server.gate().WaitForArrivals(1);
  RawClient client = server.Connect();
  client.Send(Get("/inline"));
  EXPECT_EQ(client.ReadAnswer()->body, "inline");
}

TEST(Server, ReadsTheNextRequestFromTheBytesBehindABody) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(
      "POST /v1/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;x=y\r\nhello\r\n1\r\n!\r\n0\r\n\r\n" +
      Post("/v1/echo", "second") + Get("/inline"));
  EXPECT_EQ(client.ReadAnswer()->body, "hello!");
  EXPECT_EQ(client.ReadAnswer()->body, "second");
  EXPECT_EQ(client.ReadAnswer()->body, "inline");
}

TEST(Server, ReadsRequestsThatArriveByteByByte) {
  TestServer server;
  RawClient client = server.Connect();
  for (const std::string& request :
       {Post("/v1/echo", "slow"), "\r\n" + Get("/inline"),
        std::string("POST /v1/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "4\r\nslow\r\n0\r\n\r\n")}) {
    for (const char c : request) ASSERT_TRUE(client.Send({&c, 1}));
    EXPECT_EQ(client.ReadAnswer()->status, 200);
  }
}

TEST(Server, ReadsABodyUpToTheLimit) {
  TestServer server;
  RawClient client = server.Connect();
  const std::string body(1024 * 1024, 'b');
  client.Send(Post("/v1/echo", body));
  EXPECT_EQ(client.ReadAnswer()->body, body);
}

TEST(Server, SendsALargeAnswerToASlowReader) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/v1/large"));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(client.ReadAnswer()->body.size(), std::size_t{4} << 20);
}

TEST(Server, ClosesWhenTheClientAsksForIt) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/inline", "Connection: close\r\n") + Get("/inline"));
  EXPECT_EQ(client.ReadAnswer()->fields["connection"], "close");
  EXPECT_TRUE(client.IsClosed());
}

TEST(Server, ClosesAfterAnHttp10RequestUnlessAskedToKeep) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send("GET /inline HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /inline HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.ReadAnswer()->fields["connection"], "keep-alive");
  EXPECT_EQ(client.ReadAnswer()->fields["connection"], "close");
  EXPECT_TRUE(client.IsClosed());
}

TEST(Server, AnswersAClientThatHasClosedItsSendingSide) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/v1/wait") + Get("/inline"));
  client.CloseSendingSide();
  server.gate().Open();
  EXPECT_EQ(client.ReadAnswer()->body, "waited");
  EXPECT_EQ(client.ReadAnswer()->body, "inline");
  EXPECT_TRUE(client.IsClosed());
}

TEST(Server, Says100ContinueBeforeTheBody) {
  TestServer server;
  RawClient client = server.Connect();
  const std::string request = Post("/v1/echo", "hello", "Expect: 100-continue\r\n");
  client.Send(request.substr(0, request.size() - 5));
  EXPECT_EQ(client.ReadAnswer()->status, 100);
  client.Send("hello" + Get("/inline"));
  EXPECT_EQ(client.ReadAnswer()->body, "hello");
  EXPECT_EQ(client.ReadAnswer()->body, "inline");
}

TEST(Server, SaysNo100ContinueWhenTheBodyIsThereOrEmpty) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Post("/v1/echo", "hello", "Expect: 100-continue\r\n") +
              Post("/v1/echo", "", "Expect: 100-continue\r\n"));
  EXPECT_EQ(client.ReadAnswer()->body, "hello");
  EXPECT_EQ(client.ReadAnswer()->status, 200);
}

TEST(Server, SaysNo100ContinueToARequestThatIsRefused) {
  TestServer server;
  const std::string ask = "Expect: 100-continue\r\n";
  const std::pair<std::string, int> refused[] = {
      {Post("/nowhere", "", ask), 404},
      {Post("/inline", "", ask), 405},
      {Post("/v1/workers:search", "", ask + "Content-Type: text/plain\r\n"), 415},
      {Post("/v1/echo", "", ask), 413},
      {Post("/v1/echo", "", "Expect: something\r\n"), 417},
  };
  for (auto [request, status] : refused) {
    const std::string length = status == 413 ? "1048577" : "5";
    request.replace(request.find("Content-Length: 0") + 16, 1, length);
    RawClient client = server.Connect();
    client.Send(request);
    EXPECT_EQ(client.ReadAnswer()->status, status);
    EXPECT_TRUE(client.IsClosed());
  }
}

TEST(Server, Answers500WhenAHandlerThrows) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/throw") + Get("/v1/throw") + Get("/inline"));
  for (int i = 0; i < 2; ++i) {
    const std::optional<RawAnswer> answer = client.ReadAnswer();
    EXPECT_EQ(answer->status, 500);
    EXPECT_EQ(answer->body.find("thrown"), std::string::npos);
  }
  EXPECT_EQ(client.ReadAnswer()->status, 200);
}

TEST(Server, GivesEachRequestAnIdOfItsOwn) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/inline") + Get("/inline"));
  const std::string first = client.ReadAnswer()->fields["x-request-id"];
  EXPECT_NE(client.ReadAnswer()->fields["x-request-id"], first);
}

Result<std::unique_ptr<Server>> StartWith(const ServerOptions& options) {
  auto router = std::make_shared<const Router>(Router::Make({}).value());
  class Silent final : public Handler {
    Response Handle(const Request&) override { return {}; }
  };
  return Server::Start(options, {router, [] { return std::make_unique<Silent>(); }});
}

TEST(ServerStart, RefusesToListenBeyondLoopback) {
  for (const char* address : {"0.0.0.0", "::", "192.168.1.1", "::ffff:192.168.1.1"}) {
    ServerOptions options;
    options.address = address;
    options.port = 0;
    const auto server = StartWith(options);
    ASSERT_TRUE(server.has_error()) << address;
    EXPECT_EQ(server.error().code, ErrorCode::kFailedPrecondition);
    EXPECT_EQ(server.error().field, "address");
  }
}

TEST(ServerStart, RefusesOptionsThatCannotBe) {
  ServerOptions options;
  options.address = "localhost";
  EXPECT_EQ(StartWith(options).error().code, ErrorCode::kInvalidArgument);
  options = {};
  options.header_deadline = std::chrono::milliseconds(0);
  EXPECT_EQ(StartWith(options).error().field, "header_deadline");
  options = {};
  options.max_connections = 0;
  EXPECT_EQ(StartWith(options).error().field, "max_connections");
}

TEST(ServerStart, ListensOnTheIpv6Loopback) {
  ServerOptions options;
  options.address = "::1";
  options.port = 0;
  const auto server = StartWith(options);
  if (server.has_error()) GTEST_SKIP() << "no IPv6 here";
  EXPECT_NE((*server)->port(), 0);
}

TEST(ServerStart, RefusesAPortThatAnotherServerHas) {
  TestServer first;
  ServerOptions options;
  options.port = first.server().port();
  const auto second = StartWith(options);
  ASSERT_TRUE(second.has_error());
  EXPECT_EQ(second.error().code, ErrorCode::kIo);
}

TEST(ServerStart, FailsWithoutAHandler) {
  auto router = std::make_shared<const Router>(Router::Make({}).value());
  ServerOptions options;
  options.port = 0;
  const auto server = Server::Start(options, {router, [] { return std::unique_ptr<Handler>(); }});
  EXPECT_EQ(server.error().code, ErrorCode::kFailedPrecondition);
}

}  // namespace
}  // namespace kaam::api
