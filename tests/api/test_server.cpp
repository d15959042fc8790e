#include "tests/api/test_server.h"

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace kaam::api {
namespace {

enum RouteId : int { kEcho, kSearch, kWait, kLarge, kDeadline, kThrow };

std::string SecondsUntil(const Deadline& deadline) {
  const auto left = deadline.at() - Deadline::Clock::now();
  return std::to_string(std::chrono::round<std::chrono::seconds>(left).count());
}

// name|q|accept|remote address|id is there
Response Show(const Request& request) {
  std::string body;
  body += Find(request.path_parameters, "name").value_or("-");
  body += '|';
  body += Find(request.query, "q").value_or("-");
  body += '|';
  body += Find(request.headers, "accept").value_or("-");
  body += '|' + request.remote_address + '|' + std::to_string(request.id.size());
  return {200, "text/plain", body};
}

class TestHandler final : public Handler {
 public:
  explicit TestHandler(Gate& gate) : gate_(gate) {}

  Response Handle(const Request& request) override {
    switch (static_cast<RouteId>(request.route)) {
      case kEcho:
      case kSearch:
        return {200, "application/json", request.body};
      case kWait:
        gate_.Pass();
        return {200, "text/plain", "waited"};
      case kLarge:
        return {200, "text/plain", std::string(std::size_t{4} << 20, 'x')};
      case kDeadline:
        return {200, "text/plain", SecondsUntil(request.deadline)};
      case kThrow:
        break;
    }
    throw std::runtime_error("thrown by a search thread");
  }

 private:
  Gate& gate_;
};

std::shared_ptr<const Router> MakeRouter() {
  const auto inline_answer = [](const Request&) { return Response{200, "text/plain", "inline"}; };
  const auto inline_throw = [](const Request&) -> Response {
    throw std::runtime_error("thrown by an io thread");
  };
  Route own_deadline{Method::kGet, "/v1/own-deadline", kDeadline};
  own_deadline.deadline = std::chrono::seconds(100);
  Route search{Method::kPost, "/v1/workers:search", kSearch};
  search.body_type = "application/json";
  return std::make_shared<const Router>(Router::Make({{Method::kGet, "/inline", 0, inline_answer},
                                                      {Method::kGet, "/throw", 0, inline_throw},
                                                      {Method::kGet, "/show/{name}", 0, Show},
                                                      {Method::kPost, "/v1/echo", kEcho},
                                                      search,
                                                      own_deadline,
                                                      {Method::kGet, "/v1/deadline", kDeadline},
                                                      {Method::kGet, "/v1/wait", kWait},
                                                      {Method::kGet, "/v1/large", kLarge},
                                                      {Method::kGet, "/v1/throw", kThrow}})
                                            .value());
}

}  // namespace

TestServer::TestServer(ServerOptions options) {
  options.port = 0;
  options.access_log = false;
  Service service{MakeRouter(), [this] { return std::make_unique<TestHandler>(gate_); }};
  server_ = Server::Start(options, std::move(service)).value();
}

TestServer::~TestServer() {
  gate_.Open();
  server_->Stop();
}

}  // namespace kaam::api
