// Proof over a whole store: random questions, the engine against brute force over the columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>

#include "core/result.h"

namespace kaam::bench {

// Asks `count` questions of QuestionDrawer and compares every list of every answer with the
// formula of matcher/pair.h over every row: order, score, membership and count. Brute force goes
// through the rows once for many questions, and passes over a pair only where no trade, or where
// only skills are named no skill, of the one fits one of the other: no match (matcher/pair.h).
// Works with `threads` threads. Prints a line for each difference, up to ten, then a table by
// shape. Returns how many lists differ.
Result<std::size_t> VerifyAnswers(const std::filesystem::path& store, std::size_t count,
                                  std::uint64_t seed, unsigned threads, std::ostream& out);

}  // namespace kaam::bench
