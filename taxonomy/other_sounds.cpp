// Scripts that are not laid out like Devanagari: Perso-Arabic (Urdu, Kashmiri, Sindhi), Ol Chiki
// and Meetei Mayek.
#include <array>
#include <string_view>

#include "taxonomy/sounds.h"

namespace kaam::taxonomy {
namespace {

// Consonants; the breath of U+06BE (do-chashmi he) follows its consonant. Sindhi's own letters
// stand behind Urdu's.
std::string_view ArabicConsonant(char32_t c) {
  switch (c) {
    case 0x0628:
    case 0x067B:
      return "b";
    case 0x0680:
      return "bh";
    case 0x067E:
      return "p";
    case 0x06A6:
      return "f";
    case 0x062A:
    case 0x0637:
    case 0x0679:
    case 0x067D:
      return "t";
    case 0x067F:
    case 0x067A:
      return "th";
    case 0x062B:
    case 0x0633:
    case 0x0635:
    case 0x0634:
      return "s";
    case 0x062C:
    case 0x0630:
    case 0x0632:
    case 0x0636:
    case 0x0638:
    case 0x0698:
    case 0x0684:
      return "j";
    case 0x0686:
      return "c";
    case 0x0687:
      return "ch";
    case 0x062D:
    case 0x0647:
    case 0x06C1:
    case 0x06BE:
    case 0x06D5:
    case 0x06C3:
      return "h";
    case 0x062E:
      return "kh";
    case 0x062F:
    case 0x0688:
    case 0x068F:
    case 0x068A:
      return "d";
    case 0x068C:
    case 0x068D:
      return "dh";
    case 0x0631:
    case 0x0691:
    case 0x0699:
      return "r";
    case 0x063A:
    case 0x06AF:
    case 0x06B3:
      return "g";
    case 0x0641:
      return "f";
    case 0x0642:
    case 0x06A9:
    case 0x0643:
    case 0x06AA:
      return "k";
    case 0x0644:
      return "l";
    case 0x0645:
      return "m";
    case 0x0646:
    case 0x06BA:
    case 0x06BB:
    case 0x06B1:
    case 0x0683:
      return "n";
    default:
      return {};
  }
}

std::string_view ArabicVowel(char32_t c) {
  switch (c) {
    case 0x0627:
    case 0x0622:
    case 0x0671:
    case 0x0672:
    case 0x064E:
      return "a";
    case 0x0650:
    case 0x0626:
    case 0x0620:
      return "i";
    case 0x064F:
      return "u";
    case 0x06C6:
    case 0x06C4:
      return "o";
    case 0x06D2:
    case 0x06CD:
      return "e";
    default:
      return {};
  }
}

bool IsWaw(char32_t c) { return c == 0x0648; }
bool IsYeh(char32_t c) { return c == 0x06CC || c == 0x064A; }
bool IsHeh(char32_t c) { return c == 0x06C1 || c == 0x0647 || c == 0x06D5 || c == 0x06C3; }

struct Letter {
  char32_t code;
  std::string_view sound;
  bool takes_vowel = false;  // a consonant with an inherent a
};

std::string_view SoundOf(std::u32string_view letters, std::size_t i) {
  constexpr std::array<std::string_view, 30> kOlChiki = {
      // 0x1C5A..0x1C77
      "a", "t", "g", "n", "l", "a", "k", "j", "m", "v", "i", "s", "h", "n", "r",
      "u", "c", "d", "n", "y", "e", "p", "d", "n", "r", "o", "t", "b", "v", "h"};
  const char32_t c = letters[i];
  if (c < 0x1C5A || c > 0x1C77) return {};
  return kOlChiki[c - 0x1C5A];
}

// Meetei Mayek, 0xABC0..0xABEA: 18 letters with their vowel, 9 more, finals, vowel signs.
constexpr std::array<Letter, 43> kMeetei = {{
    {0xABC0, "k", true},  {0xABC1, "s", true},  {0xABC2, "l", true},  {0xABC3, "m", true},
    {0xABC4, "p", true},  {0xABC5, "n", true},  {0xABC6, "c", true},  {0xABC7, "t", true},
    {0xABC8, "kh", true}, {0xABC9, "n", true},  {0xABCA, "th", true}, {0xABCB, "v", true},
    {0xABCC, "y", true},  {0xABCD, "h", true},  {0xABCE, "u"},        {0xABCF, "i"},
    {0xABD0, "f", true},  {0xABD1, "a"},        {0xABD2, "g", true},  {0xABD3, "jh", true},
    {0xABD4, "r", true},  {0xABD5, "b", true},  {0xABD6, "j", true},  {0xABD7, "d", true},
    {0xABD8, "gh", true}, {0xABD9, "dh", true}, {0xABDA, "bh", true}, {0xABDB, "k"},
    {0xABDC, "l"},        {0xABDD, "m"},        {0xABDE, "p"},        {0xABDF, "n"},
    {0xABE0, "t"},        {0xABE1, "n"},        {0xABE2, "i"},        {0xABE3, "o"},
    {0xABE4, "i"},        {0xABE5, "a"},        {0xABE6, "e"},        {0xABE7, "au"},
    {0xABE8, "u"},        {0xABE9, "ei"},       {0xABEA, "n"},
}};

const Letter* MeeteiLetter(char32_t c) {
  return c >= 0xABC0 && c <= 0xABEA ? &kMeetei[c - 0xABC0] : nullptr;
}

bool IsMeeteiVowelSign(char32_t c) { return (c >= 0xABE3 && c <= 0xABE9) || c == 0xABED; }

}  // namespace

bool sounds::IsArabic(char32_t c) { return c >= 0x0600 && c <= 0x06FF; }
bool sounds::IsOlChiki(char32_t c) { return c >= 0x1C50 && c <= 0x1C7F; }
bool sounds::IsMeetei(char32_t c) { return c >= 0xABC0 && c <= 0xABFF; }

// Short vowels are not written, so only the coarse key agrees with other scripts for every word.
std::string sounds::ArabicSounds(std::u32string_view letters) {
  std::string out;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char32_t c = letters[i];
    const bool first = i == 0;
    const bool last = i + 1 == letters.size();
    const bool before_alif = !last && letters[i + 1] == 0x0627;
    if (IsWaw(c)) {
      out += first || before_alif ? 'v' : 'o';
    } else if (IsYeh(c)) {
      out += first || before_alif ? 'y' : 'i';
    } else if (c == 0x0639) {  // ain is heard at the beginning only
      if (first) out += 'a';
    } else if (IsHeh(c) && last && !first) {
      out += 'a';  // the silent he: پیشہ pesha
    } else if (const std::string_view vowel = ArabicVowel(c); !vowel.empty()) {
      out += vowel;
    } else {
      out += ArabicConsonant(c);
    }
  }
  return out;
}

std::string sounds::OlChikiSounds(std::u32string_view letters) {
  std::string out;
  for (std::size_t i = 0; i < letters.size(); ++i) out += SoundOf(letters, i);
  return out;
}

std::string sounds::MeeteiSounds(std::u32string_view letters) {
  std::string out;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const Letter* letter = MeeteiLetter(letters[i]);
    if (letter == nullptr) continue;
    out += letter->sound;
    const bool last = i + 1 == letters.size();
    if (letter->takes_vowel && !last && !IsMeeteiVowelSign(letters[i + 1])) out += 'a';
  }
  return out;
}

}  // namespace kaam::taxonomy
