// Blocks in the order of what their rows could reach, sorted no further than they are taken.
// Private to the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "matcher/scoring.h"
#include "matcher/stretch.h"

namespace kaam::matcher {

// The part of a stretch that lies in one block.
struct BlockPart {
  RankKey bound = 0;
  std::uint32_t stretch = 0;
  std::uint32_t block = 0;
  std::uint64_t first_position = 0;  // least cyclic group of its rows
};

// The first_position of a block of a stretch; `groups` by block, as Index has them.
std::uint64_t FirstPosition(const Stretch& stretch, std::uint32_t block,
                            std::span<const std::uint64_t> groups, std::uint64_t start);

// Reused from question to question. One thread.
class BlockQueue {
 public:
  // From now on about blocks of so many rows.
  void Clear(std::uint32_t block_rows = schema::kBlockRows);

  // The blocks of a stretch; the caller fills in a bound for each, kNoMatch for "none".
  std::span<RankKey> Add(const Stretch& stretch);

  // The best part not yet taken: highest bound, then first position, which `position` gives; absent
  // when none is left. Every bound must be there.
  template <class Position>
  std::optional<BlockPart> Take(Position position) {
    if (next_ == sorted_.size()) {
      Refill();
      for (BlockPart& part : sorted_) part.first_position = position(part);
      Sort();
    }
    if (next_ == sorted_.size()) return std::nullopt;
    return sorted_[next_++];
  }

  // What Take would give next, if that is sorted already; null otherwise.
  const BlockPart* Next() const { return next_ < sorted_.size() ? &sorted_[next_] : nullptr; }

  // Undoes the last Take.
  void PutBack() { --next_; }

  const Stretch& stretch(std::uint32_t at) const { return stretches_[at].stretch; }
  std::uint32_t blocks() const { return static_cast<std::uint32_t>(bounds_.size()); }

  // Puts back what was sorted and not taken, as stretches are to be added.
  void Unsort();

 private:
  struct Blocks {
    Stretch stretch;
    std::uint32_t first_block = 0;
    std::size_t first_bound = 0;  // in bounds_
    std::size_t count = 0;
  };

  void Refill();
  void Sort();

  std::uint32_t block_rows_ = schema::kBlockRows;
  std::vector<Blocks> stretches_;
  std::vector<RankKey> bounds_;  // kNoMatch once taken
  std::vector<BlockPart> sorted_;
  std::size_t next_ = 0;   // in sorted_
  std::size_t chunk_ = 0;  // about how many to sort next
  std::vector<std::uint32_t> histogram_;
};

}  // namespace kaam::matcher
