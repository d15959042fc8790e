#include "api/server_options.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <string_view>
#include <utility>

namespace kaam::api {

std::optional<Error> CheckOptions(const ServerOptions& options) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(options.address, error);
  if (error) return InvalidArgument("the listen address is not a numeric IP address", "address");
  if (!address.is_loopback() && !(options.has_keys && options.behind_proxy)) {
    return FailedPrecondition(
        "listening beyond loopback needs keys (--keys or --jwks) and a proxy that ends TLS "
        "(--behind-proxy)",
        "address");
  }
  const std::pair<std::string_view, std::chrono::milliseconds> deadlines[] = {
      {"header_deadline", options.header_deadline}, {"body_deadline", options.body_deadline},
      {"idle_deadline", options.idle_deadline},     {"write_deadline", options.write_deadline},
      {"answer_deadline", options.answer_deadline},
  };
  for (const auto& [name, deadline] : deadlines) {
    if (deadline.count() <= 0) {
      return InvalidArgument("a deadline has to be above zero", std::string(name));
    }
  }
  const std::pair<std::string_view, std::size_t> sizes[] = {
      {"queue_capacity", options.queue_capacity},
      {"header.block_bytes", options.header.block_bytes},
      {"header.fields", options.header.fields},
      {"header.target_bytes", options.header.target_bytes},
      {"max_pipelined_bytes", options.max_pipelined_bytes},
      {"max_connections", options.max_connections},
      {"max_connections_per_address", options.max_connections_per_address},
  };
  for (const auto& [name, size] : sizes) {
    if (size == 0) return InvalidArgument("a limit has to be above zero", std::string(name));
  }
  return std::nullopt;
}

std::chrono::milliseconds SweepInterval(const ServerOptions& options) {
  const auto shortest =
      std::min({options.header_deadline, options.body_deadline, options.idle_deadline,
                options.write_deadline, options.linger_deadline});
  return std::clamp(shortest / 10, std::chrono::milliseconds(10), std::chrono::milliseconds(250));
}

}  // namespace kaam::api
