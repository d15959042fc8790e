// How well every occupation suits one worker. Private to the engine.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <vector>

#include "matcher/facts.h"
#include "matcher/scoring.h"
#include "taxonomy/occupations.h"

namespace kaam::matcher {

// Kept from worker to worker for its room and because neighbours hold the same trades; of one
// taxonomy. One thread.
class TradeScores {
 public:
  void Reset(const taxonomy::Occupations& occupations, const WorkerFacts& worker);

  // Whether she states any; without, no occupation has a score.
  bool any_stated() const { return any_stated_; }
  // By OccupationId; nothing where it does not suit her or she rules it out.
  const OccupationScore& operator[](std::uint16_t occupation) const { return scores_[occupation]; }
  // Those with a score, ascending.
  const std::vector<std::uint16_t>& fitting() const { return fitting_; }

 private:
  struct KnownFit {
    std::uint16_t occupation;
    taxonomy::Fit fit;
  };
  const std::vector<KnownFit>& FitsFor(const taxonomy::Occupations& occupations,
                                       std::uint16_t held);

  boost::unordered_flat_map<std::uint16_t, std::vector<KnownFit>> fits_;  // by held occupation
  struct Fits {
    taxonomy::Fit primary;
    taxonomy::Fit secondary;
    taxonomy::Fit wanted;
  };
  std::vector<Fits> by_occupation_;  // empty ones but for `fitting_`
  std::vector<OccupationScore> scores_;
  std::vector<std::uint16_t> fitting_;
  bool any_stated_ = false;
};

}  // namespace kaam::matcher
