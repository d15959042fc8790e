// Token buckets: how much of its quota each client has left.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/policy.h"
#include "core/ids.h"

namespace kaam::api {

struct Allowance {
  bool granted = false;
  unsigned left = 0;                // requests that would be granted now
  std::chrono::seconds until_full;  // rounded up
  std::chrono::seconds until_next;  // rounded up; 0 when one is left
};

// Any number of threads may use one at once. Clients not seen for longest are forgotten beyond a
// number of them; a bucket that is forgotten is full again.
class RateLimits {
 public:
  using Clock = std::chrono::steady_clock;

  explicit RateLimits(std::size_t most_clients = 100'000) : most_clients_(most_clients) {}

  // Takes one request from the client's bucket where it holds one.
  Allowance Take(std::string_view client, const Quota& quota, Clock::time_point now);

 private:
  struct Bucket {
    std::string client;
    double tokens;
    Clock::time_point at;
  };
  using Order = std::list<Bucket>;  // seen last first

  const std::size_t most_clients_;
  std::mutex mutex_;
  Order order_;
  std::unordered_map<std::string, Order::iterator, StringHash, std::equal_to<>> by_client_;
};

}  // namespace kaam::api
