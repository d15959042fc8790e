// The first line of a request. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "api/http_message.h"
#include "api/problem.h"

namespace kaam::api {

struct RequestLine {
  Method method = Method::kGet;
  std::string_view target;  // as written; lives as long as the line
  bool http_1_0 = false;
};

// `line` is without its CR LF.
ProblemOr<RequestLine> ParseRequestLine(std::string_view line, std::size_t max_target_bytes);

// What is already wrong with a line whose end has not arrived; absent when it may become right.
std::optional<Problem> CheckPartialLine(std::string_view begin, std::size_t max_target_bytes);

}  // namespace kaam::api
