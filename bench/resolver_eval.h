// How well texts are understood: the figures of the taxonomy's promises, from a file of trades.
#pragma once

#include <cstdint>
#include <filesystem>
#include <ostream>

#include "core/result.h"
#include "taxonomy/taxonomy.h"

namespace kaam::bench {

struct ResolverEvalOptions {
  std::filesystem::path trades;     // columns en, hi, roman, nco4, ... bn, ta, te, mr; names by ';'
  std::filesystem::path unrelated;  // one word or phrase a line that names no trade; may be absent
  std::uint64_t seed = 1;
  bool misses = false;  // print every name that was not understood
};

// Prints, one figure a line: names of the file whose family comes first and in the first five, a
// language; the same with one typing error in a word of five letters and more; names of the
// taxonomy with a second spelling; unrelated words accepted; times. Fails when a file can't be
// read.
Result<void> EvaluateResolver(const taxonomy::Taxonomy& taxonomy,
                              const ResolverEvalOptions& options, std::ostream& out);

}  // namespace kaam::bench
