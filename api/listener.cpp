#include "api/listener.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <ctime>
#include <exception>
#include <random>
#include <utility>
#include <vector>

#include "api/problem.h"
#include "api/response_head.h"
#include "core/log.h"

namespace kaam::api {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::chrono::milliseconds kAcceptBackoff{100};
constexpr std::chrono::seconds kWarningInterval{10};
constexpr std::size_t kDiscardRead = 64 * 1024;

bool SetFlag(int descriptor, int level, int option) {
  const int on = 1;
  return ::setsockopt(descriptor, level, option, &on, sizeof(on)) == 0;
}

}  // namespace

Listener::Listener(const ListenerParts& parts)
    : parts_(parts), home_{parts.options, parts.router, parts.queue, parts.counters, parts.admit} {
  home_.date = HttpDate(std::time(nullptr));
  home_.next_id = std::uint64_t{std::random_device{}()} << 32;
  home_.discarded.resize(kDiscardRead);
  home_.on_closed = [this](const std::shared_ptr<Connection>& connection) {
    if (connections_.erase(connection) == 0) return;
    parts_.counters.active.fetch_sub(1, std::memory_order_relaxed);
    parts_.limits.Leave(connection->remote_address());
  };
}

Result<std::unique_ptr<Listener>> Listener::Open(const ListenerParts& parts, std::uint16_t port) {
  std::unique_ptr<Listener> listener(new Listener(parts));
  if (const Result<void> listening = listener->Listen(port); !listening) return listening.error();
  return listener;
}

Result<void> Listener::Listen(std::uint16_t port) {
  const Tcp::endpoint endpoint(asio::ip::make_address(parts_.options.address), port);
  const std::string name = parts_.options.address + ":" + std::to_string(port);
  error_code error;
  const auto failed = [&](const char* action) { return IoError(action, name, error.value()); };
  if (acceptor_.open(endpoint.protocol(), error)) return failed("open a socket for");
  const int descriptor = acceptor_.native_handle();
  if (!SetFlag(descriptor, SOL_SOCKET, SO_REUSEADDR) ||
      !SetFlag(descriptor, SOL_SOCKET, SO_REUSEPORT)) {
    return IoError("share the port of", name, errno);
  }
  if (acceptor_.bind(endpoint, error)) return failed("bind");
  if (acceptor_.listen(asio::socket_base::max_listen_connections, error))
    return failed("listen on");
  // The backlog is taken in without waiting when the port is closed.
  if (acceptor_.non_blocking(true, error)) return failed("unblock");
  port_ = acceptor_.local_endpoint(error).port();
  if (error) return failed("read the port of");
  return {};
}

void Listener::Run() {
  Accept();
  Sweep();
  for (;;) {
    try {
      io_.run();
      return;
    } catch (const std::exception&) {
      // Out of memory in one operation: its connection is gone, the others go on.
      log::Error("io_operation_threw");
    }
  }
}

void Listener::Accept() {
  acceptor_.async_accept([this](const error_code& error, Connection::Socket socket) {
    OnAccept(error, std::move(socket));
  });
}

void Listener::OnAccept(const error_code& error, Connection::Socket socket) {
  if (!acceptor_.is_open()) return;
  if (!error) TakeIn(std::move(socket));
  if (!error || error == asio::error::connection_aborted) return Accept();
  // Out of descriptors or memory: the connection stays in the backlog, so asking again at once
  // would only spin.
  if (const auto now = Clock::now(); now - last_warning_ > kWarningInterval) {
    last_warning_ = now;
    log::Warn("accept_failed", {{"errno", std::int64_t{error.value()}}});
  }
  backoff_timer_.expires_after(kAcceptBackoff);
  backoff_timer_.async_wait([this](const error_code& cancelled) {
    if (!cancelled && acceptor_.is_open()) Accept();
  });
}

void Listener::TakeIn(Connection::Socket socket) {
  error_code error;
  const Tcp::endpoint remote = socket.remote_endpoint(error);
  if (error) return;  // reset before it was taken in
  std::string address = remote.address().to_string();
  const Admission admission = parts_.limits.Enter(address);
  if (admission != Admission::kServe) {
    parts_.counters.refused_connections.fetch_add(1, std::memory_order_relaxed);
  }
  if (admission == Admission::kDrop) return;
  socket.set_option(Tcp::no_delay(true), error);
  socket.non_blocking(true, error);
  parts_.counters.active.fetch_add(1, std::memory_order_relaxed);
  auto connection = std::make_shared<Connection>(std::move(socket), std::move(address), home_);
  connections_.insert(connection);
  if (admission == Admission::kRefuse) {
    return connection->Refuse(
        {ProblemKind::kTooManyConnections, "The limit of open connections is reached"});
  }
  parts_.counters.accepted.fetch_add(1, std::memory_order_relaxed);
  connection->Start();
}

void Listener::TakeInBacklog() {
  for (;;) {
    error_code error;
    Connection::Socket socket(io_);
    if (acceptor_.accept(socket, error)) return;
    TakeIn(std::move(socket));
  }
}

std::future<void> Listener::BeginDrain() {
  auto closed = std::make_shared<std::promise<void>>();
  std::future<void> when_closed = closed->get_future();
  asio::post(io_, [this, closed] {
    home_.draining = true;
    error_code ignored;
    TakeInBacklog();
    acceptor_.close(ignored);
    backoff_timer_.cancel();
    const std::vector<std::shared_ptr<Connection>> open(connections_.begin(), connections_.end());
    for (const auto& connection : open) connection->Drain();
    closed->set_value();
  });
  return when_closed;
}

std::future<std::size_t> Listener::Abort() {
  auto counted = std::make_shared<std::promise<std::size_t>>();
  std::future<std::size_t> count = counted->get_future();
  asio::post(io_, [this, counted] {
    const std::vector<std::shared_ptr<Connection>> open(connections_.begin(), connections_.end());
    std::size_t unanswered = 0;
    for (const auto& connection : open) unanswered += connection->Abort() ? 1 : 0;
    counted->set_value(unanswered);
  });
  return count;
}

void Listener::Sweep() {
  home_.date = HttpDate(std::time(nullptr));
  const Clock::time_point now = Clock::now();
  std::vector<std::shared_ptr<Connection>> overdue;
  for (const auto& connection : connections_) {
    if (connection->IsOverdue(now)) overdue.push_back(connection);
  }
  for (const auto& connection : overdue) connection->GiveUpWaiting();
  sweep_timer_.expires_after(SweepInterval(parts_.options));
  sweep_timer_.async_wait([this](const error_code& cancelled) {
    if (!cancelled) Sweep();
  });
}

}  // namespace kaam::api
