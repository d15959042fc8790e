// The strict reading of a request's header block (RFC 9112) that decides whether it may go on.
// Beast 1.81 alone lets through what two servers in a row can read differently, so nothing reaches
// it that has not passed here. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/http_message.h"
#include "api/problem.h"
#include "api/request_target.h"

namespace kaam::api {

struct HeaderLimits {
  std::size_t block_bytes = 16 * 1024;  // request line, fields and the empty line
  std::size_t fields = 100;
  std::size_t target_bytes = 4 * 1024;
};

// What a whole header block says about the message it begins.
struct RequestHead {
  std::size_t length = 0;  // of the block in bytes, the empty line included
  Method method = Method::kGet;
  Target target{};
  bool http_1_0 = false;
  bool keep_alive = true;
  bool chunked = false;
  std::optional<std::uint64_t> content_length{};
  bool expects_continue = false;

  bool HasBody() const { return chunked || content_length.value_or(0) > 0; }
};

// How far a block that is still arriving has been looked at. A fresh one for each request.
struct HeaderProgress {
  std::size_t checked = 0;
  bool request_line_seen = false;
};

// Looks at the bytes received so far, which begin with the request line. Absent: more are needed.
// Call again with the same bytes and more; what was looked at is not looked at again. Refuses as
// soon as the bytes cannot become a request that is served, so a client that waits for an answer
// before it ends its header (HTTP/0.9, TLS, a bare line feed) gets one.
ProblemOr<std::optional<RequestHead>> InspectHead(std::string_view bytes, HeaderProgress& progress,
                                                  const HeaderLimits& limits);

// A HEAD request must not be answered with a body even when it is refused.
inline bool LooksLikeHead(std::string_view bytes) { return bytes.starts_with("HEAD "); }

}  // namespace kaam::api
