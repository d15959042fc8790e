#include "core/utf8.h"

#include <cstdint>
#include <cstring>

namespace kaam {

std::optional<std::size_t> FirstInvalidUtf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t at = 0;
  while (at < text.size()) {
    // Eight ASCII bytes at a time: most input is ASCII.
    if (at + 8 <= text.size()) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + at, 8);
      if ((word & 0x8080808080808080U) == 0) {
        at += 8;
        continue;
      }
    }
    const unsigned char first = byte(at);
    if (first < 0x80) {
      ++at;
      continue;
    }
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (first >= 0xC2 && first <= 0xDF)
      length = 2;
    else if (first >= 0xE0 && first <= 0xEF)
      length = 3;
    else if (first >= 0xF0 && first <= 0xF4)
      length = 4;
    else
      return at;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
    if (at + length > text.size()) return at;
    for (std::size_t i = 1; i < length; ++i) {
      if (byte(at + i) < low || byte(at + i) > high) return at;
      low = 0x80;
      high = 0xBF;
    }
    at += length;
  }
  return std::nullopt;
}

}  // namespace kaam
