#include "indexer/contact_thread.h"

#include <utility>

namespace kaam::indexer {
namespace {

constexpr std::size_t kMostWaiting = 4;

}  // namespace

ContactThread::ContactThread(std::unique_ptr<ContactStoreWriter> store)
    : store_(std::move(store)), thread_([this] { Run(); }) {}

ContactThread::~ContactThread() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  abandoned_ = true;
  changed_.notify_all();
}

void ContactThread::Add(ContactBatch batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.size() < kMostWaiting; });
  waiting_.push_back(std::move(batch));
  changed_.notify_all();
}

void ContactThread::Close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

Result<std::unique_ptr<ContactStoreWriter>> ContactThread::Finish() {
  thread_.join();
  if (failure_) return *failure_;
  return std::move(store_);
}

Result<void> ContactThread::Write(const ContactBatch& batch) {
  for (const ContactBatch::Row& row : batch.rows) {
    const std::string_view bytes = std::string_view(batch.bytes).substr(row.begin, row.size);
    if (auto added = store_->Add({row.ref, bytes, row.keys}); !added) return added;
  }
  return {};
}

void ContactThread::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return !waiting_.empty() || closed_; });
    if (abandoned_) return;
    if (waiting_.empty()) break;
    const ContactBatch batch = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    lock.unlock();
    if (!failure_) {
      if (auto written = Write(batch); !written) failure_ = written.error();
    }
    lock.lock();
  }
  lock.unlock();
  if (failure_) return;
  if (auto finished = store_->Finish(); !finished) failure_ = finished.error();
}

}  // namespace kaam::indexer
