// The table of routes: from method and path to what answers.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http_message.h"
#include "core/result.h"

namespace kaam::api {

struct Route {
  Method method = Method::kGet;
  // Segments, the last with an optional verb; {name} stands for one segment that is not empty:
  // "/v1/workers:search", "/v1/openings/{ref}", "/v1/openings/{ref}:close".
  std::string pattern;
  int id = 0;  // comes back as Request::route; the numbers are the caller's
  // Set: answers on the io thread, by any number of threads at once, and must not block or take
  // long. Not set: the request waits its turn for a search thread's Handler.
  std::function<Response(const Request&)> inline_action{};
  std::string body_type{};    // "application/json": any other body is 415; empty: any
  std::string answer_type{};  // 406 when Accept excludes it; empty: Accept is not looked at
  std::optional<std::chrono::milliseconds> deadline{};  // absent: ServerOptions::answer_deadline
  // How large a body may be; absent: ServerOptions::body. Where it is set, who asks is looked at
  // before the body is read.
  std::optional<std::size_t> body_bytes{};
};

// Looks at a request before it is handled, on the io thread: absent lets it go on, changed as it
// then is; else what to answer instead. By any number of threads at once; must not block.
using AdmitRequest = std::function<std::optional<Response>(Request&, const Route&)>;

struct Resolution {
  const Route* route = nullptr;  // null when there is a refusal
  std::string_view pattern{};    // for logs; empty when no pattern fits the path
  std::vector<NameValue> path_parameters{};
  std::optional<Response> refusal{};  // what to answer instead
};

// Immutable; threads may share it. Views in a Resolution live as long as the router.
class Router {
 public:
  // Fails with kInvalidArgument, naming the pattern, when a pattern is malformed, when two routes
  // have the same method and pattern, and when two patterns differ only in their names ("/a/{x}"
  // and
  // "/a/{y}") or in how they write a verb.
  static Result<Router> Make(std::vector<Route> routes);

  // Looks at method, path and headers; the body need not be there yet. Where several patterns fit,
  // one with fewer {names} is preferred, then one with a verb, then the first in the table. ":verb"
  // also fits as "/verb". HEAD goes to the route for GET; OPTIONS is answered 204 with Allow.
  // Refusals: 404, 405 with Allow, 406, 415.
  Resolution Resolve(const Request& request, bool has_body) const;

 private:
  struct Segment {
    std::string parameter;  // empty: the segment is `literal` itself
    std::string literal;    // behind the parameter's value: ":close"
  };
  using Shape = std::vector<Segment>;

  // All routes of one pattern.
  struct Resource {
    std::string pattern;
    std::vector<Shape> shapes;  // as written, then with the verb as a segment of its own
    std::vector<std::size_t> routes;
    std::size_t parameters = 0;
    std::string allow;
  };

  Router() = default;
  static Result<Resource> ParsePattern(const std::string& pattern);
  static bool FitAlike(const Resource& a, const Resource& b);
  static bool Fits(const Shape& shape, const std::vector<std::string_view>& segments,
                   std::vector<NameValue>& parameters);
  const Resource* FindResource(std::string_view path, std::vector<NameValue>& parameters) const;
  const Route* FindRoute(const Resource& resource, Method method) const;

  std::vector<Route> routes_;
  std::vector<Resource> resources_;  // preferred ones first
  std::string allow_;                // of the server as a whole
};

}  // namespace kaam::api
