#include "matcher/candidates.h"

#include <algorithm>

namespace kaam::matcher {

void CandidateBlocks::Reset(std::size_t blocks) {
  candidates_.clear();
  slots_.assign(blocks, kNone);
}

Candidate& CandidateBlocks::At(std::uint32_t block) {
  if (slots_[block] == kNone) {
    slots_[block] = static_cast<std::uint32_t>(candidates_.size());
    candidates_.emplace_back().block = block;
  }
  return candidates_[slots_[block]];
}

void CandidateBlocks::AddRange(std::uint32_t begin, std::uint32_t end, std::uint16_t occupation,
                               Tier tier) {
  while (begin < end) {
    const std::uint32_t block = begin / schema::kBlockRows;
    const std::uint32_t block_end = std::min(end, (block + 1) * schema::kBlockRows);
    Candidate& candidate = At(block);
    candidate.occupation = std::max(candidate.occupation, occupation);
    candidate.tier = std::min(candidate.tier, tier);
    for (std::uint32_t row = begin; row < block_end;) {
      const std::uint32_t bit = row % 64;
      const std::uint32_t count = std::min(64 - bit, block_end - row);
      const std::uint64_t ones = count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
      candidate.rows[row % schema::kBlockRows / 64] |= ones << bit;
      row += count;
    }
    begin = block_end;
  }
}

void CandidateBlocks::AddMasks(std::span<const schema::MaskEntry> entries, std::uint16_t occupation,
                               Tier tier) {
  for (const schema::MaskEntry& entry : entries) {
    Candidate& candidate = At(entry.block);
    candidate.occupation = std::max(candidate.occupation, occupation);
    candidate.tier = std::min(candidate.tier, tier);
    for (std::size_t i = 0; i < entry.rows.size(); ++i) candidate.rows[i] |= entry.rows[i];
  }
}

void CandidateBlocks::Require(std::span<const schema::MaskEntry> entries) {
  required_.assign(candidates_.size(), RowMask{});
  for (const schema::MaskEntry& entry : entries) {
    if (Slot(entry.block) != kNone) required_[Slot(entry.block)] = entry.rows;
  }
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    for (std::size_t word = 0; word < required_[i].size(); ++word) {
      candidates_[i].rows[word] &= required_[i][word];
    }
  }
}

void CandidateBlocks::AddSkill(std::uint16_t weight, std::span<const schema::MaskEntry> direct,
                               std::span<const std::span<const schema::MaskEntry>> related,
                               std::span<const std::uint16_t> values) {
  best_.assign(candidates_.size(), 0);
  const auto raise = [&](std::span<const schema::MaskEntry> entries, std::uint16_t value) {
    for (const schema::MaskEntry& entry : entries) {
      const std::uint32_t slot = Slot(entry.block);
      if (slot != kNone) best_[slot] = std::max(best_[slot], value);
    }
  };
  for (std::size_t i = 0; i < related.size(); ++i) raise(related[i], values[i]);
  raise(direct, kFull);
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    candidates_[i].skills_matched += std::uint64_t{weight} * best_[i];
  }
}

}  // namespace kaam::matcher
