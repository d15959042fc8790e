#include "bench/live.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "api/store_writer.h"
#include "core/day.h"
#include "matcher/index_follower.h"

namespace kaam::bench {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::duration;
using std::chrono_literals::operator""ms;

// When each change was due, and when it could be found.
class Timeline {
 public:
  void Add(Clock::time_point due) {
    const std::lock_guard lock(mutex_);
    due_.push_back(due);
  }

  // All up to position `first_position_` + count.
  void FoundThrough(std::uint64_t position) {
    const auto now = Clock::now();
    const std::lock_guard lock(mutex_);
    for (; found_ms_.size() < due_.size() && before_ + found_ms_.size() < position;) {
      found_ms_.push_back(duration<double, std::milli>(now - due_[found_ms_.size()]).count());
    }
  }

  void StartAfter(std::uint64_t position) { before_ = position; }
  std::vector<double> found_ms() {
    const std::lock_guard lock(mutex_);
    return found_ms_;
  }

 private:
  std::mutex mutex_;
  std::uint64_t before_ = 0;  // position of the last change before these
  std::vector<Clock::time_point> due_;
  std::vector<double> found_ms_;
};

void Print(const char* name, std::vector<double> ms) {
  if (ms.empty()) return;
  std::sort(ms.begin(), ms.end());
  const auto at = [&](double share) {
    return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
  };
  std::printf("%-12s %8zu  p50 %7.1f ms  p95 %7.1f ms  p99 %7.1f ms  max %7.1f ms\n", name,
              ms.size(), at(0.5), at(0.95), at(0.99), ms.back());
}

// Changes of workers whom the contact store knows.
class Changes {
 public:
  static Result<Changes> Open(const LiveTask& task, const matcher::Index& index,
                              const indexer::SecretKey& key) {
    auto contacts = indexer::ContactStore::Open(task.store / indexer::kContactsName, key);
    if (!contacts) return contacts.error();
    return Changes(std::move(*contacts), index, task.seed);
  }

  Result<records::Change> Next() {
    WorkerRef ref;
    const auto row = static_cast<std::uint32_t>(random_() % index_->workers().size());
    const auto bytes = index_->workers().RefBytes(RowId{row});
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
    records::Change change;
    change.set_ref(ref.bytes.data(), ref.bytes.size());
    change.set_version(version_++);
    if (random_() % 2 == 0) {
      auto worker = contacts_->Read(ref);
      if (!worker) return worker.error();
      worker->set_version(change.version());
      worker->mutable_primary()->set_months(static_cast<std::uint32_t>(random_() % 300));
      *change.mutable_worker() = std::move(*worker);
      return change;
    }
    records::Event& event = *change.mutable_event();
    event.set_kind(records::EVENT_KIND_RATION_VISIT);
    event.set_day(DayNumber(TodayInIndia()));
    event.mutable_place()->set_pin(random_() % 2 == 0 ? 201301 : 800001);
    return change;
  }

 private:
  Changes(std::unique_ptr<indexer::ContactStore> contacts, const matcher::Index& index,
          std::uint64_t seed)
      : contacts_(std::move(contacts)), index_(&index), random_(seed) {}

  std::unique_ptr<indexer::ContactStore> contacts_;
  const matcher::Index* index_;
  std::mt19937_64 random_;
  std::uint64_t version_ = static_cast<std::uint64_t>(
      std::chrono::system_clock::now().time_since_epoch() / std::chrono::microseconds(1));
};

}  // namespace

Result<void> MeasureLive(const LiveTask& task) {
  if (sodium_init() < 0) return Unavailable("no source of randomness");
  const auto key = indexer::ReadKeyFile(task.key_file);
  if (!key) return key.error();
  auto writer = api::StoreWriter::Start({.store = task.store, .key = *key, .threads = 2});
  if (!writer) return writer.error();
  Timeline timeline;
  {
    auto turn = (*writer)->TakeTurn();
    if (!turn) return turn.error();
    timeline.StartAfter((*turn)->store().position());
  }
  matcher::IndexFollower::Options options;
  options.on_change = [&](const auto& index, const auto&) {
    timeline.FoundThrough(index->manifest().log_position);
  };
  options.on_error = [](const Error& error) {
    std::fprintf(stderr, "kaam-bench: %s\n", error.message.c_str());
  };
  auto follower = matcher::IndexFollower::Open(task.store, options);
  if (!follower) return follower.error();
  const auto first = (*follower)->index();
  auto changes = Changes::Open(task, *first, *key);
  if (!changes) return changes.error();

  std::vector<double> acknowledged_ms;
  const auto start = Clock::now();
  const std::uint64_t total = std::uint64_t{task.rate} * task.seconds;
  const duration<double> each(1.0 / task.rate);
  for (std::uint64_t taken = 0; taken < total;) {
    std::vector<records::Change> batch;
    std::vector<Clock::time_point> due;
    for (; taken < total; ++taken) {
      const auto at =
          start + std::chrono::duration_cast<Clock::duration>(each * static_cast<double>(taken));
      if (at > Clock::now()) break;
      auto change = changes->Next();
      if (!change) return change.error();
      batch.push_back(std::move(*change));
      due.push_back(at);
      timeline.Add(at);
    }
    if (batch.empty()) {
      std::this_thread::sleep_for(2ms);
      continue;
    }
    auto turn = (*writer)->TakeTurn();
    if (!turn) return turn.error();
    if (auto fates = (*turn)->Write(batch); !fates) return fates.error();
    const auto now = Clock::now();
    for (const auto at : due) {
      acknowledged_ms.push_back(duration<double, std::milli>(now - at).count());
    }
  }
  while (timeline.found_ms().size() < total) std::this_thread::sleep_for(10ms);
  Print("acknowledged", acknowledged_ms);
  Print("found", timeline.found_ms());
  return {};
}

}  // namespace kaam::bench
