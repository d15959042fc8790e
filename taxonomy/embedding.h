// Vectors for terms, learned from which terms share a concept (latent semantic analysis): terms of
// the same trade come to lie close together even where no label holds both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kaam::taxonomy {

// Term numbers of all labels of one concept, repeats included.
using ConceptTerms = std::vector<std::uint32_t>;

// One vector a term. Immutable; any thread.
class TermEmbedding {
 public:
  // Factorises the matrix log(1 + count of the term in the concept) x idf of the term by randomised
  // subspace iteration (Halko, Martinsson, Tropp 2011, algorithm 4.4) with a fixed seed, so equal
  // input gives equal vectors on one machine. `idf` has one entry a term. Dimensions: `most`, or
  // fewer when there are fewer concepts or terms.
  static TermEmbedding Learn(std::span<const ConceptTerms> concepts, std::span<const float> idf,
                             std::size_t most);

  std::size_t dimensions() const { return dimensions_; }
  // Not normalised.
  std::span<const float> Of(std::uint32_t term) const {
    return {vectors_.data() + term * dimensions_, dimensions_};
  }

 private:
  std::size_t dimensions_ = 0;
  std::vector<float> vectors_;
};

}  // namespace kaam::taxonomy
