// What it costs to read a Roman spelling as a word of an Indian script: a weighted transducer, run
// by Viterbi over all ways to divide the spelling among the word's sounds.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "taxonomy/script_sounds.h"

namespace kaam::taxonomy {

// A word or a few words of one Indian or Perso-Arabic script, ready to be compared. Immutable.
class NativeSpelling {
 public:
  // `text` as SplitWords gives its words, joined by single spaces.
  explicit NativeSpelling(std::string_view text);

  Script script() const { return script_; }
  const std::string& coarse_key() const { return coarse_key_; }
  std::size_t sounds() const { return starts_.size() - 1; }

  // The likeliest Roman spelling by the table, for a text that has to be compared with another
  // script.
  std::string LikelyRoman() const;

 private:
  friend class RomanSpellingReader;
  struct Option {
    std::uint32_t letters;  // packed, first letter lowest
    std::uint8_t length;
    float cost;
  };
  Script script_ = Script::kOther;
  std::string coarse_key_;
  std::vector<Option> options_;
  std::vector<std::uint32_t> starts_;  // options of sound i: [starts_[i], starts_[i + 1])
  std::vector<float> drop_costs_;
};

// A Roman spelling (plain a-z and spaces; anything past 47 letters is cut), compared with many
// native words. Not for threads to share.
class RomanSpellingReader {
 public:
  explicit RomanSpellingReader(std::string_view roman);

  // About -ln(probability that the word is spelt so); 0 is certain. Absent when it exceeds `limit`.
  std::optional<float> Cost(const NativeSpelling& word, float limit) const;

 private:
  std::string roman_;
  std::vector<std::uint32_t> windows_;  // the next four letters at each place, packed
  std::vector<float> insert_costs_;     // of a letter that no sound accounts for
};

// Finds the native words whose coarse key lies within one edit of a Roman word's (a few within
// two). Immutable after the last Add; any thread may then look up.
class CoarseKeyIndex {
 public:
  // Numbers count up from 0 in the order of calls.
  void Add(std::string_view coarse_key);

  // Numbers of words, those of the equal key first, then ascending; each once.
  std::vector<std::uint32_t> Near(std::string_view coarse_key) const;

 private:
  std::unordered_map<std::string, std::vector<std::uint32_t>> words_of_key_;
  std::unordered_map<std::string, std::vector<const std::string*>> keys_less_one_;
  std::uint32_t count_ = 0;
};

}  // namespace kaam::taxonomy
