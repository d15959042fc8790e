// One line in the log for each answer.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

namespace kaam::api {

// What may be known of an answer afterwards: never a target, a header value or a body.
struct AnswerRecord {
  std::string_view id;
  std::string_view method;  // empty when the request was refused before it was known
  std::string_view route;   // the pattern, empty likewise
  int status = 0;
  std::size_t bytes = 0;               // handed to the system, header included
  std::chrono::microseconds took{};    // from the request's last byte to the answer's
  std::chrono::microseconds queued{};  // of that, waiting for a search thread
  std::string_view problem;            // the slug when the server itself refused, else empty
  std::string_view trace{};            // as in the answer's Traceresponse, empty without a trace
};

void LogAnswer(const AnswerRecord& record);

}  // namespace kaam::api
