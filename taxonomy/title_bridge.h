// Concepts of other lists as a bridge: a text that is nearly a title of one of them is also asked
// for by that concept's other titles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "taxonomy/term_index.h"

namespace kaam::taxonomy {

// The terms of one title and the concept, numbered from 0 without large gaps, it belongs to.
struct TermsOfTitle {
  std::uint32_t concept_number = 0;
  std::vector<std::string> terms;
};

// Immutable; any thread.
class TitleBridge {
 public:
  TitleBridge() = default;
  TitleBridge(std::span<const TermsOfTitle> own, std::span<const TermsOfTitle> others);

  // Concepts of the other lists that have a title like `terms`, with how like, the likest first.
  std::vector<WeightedTerm> Like(const std::vector<std::string>& terms) const;

  // How well each of the own concepts (one entry each) is meant by the other lists' concepts that
  // are `like`, 0..1; empty when none is.
  std::vector<float> Reach(std::span<const WeightedTerm> like) const;

 private:
  TermIndex titles_;                       // of the others
  std::vector<std::uint32_t> concept_of_;  // by title
  TermIndex concepts_;                     // all terms of a concept; own ones first
  std::size_t own_ = 0;
  std::size_t others_ = 0;
};

}  // namespace kaam::taxonomy
