// Writes into the store that is served: what was written is durable when that returns, and a thread
// of its own publishes it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "core/changes.pb.h"
#include "core/result.h"
#include "indexer/live_store.h"
#include "indexer/refs.h"

namespace kaam::api {

// Holds the store's lock as long as it lives: no other program can change the store meanwhile. Any
// number of threads may use one at once.
class StoreWriter {
 public:
  struct Options {
    std::filesystem::path store;
    indexer::SecretKey key{};
    unsigned threads = 1;                   // for publishing
    std::chrono::milliseconds pause{500};   // at least, from one publishing's begin to the next's
    std::chrono::milliseconds retry{1000};  // after a failure, until the store is opened anew
  };

  // Takes in, and soon publishes, what a crash left in the change log. Fails as LiveStore::Open.
  static Result<std::unique_ptr<StoreWriter>> Start(const Options& options);
  StoreWriter(const StoreWriter&) = delete;
  StoreWriter& operator=(const StoreWriter&) = delete;
  // What is not published by then is at the next start.
  ~StoreWriter();

  const indexer::RefMaker& refs() const { return *refs_; }

  // The store for one who looks and writes: nobody else does either meanwhile.
  class Turn {
   public:
    indexer::LiveStore& store() { return *writer_.live_; }
    // What became of each, in their order: all are in the change log then. kUnavailable when that
    // cannot be known.
    Result<std::vector<indexer::Fate>> Write(std::span<const records::Change> changes);

   private:
    friend class StoreWriter;
    explicit Turn(StoreWriter& writer) : writer_(writer), lock_(writer.mutex_) {}
    StoreWriter& writer_;
    std::unique_lock<std::mutex> lock_;
  };
  // Waits for other turns; kUnavailable while the store is opened anew after a failure.
  Result<std::unique_ptr<Turn>> TakeTurn();

 private:
  explicit StoreWriter(Options options) : options_(std::move(options)) {}
  void Run();
  // Both with `lock` held, which they let go of meanwhile.
  bool Publish(std::unique_lock<std::mutex>& lock);
  bool OpenAnew(std::unique_lock<std::mutex>& lock);

  const Options options_;
  std::optional<indexer::RefMaker> refs_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_, but that the thread alone puts another one in, and so may publish without.
  std::unique_ptr<indexer::LiveStore> live_;
  bool unpublished_ = true;
  bool failed_ = false;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace kaam::api
