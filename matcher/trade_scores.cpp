#include "matcher/trade_scores.h"

#include <algorithm>

namespace kaam::matcher {
namespace {

using taxonomy::Fit;
using taxonomy::Occupations;

// Held occupations whose fits are kept: a few megabytes.
constexpr std::size_t kMostKept = 1024;

}  // namespace

const std::vector<TradeScores::KnownFit>& TradeScores::FitsFor(const Occupations& occupations,
                                                               std::uint16_t held) {
  if (const auto known = fits_.find(held); known != fits_.end()) return known->second;
  if (fits_.size() == kMostKept) fits_.clear();
  std::vector<KnownFit>& kept = fits_[held];
  const std::vector<Fit> fits = occupations.FitsFor(OccupationId{held});
  for (std::uint16_t id = 0; id < fits.size(); ++id) {
    if (fits[id].value != 0) kept.push_back({id, fits[id]});
  }
  return kept;
}

void TradeScores::Reset(const Occupations& occupations, const WorkerFacts& worker) {
  scores_.resize(occupations.size());
  by_occupation_.resize(occupations.size());
  for (const std::uint16_t id : fitting_) scores_[id] = {};
  fitting_.clear();
  const auto add = [&](std::uint16_t held, Fit Fits::* as) {
    for (const KnownFit& known : FitsFor(occupations, held)) {
      Fits& fits = by_occupation_[known.occupation];
      const bool is_new = (fits.primary.value | fits.secondary.value | fits.wanted.value) == 0;
      if (is_new) fitting_.push_back(known.occupation);
      if (known.fit.value > (fits.*as).value) fits.*as = known.fit;
    }
  };
  if (worker.primary) add(worker.primary->value, &Fits::primary);
  const std::size_t of_primary = fitting_.size();
  if (worker.secondary) add(worker.secondary->value, &Fits::secondary);
  for (const std::uint16_t wanted : worker.wanted) add(wanted, &Fits::wanted);
  any_stated_ = worker.primary || worker.secondary || !worker.wanted.empty();
  if (fitting_.size() > of_primary) std::sort(fitting_.begin(), fitting_.end());
  for (const std::uint16_t id : fitting_) {
    Fits& fits = by_occupation_[id];
    if (!worker.must_not.HasTrade(OccupationId{id})) {
      scores_[id] = ScoreOccupation(fits.primary, fits.secondary, fits.wanted);
    }
    fits = {};
  }
}

}  // namespace kaam::matcher
