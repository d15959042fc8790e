// Holds threads up until a test lets them go.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace kaam::api {

// Any number of threads may use one at once. Opened for good by Open.
class Gate {
 public:
  void Pass() {
    std::unique_lock lock(mutex_);
    ++arrivals_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }

  void Open() {
    const std::scoped_lock lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

  // Returns once so many threads have come to Pass, counted from the beginning.
  void WaitForArrivals(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return arrivals_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t arrivals_ = 0;
  bool open_ = false;
};

}  // namespace kaam::api
