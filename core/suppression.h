// Who is shown nowhere, whatever any generation says: those who withdrew their consent to be seen
// and those whose data was erased. Kept outside the generations, so that going back to an older one
// or importing an old sheet shows nobody again.
//
//   STORE/suppressed.tsv   one line each: time, act, ref, version, checksum; the proof that it was
//                          done. Only ever appended to.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"

namespace kaam {

inline constexpr std::string_view kSuppressionName = "suppressed.tsv";

enum class SuppressionAct : std::uint8_t {
  kErased,     // for ever
  kWithdrawn,  // until kRestored with a higher version
  kRestored,
};

struct Suppression {
  WorkerRef ref;
  SuppressionAct act = SuppressionAct::kErased;
  std::uint64_t version = 0;  // of the change that brought it
};

// The list as it stood when it was read. Threads may share it.
class SuppressionList {
 public:
  // Empty when the store has none. A line that a crash left half written was acknowledged to
  // nobody and is passed over; kDataLoss, naming the line, when another one is damaged.
  static Result<SuppressionList> Read(const std::filesystem::path& store);

  bool IsHidden(const WorkerRef& ref) const;
  bool IsErased(const WorkerRef& ref) const;
  // All who are hidden, in no particular order.
  std::vector<WorkerRef> Hidden() const;
  bool empty() const { return states_.empty(); }

  // As if it had been read with this in it. The order does not matter.
  void Add(const Suppression& entry);
  // Whether Add would change nothing.
  bool Has(const Suppression& entry) const;

 private:
  struct State {
    bool erased = false;
    std::uint64_t withdrawn = 0;  // the newest version of each; 0 none
    std::uint64_t restored = 0;
    bool hidden() const { return erased || withdrawn > restored; }
  };
  boost::unordered_flat_map<WorkerRef, State, std::hash<WorkerRef>> states_;
};

// The store that a generation's directory is part of.
inline std::filesystem::path StoreOf(const std::filesystem::path& generation) {
  return generation.parent_path().parent_path();
}

// Appends lines; they are on the disk when this returns. For who holds the StoreLock.
Result<void> AppendSuppressions(const std::filesystem::path& store,
                                std::span<const Suppression> entries);

}  // namespace kaam
