#include "bench/http_cost.h"

#include <time.h>

#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <iomanip>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "api/routes.h"
#include "bench/questions.h"
#include "core/log.h"
#include "matcher/index.h"

namespace kaam::bench {
namespace {

namespace http = boost::beast::http;
using Tcp = boost::asio::ip::tcp;

double Microseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// One connection that asks and waits.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(io_) {
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
    socket_.set_option(Tcp::no_delay(true));
  }

  // Bytes of the answer's body; kIo when it is none. Throws boost::system::system_error.
  Result<std::size_t> Ask(const std::string& question) {
    http::request<http::string_body> request{http::verb::post, "/v1/workers:search", 11};
    request.set(http::field::host, "localhost");
    request.set(http::field::content_type, "application/json");
    request.body() = question;
    request.prepare_payload();
    http::write(socket_, request);
    http::response<http::string_body> response;
    http::read(socket_, buffer_, response);
    if (response.result() != http::status::ok) {
      return Error{ErrorCode::kIo, "not answered: " + response.body(), {}, {}};
    }
    return response.body().size();
  }

 private:
  boost::asio::io_context io_;
  Tcp::socket socket_;
  boost::beast::flat_buffer buffer_;
};

// A handler of the service, and the CPU time that it and others like it took.
class TimedHandler final : public api::Handler {
 public:
  TimedHandler(std::unique_ptr<api::Handler> handler, std::atomic<double>& us)
      : handler_(std::move(handler)), us_(us) {}

  api::Response Handle(const api::Request& request) override {
    const double start = Microseconds(CLOCK_THREAD_CPUTIME_ID);
    api::Response response = handler_->Handle(request);
    us_ += Microseconds(CLOCK_THREAD_CPUTIME_ID) - start;
    return response;
  }

 private:
  std::unique_ptr<api::Handler> handler_;
  std::atomic<double>& us_;
};

}  // namespace

Result<void> MeasureHttp(const std::filesystem::path& store, std::size_t count, std::uint64_t seed,
                         std::ostream& out) {
  log::Start("kaam-bench", "info");  // as the server does: a line a request
  const auto index = matcher::Index::Open(store, Verify::kSizes);
  if (!index) return index.error();
  auto service = api::ServiceOf(*index);
  if (!service) return service.error();
  std::atomic<double> handlers_us{0};
  service->make_handler = [make = service->make_handler,
                           &handlers_us]() -> std::unique_ptr<api::Handler> {
    auto handler = make();
    if (!handler) return nullptr;
    return std::make_unique<TimedHandler>(std::move(handler), handlers_us);
  };
  api::ServerOptions options;
  options.port = 0;
  auto server = api::Server::Start(options, *std::move(service));
  if (!server) return server.error();
  auto mix = MakeQuestions((*index)->taxonomy(), count, seed);
  if (!mix) return mix.error();
  std::vector<std::string> questions;
  for (ShapedQuestion& asked : *mix) {
    if (asked.bound_to_a_place() && asked.direction == matcher::Direction::kWorkersForOpening) {
      questions.push_back(std::move(asked.json));
    }
  }

  Client client((*server)->port());
  for (const std::string& question : questions) {  // warms
    if (const auto answered = client.Ask(question); !answered) return answered.error();
  }
  handlers_us = 0;
  std::size_t bytes = 0;
  const double process = Microseconds(CLOCK_PROCESS_CPUTIME_ID);
  const double own = Microseconds(CLOCK_THREAD_CPUTIME_ID);
  for (const std::string& question : questions) bytes += client.Ask(question).value();
  const double server_us = Microseconds(CLOCK_PROCESS_CPUTIME_ID) - process -
                           (Microseconds(CLOCK_THREAD_CPUTIME_ID) - own);

  const auto requests = static_cast<double>(questions.size());
  const auto row = [&](const char* what, double us) {
    out << std::setw(6) << us / requests << " us  " << what << '\n';
  };
  out << std::fixed << std::setprecision(0) << questions.size() << " requests on one connection, "
      << static_cast<double>(bytes) / requests << " bytes each; CPU time a request:\n";
  row("the server, all threads", server_us);
  row("of which answering: reading the question, ranking, reasons, JSON", handlers_us);
  row("HTTP adds", server_us - handlers_us);
  return {};
}

}  // namespace kaam::bench
