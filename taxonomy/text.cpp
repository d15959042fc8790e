#include "taxonomy/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <utility>

namespace kaam::taxonomy {
namespace {

// Code points that never split a word and carry no sound: joiners, soft hyphen, marks of direction,
// apostrophes.
bool IsIgnorable(UChar32 c) {
  return c == 0x200C || c == 0x200D || c == 0x00AD || c == 0x200E || c == 0x200F || c == 0xFEFF ||
         c == 0x2060 || c == '\'' || c == 0x2019;
}

bool IsLetter(UChar32 c) {
  constexpr std::uint32_t kLetters = U_GC_L_MASK | U_GC_M_MASK;
  return (U_GET_GC_MASK(c) & kLetters) != 0;
}

const icu::Normalizer2& Nfc() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFCInstance(status);  // built into ICU: never null
}

const icu::Normalizer2& Nfd() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFDInstance(status);
}

// --- Indic scripts -------------------------------------------------------------------------------

// The nine scripts that share the layout of ISCII: code point & 0x7F means the same in all.
enum class Script : std::uint8_t { kNone, kDevanagari, kBengali, kGurmukhi, kMalayalam, kOther };

Script ScriptOf(UChar32 c) {
  if (c < 0x0900 || c > 0x0D7F) return Script::kNone;
  switch (c & ~0x7F) {
    case 0x0900: return Script::kDevanagari;
    case 0x0980: return Script::kBengali;
    case 0x0A00: return Script::kGurmukhi;
    case 0x0D00: return Script::kMalayalam;
    default: return Script::kOther;
  }
}

// What a code point of that layout is.
struct Phone {
  enum class Kind : std::uint8_t { kNone, kVowel, kMatra, kConsonant, kFinal, kVirama, kNukta, kDouble };
  Kind kind = Kind::kNone;
  std::string_view sound;
};

constexpr std::array<std::string_view, 16> kVowels = {  // 0x05..0x14
    "a", "a", "i", "i", "u", "u", "ri", "l", "e", "e", "e", "ai", "o", "o", "o", "au"};
constexpr std::array<std::string_view, 37> kConsonants = {  // 0x15..0x39
    "k", "kh", "g", "gh", "n", "c", "ch", "j", "jh", "n", "t", "th", "d",
    "dh", "n", "t", "th", "d", "dh", "n", "n", "p", "f", "b", "bh", "m",
    "y", "r", "r", "l", "l", "l", "v", "s", "s", "s", "h"};
constexpr std::array<std::string_view, 15> kMatras = {  // 0x3E..0x4C
    "a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au"};
constexpr std::array<std::string_view, 8> kNuktaConsonants = {  // 0x58..0x5F
    "k", "kh", "g", "j", "r", "rh", "f", "y"};

Phone PhoneOf(UChar32 c) {
  using Kind = Phone::Kind;
  const Script script = ScriptOf(c);
  const auto offset = static_cast<std::size_t>(c & 0x7F);
  if (script == Script::kGurmukhi && offset == 0x70) return {Kind::kFinal, "n"};
  if (script == Script::kGurmukhi && offset == 0x71) return {Kind::kDouble, ""};
  if (script == Script::kBengali && offset == 0x4E) return {Kind::kFinal, "t"};
  if (script == Script::kBengali && offset == 0x2F) return {Kind::kConsonant, "j"};
  if (script == Script::kBengali && offset == 0x70) return {Kind::kConsonant, "r"};  // Assamese
  if (script == Script::kBengali && offset == 0x71) return {Kind::kConsonant, "v"};
  if (script == Script::kMalayalam && offset >= 0x7A) {
    constexpr std::array<std::string_view, 6> kChillus = {"n", "n", "r", "l", "l", "k"};
    return {Kind::kFinal, kChillus[offset - 0x7A]};
  }
  if (offset >= 0x05 && offset <= 0x14) return {Kind::kVowel, kVowels[offset - 0x05]};
  if (offset >= 0x15 && offset <= 0x39) return {Kind::kConsonant, kConsonants[offset - 0x15]};
  if (offset >= 0x3E && offset <= 0x4C) return {Kind::kMatra, kMatras[offset - 0x3E]};
  if (offset >= 0x58 && offset <= 0x5F) return {Kind::kConsonant, kNuktaConsonants[offset - 0x58]};
  if (offset == 0x01 || offset == 0x02) return {Kind::kFinal, "n"};
  if (offset == 0x03) return {Kind::kNone, ""};
  if (offset == 0x3C) return {Kind::kNukta, ""};
  if (offset == 0x4D) return {Kind::kVirama, ""};
  return {};
}

