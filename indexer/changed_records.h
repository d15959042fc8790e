// The records that changed since they were built: SQLite beside the contact store, each sealed in
// the same way. With the contact store it holds the newest state of every worker.
//
// A change is folded in here once it is durable in the change log; how far that log has been read
// stands in the same transaction, so that after a crash reading goes on where it must.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/changes.pb.h"
#include "core/ids.h"
#include "core/result.h"
#include "indexer/contact_store.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kaam::indexer {

inline constexpr std::string_view kChangedRecordsName = "changed.sqlite";

// Refs of openings stand here as those of workers; the two never meet. One thread.
class ChangedRecords {
 public:
  // Creates the file when missing. kDataLoss when it is none of ours.
  static Result<std::unique_ptr<ChangedRecords>> Open(const std::filesystem::path& path,
                                                      const SecretKey& store_key);
  ChangedRecords(const ChangedRecords&) = delete;
  ChangedRecords& operator=(const ChangedRecords&) = delete;
  ~ChangedRecords();

  // The position in the change log up to which all is in here; 0 at first.
  std::uint64_t applied() const { return applied_; }

  // Empty when nothing is known. kDataLoss when it does not open under this key.
  Result<records::ChangedRecord> Find(const WorkerRef& ref);

  // The openings that a client keeps (records::Posting), at most `most`, in the order of refs,
  // after `after`; from the first when absent.
  Result<std::vector<WorkerRef>> OwnedBy(std::uint64_t owner, const std::optional<WorkerRef>& after,
                                         std::size_t most);
  // The one that a request of the client created; absent when there is none.
  Result<std::optional<WorkerRef>> CreatedBy(std::uint64_t owner, std::uint64_t request);

  // Put belongs between Begin and Commit; without Commit it never was.
  Result<void> Begin();
  Result<void> Put(const WorkerRef& ref, const records::ChangedRecord& record,
                   std::uint64_t position);
  Result<void> Commit(std::uint64_t applied);

  // Every record changed after `position`, in the order of refs.
  Result<void> ForEachAfter(
      std::uint64_t position,
      const std::function<Result<void>(const WorkerRef& ref, const records::ChangedRecord& record)>&
          each);

  // All that was committed is on the disk, and what was replaced is gone from it.
  Result<void> Checkpoint();

 private:
  explicit ChangedRecords(const SecretKey& store_key) : store_key_(store_key), sealer_(store_key) {}
  Error Fault(const char* action) const;
  Result<void> Execute(const char* sql);
  Result<void> Prepare();
  Result<std::vector<WorkerRef>> RefsOf(sqlite3_stmt* statement);
  Result<records::ChangedRecord> Unseal(const WorkerRef& ref, std::string_view sealed) const;

  SecretKey store_key_;
  ContactSealer sealer_;
  std::filesystem::path path_;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* find_ = nullptr;
  sqlite3_stmt* put_ = nullptr;
  sqlite3_stmt* put_posting_ = nullptr;
  sqlite3_stmt* owned_ = nullptr;
  sqlite3_stmt* created_ = nullptr;
  std::uint64_t applied_ = 0;
};

}  // namespace kaam::indexer
