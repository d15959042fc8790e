#include "api/trace_context.h"

#include <algorithm>

#include "api/ascii.h"

namespace kaam::api {
namespace {

bool IsLowerHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
}

bool IsZero(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

}  // namespace

// version "-" trace-id "-" parent-id "-" flags; a later version may have more behind another "-".
std::optional<TraceContext> ReadTraceparent(std::string_view traceparent) {
  constexpr std::size_t kLength = 2 + 1 + 32 + 1 + 16 + 1 + 2;
  if (traceparent.size() < kLength) return std::nullopt;
  const std::string_view version = traceparent.substr(0, 2);
  const std::string_view trace = traceparent.substr(3, 32);
  const std::string_view parent = traceparent.substr(36, 16);
  const std::string_view flags = traceparent.substr(53, 2);
  const bool dashes = traceparent[2] == '-' && traceparent[35] == '-' && traceparent[52] == '-';
  if (!dashes || !IsLowerHex(version) || version == "ff") return std::nullopt;
  if (!IsLowerHex(trace) || !IsLowerHex(parent) || !IsLowerHex(flags)) return std::nullopt;
  if (IsZero(trace) || IsZero(parent)) return std::nullopt;
  if (traceparent.size() > kLength && (version == "00" || traceparent[kLength] != '-')) {
    return std::nullopt;
  }
  return TraceContext{trace, flags};
}

std::string TraceresponseFor(const TraceContext& context, std::string_view request_id) {
  std::string out = "00-";
  out.append(context.trace_id).append("-").append(request_id).append("-").append(context.flags);
  return out;
}

}  // namespace kaam::api
