// Words of Indian scripts as a row of sounds, each named by what is written and where it stands:
// the alphabet that roman_spellings.h prices and that coarse keys are made of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kaam::taxonomy {

enum class Script : std::uint8_t {
  kLatin,
  kDevanagari,
  kBengali,
  kGurmukhi,
  kGujarati,
  kOriya,
  kTamil,
  kTelugu,
  kKannada,
  kMalayalam,
  kArabic,
  kOther,
};

// The script of the first letter that belongs to one; kOther for a text without letters.
Script ScriptOf(std::string_view text);

// Code points of a text; bytes that are not UTF-8 are left out.
std::u32string CodePoints(std::string_view text);

// One sound. `name` is the letter ("k", "Th", "aa"), then a sign for its place where the place
// changes how people spell it:
//   $  last of the word          ^  first of the word
//   +  first half of a double    '  after a consonant without a vowel between
//   >  a Tamil or Malayalam stop that is voiced where it stands
// The unwritten vowel is "a^" in the first syllable, "a~" where Indo-Aryan speech lets it fall (a
// vowel before, consonant and vowel after), "a." elsewhere inside, "a$" at the end and "a&" at the
// end after two consonants. A nasal sign is "M/p", "M/k", "M/t" or "M/s" by the sound after it
// (lip, throat, other stop, the rest), "M$" at the end; the chandrabindu and the Gurmukhi signs
// likewise "m/p" and so on. " " stands between words.
struct Sound {
  std::string name;
  std::string key{};  // its consonant classes in coarse keys; often one, for vowels none
};

// The sounds of a word or of words with spaces between, as SplitWords normalises them (NFC, lower
// case). Signs that are no letters are left out. Empty for Latin and unknown scripts. One table
// reads the nine scripts laid out like ISCII (code point and 0x7F); Perso-Arabic has its own.
std::vector<Sound> SoundsOf(std::string_view text);

// The coarse key of those sounds: consonant classes, neighbours that are equal written once.
std::string CoarseKey(const std::vector<Sound>& sounds);

// The coarse key of a word in plain Roman letters (a-z and spaces), as someone would write a word
// of `script`: Tamil does not tell voiced from voiceless, Malayalam and Tamil write "zh" for a kind
// of l.
std::string CoarseKeyOfRoman(std::string_view roman, Script script);

}  // namespace kaam::taxonomy
