// One io thread: its own io_context, its own acceptor on the shared port, and its connections.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <unordered_set>

#include "api/connection.h"
#include "api/connection_limits.h"
#include "api/counters.h"
#include "api/router.h"
#include "api/server_options.h"
#include "api/work_queue.h"
#include "core/result.h"

namespace kaam::api {

// What the io threads share. Outlives them.
struct ListenerParts {
  const ServerOptions& options;
  const Router& router;
  WorkQueue& queue;
  Counters& counters;
  ConnectionLimits& limits;
  const AdmitRequest& admit;
};

// Run is for one thread; BeginDrain, Abort and Finish may be called by any while it runs.
class Listener {
 public:
  // Listens on `port`, 0 for any free one, together with the other listeners of this process.
  static Result<std::unique_ptr<Listener>> Open(const ListenerParts& parts, std::uint16_t port);

  std::uint16_t port() const { return port_; }

  // Serves until Finish.
  void Run();

  // Takes in what has already connected, stops listening and lets each connection end with the
  // request that has begun to arrive. The future is ready once the port is closed.
  std::future<void> BeginDrain();

  // Closes all connections; how many requests that leaves without their answer.
  std::future<std::size_t> Abort();

  void Finish() { io_.stop(); }

 private:
  using Tcp = boost::asio::ip::tcp;
  using Executor = boost::asio::io_context::executor_type;
  using Clock = std::chrono::steady_clock;
  using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;

  explicit Listener(const ListenerParts& parts);
  Result<void> Listen(std::uint16_t port);
  void Accept();
  void OnAccept(const boost::system::error_code& error, Connection::Socket socket);
  void TakeIn(Connection::Socket socket);
  void TakeInBacklog();
  void Sweep();

  const ListenerParts parts_;
  boost::asio::io_context io_{1};
  boost::asio::basic_socket_acceptor<Tcp, Executor> acceptor_{io_};
  Timer sweep_timer_{io_};
  Timer backoff_timer_{io_};
  Clock::time_point last_warning_{};
  std::uint16_t port_ = 0;
  ConnectionHome home_;
  std::unordered_set<std::shared_ptr<Connection>> connections_;
};

}  // namespace kaam::api
