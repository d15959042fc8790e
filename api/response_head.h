// The status line and fields that go before an answer's body. Pure.
#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "api/http_message.h"

namespace kaam::api {

// IMF-fixdate (RFC 9110, 5.6.7), whatever the locale.
std::string HttpDate(std::time_t at);

// False for 204 and 304, which end with their header (RFC 9110, 15.3.5 and 15.4.5).
bool MayHaveContent(int status);

struct ResponseFrame {
  bool http_1_0 = false;  // what the client speaks
  bool keep_alive = true;
  std::string_view date;
  std::string_view request_id;
  std::string_view traceresponse{};  // empty: left out
};

// Ends with the empty line. Content-Length is that of response.body, whether or not it will be sent
// (HEAD); 204 and 304 have none (RFC 9110, 8.6). Fields that frame the message are the server's
// alone: a handler's Content-Length, Transfer-Encoding, Connection, Date and Server are left out,
// and so is a field that would break the header (a name that is no token, a value with a control
// character).
std::string WriteResponseHead(const Response& response, const ResponseFrame& frame);

}  // namespace kaam::api
