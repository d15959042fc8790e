#include "taxonomy/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <utility>

namespace kaam::taxonomy {
namespace {

// Code points that never split a word and carry no sound: joiners, soft hyphen, marks of direction,
// variation selectors, apostrophes.
bool IsIgnorable(UChar32 c) {
  return c == 0x200C || c == 0x200D || c == 0x00AD || c == 0x200E || c == 0x200F || c == 0xFEFF ||
         (c >= 0x2060 && c <= 0x2069) || (c >= 0x202A && c <= 0x202E) || c == 0x061C ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == '\'' || c == 0x2019;
}

bool IsLetter(UChar32 c) {
  constexpr std::uint32_t kLetters = U_GC_L_MASK | U_GC_M_MASK;
  return (U_GET_GC_MASK(c) & kLetters) != 0;
}

// Composes, and makes full-width and presentation forms the letters they are.
const icu::Normalizer2& Nfkc() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFKCInstance(status);  // built into ICU: never null
}

const icu::Normalizer2& Nfd() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFDInstance(status);
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
      Word word{begin, end, {}, {}, pending_number, false};
      const icu::UnicodeString normal = Nfkc().normalize(pending.foldCase(), status);
      normal.toUTF8String(word.text);
      for (std::int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
        word.letters += static_cast<char32_t>(normal.char32At(i));
      }
      const char32_t first = word.letters.empty() ? U'\0' : word.letters.front();
      word.is_latin = !pending_number && first < 0x0250 &&
                      u_charType(static_cast<UChar32>(first)) == U_LOWERCASE_LETTER;
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
      Nfd().normalize(icu::UnicodeString::fromUTF8(
                          icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size()))),
                      status);
  for (std::int32_t i = 0; i < bare.length(); ++i) keep(bare.charAt(i));
  return roman;
}

SoundKeys KeysOf(const Word& word) {
  if (word.is_number) return {};
  const bool plain =
      std::all_of(word.letters.begin(), word.letters.end(), [](char32_t c) { return c < 0x80; });
  if (!word.is_latin || plain) return SoundKeysOf(word.letters);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString bare = Nfd().normalize(icu::UnicodeString::fromUTF8(word.text), status);
  std::u32string letters;  // RomanSounds passes over the marks
  for (std::int32_t i = 0; i < bare.length(); ++i) letters += bare.charAt(i);
  return SoundKeysOf(letters);
}

}  // namespace kaam::taxonomy
