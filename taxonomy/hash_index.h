// From 64-bit hashes to numbers, in flat arrays that can be mapped. Up to 16 bits of a hash (fewer
// where there are few keys) and those of a `Rest` are kept, and two keys that share them are not
// told apart: with a Rest of 32 bits a look-up among a million keys that meets a foreign one has
// odds of one in 280 million, with 16 bits of one in 4,300, which will do where what is found is
// looked at again.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "taxonomy/sections.h"

namespace kaam::taxonomy {

std::uint64_t HashOf(std::string_view bytes);

// Hashes of `sequence` and of `sequence` with each one element left out. Two sequences are one edit
// (insert, drop, replace, swap of neighbours) apart only if some hash of one is some hash of the
// other (W. Garbe's symmetric deletion), so few look-ups find every candidate.
template <class Char>
std::vector<std::uint64_t> HashesWithOneDropped(std::basic_string_view<Char> sequence);

// Immutable; threads may share it.
template <class Rest = std::uint32_t>
class HashIndex {
 public:
  HashIndex() = default;
  HashIndex(const SectionReader& file, const std::string& name);

  std::span<const std::uint32_t> Find(std::uint64_t hash) const;

 private:
  std::span<const Rest> hashes_;           // the bits below the upper ones, rising in a bucket
  std::span<const std::uint32_t> items_;   // by hash, then rising
  std::span<const std::uint32_t> starts_;  // of hashes by their upper bits, one more than there are
  unsigned bucket_bits_ = 0;               // these
};

class HashIndexBuilder {
 public:
  void Add(std::uint64_t hash, std::uint32_t item) { entries_.emplace_back(hash, item); }
  // The same item under one hash is kept once.
  template <class Rest = std::uint32_t>
  void Write(const std::string& name, SectionWriter& file);

 private:
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries_;
};

}  // namespace kaam::taxonomy
