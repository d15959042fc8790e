// What the server has counted since it started.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "api/route_times.h"

namespace kaam::api {

// Any number of threads may count and read at once; each figure is exact, two of them may be read a
// moment apart.
struct Counters {
  static constexpr std::size_t kMostRoutes = 64;

  std::atomic<std::uint64_t> accepted{0};             // connections let in
  std::atomic<std::uint64_t> refused_connections{0};  // over a connection limit
  std::atomic<std::uint64_t> active{0};               // connections open now
  std::array<std::atomic<std::uint64_t>, 6>
      answered{};                                  // answers, by the first digit of the status
  std::atomic<std::uint64_t> refused_requests{0};  // for their bytes, before routing
  std::atomic<std::uint64_t> timed_out{0};         // requests that did not arrive in time
  std::atomic<std::uint64_t> overloaded{0};        // requests that found the queue full
  std::atomic<std::uint64_t> under_way{0};         // requests queued for or with a search thread
  std::array<RouteTimes, kMostRoutes> routes{};    // by Route::id; what is beyond is not counted
};

}  // namespace kaam::api
