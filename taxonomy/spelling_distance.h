// How far one spelling is from another: by slips of the hand, and by what is heard alike. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kaam::taxonomy {

// Edits (insert, drop, replace, swap of neighbours) between two short strings, or `limit` + 1 when
// more, or when one is longer than 63 bytes.
unsigned EditDistance(std::string_view a, std::string_view b, unsigned limit);

// Whether one slip of the hand, or none, makes one of the other: a letter too many, too few,
// another, or two neighbours swapped.
bool WithinOneSlip(std::u32string_view a, std::u32string_view b);

// What it costs to hear fine key `a` as `b`, in hundredths of one clearly different sound; `limit`
// + 1 when more. Cheap: the vowels e/i, o/u, a schwa more or less, breath, voice, b/v, d/r, s/c.
// Costs are set by hand after the confusions of romanised Indian words (bench/RESULTS.md has what
// they reach).
unsigned SoundCost(std::string_view a, std::string_view b, unsigned limit);

// How many consonants of each kind a fine key has; two counts bound SoundCost from below, far
// cheaper.
class ConsonantCounts {
 public:
  ConsonantCounts() = default;
  explicit ConsonantCounts(std::string_view fine);
  // No more than SoundCost of the two keys.
  unsigned CostAtLeast(const ConsonantCounts& other) const;

 private:
  static constexpr std::size_t kKinds = 5;
  std::array<std::uint8_t, kKinds> counts_{};
};

}  // namespace kaam::taxonomy
