// How many connections are open, in all and for each client address.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "core/deadline.h"

namespace kaam::api {

enum class Admission : std::uint8_t {
  kServe,
  kRefuse,  // over a limit: answer 503 and close
  kDrop,    // so far over a limit that not even that: close
};

// Any number of threads may use one at once.
class ConnectionLimits {
 public:
  ConnectionLimits(std::size_t in_all, std::size_t for_each_address);

  // Counts the connection in unless the outcome is kDrop. Pair with Leave.
  Admission Enter(const std::string& address);
  void Leave(const std::string& address);

  // True when none is open; false when some still are as the deadline passes.
  bool WaitUntilNone(Deadline deadline);

 private:
  const std::size_t in_all_;
  const std::size_t for_each_address_;
  std::mutex mutex_;
  std::condition_variable none_left_;
  std::size_t open_ = 0;
  std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace kaam::api
