#include "bench/typing_errors.h"

#include <utility>

namespace kaam::bench {
namespace {

constexpr std::size_t kShortestWord = 5;

std::u32string Decode(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? byte : byte & (0xFF >> (length + 1));
    for (std::size_t j = 1; j < length && i + j < text.size(); ++j) {
      c = c << 6 | (static_cast<unsigned char>(text[i + j]) & 0x3F);
    }
    out += c;
    i += length;
  }
  return out;
}

void Append(char32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
  } else {
    out += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
            static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
}

bool IsLetter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c >= 0x0600;
}

// A letter beside `c` on a phone's keyboard; for Indic letters the next code point of the same row.
char32_t Neighbour(char32_t c, std::mt19937_64& random) {
  constexpr std::array<std::u32string_view, 3> kRows = {U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"};
  for (const std::u32string_view row : kRows) {
    const std::size_t at = row.find(c);
    if (at == std::u32string_view::npos) continue;
    if (at == 0) return row[1];
    if (at + 1 == row.size()) return row[at - 1];
    return random() % 2 == 0 ? row[at - 1] : row[at + 1];
  }
  return c >= 0x0600 ? c + 1 : U'e';
}

}  // namespace

const char* NameOf(TypingError error) {
  switch (error) {
    case TypingError::kInsert:
      return "insert";
    case TypingError::kDrop:
      return "drop";
    case TypingError::kSwap:
      return "swap";
    default:
      return "neighbour key";
  }
}

std::optional<std::string> WithTypingError(std::string_view text, TypingError error,
                                           std::mt19937_64& random) {
  std::u32string letters = Decode(text);
  std::vector<std::pair<std::size_t, std::size_t>> words;
  for (std::size_t i = 0; i < letters.size();) {
    std::size_t end = i;
    while (end < letters.size() && IsLetter(letters[end])) ++end;
    if (end - i >= kShortestWord) words.emplace_back(i, end);
    i = end + 1;
  }
  if (words.empty()) return std::nullopt;
  const auto [begin, end] = words[random() % words.size()];
  const std::size_t at =
      begin + 1 + random() % (end - begin - 2);  // not the first letter, nor the last
  switch (error) {
    case TypingError::kInsert:
      letters.insert(at, 1, Neighbour(letters[at], random));
      break;
    case TypingError::kDrop:
      letters.erase(at, 1);
      break;
    case TypingError::kSwap:
      if (letters[at] == letters[at + 1]) return std::nullopt;
      std::swap(letters[at], letters[at + 1]);
      break;
    case TypingError::kNeighbourKey:
      letters[at] = Neighbour(letters[at], random);
      break;
  }
  std::string out;
  for (const char32_t c : letters) Append(c, out);
  return out;
}

std::vector<std::string> SpellingVariants(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kRules = {{{"aa", "a"},
                                                                                     {"a", "aa"},
                                                                                     {"ee", "i"},
                                                                                     {"i", "ee"},
                                                                                     {"oo", "u"},
                                                                                     {"u", "oo"},
                                                                                     {"sh", "s"},
                                                                                     {"w", "v"},
                                                                                     {"v", "w"},
                                                                                     {"ph", "f"},
                                                                                     {"z", "j"},
                                                                                     {"tt", "t"},
                                                                                     {"th", "t"},
                                                                                     {"dh", "d"},
                                                                                     {"kh", "k"},
                                                                                     {"y", "i"}}};
  std::vector<std::string> out;
  for (const auto& [from, to] : kRules) {
    const std::size_t at = text.find(from, 1);
    if (at == std::string_view::npos || text.size() < kShortestWord) continue;
    std::string variant{text};
    variant.replace(at, from.size(), to);
    out.push_back(std::move(variant));
  }
  return out;
}

}  // namespace kaam::bench
