#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "api/server.h"
#include "tests/api/refused_heads.h"
#include "tests/api/test_server.h"

namespace kaam::api {
namespace {

std::size_t Count(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// Sends a malformed request with another behind it and expects the one answer of that status.
void ExpectOneRefusal(const RefusedHead& refused) {
  TestServer server;
  RawClient client = server.Connect();
  // Behind an unfinished line more bytes would only finish it.
  const bool is_whole = refused.bytes.ends_with('\n');
  client.Send(is_whole ? refused.bytes + "0\r\n\r\n" + Get("/inline") : refused.bytes);
  const std::optional<RawAnswer> answer = client.ReadAnswer();
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->status, refused.status);
  EXPECT_EQ(answer->fields.at("connection"), "close");
  EXPECT_EQ(answer->fields.at("content-type"), "application/problem+json");
  EXPECT_EQ(boost::json::parse(answer->body).at("status"), refused.status);
  EXPECT_TRUE(client.IsClosed());
  EXPECT_EQ(server.counters().refused_requests, 1U);
  EXPECT_EQ(server.counters().answered[2], 0U);
}

class ServerRefusalTest : public testing::TestWithParam<RefusedHead> {};

TEST_P(ServerRefusalTest, GetsOneAnswerAndNothingBehindItIsServed) { ExpectOneRefusal(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Heads, ServerRefusalTest, testing::ValuesIn(AllRefusedHeads()), NameOf);

std::vector<RefusedHead> RefusedChunks() {
  const auto chunks = [](const std::string& bytes) {
    return WithFields("Transfer-Encoding: chunked\r\n") + bytes;
  };
  return {
      {"ChunkSizeWithSign", chunks("+5\r\nhello\r\n0\r\n\r\n"), 400},
      {"ChunkSizeTooLong", chunks("00000000000000005\r\nhello\r\n0\r\n\r\n"), 400},
      {"ChunkSizeHuge", chunks("ffffffffffffffff\r\n"), 413},
      {"ChunkBareLineFeed", chunks("5\nhello\r\n0\r\n\r\n"), 400},
      {"ChunkLongerThanItsSize", chunks("5\r\nhello!\r\n0\r\n\r\n"), 400},
      {"ChunkLineFeedInExtension", chunks("5;a=\"\n\"\r\nhello\r\n0\r\n\r\n"), 400},
      {"ChunkEndlessExtension", chunks("5;" + std::string(2000, 'a')), 400},
      {"Trailers", chunks("5\r\nhello\r\n0\r\nX: a\r\n\r\n"), 400},
      {"TrailerThatFrames", chunks("0\r\nContent-Length: 40\r\n\r\n"), 400},
  };
}
INSTANTIATE_TEST_SUITE_P(Chunks, ServerRefusalTest, testing::ValuesIn(RefusedChunks()), NameOf);

TEST(ServerRefusal, LetsARequestBeforeTheMalformedOneHaveItsAnswer) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(Get("/inline") + Post("/v1/echo", "a") + "GET / HTTP/3.0\r\n\r\n" + Get("/inline"));
  const std::string all = client.ReadAll();
  EXPECT_EQ(Count(all, "HTTP/1.1 200 OK"), 2U);
  EXPECT_EQ(Count(all, "HTTP/1.1 505 "), 1U);
  EXPECT_EQ(Count(all, "\r\nServer: kaam\r\n"), 3U);
}

TEST(ServerRefusal, Answers413WhileTheClientIsStillSending) {
  TestServer server;
  RawClient client = server.Connect();
  const std::string body(std::size_t{8} << 20, 'b');
  EXPECT_TRUE(client.Send(Post("/v1/echo", body)));
  EXPECT_EQ(client.ReadAnswer()->status, 413);
  EXPECT_TRUE(client.IsClosed());
}

TEST(ServerRefusal, Answers413ToChunksThatSumUpOverTheLimit) {
  TestServer server;
  RawClient client = server.Connect();
  client.Send(WithFields("Transfer-Encoding: chunked\r\n"));
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'c') + "\r\n";
  for (int i = 0; i < 32; ++i) EXPECT_TRUE(client.Send(chunk));
  EXPECT_EQ(client.ReadAnswer()->status, 413);
  EXPECT_TRUE(client.IsClosed());
}

TEST(ServerRefusal, StopsReadingWhatComesBehindAnAnswerAtTheCap) {
  ServerOptions options;
  options.max_linger_bytes = 1 << 20;
  TestServer server(options);
  RawClient client = server.Connect();
  EXPECT_FALSE(client.Send(Post("/v1/echo", std::string(std::size_t{64} << 20, 'b'))));
}

TEST(ServerRefusal, Answers400WhenTheRequestEndsEarly) {
  TestServer server;
  for (const std::string& bytes :
       {std::string("GET / HT"), std::string("GET / HTTP/1.1\r\nHost: a"),
        Post("/v1/echo", "hello").substr(0, 65)}) {
    RawClient client = server.Connect();
    client.Send(bytes);
    client.CloseSendingSide();
    EXPECT_EQ(client.ReadAnswer()->status, 400);
    EXPECT_TRUE(client.IsClosed());
  }
}

TEST(ServerRefusal, SaysNothingToAClientThatSaidNothing) {
  TestServer server;
  RawClient client = server.Connect();
  client.CloseSendingSide();
  EXPECT_TRUE(client.IsClosed());
}

TEST(ServerRefusal, Answers503WithRetryAfterWhenTheQueueIsFull) {
  ServerOptions options;
  options.search_threads = 1;
  options.queue_capacity = 1;
  TestServer server(options);
  RawClient running = server.Connect();
  running.Send(Get("/v1/wait"));
  server.gate().WaitForArrivals(1);
  // One of these waits, whichever comes first; for the others there is no room.
  std::vector<RawClient> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(server.Connect());
    clients.back().Send(Get("/v1/wait"));
  }
  while (server.counters().overloaded < 3) std::this_thread::yield();
  server.gate().Open();
  EXPECT_EQ(running.ReadAnswer()->body, "waited");
  int answered = 0;
  for (RawClient& client : clients) {
    std::optional<RawAnswer> answer = client.ReadAnswer();
    if (answer->status == 200) {
      ++answered;
      continue;
    }
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->fields["retry-after"], "1");
    EXPECT_FALSE(answer->fields.contains("connection"));
    client.Send(Get("/inline"));
    EXPECT_EQ(client.ReadAnswer()->status, 200);
  }
  EXPECT_EQ(answered, 1);
}

TEST(ServerRefusal, TellsConnectionsOverTheLimitSo) {
  ServerOptions options;
  options.max_connections_per_address = 2;
  TestServer server(options);
  {
    RawClient first = server.Connect();
    RawClient second = server.Connect();
    first.Send(Get("/inline"));
    second.Send(Get("/inline"));
    EXPECT_EQ(first.ReadAnswer()->status, 200);
    EXPECT_EQ(second.ReadAnswer()->status, 200);
    RawClient third = server.Connect();
    third.Send(Get("/inline"));
    std::optional<RawAnswer> answer = third.ReadAnswer();
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->fields["retry-after"], "1");
    EXPECT_TRUE(third.IsClosed());
    EXPECT_EQ(server.counters().refused_connections, 1U);
  }
  while (server.counters().active > 0) std::this_thread::yield();
  RawClient again = server.Connect();
  again.Send(Get("/inline"));
  EXPECT_EQ(again.ReadAnswer()->status, 200);
}

}  // namespace
}  // namespace kaam::api
