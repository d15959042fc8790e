// Which blocks of a segment can hold hits, which of their rows, and the best those could do by
// occupation and skills. Filled from ranges and masks; private to the engine.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/index_schema.h"
#include "matcher/scoring.h"

namespace kaam::matcher {

using RowMask = std::array<std::uint64_t, schema::kBlockRows / 64>;

inline bool IsEmpty(const RowMask& mask) {
  std::uint64_t any = 0;
  for (const std::uint64_t word : mask) any |= word;
  return any == 0;
}

struct Candidate {
  std::uint32_t block = 0;
  std::uint16_t occupation = 0;      // the most any row's occupation part could be
  Tier tier = Tier::kWider;          // the best any row could reach by trade
  std::uint64_t skills_matched = 0;  // sum of weight x fit over skills that some row has
  RowMask rows{};                    // rows worth looking at
  RankKey bound = 0;
  std::uint32_t rest = kMaxScore;    // the most that parts but occupation and locality could add
  std::uint64_t first_position = 0;  // least cyclic group of its rows
};

// One row looked at.
struct Looked {
  std::optional<RankKey>
      key;             // as ScorePair(...).key(); absent for no match, or below the threshold
  bool exact = false;  // a match of Tier::kExact, whether or not there is a key
};

// Reused from question to question, so that nothing is allocated once warm. One thread.
class CandidateBlocks {
 public:
  void Reset(std::size_t blocks);

  // Every row of [begin, end) may match, with this occupation part and tier at best.
  void AddRange(std::uint32_t begin, std::uint32_t end, std::uint16_t occupation, Tier tier);

  // The rows of `entries` may match.
  void AddMasks(std::span<const schema::MaskEntry> entries, std::uint16_t occupation, Tier tier);

  // Keeps only rows that are in `entries` too.
  void Require(std::span<const schema::MaskEntry> entries);

  // One asked skill: rows of `direct` have it in full; blocks of related[i] answer it by values[i].
  void AddSkill(std::uint16_t weight, std::span<const schema::MaskEntry> direct,
                std::span<const std::span<const schema::MaskEntry>> related,
                std::span<const std::uint16_t> values);

  std::vector<Candidate>& all() { return candidates_; }

 private:
  Candidate& At(std::uint32_t block);
  // Index in candidates_, or kNone.
  std::uint32_t Slot(std::uint32_t block) const { return slots_[block]; }

  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> slots_;  // by block
  std::vector<RowMask> required_;     // by candidate
  std::vector<std::uint16_t> best_;   // by candidate
};

}  // namespace kaam::matcher
