#include "api/server.h"

#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "api/connection_limits.h"
#include "api/listener.h"
#include "api/thread_name.h"
#include "api/work_queue.h"
#include "core/log.h"

namespace kaam::api {
namespace {

namespace asio = boost::asio;

constexpr rlim_t kOtherDescriptors = 256;  // listeners, the index, logs

void RaiseDescriptorLimit(std::size_t connections) {
  const rlim_t wanted = connections + kOtherDescriptors;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  if (setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= wanted) return;
  log::Warn("open_files_limit_low", {{"limit", static_cast<std::int64_t>(limit.rlim_cur)},
                                     {"wanted", static_cast<std::int64_t>(wanted)}});
}

// Our listeners share the port with each other, and the kernel would let a second server of the
// same user share it too. A socket that does not share finds out whether anyone is there.
Result<void> CheckPortIsFree(const ServerOptions& options) {
  if (options.port == 0) return {};
  asio::io_context io;
  asio::ip::tcp::acceptor probe(io);
  const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(options.address), options.port);
  boost::system::error_code error;
  probe.open(endpoint.protocol(), error);
  if (!error) probe.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) probe.bind(endpoint, error);
  if (!error) return {};
  return IoError("bind", options.address + ":" + std::to_string(options.port), error.value());
}

}  // namespace

// In order of dependence: each part uses those above it, and so outlives none of them.
struct Server::Parts {
  Parts(const ServerOptions& options_in, Service service_in)
      : options(options_in),
        service(std::move(service_in)),
        limits(options.max_connections, options.max_connections_per_address) {}

  Result<void> Open();
  void Run();
  bool Stop();

  const ServerOptions options;
  const Service service;
  ConnectionLimits limits;
  std::unique_ptr<WorkQueue> queue;
  std::vector<std::unique_ptr<Listener>> listeners;
  std::vector<std::thread> threads;
  std::mutex stop_mutex;
  std::optional<bool> all_answered;  // set once stopped
};

Result<void> Server::Parts::Open() {
  if (const Result<void> is_free = CheckPortIsFree(options); !is_free) return is_free.error();
  Result<std::unique_ptr<WorkQueue>> started =
      WorkQueue::Start({options.search_threads, options.queue_capacity}, service.make_handler);
  if (!started) return started.error();
  queue = *std::move(started);
  const unsigned count = options.io_threads > 0 ? options.io_threads
                                                : std::max(1U, std::thread::hardware_concurrency());
  std::uint16_t port = options.port;
  for (unsigned i = 0; i < count; ++i) {
    Result<std::unique_ptr<Listener>> listener = Listener::Open(
        {options, *service.router, *queue, *service.counters, limits, service.admit}, port);
    if (!listener) return listener.error();
    port = (*listener)->port();
    listeners.push_back(*std::move(listener));
  }
  return {};
}

void Server::Parts::Run() {
  for (const auto& listener : listeners) {
    threads.emplace_back([raw = listener.get()] {
      NameThisThread("kaam-io");
      raw->Run();
    });
  }
}

bool Server::Parts::Stop() {
  const std::scoped_lock lock(stop_mutex);
  if (all_answered) return *all_answered;
  std::size_t unanswered = 0;
  if (!threads.empty()) {
    const Deadline deadline = Deadline::After(options.drain_deadline);
    std::vector<std::future<void>> closed;
    for (const auto& listener : listeners) closed.push_back(listener->BeginDrain());
    for (std::future<void>& each : closed) each.wait();
    if (!limits.WaitUntilNone(deadline)) {
      std::vector<std::future<std::size_t>> aborted;
      for (const auto& listener : listeners) aborted.push_back(listener->Abort());
      for (std::future<std::size_t>& each : aborted) unanswered += each.get();
    }
  }
  // Search threads hand answers to the io threads' contexts, so they end first.
  if (queue) queue->Stop(Deadline::After({}));
  for (const auto& listener : listeners) listener->Finish();
  for (std::thread& thread : threads) thread.join();
  all_answered = unanswered == 0;
  return *all_answered;
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() { Stop(); }

Result<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, Service service) {
  if (std::optional<Error> error = CheckOptions(options)) return *std::move(error);
  if (!service.router || !service.make_handler || !service.counters) {
    return InvalidArgument("a service needs a router, a handler factory and counters");
  }
  RaiseDescriptorLimit(options.max_connections);
  std::unique_ptr<Server> server(new Server(std::make_unique<Parts>(options, std::move(service))));
  try {
    if (const Result<void> open = server->parts_->Open(); !open) return open.error();
    server->parts_->Run();
  } catch (const std::system_error& error) {
    return IoError("start", "the server's threads", error.code().value());
  }
  return server;
}

std::uint16_t Server::port() const { return parts_->listeners.front()->port(); }

const Counters& Server::counters() const { return *parts_->service.counters; }

bool Server::Stop() { return parts_->Stop(); }

}  // namespace kaam::api
