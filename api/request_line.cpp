#include "api/request_line.h"

#include <algorithm>
#include <string>
#include <utility>

#include "api/ascii.h"

namespace kaam::api {
namespace {

constexpr std::size_t kMaxMethod = 32;
constexpr std::string_view kVersionForm = "HTTP/d.d";

Problem MalformedLine(std::string detail) {
  return {ProblemKind::kMalformedRequest, std::move(detail)};
}
Problem TooLong() { return {ProblemKind::kTargetTooLong, "The request target is over the limit"}; }
Problem UnknownMethod() {
  return {ProblemKind::kMethodNotImplemented, "The request method is not implemented"};
}

// Fails for anything but "HTTP/1.0" and "HTTP/1.1"; true for the former.
ProblemOr<bool> ParseVersion(std::string_view version) {
  const bool well_formed = version.size() == kVersionForm.size() && version.starts_with("HTTP/") &&
                           IsDigit(version[5]) && version[6] == '.' && IsDigit(version[7]);
  if (!well_formed) return MalformedLine("The request line does not end in an HTTP version");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return Problem{ProblemKind::kVersionNotSupported, "Only HTTP/1.1 and HTTP/1.0 are spoken"};
  }
  return version == "HTTP/1.0";
}

}  // namespace

ProblemOr<RequestLine> ParseRequestLine(std::string_view line, std::size_t max_target_bytes) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return MalformedLine("The request line is not method, target and version");
  }
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (!IsToken(method)) return MalformedLine("The request method is not a token");
  if (target.size() > max_target_bytes) return TooLong();
  if (target.empty() || target.find_first_of(" \t") != std::string_view::npos) {
    return MalformedLine("The request line is not method, target and version");
  }
  const ProblemOr<bool> http_1_0 = ParseVersion(line.substr(last + 1));
  if (!http_1_0) return http_1_0.error();
  const std::optional<Method> known = MethodFromName(method);
  if (!known) return UnknownMethod();
  return RequestLine{*known, target, *http_1_0};
}

std::optional<Problem> CheckPartialLine(std::string_view begin, std::size_t max_target_bytes) {
  const std::size_t space = begin.find(' ');
  std::string_view method = begin.substr(0, space);
  // A CR may be the first half of the line's end; what is before it is looked at then.
  if (space == std::string_view::npos && method.ends_with('\r')) method.remove_suffix(1);
  if (space == 0 || !std::all_of(method.begin(), method.end(), IsTokenChar)) {
    return MalformedLine("The request method is not a token");
  }
  if (method.size() > kMaxMethod) return UnknownMethod();
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view target = begin.substr(space + 1);
  if (std::min(target.find(' '), target.size()) > max_target_bytes) return TooLong();
  return std::nullopt;
}

}  // namespace kaam::api
