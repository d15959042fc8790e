// A point in time by which an answer is due; a value that travels with the question.
#pragma once

#include <chrono>

namespace kaam {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  static Deadline Never() { return Deadline{Clock::time_point::max()}; }
  static Deadline After(Clock::duration wait) { return Deadline{Clock::now() + wait}; }

  bool Passed() const { return at_ != Clock::time_point::max() && Clock::now() >= at_; }
  Clock::time_point at() const { return at_; }

 private:
  explicit Deadline(Clock::time_point at) : at_(at) {}
  Clock::time_point at_;
};

}  // namespace kaam
