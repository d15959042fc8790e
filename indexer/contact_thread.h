// Seals and stores contact records on a thread of its own, so that reading goes on beside it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/result.h"
#include "indexer/contact_store.h"

namespace kaam::indexer {

// Add and Finish from one thread. When writing fails, the first error comes back from Finish.
class ContactThread {
 public:
  explicit ContactThread(std::unique_ptr<ContactStoreWriter> store);
  ~ContactThread();
  ContactThread(const ContactThread&) = delete;
  ContactThread& operator=(const ContactThread&) = delete;

  // Waits while the thread is a batch behind.
  void Add(const WorkerRef& ref, std::string serialized_worker);

  // Waits for everything added; Publish on the store is then the caller's.
  Result<std::unique_ptr<ContactStoreWriter>> Finish();

 private:
  using Batch = std::vector<std::pair<WorkerRef, std::string>>;

  void Run();
  void HandOver();

  std::unique_ptr<ContactStoreWriter> store_;
  Batch filling_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Batch> waiting_;  // guarded by mutex_
  bool stop_ = false;             // guarded by mutex_
  std::optional<Error> failure_;  // guarded by mutex_
  std::jthread thread_;
};

}  // namespace kaam::indexer
