// What the API answers: its routes, and the handler behind them.
#pragma once

#include <memory>
#include <vector>

#include "api/gate.h"
#include "api/handler.h"
#include "api/resource.h"
#include "api/router.h"
#include "api/server.h"
#include "api/serving.h"
#include "matcher/engine.h"
#include "matcher/index.h"

namespace kaam::api {

// One for each of AllResources, for Router::Make.
std::vector<Route> RoutesFor(const std::shared_ptr<const Serving>& serving);

// Answers what takes a search thread; one for each. Moves on to another snapshot between requests.
class ResourceHandler final : public Handler {
 public:
  // kDataLoss when the index can't be searched.
  static Result<std::unique_ptr<ResourceHandler>> Make(std::shared_ptr<const Serving> serving);

  Response Handle(const Request& request) override;

 private:
  explicit ResourceHandler(std::shared_ptr<const Serving> serving) : serving_(std::move(serving)) {}
  Result<void> UseCurrentSnapshot();
  Result<void> Note(const Resource& resource, const Request& request, const Caller& caller,
                    const Response& answer) const;

  std::shared_ptr<const Serving> serving_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::unique_ptr<matcher::Searcher> searcher_;
};

// All of it, for Server::Start. Without a gate everybody is let in.
Result<Service> ServiceOf(const std::shared_ptr<const Serving>& serving,
                          const std::shared_ptr<Gate>& gate = nullptr);

// The same over one index that never changes, with keys that nobody else knows.
Result<Service> ServiceOf(std::shared_ptr<const matcher::Index> index);

}  // namespace kaam::api
