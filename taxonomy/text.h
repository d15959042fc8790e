// From what people type, in any Indian script or in Roman letters, to keys that agree across
// scripts and spellings. The only file that knows ICU. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/sounds.h"

namespace kaam::taxonomy {

// One word of a text, or one number ("6", "७००", "7112.0200").
struct Word {
  std::size_t begin = 0;  // bytes of the text: [begin, end)
  std::size_t end = 0;
  std::string text;        // NFKC, lower case, joiners dropped, digits ASCII
  std::u32string letters;  // the same in code points
  bool is_number = false;
  bool is_latin = false;
};

// Splits at everything that is not a letter, mark or digit, and between letters and digits. Bytes
// that are not UTF-8 separate words.
std::vector<Word> SplitWords(std::string_view text);

// Keys of one word as SplitWords gives it. Empty for a word without letters.
SoundKeys KeysOf(const Word& word);

// The letters a-z of a Roman word that is in lower case, accents taken off: "maître" gives
// "maitre".
std::string PlainRoman(std::string_view word);

}  // namespace kaam::taxonomy
