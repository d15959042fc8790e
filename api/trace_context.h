// The traceparent field (W3C Trace Context): a caller's trace, noted in the log and answered. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kaam::api {

struct TraceContext {
  std::string_view trace_id;  // 32 lower-case hex digits, not all 0
  std::string_view flags;     // 2 of them
};

// Absent when the field is not well-formed; it is then as if it had not been sent. Views live as
// long as `traceparent`.
std::optional<TraceContext> ReadTraceparent(std::string_view traceparent);

// What to answer: the caller's trace with our id (16 hex digits) as the one that answered.
std::string TraceresponseFor(const TraceContext& context, std::string_view request_id);

}  // namespace kaam::api
