// Who looked at whom: an append-only file in which each line vouches for all before it.
#pragma once

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"

namespace kaam::api {

struct AuditEvent {
  std::string_view client;
  std::string_view role;
  std::string_view route;             // method and pattern
  std::string_view shows;             // which fields (policy.h)
  std::string_view request;           // X-Request-Id
  std::optional<WorkerRef> worker{};  // as the index has her; absent for whole lists
  std::string_view posting{};         // its id; empty where it is about none, or about many
};

// What holds of a file from its first line to its last.
struct AuditHead {
  std::uint64_t lines = 0;
  std::string hash;  // of the last line; of nothing, 64 zeros
  friend bool operator==(const AuditHead&, const AuditHead&) = default;
};

// A line is {"n", "at", "client", "role", "route", "shows", "request", "worker"?, "posting"?,
// "hash"}; its hash
// is BLAKE2b-256, in hex, of the hash of the line before and of the line without its own. Any
// number of threads may append; one process writes a file, which it locks.
class AuditLog {
 public:
  // Checks what is there. A last line that was cut off was never answered for and is removed.
  // kDataLoss naming the first line that does not follow from those before; kUnavailable when
  // another process writes the file.
  static Result<std::unique_ptr<AuditLog>> Open(const std::filesystem::path& file);
  ~AuditLog();
  AuditLog(const AuditLog&) = delete;
  AuditLog& operator=(const AuditLog&) = delete;

  // On disk when it returns without error. After kIo nothing more is taken: what the file then
  // holds is not known.
  Result<void> Append(const AuditEvent& event, std::time_t now);

  AuditHead head() const;

 private:
  AuditLog(int descriptor, AuditHead head) : descriptor_(descriptor), head_(std::move(head)) {}

  const int descriptor_;
  mutable std::mutex mutex_;
  AuditHead head_;
  bool failed_ = false;
};

// Reads a whole file. With `anchor`, the hash of some line as it was noted elsewhere, also fails
// when no line has it: then the file was written anew or cut off. kDataLoss names the line.
Result<AuditHead> VerifyAudit(const std::filesystem::path& file, std::string_view anchor = {});

}  // namespace kaam::api
