// From what people type, in any Indian script or in Roman letters, to keys that agree across
// scripts and spellings. The only file that knows ICU. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kaam::taxonomy {

// One word of a text, or one number ("6", "७००", "7112.0200").
struct Word {
  std::size_t begin = 0;  // bytes of the text: [begin, end)
  std::size_t end = 0;
  std::string text;       // NFC, lower case, joiners dropped, digits ASCII
  bool is_number = false;
  bool is_latin = false;
};

// Splits at everything that is not a letter, mark or digit, and between letters and digits. Bytes
// that are not UTF-8 separate words.
std::vector<Word> SplitWords(std::string_view text);

// How a word sounds, in a small Roman alphabet.
struct SoundKeys {
  std::string fine;    // schwas dropped where Indo-Aryan speech drops them: राजमिस्त्री "rajmistri"
  std::string spelt;   // every written schwa kept but the last: "rajamistri"
  std::string coarse;  // consonants alone, breath and voice-of-v merged: "rjmstr"
};

// Keys of one word as SplitWords gives it. Vowel length, sh/s, w/v, f/ph, z/j and doubled
// consonants do not count. Empty for a word without letters.
SoundKeys KeysOf(const Word& word);

// The letters a-z of a Roman word that is in lower case, accents taken off: "maître" gives "maitre".
std::string PlainRoman(std::string_view word);

// Edits (insert, drop, replace, swap of neighbours) between two keys, or `limit` + 1 when more.
unsigned EditDistance(std::string_view a, std::string_view b, unsigned limit);

}  // namespace kaam::taxonomy
