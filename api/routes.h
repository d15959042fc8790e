// What the API answers: its routes, and the handler behind them.
#pragma once

#include <memory>
#include <vector>

#include "api/handler.h"
#include "api/router.h"
#include "api/server.h"
#include "matcher/engine.h"
#include "matcher/index.h"

namespace kaam::api {

// The routes over one index, for Router::Make. Health and version are answered on the io threads,
// searches by a SearchHandler.
std::vector<Route> RoutesFor(const std::shared_ptr<const matcher::Index>& index);

// Answers searches; one for each search thread.
class SearchHandler final : public Handler {
 public:
  // kDataLoss when the index can't be searched.
  static Result<std::unique_ptr<SearchHandler>> Make(
      const std::shared_ptr<const matcher::Index>& index);

  Response Handle(const Request& request) override;

 private:
  explicit SearchHandler(std::unique_ptr<matcher::Searcher> searcher)
      : searcher_(std::move(searcher)) {}

  std::unique_ptr<matcher::Searcher> searcher_;
};

// All of it, for Server::Start.
Result<Service> ServiceOf(std::shared_ptr<const matcher::Index> index);

}  // namespace kaam::api
