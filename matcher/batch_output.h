// The output of a batch that survives a kill: OUT.part, and OUT.resume that says how much of it is
// on disk. Private to matcher/batch.cpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace kaam::matcher {

// What must be the same for a run to go on where another stopped.
struct BatchIdentity {
  std::string snapshot;
  std::string direction;
  std::uint32_t top = 0;
  std::string as_of;  // YYYY-MM-DD
  friend bool operator==(const BatchIdentity&, const BatchIdentity&) = default;
};

// How far a run came, on disk for certain.
struct BatchCheckpoint {
  BatchIdentity identity;
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
};

// Absent when there is no run to resume: no OUT.part or no OUT.resume. kDataLoss when OUT.resume
// can't be read as one.
Result<std::optional<BatchCheckpoint>> ReadCheckpoint(const std::filesystem::path& out);

// One thread.
class BatchOutput {
 public:
  // Opens OUT.part and locks it, cut to `bytes`. kUnavailable when another run holds it; kDataLoss
  // when it is shorter than that.
  static Result<BatchOutput> Open(const std::filesystem::path& out, std::uint64_t bytes);

  BatchOutput(BatchOutput&& other) noexcept;
  BatchOutput& operator=(BatchOutput&&) = delete;
  ~BatchOutput();

  Result<void> Append(std::string_view text);
  // Puts all that was appended on disk and notes it.
  Result<void> Checkpoint(const BatchIdentity& identity, std::uint64_t rows);
  // The same, then gives the file its name and forgets the checkpoint.
  Result<void> Finish();

 private:
  BatchOutput(std::filesystem::path out, int fd, std::uint64_t bytes)
      : out_(std::move(out)), fd_(fd), bytes_(bytes) {}

  std::filesystem::path out_;
  int fd_;
  std::uint64_t bytes_;
};

}  // namespace kaam::matcher
