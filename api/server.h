// The HTTP server: from a port to a Handler and back.
#pragma once

#include <cstdint>
#include <memory>

#include "api/counters.h"
#include "api/handler.h"
#include "api/router.h"
#include "api/server_options.h"
#include "core/result.h"

namespace kaam::api {

// What is served.
struct Service {
  std::shared_ptr<const Router> router;
  HandlerFactory make_handler;
  std::shared_ptr<Counters> counters = std::make_shared<Counters>();  // kept to be shown
  AdmitRequest admit{};                                               // not set: all are let in
};

// Any number of threads may call its functions at once.
class Server {
 public:
  // Returns once the port is open. Raises the process's soft limit of open files where it is below
  // what max_connections needs. Fails with kInvalidArgument or kFailedPrecondition for options that
  // cannot be (a listen address beyond loopback without keys and a proxy), with kFailedPrecondition
  // when no handler can be made, and with kIo when the port is taken.
  static Result<std::unique_ptr<Server>> Start(const ServerOptions& options, Service service);

  // Stops.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  const Counters& counters() const;

  // Closes the port, answers on each connection the request that has begun to arrive, with
  // "Connection: close" and so without those pipelined behind it, and ends all threads. True when
  // each of these got its answer within drain_deadline; what is then still open is cut off. Waits
  // for handlers that are running. A second call returns what the first did.
  bool Stop();

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace kaam::api