// A written sound: a consonant cluster member or a vowel; `schwa` marks the unwritten "a".
struct Sound {
  std::string_view text;
  bool vowel;
  bool schwa;
};

// A nukta changes these consonants; others keep their sound.
std::string_view WithNukta(std::string_view sound) {
  if (sound == "j") return "j";
  if (sound == "d") return "r";
  if (sound == "dh") return "rh";
  return sound;
}

std::vector<Sound> IndicSounds(const icu::UnicodeString& word) {
  using Kind = Phone::Kind;
  std::vector<Sound> sounds;
  bool open = false;  // the last consonant still waits for its vowel
  const auto close = [&] {
    if (open) sounds.push_back({"a", true, true});
    open = false;
  };
  for (std::int32_t i = 0; i < word.length(); i = word.moveIndex32(i, 1)) {
    const Phone phone = PhoneOf(word.char32At(i));
    switch (phone.kind) {
      case Kind::kConsonant:
        close();
        sounds.push_back({phone.sound, false, false});
        open = true;
        break;
      case Kind::kNukta:
        if (open) sounds.back().text = WithNukta(sounds.back().text);
        break;
      case Kind::kMatra:
        open = false;
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
std::vector<Sound> WithoutSilentSchwas(std::vector<Sound> sounds) {
  for (std::size_t i = sounds.size(); i-- > 2;) {
    const bool between = sounds[i].schwa && i + 2 < sounds.size() && !sounds[i - 1].vowel &&
                         sounds[i - 2].vowel && !sounds[i + 1].vowel && sounds[i + 2].vowel;
    if (between) sounds.erase(sounds.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return sounds;
}

// --- Perso-Arabic --------------------------------------------------------------------------------

std::string_view ArabicSound(UChar32 c) {
  switch (c) {
    case 0x0627: case 0x0622: case 0x0639: return "a";
    case 0x0628: return "b";
    case 0x067E: return "p";
    case 0x062A: case 0x0637: case 0x0679: return "t";
    case 0x062B: case 0x0633: case 0x0635: case 0x0634: return "s";
    case 0x062C: case 0x0630: case 0x0632: case 0x0636: case 0x0638: case 0x0698: return "j";
    case 0x0686: return "c";
    case 0x062D: case 0x0647: case 0x06C1: case 0x06BE: return "h";
    case 0x062E: return "kh";
    case 0x062F: case 0x0688: return "d";
    case 0x0631: case 0x0691: return "r";
    case 0x063A: case 0x06AF: return "g";
    case 0x0641: return "f";
    case 0x0642: case 0x06A9: case 0x0643: return "k";
    case 0x0644: return "l";
    case 0x0645: return "m";
    case 0x0646: case 0x06BA: return "n";
    case 0x0648: return "o";
    case 0x06CC: case 0x064A: case 0x0626: return "i";
    case 0x06D2: return "e";
    default: return "";
  }
}

// --- Roman letters -------------------------------------------------------------------------------

struct Rewrite {
  std::string_view from;
  std::string_view to;
};

// Longest first among those that start alike. Applied once, left to right.
constexpr std::array<Rewrite, 28> kRewrites = {{
    {"chh", "ch"}, {"ch", "c"},  {"sh", "s"},  {"ph", "f"},  {"ck", "k"},  {"ce", "se"},
    {"ci", "si"},  {"cy", "si"}, {"c", "k"},   {"qu", "ku"}, {"q", "k"},   {"x", "ks"},
    {"z", "j"},    {"w", "v"},   {"aa", "a"},  {"ee", "i"},  {"ii", "i"},  {"oo", "u"},
    {"uu", "u"},   {"ea", "i"},  {"ou", "u"},  {"tion", "san"}, {"ksh", "ks"}, {"gy", "gi"},
    {"jn", "gi"},  {"aw", "au"}, {"ow", "au"}, {"mm", "m"},
}};

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

std::string RomanSound(std::string_view word) {
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
    const bool ends_syllable = at + 1 == word.size() || !IsVowel(word[at + 1]);
    if (c == 'y' && at > 0 && ends_syllable) out += 'i';
    else if (c >= 'a' && c <= 'z') out += c;
    ++at;
  }
  return out;
}

// --- What all scripts share ----------------------------------------------------------------------

// Single consonants, n for every nasal before a consonant of the lips, no silent h at the end.
std::string Settle(std::string_view sound) {
  std::string out;
  for (std::size_t i = 0; i < sound.size(); ++i) {
    char c = sound[i];
    const char next = i + 1 < sound.size() ? sound[i + 1] : '\0';
    if (c == 'm' && (next == 'p' || next == 'b' || next == 'f')) c = 'n';
    if (!out.empty() && out.back() == c && c != 'h') continue;
    out += c;
  }
  while (out.size() > 3 && out.back() == 'h' && IsVowel(out[out.size() - 2])) out.pop_back();
  return out;
}

std::string Coarse(std::string_view fine) {
  std::string out;
  for (std::size_t i = 0; i < fine.size(); ++i) {
    char c = fine[i];
    if (IsVowel(c)) {
      if (i == 0) out += 'a';
      continue;
    }
    if (c == 'h' && i > 0 && !IsVowel(fine[i - 1])) continue;  // breath
    if (c == 'y' && i > 0) continue;
    if (c == 'v') c = 'b';
    if (c == 'f') c = 'p';
    if (c == 'm') c = 'n';
    if (!out.empty() && out.back() == c) continue;
    out += c;
  }
  return out;
}

std::string Join(const std::vector<Sound>& sounds) {
  std::string out;
  for (const Sound& sound : sounds) out += sound.text;
  return out;
}

}  // namespace

std::vector<Word> SplitWords(std::string_view text) {
  std::vector<Word> words;
  icu::UnicodeString pending;
  bool pending_number = false;
  std::size_t begin = 0;
  std::size_t end = 0;
  const auto finish = [&] {
    if (!pending.isEmpty()) {
      UErrorCode status = U_ZERO_ERROR;
      Word word{begin, end, {}, pending_number, false};
      icu::UnicodeString normal = Nfc().normalize(pending.foldCase(), status);
      normal.toUTF8String(word.text);
      word.is_latin = !pending_number && u_charType(normal.char32At(0)) == U_LOWERCASE_LETTER &&
                      normal.char32At(0) < 0x0250;
      if (U_SUCCESS(status)) words.push_back(std::move(word));
    }
    pending.remove();
  };
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(std::min<std::size_t>(text.size(), INT32_MAX));
  for (std::int32_t at = 0; at < length;) {
    const std::int32_t start = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    if (c < 0) {
      finish();
      continue;
    }
    if (IsIgnorable(c)) continue;
    const std::int32_t digit = u_charDigitValue(c);
    const bool decimal_point = c == '.' && pending_number && !pending.isEmpty() && at < length &&
                               u_isdigit(static_cast<UChar32>(bytes[at])) != 0;
    if (digit >= 0 || IsLetter(c) || decimal_point) {
      const bool number = digit >= 0 || decimal_point;
      if (!pending.isEmpty() && number != pending_number) finish();
      if (pending.isEmpty()) {
        begin = static_cast<std::size_t>(start);
        pending_number = number;
      }
      pending.append(digit >= 0 ? static_cast<UChar32>('0' + digit) : c);
      end = static_cast<std::size_t>(at);
    } else {
      finish();
    }
  }
  finish();
  return words;
}

std::string PlainRoman(std::string_view word) {
  std::string roman;
  const auto keep = [&](char16_t c) {
    if (c >= u'a' && c <= u'z') roman += static_cast<char>(c);
  };
  if (std::all_of(word.begin(), word.end(), [](char c) { return (c & 0x80) == 0; })) {
    for (const char c : word) keep(static_cast<unsigned char>(c));
    return roman;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString bare =
      Nfd().normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size()))), status);
  for (std::int32_t i = 0; i < bare.length(); ++i) keep(bare.charAt(i));
  return roman;
}

SoundKeys KeysOf(const Word& word) {
  if (word.is_number) return {};
  SoundKeys keys;
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(word.text);
  const UChar32 first = text.char32At(0);
  if (ScriptOf(first) != Script::kNone) {
    const std::vector<Sound> sounds = IndicSounds(text);
    keys.spelt = Settle(Join(sounds));
    keys.fine = Settle(Join(WithoutSilentSchwas(sounds)));
  } else if (u_getIntPropertyValue(first, UCHAR_SCRIPT) == USCRIPT_ARABIC) {
    std::string sound;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      sound += ArabicSound(text.char32At(i));
    }
    keys.fine = keys.spelt = Settle(sound);
  } else {
    keys.fine = keys.spelt = Settle(RomanSound(PlainRoman(word.text)));
  }
  keys.coarse = Coarse(keys.fine);
  return keys;
}

unsigned EditDistance(std::string_view a, std::string_view b, unsigned limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit || b.size() > 63) return limit + 1;
  // Optimal string alignment over three rows.
  std::array<unsigned, 64> before{};
  std::array<unsigned, 64> last{};
  std::array<unsigned, 64> row{};
  for (unsigned j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return std::min(last[b.size()], limit + 1);
}

}  // namespace kaam::taxonomy
