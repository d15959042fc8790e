// All generations of a store: which there are, what is damaged, going back, clearing away.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/generation.h"
#include "core/result.h"

namespace kaam {

inline constexpr std::string_view kCurrentName = "CURRENT";
inline constexpr std::string_view kGenerationsName = "generations";
inline constexpr std::string_view kChunksName = "chunks.sha256";

// Sequence numbers of the published generations, rising, and the directory that a number stands
// for.
std::vector<unsigned long> GenerationNumbers(const std::filesystem::path& store);
std::string GenerationName(unsigned long number);

// What CURRENT names. kFailedPrecondition, with what to do about it, when the store holds no
// published index; kDataLoss when it names none.
Result<std::string> CurrentGeneration(const std::filesystem::path& store);

struct StoredGeneration {
  std::string name;
  bool is_current = false;
  Result<std::shared_ptr<const Generation>> generation;  // or why it can't be opened
};

// Oldest first; looked at as far as Verify::kSizes does. Fails as CurrentGeneration.
Result<std::vector<StoredGeneration>> ListGenerations(const std::filesystem::path& store);

// Bytes [begin, end) of a file that are not what was published.
struct Damage {
  std::string file;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

// Every chunk of every file against its SHA-256. kIo when a file can't be read.
Result<std::vector<Damage>> FindDamage(const Generation& generation);

// Makes `to`, or the newest generation older than the current one, the current one; servers that
// look at CURRENT follow. The contact store, rejects and what was not understood stay as they are.
// kNotFound when there is no such generation; the faults of Generation::Open with Verify::kAll,
// and then nothing has changed. Returns its name.
Result<std::string> Rollback(const StoreLock& lock, const std::string& to = {});

// Removes all but the newest `keep` generations and the current one; the names of those that are
// gone. For who holds the StoreLock.
std::vector<std::string> PruneGenerations(const std::filesystem::path& store, std::size_t keep);

}  // namespace kaam
