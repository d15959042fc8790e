#include "api/routes.h"

#include <boost/json.hpp>
#include <utility>

#include "api/problem.h"
#include "core/day.h"
#include "core/index_schema.h"
#include "core/json_text.h"
#include "matcher/answer.h"
#include "matcher/question_json.h"

namespace kaam::api {
namespace {

namespace json = boost::json;
using matcher::Direction;

constexpr std::string_view kJson = "application/json";

enum RouteId : int { kSearchWorkers = 1, kSearchOpenings = 2 };

Response JsonResponse(std::string body) {
  body += '\n';
  return {.status = 200, .content_type = std::string(kJson), .body = std::move(body)};
}

Route Inline(std::string pattern, const json::value& answer) {
  Route route{.method = Method::kGet, .pattern = std::move(pattern)};
  route.inline_action = [response = JsonResponse(ToJsonText(answer))](const Request&) {
    return response;
  };
  return route;
}

Route Search(std::string pattern, RouteId id) {
  return {.method = Method::kPost,
          .pattern = std::move(pattern),
          .id = id,
          .body_type = std::string(kJson),
          .answer_type = std::string(kJson)};
}

// Ranks what `body` asks for; the first fault on the way is the answer's.
Result<std::string> AnswerTo(matcher::Searcher& searcher, const Request& request,
                             Direction direction) {
  const auto spec = matcher::ParseQuestion(request.body, direction);
  if (!spec) return spec.error();
  // Who asks decides what small counts may be told, and nobody is known yet: all are the public.
  if (spec->viewer) return InvalidArgument("is not for the question to say", "viewer");
  const matcher::Index& index = searcher.index();
  const auto question = matcher::Question::Make(index.taxonomy(), *spec, direction, TodayInIndia());
  if (!question) return question.error();
  const auto answer = matcher::Search(searcher, *question, request.deadline);
  if (!answer) return answer.error();
  return matcher::ToJsonText(index, *question, *answer);
}

}  // namespace

std::vector<Route> RoutesFor(const std::shared_ptr<const matcher::Index>& index) {
  const Manifest& manifest = index->manifest();
  return {
      Inline("/healthz", {{"status", "ok"}}),
      Inline("/readyz", {{"status", "ready"}, {"snapshot", manifest.snapshot}}),
      Inline("/version", {{"name", "kaam"},
                          {"version", KAAM_VERSION},
                          {"schema_version", schema::kVersion},
                          {"snapshot", manifest.snapshot},
                          {"built", manifest.created},
                          {"workers", manifest.workers},
                          {"openings", manifest.openings}}),
      Search("/v1/workers:search", kSearchWorkers),
      Search("/v1/openings:search", kSearchOpenings),
  };
}

Result<std::unique_ptr<SearchHandler>> SearchHandler::Make(
    const std::shared_ptr<const matcher::Index>& index) {
  auto searcher = matcher::Searcher::Open(index);
  if (!searcher) return searcher.error();
  return std::unique_ptr<SearchHandler>(new SearchHandler(std::move(*searcher)));
}

Result<Service> ServiceOf(std::shared_ptr<const matcher::Index> index) {
  auto router = Router::Make(RoutesFor(index));
  if (!router) return router.error();
  Service service;
  service.router = std::make_shared<const Router>(std::move(*router));
  service.make_handler = [index = std::move(index)]() -> std::unique_ptr<Handler> {
    auto handler = SearchHandler::Make(index);
    return handler ? std::move(*handler) : nullptr;
  };
  return service;
}

Response SearchHandler::Handle(const Request& request) {
  const Direction direction = request.route == kSearchOpenings ? Direction::kOpeningsForWorker
                                                               : Direction::kWorkersForOpening;
  auto answer = AnswerTo(*searcher_, request, direction);
  return answer ? JsonResponse(std::move(*answer)) : ToResponse(ProblemFrom(answer.error()));
}

}  // namespace kaam::api
