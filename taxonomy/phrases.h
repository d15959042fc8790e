// Names that share words with a text, however ordered: what is left when no name stands in it as a
// whole. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "taxonomy/lexicon.h"

namespace kaam::taxonomy {

// What one word of the text may stand for; no stems when nothing like it is known.
struct PhraseWord {
  struct Stem {
    std::uint32_t word;
    unsigned cost;  // as NearWord::cost
  };
  std::vector<Stem> stems;
};

struct PhraseMatch {
  std::uint32_t name = 0;
  unsigned share = 0;       // 0..1000: Dice's coefficient of the words' weights
  unsigned of_text = 0;     // 0..1000: how much of the text's weight it shares
  std::uint32_t words = 0;  // bit i: the text's word i took part
};

// The names of trades that share most of the weight of their words with the text, one an
// occupation, best first. Weights fall with the number of names that hold a word, so "mistri"
// counts little. At most 32 words are looked at.
std::vector<PhraseMatch> FindPhrases(const Lexicon& lexicon, std::span<const PhraseWord> words,
                                     std::size_t limit);

}  // namespace kaam::taxonomy
