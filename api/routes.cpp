#include "api/routes.h"

#include <ctime>
#include <utility>

#include "api/finish.h"
#include "api/problem.h"
#include "api/resource.h"

namespace kaam::api {
namespace {

Response ResponseOf(const Request& request, ProblemOr<Response> answer) {
  Response response = answer ? Finish(request, std::move(*answer)) : ToResponse(answer.error());
  response.headers.insert(response.headers.end(), request.answer_fields.begin(),
                          request.answer_fields.end());
  return response;
}

Route RouteOf(const Resource& resource, int id, const std::shared_ptr<const Serving>& serving) {
  Route route{.method = resource.method, .pattern = std::string(resource.pattern), .id = id};
  route.answer_type = resource.answers;
  route.body_type = resource.reads_json ? "application/json" : std::string(resource.reads);
  route.body_bytes = resource.body_bytes;
  if (resource.at_once != nullptr) {
    route.inline_action = [serving, answer = resource.at_once](const Request& request) {
      return ResponseOf(request, answer(request, *serving));
    };
  }
  return route;
}

}  // namespace

std::vector<Route> RoutesFor(const std::shared_ptr<const Serving>& serving) {
  std::vector<Route> routes;
  for (const Resource& resource : AllResources()) {
    routes.push_back(RouteOf(resource, static_cast<int>(routes.size()), serving));
  }
  return routes;
}

Result<std::unique_ptr<ResourceHandler>> ResourceHandler::Make(
    std::shared_ptr<const Serving> serving) {
  std::unique_ptr<ResourceHandler> handler(new ResourceHandler(std::move(serving)));
  if (auto used = handler->UseCurrentSnapshot(); !used) return used.error();
  return handler;
}

Result<void> ResourceHandler::UseCurrentSnapshot() {
  auto current = serving_->snapshot();
  if (current == snapshot_) return {};
  auto searcher = matcher::Searcher::Open(current->index());
  if (!searcher) return searcher.error();
  searcher_ = std::move(*searcher);
  snapshot_ = std::move(current);
  return {};
}

// Before the answer is given: what cannot be noted is not shown. (What was written by then stays.)
Result<void> ResourceHandler::Note(const Resource& resource, const Request& request,
                                   const Caller& caller, const Response& answer) const {
  const RoutePolicy* policy = FindPolicy(resource.method, resource.pattern);
  if (serving_->audit() == nullptr || policy == nullptr || !policy->audited) return {};
  const std::string route =
      std::string(Name(resource.method)) + " " + std::string(resource.pattern);
  const auto ref = Find(request.path_parameters, "ref");
  const std::string_view made = Find(answer.headers, "Location").value_or("");
  const auto posting =
      Find(request.path_parameters, "id").value_or(made.substr(made.rfind('/') + 1));
  return serving_->audit()->Append({.client = caller.client,
                                    .role = NameOf(caller.role),
                                    .route = route,
                                    .shows = TextOf(policy->fields),
                                    .request = request.id,
                                    .worker = ref ? caller.ReadRef(*ref) : std::nullopt,
                                    .posting = posting},
                                   std::time(nullptr));
}

Response ResourceHandler::Handle(const Request& request) {
  if (auto used = UseCurrentSnapshot(); !used) return ToResponse(ProblemFrom(used.error()));
  const Resource& resource = AllResources().at(static_cast<std::size_t>(request.route));
  // Without a gate there are no roles.
  static const Caller everybody;
  const Caller& caller = request.caller ? *request.caller : everybody;
  auto answer = resource.search({request, *serving_, *snapshot_, *searcher_, caller});
  if (answer) {
    if (auto noted = Note(resource, request, caller, *answer); !noted)
      answer = ProblemFrom(noted.error());
  }
  return ResponseOf(request, std::move(answer));
}

Result<Service> ServiceOf(const std::shared_ptr<const Serving>& serving,
                          const std::shared_ptr<Gate>& gate) {
  auto router = Router::Make(RoutesFor(serving));
  if (!router) return router.error();
  Service service;
  service.router = std::make_shared<const Router>(std::move(*router));
  service.counters = serving->counters();
  service.make_handler = [serving]() -> std::unique_ptr<Handler> {
    auto handler = ResourceHandler::Make(serving);
    return handler ? std::move(*handler) : nullptr;
  };
  if (gate) {
    service.admit = [gate](Request& request, const Route& route) {
      return gate->Admit(request, route.method, route.pattern);
    };
  }
  return service;
}

Result<Service> ServiceOf(std::shared_ptr<const matcher::Index> index) {
  return ServiceOf(std::make_shared<const Serving>(std::move(index), Secrets::Random()));
}

}  // namespace kaam::api
