// One HTTP exchange as a handler sees it: plain values, no sockets and no parser types, so that a
// handler can be called with a request written by hand.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/deadline.h"

namespace kaam::api {

// The methods that are implemented; every other token is answered 501 before a handler is reached.
enum class Method : std::uint8_t { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions };

std::string_view Name(Method method);

// Method names are case-sensitive (RFC 9110, 9.1): "get" is none.
std::optional<Method> MethodFromName(std::string_view name);

struct NameValue {
  std::string name;
  std::string value;
  friend bool operator==(const NameValue&, const NameValue&) = default;
};

// The first value of that name; absent when there is none. The view lives as long as `values`.
std::optional<std::string_view> Find(std::span<const NameValue> values, std::string_view name);
std::optional<std::string_view> Find(std::vector<NameValue>&& values,
                                     std::string_view name) = delete;

struct Caller;  // api/caller.h

struct Request {
  Method method = Method::kGet;  // a route for GET also sees kHead: answer it as GET
  std::string path;              // decoded UTF-8, no "." or ".." segment; "*" for OPTIONS *
  std::vector<NameValue> path_parameters;  // what stood for the {names} of the route's pattern
  std::vector<NameValue> query;            // decoded UTF-8 in order of writing, '+' read as a space
  std::vector<NameValue> headers;          // names in lower case; a repeated field joined by ", "
  std::string body;                        // whole, at most ServerOptions::max_body_bytes
  std::string remote_address;              // numeric
  std::string id;                          // as in the X-Request-Id of the answer
  int route = 0;                           // Route::id of the route that was matched
  bool http_1_0 = false;
  bool keep_alive = true;  // what the client asks for
  Deadline deadline = Deadline::Never();
  std::shared_ptr<const Caller> caller{};  // who asks; set by the gate before a handler sees it
  std::vector<NameValue> answer_fields{};  // to be added to the answer, whatever it is
};

// Date, Server, Content-Length, Connection and the standing safety headers are added on the way
// out.
struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body{};
  std::vector<NameValue> headers{};
};

}  // namespace kaam::api
