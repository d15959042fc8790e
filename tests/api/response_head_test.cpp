#include "api/response_head.h"

#include <gtest/gtest.h>

#include <string>

namespace kaam::api {
namespace {

TEST(HttpDate, IsAnImfFixdate) {
  EXPECT_EQ(HttpDate(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(HttpDate(1'795'305'600), "Sun, 22 Nov 2026 00:00:00 GMT");
}

TEST(ResponseHead, IsWrittenWhole) {
  EXPECT_EQ(WriteResponseHead({200, "application/json", "{}", {{"ETag", "\"7\""}}},
                              {false, true, "Sun, 06 Nov 1994 08:49:37 GMT", "00ff"}),
            "HTTP/1.1 200 OK\r\n"
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Server: kaam\r\n"
            "X-Request-Id: 00ff\r\n"
            "X-Content-Type-Options: nosniff\r\n"
            "ETag: \"7\"\r\n"
            "Cache-Control: no-store\r\n"
            "Content-Type: application/json\r\n"
            "Content-Length: 2\r\n"
            "\r\n");
}

std::string Write(const Response& response, bool http_1_0 = false, bool keep_alive = true) {
  return WriteResponseHead(response, {http_1_0, keep_alive, "now", "id"});
}

TEST(ResponseHead, SaysHowTheConnectionGoesOn) {
  EXPECT_EQ(Write({}).find("Connection"), std::string::npos);
  EXPECT_NE(Write({}, false, false).find("\r\nConnection: close\r\n"), std::string::npos);
  EXPECT_NE(Write({}, true, true).find("\r\nConnection: keep-alive\r\n"), std::string::npos);
  EXPECT_NE(Write({}, true, false).find("\r\nConnection: close\r\n"), std::string::npos);
}

TEST(ResponseHead, GivesNoLengthWhereThereCanBeNoContent) {
  EXPECT_EQ(Write({204, "", "", {}}).find("\r\nContent-"), std::string::npos);
  EXPECT_EQ(Write({304, "", "", {}}).find("Content-Length"), std::string::npos);
}

TEST(ResponseHead, LetsAHandlerSetCacheControl) {
  const std::string head = Write({200, "text/css", "", {{"Cache-Control", "max-age=60"}}});
  EXPECT_NE(head.find("Cache-Control: max-age=60\r\n"), std::string::npos);
  EXPECT_EQ(head.find("no-store"), std::string::npos);
}

TEST(ResponseHead, LeavesOutFieldsThatWouldBreakTheMessage) {
  const std::string head = Write({200,
                                  "text/plain\r\nX-Evil: 1",
                                  "",
                                  {{"X-A", "a\r\nX-Evil: 1"},
                                   {"X-Evil: 1\r\nX", "b"},
                                   {"X-Evil", std::string("c\0", 2)},
                                   {"Content-Length", "99"},
                                   {"transfer-encoding", "chunked"},
                                   {"Connection", "X-Evil"}}});
  EXPECT_EQ(head.find("Evil"), std::string::npos) << head;
  EXPECT_EQ(head.find("99"), std::string::npos) << head;
  EXPECT_EQ(head.find("chunked"), std::string::npos) << head;
}

}  // namespace
}  // namespace kaam::api
