#include "api/rate_limits.h"

#include <algorithm>
#include <cmath>

namespace kaam::api {
namespace {

std::chrono::seconds SecondsFor(double tokens, const Quota& quota) {
  if (tokens <= 0) return std::chrono::seconds(0);
  return std::chrono::seconds(static_cast<std::int64_t>(std::ceil(tokens / quota.a_second)));
}

}  // namespace

Allowance RateLimits::Take(std::string_view client, const Quota& quota, Clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  auto found = by_client_.find(client);
  if (found == by_client_.end()) {
    order_.push_front({std::string(client), quota.at_once, now});
    found = by_client_.emplace(client, order_.begin()).first;
    if (order_.size() > most_clients_) {
      by_client_.erase(order_.back().client);
      order_.pop_back();
    }
  } else {
    order_.splice(order_.begin(), order_, found->second);
  }
  Bucket& bucket = order_.front();
  const double passed = std::chrono::duration<double>(now - bucket.at).count();
  bucket.tokens = std::min(quota.at_once, bucket.tokens + std::max(0.0, passed) * quota.a_second);
  bucket.at = now;
  Allowance allowance{};
  allowance.granted = bucket.tokens >= 1;
  if (allowance.granted) bucket.tokens -= 1;
  allowance.left = static_cast<unsigned>(bucket.tokens);
  allowance.until_full = SecondsFor(quota.at_once - bucket.tokens, quota);
  allowance.until_next = SecondsFor(1 - bucket.tokens, quota);
  return allowance;
}

}  // namespace kaam::api
