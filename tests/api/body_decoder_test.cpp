#include "api/body_decoder.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace kaam::api {
namespace {

BodyDecoder Chunked(const BodyLimits& limits = {}) {
  RequestHead head;
  head.chunked = true;
  return BodyDecoder::For(head, limits).value();
}

RequestHead OfLength(std::uint64_t length) {
  RequestHead head;
  head.content_length = length;
  return head;
}

struct Decoded {
  std::string body;
  std::string rest;
  bool done = false;
  int status = 0;  // of the refusal, 0 when there is none
};

Decoded Decode(BodyDecoder decoder, std::string_view bytes, std::size_t step) {
  Decoded decoded;
  while (!bytes.empty() && !decoder.Done()) {
    const std::string_view piece = bytes.substr(0, step);
    const auto taken = decoder.Feed(piece, decoded.body);
    if (!taken) {
      decoded.status = StatusOf(taken.error().kind);
      return decoded;
    }
    bytes.remove_prefix(*taken);
  }
  decoded.rest = bytes;
  decoded.done = decoder.Done();
  return decoded;
}

TEST(BodyDecoder, TakesTheAnnouncedLengthAndLeavesTheRest) {
  const BodyDecoder decoder = BodyDecoder::For(OfLength(5), {}).value();
  for (const std::size_t step : {1U, 3U, 100U}) {
    const Decoded decoded = Decode(decoder, "helloGET /", step);
    EXPECT_TRUE(decoded.done);
    EXPECT_EQ(decoded.body, "hello");
    EXPECT_EQ(decoded.rest, "GET /");
  }
}

TEST(BodyDecoder, IsDoneAtOnceWithoutABody) {
  EXPECT_TRUE(BodyDecoder::For(RequestHead{}, {}).value().Done());
  EXPECT_TRUE(BodyDecoder::For(OfLength(0), {}).value().Done());
}

TEST(BodyDecoder, RefusesAnAnnouncedLengthOverTheLimit) {
  const BodyLimits limits{10, 10};
  EXPECT_TRUE(BodyDecoder::For(OfLength(10), limits).has_value());
  EXPECT_EQ(StatusOf(BodyDecoder::For(OfLength(11), limits).error().kind), 413);
}

TEST(BodyDecoder, JoinsChunksHoweverTheyArrive) {
  const std::string bytes = "5\r\nhello\r\n00a;x=\"y z\"\r\n, workers!\r\n0\r\n\r\nGET /";
  for (const std::size_t step : {1U, 2U, 7U, 100U}) {
    const Decoded decoded = Decode(Chunked(), bytes, step);
    EXPECT_TRUE(decoded.done) << step;
    EXPECT_EQ(decoded.body, "hello, workers!") << step;
    EXPECT_EQ(decoded.rest, "GET /") << step;
  }
}

TEST(BodyDecoder, WaitsForTheEndOfTheLastChunk) {
  for (const char* bytes : {"5\r\nhel", "5\r\nhello", "5\r\nhello\r\n0", "0\r\n", "0\r\n\r"}) {
    const Decoded decoded = Decode(Chunked(), bytes, 100);
    EXPECT_FALSE(decoded.done) << bytes;
    EXPECT_EQ(decoded.status, 0) << bytes;
  }
}

TEST(BodyDecoder, RefusesMalformedChunks) {
  const std::vector<std::string> malformed = {
      "\r\n",                                // no size
      ";x\r\n",                              // no size before an extension
      "+5\r\nhello\r\n",                     // a sign
      "0x5\r\nhello\r\n",                    // a prefix
      "5 \r\nhello\r\n",                     // white space after the size
      " 5\r\nhello\r\n",                     // and before
      "g\r\n",                               // no digit
      "5\nhello\r\n",                        // a bare line feed
      "5\rhello\r\n",                        // a bare carriage return
      "5\r\nhello\n0\r\n\r\n",               // a bare line feed behind the chunk
      "5\r\nhelloX\r\n",                     // a chunk longer than its size
      "5\r\nhello0\r\n\r\n",                 // no CR LF behind the chunk
      "5;x=\"\n\"\r\nhello\r\n",             // a line feed in a quoted extension
      "5;x=\"\r\n\"\r\nhello\r\n0\r\n\r\n",  // an end of line there
      std::string("5;\0\r\nhello\r\n", 11),  // a NUL
      "00000000000000005\r\nhello\r\n",      // 17 digits
      "0\r\nX: a\r\n\r\n",                   // a trailer
      "0\r\n\n",                             // a bare line feed at the end
      "0\r\nGET / HTTP/1.1\r\n\r\n",         // the next request too early
      "0\r\n\rX",                            // a bare carriage return at the end
  };
  for (const std::string& bytes : malformed) {
    for (const std::size_t step : {1U, 100U}) {
      EXPECT_EQ(Decode(Chunked(), bytes, step).status, 400) << testing::PrintToString(bytes);
    }
  }
}

TEST(BodyDecoder, RefusesChunksThatSumUpOverTheLimit) {
  const BodyLimits limits{10, 10};
  EXPECT_TRUE(Decode(Chunked(limits), "5\r\nhello\r\n5\r\nhello\r\n0\r\n\r\n", 100).done);
  EXPECT_EQ(Decode(Chunked(limits), "5\r\nhello\r\n6\r\n", 100).status, 413);
  EXPECT_EQ(Decode(Chunked(limits), "ffffffffffffffff\r\n", 100).status, 413);
}

TEST(BodyDecoder, BoundsExtensionsOverAllChunks) {
  const BodyLimits limits{100, 4};
  EXPECT_TRUE(Decode(Chunked(limits), "1;aa\r\nx\r\n1;bb\r\ny\r\n0\r\n\r\n", 100).done);
  EXPECT_EQ(Decode(Chunked(limits), "1;aa\r\nx\r\n1;bbb\r\ny\r\n0\r\n\r\n", 100).status, 400);
  EXPECT_EQ(Decode(Chunked(limits), "1;aaaaaaaaaaaaaaaa", 100).status, 400);
}

}  // namespace
}  // namespace kaam::api
