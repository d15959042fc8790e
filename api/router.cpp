#include "api/router.h"

#include <algorithm>
#include <array>
#include <utility>

#include "api/ascii.h"
#include "api/media_type.h"
#include "api/problem.h"

namespace kaam::api {
namespace {

constexpr std::size_t kMaxSegments = 16;

// The segments of "/a/b"; none when no pattern can fit.
std::vector<std::string_view> Split(std::string_view path) {
  std::vector<std::string_view> segments;
  if (!path.starts_with('/')) return segments;
  path.remove_prefix(1);
  for (;;) {
    if (segments.size() == kMaxSegments) return {};
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

Response NotFoundResponse() {
  return ToResponse({ProblemKind::kNotFound, "No path of that form is served"});
}

Response OptionsResponse(const std::string& allow) { return {204, "", "", {{"Allow", allow}}}; }

Response NotAllowedResponse(const std::string& allow) {
  Response response =
      ToResponse({ProblemKind::kMethodNotAllowed, "The Allow field names the methods that do"});
  response.headers.push_back({"Allow", allow});
  return response;
}

Response UnsupportedResponse(std::string detail, NameValue header) {
  Response response = ToResponse({ProblemKind::kUnsupportedMediaType, std::move(detail)});
  response.headers.push_back(std::move(header));
  return response;
}

// 415 or 406 when the header does not agree with the route.
std::optional<Response> CheckTypes(const Route& route, const Request& request, bool has_body) {
  if (has_body) {
    const auto coding = Find(request.headers, "content-encoding");
    if (coding && !EqualsIgnoringCase(*coding, "identity")) {
      return UnsupportedResponse("Bodies are read without a Content-Encoding",
                                 {"Accept-Encoding", "identity"});
    }
    const auto type = Find(request.headers, "content-type");
    if (!route.body_type.empty() && !IsMediaType(type.value_or(""), route.body_type)) {
      return UnsupportedResponse("The Content-Type has to be " + route.body_type,
                                 {"Accept", route.body_type});
    }
  }
  const auto accept = Find(request.headers, "accept");
  if (!route.answer_type.empty() && accept && !Accepts(*accept, route.answer_type)) {
    return ToResponse({ProblemKind::kNotAcceptable, "The answer is " + route.answer_type});
  }
  return std::nullopt;
}

std::string JoinAllow(std::array<bool, 7> allowed) {
  constexpr auto kGet = static_cast<std::size_t>(Method::kGet);
  allowed[static_cast<std::size_t>(Method::kHead)] |= allowed[kGet];
  allowed[static_cast<std::size_t>(Method::kOptions)] = true;
  std::string allow;
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    if (!allowed[i]) continue;
    if (!allow.empty()) allow += ", ";
    allow += Name(static_cast<Method>(i));
  }
  return allow;
}

}  // namespace

Result<Router::Resource> Router::ParsePattern(const std::string& pattern) {
  const Error malformed = InvalidArgument("a route's pattern is malformed", pattern);
  if (!pattern.starts_with('/')) return malformed;
  Resource resource{pattern, {}, {}, 0, {}};
  Shape shape;
  for (const std::string_view text : Split(pattern)) {
    if (!text.starts_with('{')) {
      if (text.find_first_of("{}") != std::string_view::npos) return malformed;
      shape.push_back({"", std::string(text)});
      continue;
    }
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos || close == 1) return malformed;
    const std::string_view rest = text.substr(close + 1);
    if (!rest.empty() && (rest.front() != ':' || rest.size() == 1)) return malformed;
    shape.push_back({std::string(text.substr(1, close - 1)), std::string(rest)});
    ++resource.parameters;
  }
  if (shape.empty()) return malformed;
  resource.shapes.push_back(shape);
  const std::size_t colon = shape.back().literal.find(':');
  if (colon != std::string::npos) {
    const std::string verb = shape.back().literal.substr(colon + 1);
    if (verb.empty()) return malformed;
    shape.back().literal.resize(colon);
    shape.push_back({"", verb});
    resource.shapes.push_back(std::move(shape));
  }
  return resource;
}

// Whether some shape of each stands for the same paths.
bool Router::FitAlike(const Resource& a, const Resource& b) {
  const auto same_segment = [](const Segment& x, const Segment& y) {
    return x.parameter.empty() == y.parameter.empty() && x.literal == y.literal;
  };
  return std::any_of(a.shapes.begin(), a.shapes.end(), [&](const Shape& x) {
    return std::any_of(b.shapes.begin(), b.shapes.end(), [&](const Shape& y) {
      return std::equal(x.begin(), x.end(), y.begin(), y.end(), same_segment);
    });
  });
}

Result<Router> Router::Make(std::vector<Route> routes) {
  Router router;
  router.routes_ = std::move(routes);
  std::array<bool, 7> allowed_anywhere{};
  for (std::size_t i = 0; i < router.routes_.size(); ++i) {
    const Route& route = router.routes_[i];
    auto place = std::find_if(router.resources_.begin(), router.resources_.end(),
                              [&](const Resource& each) { return each.pattern == route.pattern; });
    if (place == router.resources_.end()) {
      Result<Resource> resource = ParsePattern(route.pattern);
      if (!resource) return resource.error();
      for (const Resource& other : router.resources_) {
        if (FitAlike(other, *resource)) {
          return InvalidArgument("two patterns stand for the same paths", route.pattern);
        }
      }
      place = router.resources_.insert(place, *std::move(resource));
    }
    for (const std::size_t other : place->routes) {
      if (router.routes_[other].method == route.method) {
        return InvalidArgument("two routes have one method and pattern", route.pattern);
      }
    }
    place->routes.push_back(i);
    allowed_anywhere[static_cast<std::size_t>(route.method)] = true;
  }
  for (Resource& resource : router.resources_) {
    std::array<bool, 7> allowed{};
    for (const std::size_t i : resource.routes) {
      allowed[static_cast<std::size_t>(router.routes_[i].method)] = true;
    }
    resource.allow = JoinAllow(allowed);
  }
  router.allow_ = JoinAllow(allowed_anywhere);
  std::sort(router.resources_.begin(), router.resources_.end(),
            [](const Resource& a, const Resource& b) {
              if (a.parameters != b.parameters) return a.parameters < b.parameters;
              if (a.shapes.size() != b.shapes.size()) return a.shapes.size() > b.shapes.size();
              return a.routes.front() < b.routes.front();
            });
  return router;
}

bool Router::Fits(const Shape& shape, const std::vector<std::string_view>& segments,
                  std::vector<NameValue>& parameters) {
  if (shape.size() != segments.size()) return false;
  parameters.clear();
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const Segment& wanted = shape[i];
    const std::string_view text = segments[i];
    if (wanted.parameter.empty()) {
      if (text != wanted.literal) return false;
    } else if (text.size() > wanted.literal.size() && text.ends_with(wanted.literal)) {
      const std::size_t length = text.size() - wanted.literal.size();
      parameters.push_back({wanted.parameter, std::string(text.substr(0, length))});
    } else {
      return false;
    }
  }
  return true;
}

