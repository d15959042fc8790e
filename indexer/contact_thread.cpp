#include "indexer/contact_thread.h"

namespace kaam::indexer {
namespace {

constexpr std::size_t kBatchRecords = 2000;

}  // namespace

ContactThread::ContactThread(std::unique_ptr<ContactStoreWriter> store)
    : store_(std::move(store)), thread_([this] { Run(); }) {}

ContactThread::~ContactThread() {
  const std::lock_guard lock(mutex_);
  stop_ = true;
  changed_.notify_all();
}

void ContactThread::Add(const WorkerRef& ref, std::string serialized_worker) {
  filling_.emplace_back(ref, std::move(serialized_worker));
  if (filling_.size() == kBatchRecords) HandOver();
}

void ContactThread::HandOver() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !waiting_; });
  waiting_ = std::move(filling_);
  filling_.clear();
  changed_.notify_all();
}

Result<std::unique_ptr<ContactStoreWriter>> ContactThread::Finish() {
  HandOver();
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    changed_.notify_all();
  }
  thread_.join();
  if (failure_) return *failure_;
  return std::move(store_);
}

void ContactThread::Run() {
  for (;;) {
    Batch batch;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return waiting_ || stop_; });
      if (!waiting_) return;
      batch = std::move(*waiting_);
      waiting_.reset();
      changed_.notify_all();
      if (failure_) continue;
    }
    for (const auto& [ref, worker] : batch) {
      if (auto added = store_->Add(ref, worker); !added) {
        const std::lock_guard lock(mutex_);
        failure_ = added.error();
        break;
      }
    }
  }
}

}  // namespace kaam::indexer
