#include "api/store_writer.h"

#include <utility>

#include "api/thread_name.h"
#include "core/log.h"

namespace kaam::api {

using indexer::LiveStore;

Result<std::unique_ptr<StoreWriter>> StoreWriter::Start(const Options& options) {
  std::unique_ptr<StoreWriter> writer(new StoreWriter(options));
  auto live = LiveStore::Open(options.store, options.key, options.threads);
  if (!live) return live.error();
  writer->live_ = std::move(*live);
  writer->refs_.emplace(writer->live_->refs());
  writer->thread_ = std::thread([raw = writer.get()] {
    NameThisThread("kaam-publish");
    raw->Run();
  });
  return writer;
}

StoreWriter::~StoreWriter() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<std::unique_ptr<StoreWriter::Turn>> StoreWriter::TakeTurn() {
  std::unique_ptr<Turn> turn(new Turn(*this));
  if (failed_ || live_ == nullptr) {
    return Unavailable("the store is being opened anew after a failure");
  }
  return turn;
}

Result<std::vector<indexer::Fate>> StoreWriter::Turn::Write(
    std::span<const records::Change> changes) {
  auto fates = store().Take(changes);
  if (!fates) {
    log::Warn("not_written", {{"what", fates.error().message}});
    writer_.failed_ = true;
  }
  writer_.unpublished_ = true;
  writer_.changed_.notify_all();
  if (!fates) return Unavailable("the change could not be written down");
  return fates;
}

void StoreWriter::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return ending_ || unpublished_ || failed_; });
    if (ending_) return;
    const auto began = std::chrono::steady_clock::now();
    const bool done = failed_ ? OpenAnew(lock) : Publish(lock);
    const auto next = began + (done ? options_.pause : options_.retry);
    if (changed_.wait_until(lock, next, [&] { return ending_; })) return;
  }
}

bool StoreWriter::Publish(std::unique_lock<std::mutex>& lock) {
  unpublished_ = false;
  lock.unlock();
  const auto published = live_->Publish();
  lock.lock();
  if (published) return true;
  log::Warn("not_published", {{"what", published.error().message}});
  failed_ = true;
  return false;
}

bool StoreWriter::OpenAnew(std::unique_lock<std::mutex>& lock) {
  live_.reset();  // lets go of the store's lock
  lock.unlock();
  auto live = LiveStore::Open(options_.store, options_.key, options_.threads);
  lock.lock();
  if (!live) {
    log::Warn("not_opened", {{"what", live.error().message}});
    return false;
  }
  live_ = std::move(*live);
  failed_ = false;
  unpublished_ = true;
  return true;
}

}  // namespace kaam::api
