// What the HTTP server can be told. Defaults are meant for one machine behind a portal.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "api/body_decoder.h"
#include "api/request_fence.h"
#include "core/result.h"

namespace kaam::api {

struct ServerOptions {
  std::string address = "127.0.0.1";  // numeric; beyond loopback only with keys, behind a proxy
  bool has_keys = false;              // who asks is found out (api/gate.h)
  bool behind_proxy = false;          // all that reaches the port comes from one that ends TLS
  std::uint16_t port = 8080;          // 0: any free one
  unsigned io_threads = 0;            // 0: one for each core
  unsigned search_threads = 0;        // 0: one for each core
  std::size_t queue_capacity = 256;   // requests that wait for a search thread; more are 503

  std::chrono::milliseconds header_deadline{10'000};  // first byte to the header's end, else 408
  std::chrono::milliseconds body_deadline{20'000};    // header's end to the body's end, else 408
  std::chrono::milliseconds idle_deadline{60'000};    // between requests, then closed silently
  std::chrono::milliseconds write_deadline{20'000};   // for a whole answer
  std::chrono::milliseconds answer_deadline{10'000};  // Request::deadline, from the request's end
  std::chrono::milliseconds linger_deadline{2'000};   // after the last answer, for it to be read
  std::chrono::milliseconds drain_deadline{10'000};   // what Stop gives requests that are under way

  HeaderLimits header{};
  BodyLimits body{};
  std::size_t max_pipelined_bytes = 64 * 1024;      // of later requests, held while one is answered
  std::size_t max_linger_bytes = 16 * 1024 * 1024;  // read and dropped after a last answer
  std::size_t max_connections = 12'000;
  std::size_t max_connections_per_address = 12'000;  // a proxy is one address
  bool access_log = true;
};

// Absent when the server can run with these.
std::optional<Error> CheckOptions(const ServerOptions& options);

// How often connections are looked at for a deadline that has passed, and so how late one can be
// noticed: a tenth of the shortest, 10 to 250 ms.
std::chrono::milliseconds SweepInterval(const ServerOptions& options);

}  // namespace kaam::api
