// Whether the server lives, what it serves and how it fares.
#include <boost/json.hpp>

#include "api/metrics_text.h"
#include "api/resource.h"
#include "core/index_schema.h"
#include "core/json_text.h"

namespace kaam::api {
namespace {

namespace json = boost::json;

ProblemOr<Response> Healthy(const Request&, const Serving&) {
  return JsonResponse(ToJsonText({{"status", "ok"}}));
}

ProblemOr<Response> Ready(const Request&, const Serving& serving) {
  return JsonResponse(ToJsonText({{"status", "ready"}, {"snapshot", serving.snapshot()->name()}}));
}

ProblemOr<Response> Version(const Request&, const Serving& serving) {
  const auto snapshot = serving.snapshot();
  const Manifest& manifest = snapshot->index()->manifest();
  return JsonResponse(ToJsonText({{"name", "kaam"},
                                  {"version", KAAM_VERSION},
                                  {"schema_version", schema::kVersion},
                                  {"snapshot", manifest.snapshot},
                                  {"taxonomy", snapshot->taxonomy_version()},
                                  {"built", manifest.created},
                                  {"workers", manifest.workers},
                                  {"openings", manifest.openings}}));
}

ProblemOr<Response> Metrics(const Request&, const Serving& serving) {
  return Response{200, "text/plain; version=0.0.4; charset=utf-8", MetricsText(serving)};
}

}  // namespace

std::vector<Resource> HealthResources() {
  return {
      {Method::kGet, "/healthz", nullptr, Healthy},
      {Method::kGet, "/readyz", nullptr, Ready},
      {Method::kGet, "/version", nullptr, Version},
      {Method::kGet, "/metrics", nullptr, Metrics, false, "text/plain"},
  };
}

}  // namespace kaam::api
