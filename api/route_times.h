// How long answers took, counted without a lock.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace kaam::api {

// Any number of threads may count and read at once.
class Histogram {
 public:
  // Upper edges of the buckets in microseconds, inclusive; one more bucket holds what is longer.
  static constexpr std::array<std::uint64_t, 14> kEdges = {
      100,    250,    500,     1'000,   2'500,   5'000,     10'000,
      25'000, 50'000, 100'000, 250'000, 500'000, 1'000'000, 5'000'000};

  void Add(std::chrono::microseconds took) {
    const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(0, took.count()));
    const auto* const edge = std::lower_bound(kEdges.begin(), kEdges.end(), value);
    counts_[static_cast<std::size_t>(edge - kEdges.begin())].fetch_add(1,
                                                                       std::memory_order_relaxed);
    microseconds_.fetch_add(value, std::memory_order_relaxed);
  }

  std::uint64_t count(std::size_t bucket) const {
    return counts_[bucket].load(std::memory_order_relaxed);
  }
  std::uint64_t microseconds() const { return microseconds_.load(std::memory_order_relaxed); }
  bool empty() const {
    return std::all_of(counts_.begin(), counts_.end(),
                       [](const auto& each) { return each.load(std::memory_order_relaxed) == 0; });
  }

 private:
  std::array<std::atomic<std::uint64_t>, kEdges.size() + 1> counts_{};
  std::atomic<std::uint64_t> microseconds_{0};
};

struct RouteTimes {
  Histogram queue;  // waiting for a search thread
  Histogram total;  // from the request's last byte to the answer's
};

}  // namespace kaam::api
