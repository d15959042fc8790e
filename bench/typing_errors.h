// Names as hurried people type them. Pure; equal seeds give equal errors.
#pragma once

#include <array>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace kaam::bench {

enum class TypingError { kInsert, kDrop, kSwap, kNeighbourKey };

inline constexpr std::array<TypingError, 4> kTypingErrors = {
    TypingError::kInsert, TypingError::kDrop, TypingError::kSwap, TypingError::kNeighbourKey};

const char* NameOf(TypingError error);

// `text` with one such error in one of its words of five letters and more (code points; in Indic
// scripts marks count). Absent when it has none, or the error changes nothing.
std::optional<std::string> WithTypingError(std::string_view text, TypingError error,
                                           std::mt19937_64& random);

// Other spellings of a romanised name that people use: aa for a, ee for i, oo for u, sh for s, w
// for v, ph for f, z for j, y for i at the end, doubled and single consonants. One change at a
// time.
std::vector<std::string> SpellingVariants(std::string_view text);

}  // namespace kaam::bench