const Router::Resource* Router::FindResource(std::string_view path,
                                             std::vector<NameValue>& parameters) const {
  const std::vector<std::string_view> segments = Split(path);
  for (const Resource& resource : resources_) {
    for (const Shape& shape : resource.shapes) {
      if (Fits(shape, segments, parameters)) return &resource;
    }
  }
  parameters.clear();
  return nullptr;
}

const Route* Router::FindRoute(const Resource& resource, Method method) const {
  for (const std::size_t i : resource.routes) {
    if (routes_[i].method == method) return &routes_[i];
  }
  return method == Method::kHead ? FindRoute(resource, Method::kGet) : nullptr;
}

Resolution Router::Resolve(const Request& request, bool has_body) const {
  Resolution resolution;
  if (request.path == "*") {
    resolution.refusal = OptionsResponse(allow_);
    return resolution;
  }
  const Resource* resource = FindResource(request.path, resolution.path_parameters);
  if (resource == nullptr) {
    resolution.refusal = NotFoundResponse();
    return resolution;
  }
  resolution.pattern = resource->pattern;
  const Route* route = FindRoute(*resource, request.method);
  if (route == nullptr) {
    resolution.refusal = request.method == Method::kOptions ? OptionsResponse(resource->allow)
                                                            : NotAllowedResponse(resource->allow);
    return resolution;
  }
  resolution.refusal = CheckTypes(*route, request, has_body);
  if (!resolution.refusal) resolution.route = route;
  return resolution;
}

}  // namespace kaam::api
