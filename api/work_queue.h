// A bounded queue of requests in front of the search threads.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "api/handler.h"
#include "api/http_message.h"
#include "core/deadline.h"
#include "core/result.h"

namespace kaam::api {

struct Answer {
  Response response;
  std::chrono::microseconds queued{};  // from TrySubmit to a thread taking the job up
};

struct Job {
  Request request;
  std::function<void(Answer)> done;  // called once, on a search thread; must not throw
};

// First come, first served. Any number of threads may call TrySubmit and Stop at once.
class WorkQueue {
 public:
  struct Options {
    unsigned threads = 0;  // 0: one for each core
    std::size_t capacity = 256;
  };

  // Fails with kFailedPrecondition when the factory makes no handler.
  static Result<std::unique_ptr<WorkQueue>> Start(const Options& options,
                                                  const HandlerFactory& make_handler);
  ~WorkQueue();
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // False, with `job` as it was, when the queue is full or stopped. A job whose request's deadline
  // passed before a thread was free is answered 503 without being handled.
  bool TrySubmit(Job& job);

  // Handles what is queued until `deadline`, answers the rest 503, and returns when the threads
  // have ended. A handler that is running is waited for.
  void Stop(Deadline deadline);

 private:
  struct Waiting {
    Job job;
    Deadline::Clock::time_point since;
    bool refused = false;  // the queue was stopped and its deadline has passed
  };

  explicit WorkQueue(std::size_t capacity) : capacity_(capacity) {}
  void Run(Handler& handler);
  std::optional<Waiting> Take();
  static Response Serve(Handler& handler, const Waiting& next);

  const std::size_t capacity_;
  std::vector<std::unique_ptr<Handler>> handlers_;  // outlive the threads
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Waiting> waiting_;
  std::optional<Deadline> stop_at_;
  std::mutex join_mutex_;
  std::vector<std::thread> threads_;
};

}  // namespace kaam::api
