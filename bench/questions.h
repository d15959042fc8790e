// Reproducible questions for benchmarks: the shapes people ask, over real trades and places.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/query.h"
#include "taxonomy/taxonomy.h"

namespace kaam::bench {

struct ShapedQuestion {
  std::string_view shape;  // "place", "place and radius" ...
  matcher::Direction direction = matcher::Direction::kWorkersForOpening;
  std::string json;  // as the API takes it
};

// The same questions for the same seed and taxonomy. All are bound to a place but the shape
// "nationwide".
std::vector<ShapedQuestion> MakeQuestions(const taxonomy::Taxonomy& taxonomy, std::size_t count,
                                          std::uint64_t seed);

}  // namespace kaam::bench
