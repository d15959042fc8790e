// One thing that is served: its method, path and what answers. Resources stand in files of their
// own (search_routes.cpp ...); routes.cpp puts them together.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/caller.h"
#include "api/http_message.h"
#include "api/problem.h"
#include "api/serving.h"
#include "matcher/engine.h"

namespace kaam::api {

// What a search thread answers with.
struct Ask {
  const Request& request;
  const Serving& serving;
  const Snapshot& snapshot;
  matcher::Searcher& searcher;  // of that snapshot's index
  const Caller& caller;
};

struct Resource {
  using OnSearchThread = ProblemOr<Response> (*)(const Ask&);
  // Any number of io threads at once; takes no time to speak of.
  using AtOnce = ProblemOr<Response> (*)(const Request&, const Serving&);

  Method method = Method::kGet;
  std::string_view pattern;  // as Route::pattern
  OnSearchThread search = nullptr;
  AtOnce at_once = nullptr;                       // exactly one of the two
  bool reads_json = false;                        // any other body is 415
  std::string_view answers = "application/json";  // empty: it looks at Accept itself
  // Of a body that is not JSON: its type, and how large it may be (ServerOptions::body).
  std::string_view reads = {};
  std::optional<std::size_t> body_bytes = std::nullopt;
};

// Every resource; a Route's id is its place here.
const std::vector<Resource>& AllResources();

// Those of each file.
std::vector<Resource> HealthResources();
std::vector<Resource> PageResources();
std::vector<Resource> ContractResources();
std::vector<Resource> SearchResources();
std::vector<Resource> WorkerResources();
std::vector<Resource> ScrollResources();
std::vector<Resource> PostingResources();
std::vector<Resource> TextResources();
std::vector<Resource> TaxonomyResources();

// 200 with JSON and a line end; `language` where the words of the answer are in one.
Response JsonResponse(std::string json, std::string_view language = {});

// The value of a query parameter; absent when it is not given. Views live as long as `request`.
std::optional<std::string_view> Parameter(const Request& request, std::string_view name);

// The same as a whole number. kInvalidArgument when it is none from `least` to `most`.
ProblemOr<std::uint32_t> NumberParameter(const Request& request, std::string_view name,
                                         std::uint32_t least, std::uint32_t most,
                                         std::uint32_t otherwise);

// kInvalidArgument, with the nearest names, for a parameter that is none of `names` or stands
// twice.
std::optional<Problem> CheckParameters(const Request& request,
                                       std::initializer_list<std::string_view> names);

// A wrong query parameter.
Problem WrongParameter(std::string_view name, std::string detail,
                       std::vector<std::string> nearest = {});

}  // namespace kaam::api
