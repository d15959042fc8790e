#include "api/request_fence.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "api/request_parser.h"
#include "tests/api/refused_heads.h"

namespace kaam::api {
namespace {

ProblemOr<std::optional<RequestHead>> Inspect(std::string_view bytes) {
  HeaderProgress progress;
  return InspectHead(bytes, progress, {});
}

class RefusedHeadTest : public testing::TestWithParam<RefusedHead> {};

TEST_P(RefusedHeadTest, GetsTheStatusOfItsFault) {
  std::string bytes = GetParam().bytes;
  if (GetParam().name == "TwoEmptyLines") bytes.erase(0, 2);  // the connection passes one over
  const auto head = Inspect(bytes);
  ASSERT_TRUE(head.has_error());
  EXPECT_EQ(StatusOf(head.error().kind), GetParam().status) << head.error().detail;
}

TEST_P(RefusedHeadTest, IsRefusedAlikeWhenItArrivesByteByByte) {
  std::string bytes = GetParam().bytes;
  if (GetParam().name == "TwoEmptyLines") bytes.erase(0, 2);
  HeaderProgress progress;
  for (std::size_t length = 1; length <= bytes.size(); ++length) {
    const auto head = InspectHead(std::string_view(bytes).substr(0, length), progress, {});
    if (head.has_error()) {
      EXPECT_EQ(StatusOf(head.error().kind), GetParam().status) << head.error().detail;
      return;
    }
    ASSERT_FALSE(head->has_value()) << "let through after " << length << " bytes";
  }
  FAIL() << "still waiting for more";
}

INSTANTIATE_TEST_SUITE_P(Lines, RefusedHeadTest, testing::ValuesIn(RefusedLines()), NameOf);
INSTANTIATE_TEST_SUITE_P(Hosts, RefusedHeadTest, testing::ValuesIn(RefusedHosts()), NameOf);
INSTANTIATE_TEST_SUITE_P(Targets, RefusedHeadTest, testing::ValuesIn(RefusedTargets()), NameOf);
INSTANTIATE_TEST_SUITE_P(Framing, RefusedHeadTest, testing::ValuesIn(RefusedFraming()), NameOf);

RequestHead MustPass(const std::string& bytes) {
  const auto head = Inspect(bytes);
  EXPECT_TRUE(head.has_value()) << (head ? "" : head.error().detail);
  if (!head || !*head) return {};
  const auto fields = ParseFields(std::string_view(bytes).substr(0, (*head)->length), **head);
  EXPECT_TRUE(fields.has_value()) << "Beast reads it otherwise";
  return **head;
}

TEST(RequestFence, WaitsForMoreUntilTheEmptyLineIsThere) {
  const std::string whole = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
  HeaderProgress progress;
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto head = InspectHead(std::string_view(whole).substr(0, length), progress, {});
    ASSERT_TRUE(head.has_value()) << length;
    EXPECT_FALSE(head->has_value()) << length;
  }
  const auto head = InspectHead(whole + "GET /b", progress, {});
  ASSERT_TRUE(head.has_value() && head->has_value());
  EXPECT_EQ((*head)->length, whole.size());
}

TEST(RequestFence, ReadsMethodPathAndQuery) {
  const RequestHead head =
      MustPass("GET /v1/%E0%A4%95?q=a+b%2B&empty=&flag&&q=%E0%A4%95 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(head.method, Method::kGet);
  EXPECT_EQ(head.target.path, "/v1/\u0915");
  const std::vector<NameValue> query = {
      {"q", "a b+"}, {"empty", ""}, {"flag", ""}, {"q", "\u0915"}};
  EXPECT_EQ(head.target.query, query);
  EXPECT_FALSE(head.HasBody());
}

TEST(RequestFence, LetsEveryFormOfHostThrough) {
  for (const char* host : {"a", "kaam.example", "127.0.0.1:8080", "[::1]", "[2001:db8::1]:8080",
                           "a_b-c.d~e", "xn--j2b3a4c", "a%2Db", "kaam.example:", "a:65535"}) {
    MustPass("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
  }
}

TEST(RequestFence, LetsTheAbsoluteFormOfTheSameHostThrough) {
  EXPECT_EQ(MustPass(WithTarget("http://KAAM.test/a?b=c")).target.path, "/a");
  EXPECT_EQ(MustPass(WithTarget("http://kaam.test:80")).target.path, "/");
  EXPECT_EQ(MustPass(WithTarget("https://kaam.test:443?b=c")).target.query.size(), 1U);
  EXPECT_EQ(MustPass("GET http://a/b HTTP/1.0\r\n\r\n").target.path, "/b");
}

TEST(RequestFence, LetsTheAsteriskThroughForOptions) {
  EXPECT_EQ(MustPass(WithTarget("*", "OPTIONS")).target.path, "*");
}

TEST(RequestFence, ReadsContentLength) {
  EXPECT_EQ(MustPass(WithFields("Content-Length: 17\r\n")).content_length, 17U);
  EXPECT_EQ(MustPass(WithFields("content-length:\t007 \r\n")).content_length, 7U);
  EXPECT_EQ(MustPass(WithFields("Content-Length: 999999999999999999\r\n")).content_length,
            999'999'999'999'999'999U);
  EXPECT_FALSE(MustPass(WithFields("Content-Length: 0\r\n")).HasBody());
}

TEST(RequestFence, ReadsChunkedInAnyCase) {
  EXPECT_TRUE(MustPass(WithFields("Transfer-Encoding: Chunked\r\n")).chunked);
  EXPECT_TRUE(MustPass(WithFields("transfer-encoding:chunked\t\r\n")).chunked);
}

TEST(RequestFence, KeepsTheConnectionByVersionAndField) {
  EXPECT_TRUE(MustPass(WithFields("")).keep_alive);
  EXPECT_FALSE(MustPass(WithFields("Connection: Close\r\n")).keep_alive);
  EXPECT_FALSE(MustPass(WithFields("Connection: x, close\r\n")).keep_alive);
  EXPECT_FALSE(MustPass(WithFields("Connection: x\r\nConnection: close\r\n")).keep_alive);
  EXPECT_FALSE(MustPass("GET / HTTP/1.0\r\n\r\n").keep_alive);
  EXPECT_TRUE(MustPass("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

TEST(RequestFence, ReadsExpectContinueOfHttp11Only) {
  EXPECT_TRUE(MustPass(WithFields("Expect: 100-Continue\r\n")).expects_continue);
  EXPECT_FALSE(MustPass("GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n").expects_continue);
}

TEST(RequestFence, PassesOverUpgrade) {
  MustPass(
      WithFields("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: a\r\n"));
}

TEST(RequestFence, LetsRawUtf8InFieldValuesThrough) {
  MustPass(WithFields("User-Agent: \u0915\u093E\u092E\r\n"));
}

TEST(RequestFence, CountsFieldsAndBytesUpToTheLimitItself) {
  const HeaderLimits limits{64, 2, 8};
  const auto inspect = [&](std::string_view bytes) {
    HeaderProgress progress;
    return InspectHead(bytes, progress, limits);
  };
  EXPECT_TRUE(inspect("GET /2345678 HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n").has_value());
  EXPECT_EQ(StatusOf(inspect("GET /23456789 HTTP/1.1\r\nHost: a\r\n\r\n").error().kind), 414);
  EXPECT_EQ(StatusOf(inspect("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\nY: c\r\n\r\n").error().kind),
            431);
  const std::string full = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(32, 'b') + "\r\n\r\n";
  ASSERT_EQ(full.size(), 64U);
  EXPECT_TRUE(inspect(full).has_value());
  EXPECT_EQ(StatusOf(inspect("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(33, 'b') + "\r\n\r\n")
                         .error()
                         .kind),
            431);
}

TEST(RequestFence, QuotesNothingOfTheRequest) {
  for (const RefusedHead& refused : AllRefusedHeads()) {
    const auto head = Inspect(refused.bytes);
    if (!head.has_error()) continue;
    EXPECT_EQ(head.error().detail.find("evil"), std::string::npos);
    EXPECT_EQ(head.error().detail.find("kaam.test"), std::string::npos);
  }
}

TEST(ParseFields, JoinsRepeatedFieldsAndLowersNames) {
  const std::string block =
      "GET / HTTP/1.1\r\nHost: a\r\nACCEPT: text/html\r\nAccept:  application/json \r\n\r\n";
  const RequestHead head = MustPass(block);
  const std::vector<NameValue> expected = {{"host", "a"},
                                           {"accept", "text/html, application/json"}};
  EXPECT_EQ(ParseFields(block, head).value(), expected);
}

TEST(ParseFields, RefusesWhatBeastReadsOtherwise) {
  const std::string block = "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n";
  const RequestHead fenced = MustPass(block);
  std::vector<RequestHead> otherwise(5, fenced);
  otherwise[0].content_length = 6;
  otherwise[1].content_length.reset();
  otherwise[2].chunked = true;
  otherwise[3].method = Method::kPost;
  otherwise[4].http_1_0 = true;
  for (const RequestHead& head : otherwise) {
    EXPECT_EQ(ParseFields(block, head).error().kind, ProblemKind::kAmbiguousLength);
  }
}

TEST(ParseFields, RefusesWhatBeastRefuses) {
  const std::string block = "GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n";
  RequestHead head;
  head.length = block.size();
  EXPECT_EQ(ParseFields(block, head).error().kind, ProblemKind::kMalformedRequest);
}

}  // namespace
}  // namespace kaam::api
