// The change log of a store: entries that are on the disk before anyone is told that they were
// taken. It knows nothing of what an entry means.
//
//   DIRECTORY/LOCK                       held (flock) by the one writer
//   DIRECTORY/<first position>.log       frames, one for each sync: length, position, SHA-256
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace kaam {

inline constexpr std::string_view kChangeLogName = "log";  // of its directory in a store

// The one writer of a log. Entries are numbered from 1; a number is never given twice.
class ChangeLog {
 public:
  struct Options {
    std::uint64_t file_bytes = 64 << 20;  // a file larger than this is followed by a new one
  };

  // Creates the directory when missing. What a crash left half written at the end, which nobody was
  // told of, is cut off. kUnavailable when another writer holds the log; kDataLoss, naming file and
  // byte, when what stands before whole entries is damaged, or a file is missing.
  static Result<std::unique_ptr<ChangeLog>> Open(const std::filesystem::path& directory,
                                                 Options options);
  static Result<std::unique_ptr<ChangeLog>> Open(const std::filesystem::path& directory) {
    return Open(directory, Options{});
  }
  ChangeLog(const ChangeLog&) = delete;
  ChangeLog& operator=(const ChangeLog&) = delete;
  ~ChangeLog();

  // Appends `entries`, together or not at all, and returns the position of the last once all are on
  // the disk. Any thread; callers at the same time share one sync. After a failure nothing more can
  // be appended: open the log anew.
  Result<std::uint64_t> Append(std::span<const std::string> entries);

  // The position of the newest durable entry; 0 when there has been none.
  std::uint64_t end() const;

  // Removes entries up to `position`, if no newer one has come: then all that were ever written are
  // gone from the disk. Else the files that hold no newer ones.
  Result<void> ForgetThrough(std::uint64_t position);

 private:
  ChangeLog(std::filesystem::path directory, Options options, int lock)
      : directory_(std::move(directory)), options_(options), lock_(lock) {}

  Result<void> Recover();
  Result<void> StartFile(std::uint64_t first);
  Result<void> WriteFrame(std::uint64_t first, std::uint32_t count, std::string_view payload);

  const std::filesystem::path directory_;
  const Options options_;
  const int lock_;

  // Of the thread that writes, or of the one that opens.
  int file_ = -1;
  std::uint64_t file_size_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string pending_;              // guarded by mutex_, as all below
  std::uint32_t pending_count_ = 0;  // entries in it
  std::uint64_t taken_ = 0;          // position of the newest entry, durable or pending
  std::uint64_t durable_ = 0;
  bool writing_ = false;
  std::optional<Error> failure_;
};

// Calls `each` for every entry after position `after`, in order, and returns the position of the
// last whole one. May run beside a writer. The faults of `each` end it; kDataLoss as
// ChangeLog::Open, and when entries after `after` have been forgotten.
Result<std::uint64_t> ReplayChangeLog(
    const std::filesystem::path& directory, std::uint64_t after,
    const std::function<Result<void>(std::uint64_t position, std::string_view entry)>& each);

}  // namespace kaam
