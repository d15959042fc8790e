// Items worked on by several threads and given back in the order in which they were added.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace kaam::indexer {

// Add and Take from one thread.
template <class Item>
class OrderedWork {
 public:
  // `work(item, thread)` is called with thread in [0, threads), each thread doing one item at a
  // time.
  OrderedWork(unsigned threads, std::function<void(Item&, unsigned)> work)
      : most_in_flight_(std::size_t{threads} * 2 + 1), work_(std::move(work)) {
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this, i] { Run(i); });
  }
  OrderedWork(const OrderedWork&) = delete;
  OrderedWork& operator=(const OrderedWork&) = delete;
  ~OrderedWork() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    threads_.clear();  // joins
  }

  // Enough is under way: take before you add.
  bool full() const { return in_order_.size() >= most_in_flight_; }

  void Add(std::unique_ptr<Item> item) {
    in_order_.push_back(std::make_unique<Job>());
    in_order_.back()->item = std::move(item);
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(in_order_.back().get());
    }
    changed_.notify_all();
  }

  // The oldest item, once it is worked on; null when there is none. Rethrows what its work threw.
  std::unique_ptr<Item> Take() {
    if (in_order_.empty()) return nullptr;
    const std::unique_ptr<Job> job = std::move(in_order_.front());
    in_order_.pop_front();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return job->done; });
    if (job->failure) std::rethrow_exception(job->failure);
    return std::move(job->item);
  }

 private:
  struct Job {
    std::unique_ptr<Item> item;
    std::exception_ptr failure;
    bool done = false;  // guarded by mutex_
  };

  void Run(unsigned thread) {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return stop_ || !waiting_.empty(); });
      if (stop_) return;
      Job& job = *waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      try {
        work_(*job.item, thread);
      } catch (...) {
        job.failure = std::current_exception();
      }
      lock.lock();
      job.done = true;
      changed_.notify_all();
    }
  }

  const std::size_t most_in_flight_;
  const std::function<void(Item&, unsigned)> work_;
  std::deque<std::unique_ptr<Job>> in_order_;  // of the thread that adds
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job*> waiting_;  // guarded by mutex_
  bool stop_ = false;         // guarded by mutex_
  std::vector<std::jthread> threads_;
};

}  // namespace kaam::indexer
