// Ranks words of Indian scripts for a Roman spelling: candidates by coarse key, order by
// transducer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/transducer.h"

namespace kaam::taxonomy {

struct SpelledWord {
  std::uint32_t word = 0;  // as Add numbered it
  float cost = 0;          // RomanSpellingReader::Cost

  friend bool operator==(const SpelledWord&, const SpelledWord&) = default;
};

// Immutable after the last Add; any thread may then rank.
class SpellingRanker {
 public:
  // `text` as SplitWords gives its words, joined by single spaces. Numbers count up from 0.
  void Add(std::string_view text);

  std::size_t words() const { return spellings_.size(); }
  Script ScriptOf(std::uint32_t word) const { return spellings_[word].script(); }

  // The cheapest words first, of equal costs the one added first; words of `except` are left out.
  // `roman` is plain a-z and spaces. Looks at words near by coarse key, and at all when none of
  // those is likely.
  std::vector<SpelledWord> Rank(std::string_view roman, std::size_t most, Script except) const;

 private:
  struct WordsOfScript {
    CoarseKeyIndex keys;
    std::vector<std::uint32_t> words;
  };
  std::vector<NativeSpelling> spellings_;
  std::map<Script, WordsOfScript> by_script_;
};

}  // namespace kaam::taxonomy
