#include "taxonomy/sounds.h"

#include <algorithm>
#include <array>

namespace kaam::taxonomy {
namespace {

struct Rewrite {
  std::string_view from;
  std::string_view to;
};

// Longest first among those that start alike. Applied once, left to right.
constexpr std::array<Rewrite, 28> kRewrites = {{
    {"chh", "ch"}, {"ch", "c"},  {"sh", "s"},  {"ph", "f"},     {"ck", "k"},   {"ce", "se"},
    {"ci", "si"},  {"cy", "si"}, {"c", "k"},   {"qu", "ku"},    {"q", "k"},    {"x", "ks"},
    {"z", "j"},    {"w", "v"},   {"aa", "a"},  {"ee", "i"},     {"ii", "i"},   {"oo", "u"},
    {"uu", "u"},   {"ea", "i"},  {"ou", "u"},  {"tion", "san"}, {"ksh", "ks"}, {"gy", "gi"},
    {"jn", "gi"},  {"aw", "au"}, {"ow", "au"}, {"mm", "m"},
}};

std::string Rewritten(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const Rewrite* best = nullptr;
    for (const Rewrite& rule : kRewrites) {
      if (word.substr(at).starts_with(rule.from) &&
          (best == nullptr || rule.from.size() > best->from.size())) {
        best = &rule;
      }
    }
    if (best != nullptr) {
      out += best->to;
      at += best->from.size();
      continue;
    }
    const char c = word[at];
    const bool ends_syllable = at + 1 == word.size() || !IsVowelSound(word[at + 1]);
    if (c == 'y' && at > 0 && ends_syllable)
      out += 'i';
    else if (c >= 'a' && c <= 'z')
      out += c;
    ++at;
  }
  return out;
}

// Single consonants, n for every nasal before a consonant of the lips, i for a y that no vowel
// follows (चाय chai), no silent h at the end.
std::string Settle(std::string_view sound) {
  std::string out;
  for (std::size_t i = 0; i < sound.size(); ++i) {
    char c = sound[i];
    const char next = i + 1 < sound.size() ? sound[i + 1] : '\0';
    if (c == 'm' && (next == 'p' || next == 'b' || next == 'f')) c = 'n';
    if (c == 'y' && !out.empty() && IsVowelSound(out.back()) && !IsVowelSound(next)) c = 'i';
    if (!out.empty() && out.back() == c && c != 'h') continue;
    out += c;
  }
  while (out.size() > 3 && out.back() == 'h' && IsVowelSound(out[out.size() - 2])) out.pop_back();
  return out;
}

// Voice and breath merged (Tamil writes neither), and what is heard as one or the other: b/v/w,
// f/p, m/n, c/j/s.
char ClassOf(char c) {
  switch (c) {
    case 'g':
      return 'k';
    case 'c':
    case 'j':
      return 's';
    case 'd':
      return 't';
    case 'b':
    case 'f':
    case 'v':
      return 'p';
    case 'm':
      return 'n';
    default:
      return c;
  }
}

std::string Coarse(std::string_view fine) {
  std::string out;
  for (std::size_t i = 0; i < fine.size(); ++i) {
    if (IsVowelSound(fine[i])) {
      if (i == 0) out += 'a';
      continue;
    }
    if (fine[i] == 'h' && i > 0) continue;
    if (fine[i] == 'y' && i > 0) continue;
    const char c = ClassOf(fine[i]);
    if (!out.empty() && out.back() == c) continue;
    out += c;
  }
  return out;
}

Writing WritingOf(char32_t letter) {
  constexpr char32_t kDevanagari = 0x0900;  // then the other blocks in the order of Writing
  constexpr char32_t kLetters = 0x80;       // in a block
  if (letter < 0x0250) return Writing::kRoman;
  if (!sounds::IsIndic(letter)) return Writing::kOther;
  return static_cast<Writing>(1 + (letter - kDevanagari) / kLetters);
}

}  // namespace

std::string sounds::RomanSounds(std::u32string_view letters) {
  std::string word;
  for (const char32_t c : letters) {
    if (c >= U'a' && c <= U'z') word += static_cast<char>(c);
  }
  return Rewritten(word);
}

SoundKeys SoundKeysOf(std::u32string_view letters) {
  SoundKeys keys;
  if (letters.empty()) return keys;
  const char32_t first = letters.front();
  keys.writing = WritingOf(first);
  if (sounds::IsIndic(first)) {
    sounds::Spoken spoken = sounds::IndicSounds(letters);
    keys.fine = Settle(spoken.fine);
    keys.spelt = Settle(spoken.spelt);
  } else {
    keys.fine = Settle(sounds::IsArabic(first)    ? sounds::ArabicSounds(letters)
                       : sounds::IsOlChiki(first) ? sounds::OlChikiSounds(letters)
                       : sounds::IsMeetei(first)  ? sounds::MeeteiSounds(letters)
                                                  : sounds::RomanSounds(letters));
    keys.spelt = keys.fine;
  }
  keys.coarse = Coarse(keys.fine);
  return keys;
}

}  // namespace kaam::taxonomy
