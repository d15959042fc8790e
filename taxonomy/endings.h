// The endings that India's languages put on words, so that "velderlu", "velders" and "velding" meet
// in "veld". Works on fine keys (taxonomy/sounds.h). Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/sounds.h"

namespace kaam::taxonomy {

// Sounds that are left of a word, whatever is taken off it.
inline constexpr std::size_t kShortestStem = 3;

// The key without case, plurals, the ending of who does it, that of a verb, and its last vowel, in
// that order; where a verb's ending is longer, the others are left on. Only for comparing words,
// never shown.
std::string_view StemOf(std::string_view fine, Writing writing);

// Keys of the nouns that a key may be a form of: case, plural and the ending of who works with it
// taken off, up to three one after another, with the vowel the plain noun has. Likeliest first;
// not the key itself.
std::vector<std::string> NounsBehind(std::string_view fine, Writing writing);

// Whether it says who does something: silaivala, calavnara, otupavar.
bool NamesADoer(std::string_view fine, Writing writing);

}  // namespace kaam::taxonomy
