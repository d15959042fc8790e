#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "taxonomy/sounds.h"

namespace kaam::taxonomy {
namespace {

// The nine scripts that share the layout of ISCII: code point & 0x7F means the same in all.
enum class IsciiScript : std::uint8_t { kNone, kBengali, kGurmukhi, kSouthern, kMalayalam, kOther };

IsciiScript IsciiScriptOf(char32_t c) {
  if (c < 0x0900 || c > 0x0D7F) return IsciiScript::kNone;
  switch (c & ~char32_t{0x7F}) {
    case 0x0980:
      return IsciiScript::kBengali;
    case 0x0A00:
      return IsciiScript::kGurmukhi;
    case 0x0C00:
    case 0x0C80:
      return IsciiScript::kSouthern;  // Telugu, Kannada
    case 0x0D00:
      return IsciiScript::kMalayalam;
    default:
      return IsciiScript::kOther;
  }
}

// What a code point of that layout is.
struct Phone {
  enum class Kind : std::uint8_t {
    kNone,
    kVowel,
    kMatra,
    kConsonant,
    kFinal,
    kVirama,
    kNukta,
    kDouble
  };
  Kind kind = Kind::kNone;
  std::string_view sound;
};

constexpr std::array<std::string_view, 16> kSpokenVowels = {  // 0x05..0x14
    "a", "a", "i", "i", "u", "u", "ri", "l", "e", "e", "e", "ai", "o", "o", "o", "au"};
constexpr std::array<std::string_view, 37> kSpokenConsonants = {  // 0x15..0x39
    "k",  "kh", "g", "gh", "n", "c",  "ch", "j", "jh", "n", "t", "th", "d",
    "dh", "n",  "t", "th", "d", "dh", "n",  "n", "p",  "f", "b", "bh", "m",
    "y",  "r",  "r", "l",  "l", "l",  "v",  "s", "s",  "s", "h"};
constexpr std::array<std::string_view, 15> kMatras = {  // 0x3E..0x4C
    "a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au"};
constexpr std::array<std::string_view, 8> kNuktaConsonants = {  // 0x58..0x5F
    "k", "kh", "g", "j", "r", "rh", "f", "y"};

Phone PhoneOf(char32_t c, bool is_last) {
  using Kind = Phone::Kind;
  const IsciiScript script = IsciiScriptOf(c);
  const auto offset = static_cast<std::size_t>(c & 0x7F);
  if (script == IsciiScript::kGurmukhi && offset == 0x70) return {Kind::kFinal, "n"};
  if (script == IsciiScript::kGurmukhi && offset == 0x71) return {Kind::kDouble, ""};
  if (script == IsciiScript::kBengali && offset == 0x4E) return {Kind::kFinal, "t"};
  if (script == IsciiScript::kBengali && offset == 0x2F) return {Kind::kConsonant, "j"};
  if (script == IsciiScript::kBengali && offset == 0x70)
    return {Kind::kConsonant, "r"};  // Assamese
  if (script == IsciiScript::kBengali && offset == 0x71) return {Kind::kConsonant, "v"};
  if (script == IsciiScript::kMalayalam && offset >= 0x7A) {
    constexpr std::array<std::string_view, 6> kChillus = {"n", "n", "r", "l", "l", "k"};
    return {Kind::kFinal, kChillus[offset - 0x7A]};
  }
  if (offset >= 0x05 && offset <= 0x14) return {Kind::kVowel, kSpokenVowels[offset - 0x05]};
  if (offset >= 0x15 && offset <= 0x39) return {Kind::kConsonant, kSpokenConsonants[offset - 0x15]};
  if (offset >= 0x3E && offset <= 0x4C) return {Kind::kMatra, kMatras[offset - 0x3E]};
  if (offset >= 0x58 && offset <= 0x5F) return {Kind::kConsonant, kNuktaConsonants[offset - 0x58]};
  if (offset == 0x02 && is_last) {
    // Their anusvara at the end is m; in Bengali it is ng, elsewhere a nasal vowel.
    if (script == IsciiScript::kSouthern || script == IsciiScript::kMalayalam)
      return {Kind::kFinal, "m"};
    if (script == IsciiScript::kBengali) return {Kind::kFinal, "ng"};
  }
  if (offset == 0x01 || offset == 0x02) return {Kind::kFinal, "n"};
  if (offset == 0x03) return {Kind::kNone, ""};
  if (offset == 0x3C) return {Kind::kNukta, ""};
  if (offset == 0x4D) return {Kind::kVirama, ""};
  return {};
}

// A written sound: a consonant cluster member or a vowel; `schwa` marks the unwritten "a".
struct SpokenSound {
  std::string_view text;
  bool vowel;
  bool schwa;
};

// A nukta changes these consonants; others keep their sound.
std::string_view WithNukta(char32_t letter, std::string_view sound) {
  if (letter == 0x09AF) return "y";  // য়, which Bengali writes for a glide
  if (sound == "d") return "r";
  if (sound == "dh") return "rh";
  return sound;
}

std::vector<SpokenSound> SpokenSoundsOf(std::u32string_view word) {
  using Kind = Phone::Kind;
  std::vector<SpokenSound> sounds;
  bool open = false;  // the last consonant still waits for its vowel
  const auto close = [&] {
    if (open) sounds.push_back({"a", true, true});
    open = false;
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    const Phone phone = PhoneOf(word[i], i + 1 == word.size());
    switch (phone.kind) {
      case Kind::kConsonant:
        close();
        sounds.push_back({phone.sound, false, false});
        open = true;
        break;
      case Kind::kNukta:
        if (open) sounds.back().text = WithNukta(word[i - 1], sounds.back().text);
        break;
      case Kind::kMatra:
        open = false;
        if (word.substr(0, i).ends_with(U"\u0993\u09AF\u09BC")) {  // ওয়া is said "va"
          sounds.pop_back();
          sounds.back() = {"v", false, false};
        }
        sounds.push_back({phone.sound, true, false});
        break;
      case Kind::kVirama:
        open = false;
        break;
      case Kind::kVowel:
        close();
        sounds.push_back({phone.sound, true, false});
        break;
      case Kind::kFinal:
        close();
        sounds.push_back({phone.sound, false, false});
        break;
      case Kind::kDouble:
        close();
        break;
      case Kind::kNone:
        break;
    }
  }
  if (open && sounds.size() == 1) close();  // a lone consonant keeps its vowel
  return sounds;
}

// Ohala's rule, from the end: a schwa between VC and CV falls silent.
std::vector<SpokenSound> WithoutSilentSchwas(std::vector<SpokenSound> sounds) {
  for (std::size_t i = sounds.size(); i-- > 2;) {
    const bool between = sounds[i].schwa && i + 2 < sounds.size() && !sounds[i - 1].vowel &&
                         sounds[i - 2].vowel && !sounds[i + 1].vowel && sounds[i + 2].vowel;
    if (between) sounds.erase(sounds.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return sounds;
}

std::string Join(const std::vector<SpokenSound>& sounds) {
  std::string out;
  for (const SpokenSound& sound : sounds) out += sound.text;
  return out;
}

}  // namespace

bool sounds::IsIndic(char32_t c) { return IsciiScriptOf(c) != IsciiScript::kNone; }

sounds::Spoken sounds::IndicSounds(std::u32string_view letters) {
  std::vector<SpokenSound> said = SpokenSoundsOf(letters);
  std::string spelt = Join(said);
  return {Join(WithoutSilentSchwas(std::move(said))), std::move(spelt)};
}

}  // namespace kaam::taxonomy
