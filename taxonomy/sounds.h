// How written words sound, in one small Roman alphabet for every script of India. Works on code
// points and knows no ICU. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kaam::taxonomy {

// The writing a word stands in. A word in Roman letters may be of any language.
enum class Writing : std::uint8_t {
  kRoman,
  kDevanagari,
  kBengali,
  kGurmukhi,
  kGujarati,
  kOdia,
  kTamil,
  kTelugu,
  kKannada,
  kMalayalam,
  kOther
};

// Vowel length, sh/s, w/v, f/ph, z/j and doubled consonants do not count in any of the keys.
struct SoundKeys {
  std::string fine;    // schwas dropped where Indo-Aryan speech drops them: राजमिस्त्री "rajmistri"
  std::string spelt;   // every written schwa kept but the last: "rajamistri"
  std::string coarse;  // classes of consonants alone: breath, voice and vowels do not count
  Writing writing = Writing::kOther;
};

// Keys of one word: lower-case letters in NFC, Latin ones without their diacritics. Empty for a
// word without letters of a known script.
SoundKeys SoundKeysOf(std::u32string_view letters);

inline bool IsVowelSound(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

namespace sounds {

// Letters of one script as sounds; `spelt` is the same with every written schwa.
struct Spoken {
  std::string fine;
  std::string spelt;
};
bool IsIndic(char32_t c);
Spoken IndicSounds(std::u32string_view letters);
bool IsArabic(char32_t c);
std::string ArabicSounds(std::u32string_view letters);
bool IsOlChiki(char32_t c);
std::string OlChikiSounds(std::u32string_view letters);
bool IsMeetei(char32_t c);
std::string MeeteiSounds(std::u32string_view letters);
std::string RomanSounds(std::u32string_view letters);

}  // namespace sounds
}  // namespace kaam::taxonomy
