#include "core/privacy.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kaam {
namespace {

constexpr std::size_t kAadhaarDigits = 12;

constexpr std::array<std::array<std::uint8_t, 10>, 10> kProduct = {{
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
    {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
    {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
    {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
    {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
    {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
    {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
    {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
    {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
}};

constexpr std::array<std::array<std::uint8_t, 10>, 8> kPermutation = {{
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
    {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
    {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
    {9, 4, 5, 3, 1, 2, 6, 8, 7, 0},
    {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
    {2, 7, 9, 3, 8, 0, 6, 4, 1, 5},
    {7, 0, 4, 6, 9, 1, 3, 2, 5, 8},
}};

// The first code points of the decimal digit ranges people in India type.
constexpr std::array<char32_t, 16> kZeros = {
    U'0',      U'\u0966', U'\u09E6', U'\u0A66', U'\u0AE6', U'\u0B66', U'\u0BE6', U'\u0C66',
    U'\u0CE6', U'\u0D66', U'\u0660', U'\u06F0', U'\u1C50', U'\uABF0', U'\u1C40', U'\uFF10'};

struct CodePoint {
  char32_t value;
  std::size_t length;
};

// Lenient: a byte that starts no well-formed sequence comes back as itself.
CodePoint Decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  std::size_t length = 1;
  if (first >= 0xF0)
    length = 4;
  else if (first >= 0xE0)
    length = 3;
  else if (first >= 0xC0)
    length = 2;
  if (length == 1 || at + length > text.size()) return {first, 1};
  char32_t value = first & (0xFF >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {first, 1};
    value = value << 6 | (byte(at + i) & 0x3F);
  }
  return {value, length};
}

int DigitValue(char32_t c) {
  if (c < 0x660) return c >= '0' && c <= '9' ? static_cast<int>(c - '0') : -1;
  for (const char32_t zero : kZeros) {
    if (c >= zero && c < zero + 10) return static_cast<int>(c - zero);
  }
  return -1;
}

// What people put between groups of digits; never a line break or a letter.
bool IsGroupSeparator(char32_t c) {
  constexpr std::array<char32_t, 16> kSeparators = {
      U' ',      U'-',      U'.',      U',',      U'_',      U'/',      U'\t',     U'\u00A0',
      U'\u2010', U'\u2011', U'\u2012', U'\u2013', U'\u2014', U'\u2009', U'\u200B', U'\u202F'};
  return std::find(kSeparators.begin(), kSeparators.end(), c) != kSeparators.end();
}

struct Digit {
  std::size_t begin;
  std::size_t length;
  char ascii;
  bool starts_group;
  bool ends_group;
};

constexpr std::size_t kMaxSeparators = 3;  // "1234 - 5678"

// The run of digits from `at` on, with the separators between its groups.
std::vector<Digit> ReadRun(std::string_view text, std::size_t at) {
  std::vector<Digit> run;
  std::size_t separators = 0;
  while (at < text.size()) {
    const CodePoint c = Decode(text, at);
    const int value = DigitValue(c.value);
    if (value >= 0) {
      const bool starts = run.empty() || separators > 0;
      if (starts && !run.empty()) run.back().ends_group = true;
      run.push_back({at, c.length, static_cast<char>('0' + value), starts, false});
      separators = 0;
    } else if (!IsGroupSeparator(c.value) || ++separators > kMaxSeparators) {
      break;
    }
    at += c.length;
  }
  if (!run.empty()) run.back().ends_group = true;
  return run;
}

// Whether there are digits enough for one number.
bool HasManyDigits(std::string_view text) {
  const auto maybe_digit = [](char c) { return (c >= '0' && c <= '9') || (c & 0x80) != 0; };
  if (std::count_if(text.begin(), text.end(), maybe_digit) < std::ptrdiff_t{kAadhaarDigits}) {
    return false;
  }
  std::size_t digits = 0;
  for (std::size_t at = 0; at < text.size() && digits < kAadhaarDigits;) {
    const CodePoint c = Decode(text, at);
    if (DigitValue(c.value) >= 0) ++digits;
    at += c.length;
  }
  return digits == kAadhaarDigits;
}

}  // namespace

bool HasVerhoeffCheckDigit(std::string_view digits) {
  if (digits.empty()) return false;
  std::uint8_t check = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char c = digits[digits.size() - 1 - i];
    if (c < '0' || c > '9') return false;
    check = kProduct[check][kPermutation[i % 8][static_cast<std::size_t>(c - '0')]];
  }
  return check == 0;
}

bool CouldBeAadhaar(std::string_view digits) {
  return digits.size() == kAadhaarDigits && digits[0] >= '2' && HasVerhoeffCheckDigit(digits);
}

std::string MaskAadhaar(std::string_view text) {
  if (!HasManyDigits(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = Decode(text, at);
    if (DigitValue(c.value) < 0) {
      out.append(text, at, c.length);
      at += c.length;
      continue;
    }
    const std::vector<Digit> run = ReadRun(text, at);
    std::size_t next = 0;  // the first digit of the run that is not yet written
    for (std::size_t i = 0; i + kAadhaarDigits <= run.size();) {
      std::string digits;
      for (std::size_t j = 0; j < kAadhaarDigits; ++j) digits += run[i + j].ascii;
      const Digit& last = run[i + kAadhaarDigits - 1];
      if (run[i].starts_group && last.ends_group && CouldBeAadhaar(digits)) {
        const std::size_t from = next == 0 ? at : run[next - 1].begin + run[next - 1].length;
        out.append(text, from, run[i].begin - from);
        out += "XXXX XXXX ";
        out += digits.substr(8);
        next = i + kAadhaarDigits;
        i = next;
      } else {
        ++i;
      }
    }
    const std::size_t from = next == 0 ? at : run[next - 1].begin + run[next - 1].length;
    const std::size_t end = run.back().begin + run.back().length;
    out.append(text, from, end - from);
    at = end;
  }
  return out;
}

bool MaskAadhaarIn(std::string& text) {
  if (!HasManyDigits(text)) return false;
  std::string masked = MaskAadhaar(text);
  if (masked == text) return false;
  text = std::move(masked);
  return true;
}

}  // namespace kaam
