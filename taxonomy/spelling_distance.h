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

// How many sounds a fine key has, and how many consonants of each kind; two counts bound SoundCost
// from below, far cheaper. As it stands in a compiled taxonomy.
class SoundCounts {
 public:
  SoundCounts() = default;
  explicit SoundCounts(std::string_view fine);
  std::size_t sounds() const { return sounds_; }  // at most 255
  // No more than SoundCost of the two keys.
  unsigned CostAtLeast(const SoundCounts& other) const {
    unsigned cost = 0;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      const int more = consonants_[kind] - other.consonants_[kind];
      cost += static_cast<unsigned>(more < 0 ? -more : more) * kKindCosts[kind];
    }
    return cost;
  }

 private:
  // Consonants that are heard for one another, in the order of kKindCosts: b p f v, d t r l, g k,
  // c s j, m n. h, y and letters of no kind bound nothing.
  static constexpr std::size_t kKinds = 5;
  // The cheapest way to have one more or less of a kind: v is heard as u; else leave it out, or
  // half of hearing it as one of another kind.
  static constexpr std::array<unsigned, kKinds> kKindCosts = {30, 55, 55, 55, 55};

  std::array<std::uint8_t, kKinds> consonants_{};
  std::uint8_t sounds_ = 0;
};

}  // namespace kaam::taxonomy
