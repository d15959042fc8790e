// A store that changes while it is served: changes are acknowledged once they are in the change
// log, then become small segments.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "core/change_log.h"
#include "core/changes.pb.h"
#include "core/day.h"
#include "core/generation.h"
#include "core/result.h"
#include "core/suppression.h"
#include "indexer/changed_record.h"
#include "indexer/changed_records.h"
#include "indexer/contact_store.h"
#include "indexer/refs.h"
#include "indexer/segment_files.h"
#include "indexer/text_memo.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// The one writer of a store, as long as it lives. One thread at a time may publish, and one at a
// time, the same or another, take and look up.
class LiveStore {
 public:
  // Also takes in what a crash left in the change log. kFailedPrecondition when nothing was built
  // yet; kUnavailable when another writer is at work; kDataLoss when a part is damaged or the key
  // is not that of the store.
  static Result<std::unique_ptr<LiveStore>> Open(const std::filesystem::path& store,
                                                 const SecretKey& store_key, unsigned threads);
  LiveStore(const LiveStore&) = delete;
  LiveStore& operator=(const LiveStore&) = delete;
  ~LiveStore();  // wipes its key

  const taxonomy::Taxonomy& taxonomy() const { return *taxonomy_; }
  const RefMaker& refs() const { return *refs_; }

  // What became of each change, in their order. All are durable when this returns, erasures and
  // withdrawals have gone into the suppression list, and what is known of who was erased is
  // destroyed. After a failure: open the store anew.
  Result<std::vector<Fate>> Take(std::span<const records::Change> changes);

  // What is known of a record besides the build; empty when nothing is.
  Result<records::ChangedRecord> Find(const WorkerRef& ref);
  // As ChangedRecords.
  Result<std::vector<WorkerRef>> OwnedBy(std::uint64_t owner, const std::optional<WorkerRef>& after,
                                         std::size_t most);
  Result<std::optional<WorkerRef>> CreatedBy(std::uint64_t owner, std::uint64_t request);

  // Publishes a generation with all that was taken before, folding small segments where there are
  // too many; taking waits only while the changes are gathered. The generation being served before
  // stays as it is. False when the index already says all of it.
  Result<bool> Publish();

  // Of the generation published last; for the thread that publishes.
  const Manifest& manifest() const { return base_->manifest(); }
  // Of the newest change.
  std::uint64_t position() const;

 private:
  struct Positioned {
    std::uint64_t position = 0;
    records::Change change;
  };
  struct Staged;  // a small segment in the making

  LiveStore(StoreLock lock, const SecretKey& store_key, unsigned threads)
      : lock_(std::move(lock)), store_key_(store_key), sealer_(store_key), threads_(threads) {}

  Result<void> OpenBase();
  Result<void> Recover();
  Result<std::vector<Fate>> FoldIn(std::span<const Positioned> changes);
  Result<void> Suppress(std::span<const Positioned> changes);
  Result<std::optional<std::uint64_t>> BaseVersion(const WorkerRef& ref, bool of_opening) const;
  Result<std::optional<records::Worker>> BaseWorker(const WorkerRef& ref) const;
  Result<void> Stage(const WorkerRef& ref, const records::ChangedRecord& record, Staged& staged);
  Result<void> Gather(Staged& staged);
  Result<void> Write(Staged& staged);

  // What stands below it is of whoever holds it; base_ and openings_ are changed by the thread that
  // publishes alone.
  mutable std::mutex mutex_;
  StoreLock lock_;
  SecretKey store_key_;
  ContactSealer sealer_;
  unsigned threads_;
  std::optional<RefMaker> refs_;
  std::unique_ptr<ChangeLog> log_;
  std::unique_ptr<ChangedRecords> records_;
  std::unique_ptr<ContactStore> contacts_;  // null when the build kept none
  SuppressionList suppressed_;
  std::shared_ptr<const Generation> base_;
  std::shared_ptr<const taxonomy::Taxonomy> taxonomy_;
  std::unique_ptr<TextMemo> texts_;
  std::optional<OpeningVersions> openings_;  // of base_
  std::uint64_t forgotten_ = 0;              // position in the log up to which it was cleared
};

}  // namespace kaam::indexer
