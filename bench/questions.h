// Reproducible questions for benchmarks: the shapes people ask, over real trades and places, in the
// shares of data/question_mix.tsv.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "matcher/query.h"
#include "taxonomy/taxonomy.h"

namespace kaam::bench {

struct ShapedQuestion {
  std::string shape;  // "place", "place and radius" ...
  matcher::Direction direction = matcher::Direction::kWorkersForOpening;
  std::string json;  // as the API takes it

  bool bound_to_a_place() const { return shape != "nationwide" && shape != "openings anywhere"; }
};

// The same questions for the same seed, mix and taxonomy. Fails when the mix can't be read, names
// a shape that is not known, or does not sum to 1000.
Result<std::vector<ShapedQuestion>> MakeQuestions(const taxonomy::Taxonomy& taxonomy,
                                                  std::size_t count, std::uint64_t seed);

}  // namespace kaam::bench
