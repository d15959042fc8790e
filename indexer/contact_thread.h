// Stores sealed contact records on a thread of its own, so that reading goes on beside it.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/result.h"
#include "indexer/contact_store.h"

namespace kaam::indexer {

// Sealed records, their bytes end to end.
struct ContactBatch {
  struct Row {
    WorkerRef ref;
    std::size_t begin = 0;  // in `bytes`
    std::size_t size = 0;
    BlindKeys keys{};
  };
  std::vector<Row> rows;
  std::string bytes;
};

// One thread adds, closes and finishes. When writing fails, the first error comes back from Finish.
class ContactThread {
 public:
  explicit ContactThread(std::unique_ptr<ContactStoreWriter> store);
  ~ContactThread();
  ContactThread(const ContactThread&) = delete;
  ContactThread& operator=(const ContactThread&) = delete;

  // Waits while the thread is a few batches behind.
  void Add(ContactBatch batch);

  // Nothing follows: the thread finishes the store, beside whatever the caller does next.
  void Close();

  // Waits for that; Publish on the store is then the caller's. Close first.
  Result<std::unique_ptr<ContactStoreWriter>> Finish();

 private:
  void Run();
  Result<void> Write(const ContactBatch& batch);

  std::unique_ptr<ContactStoreWriter> store_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<ContactBatch> waiting_;  // guarded by mutex_
  bool closed_ = false;               // guarded by mutex_
  bool abandoned_ = false;            // guarded by mutex_
  std::optional<Error> failure_;      // of the thread, until it is joined
  std::jthread thread_;
};

}  // namespace kaam::indexer
