// Keeps what a store publishes open while it changes: the newest generation, without whoever the
// suppression list hides.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/result.h"
#include "matcher/index.h"
#include "matcher/query.h"

namespace kaam::matcher {

class IndexFollower {
 public:
  struct Options {
    std::chrono::milliseconds interval{100};  // between two looks at the store
    // Told of every index from the first on, with those whom the suppression list hides in it,
    // ascending: kept pages of the same snapshot may still hold them (Paging::withdrawn). Later
    // ones on the thread that looks.
    std::function<void(const std::shared_ptr<const Index>&, const std::vector<Question::RefBytes>&)>
        on_change = [](const auto&, const auto&) {};
    // Told of what keeps a later one from being opened: the one before goes on until the next look.
    std::function<void(const Error&)> on_error = [](const Error&) {};
  };

  // Opens what STORE publishes with Verify::kAll; of later generations every file that is not
  // shared with the one before is verified in the same way. See Index::Open for refusals.
  static Result<std::unique_ptr<IndexFollower>> Open(const std::filesystem::path& store,
                                                     Options options);
  IndexFollower(const IndexFollower&) = delete;
  IndexFollower& operator=(const IndexFollower&) = delete;
  ~IndexFollower();

  // The newest; whoever holds an older one keeps it. Any thread.
  std::shared_ptr<const Index> index() const;

 private:
  // What says that something has changed.
  struct Mark {
    std::string current;
    std::uintmax_t suppressed_bytes = 0;
    std::filesystem::file_time_type suppressed_time;
    friend bool operator==(const Mark&, const Mark&) = default;
  };

  IndexFollower(std::filesystem::path store, Options options)
      : store_(std::move(store)), options_(std::move(options)) {}
  Mark Look() const;
  Result<std::shared_ptr<const Index>> Reopen(const Index& old) const;
  Result<void> Tell(const std::shared_ptr<const Index>& index) const;
  void Follow();

  const std::filesystem::path store_;
  const Options options_;
  Mark mark_;  // of the thread that looks
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<const Index> index_;  // guarded by mutex_
  bool ending_ = false;                 // guarded by mutex_
  std::thread thread_;
};

}  // namespace kaam::matcher
