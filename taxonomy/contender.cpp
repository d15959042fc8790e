#include "taxonomy/contender.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace kaam::taxonomy {
namespace {

// Order of TitleSignal; see LINKING.md for where they come from.
constexpr std::array<float, kTitleSignals> kWeights = {.10F, .30F, .05F, .10F, .05F, .05F, .40F,
                                                       .05F, .15F, .20F, .10F, 0,    0,    .40F};
constexpr float kMeanOfThree = 0.2F;  // weight of the mean of a concept's three best titles

// The second look: of these first concepts, the score and, by signal, what the best title and the
// mean of the three best say.
constexpr std::size_t kLookedAtAgain = 10;
constexpr float kScoreAgain = 13.04F;
constexpr std::array<float, kTitleSignals> kBestAgain = {-.57F,  -1.64F, -2.79F, -.12F, -.21F,
                                                         -1.40F, -2.99F, .22F,   .36F,  2.09F,
                                                         -.39F,  -.31F,  1.06F,  -2.38F};
constexpr std::array<float, kTitleSignals> kMeanAgain = {.43F,   1.52F,  -1.98F, -.04F, 1.05F,
                                                         -1.13F, -1.42F, .94F,   -.26F, -.52F,
                                                         2.63F,  .89F,   .87F,   -1.75F};

// What a title for which everything speaks would get.
float Greatest(bool bridged) {
  const float all = std::accumulate(kWeights.begin(), kWeights.end(), 0.0F);
  return (bridged ? all : all - kWeights.back()) * (1 + kMeanOfThree);
}

float Fused(const TitleEvidence& evidence) {
  float sum = 0;
  for (std::size_t i = 0; i < kTitleSignals; ++i) sum += kWeights[i] * evidence.signals[i];
  return sum;
}

}  // namespace

Contender::Contender(std::span<const TitleEvidence> titles, bool is_bridged) {
  constexpr std::size_t kTitles = 3;
  std::vector<std::pair<float, const TitleEvidence*>> best;
  for (const TitleEvidence& title : titles) best.emplace_back(Fused(title), &title);
  const std::size_t most = std::min(kTitles, best.size());
  std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(most), best.end(),
                    [](const auto& a, const auto& b) { return a.first > b.first; });
  // A concept of one title is less attested: its missing titles count as 0.
  float mean = 0;
  for (std::size_t i = 0; i < most; ++i) {
    mean += std::max(best[i].first, 0.0F) / kTitles;
    for (std::size_t s = 0; s < kTitleSignals; ++s) {
      again += kMeanAgain[s] * best[i].second->signals[s] / kTitles;
    }
  }
  const float score = std::max(best[0].first, 0.0F) + kMeanOfThree * mean;
  for (std::size_t s = 0; s < kTitleSignals; ++s)
    again += kBestAgain[s] * best[0].second->signals[s];
  again += kScoreAgain * score;
  ranked = {titles[0].concept_number, score / Greatest(is_bridged)};
}

void LookAgain(std::span<Contender> contenders) {
  const auto first = contenders.first(std::min(kLookedAtAgain, contenders.size()));
  std::vector<float> scores;
  for (const Contender& one : first) scores.push_back(one.ranked.score);
  std::stable_sort(first.begin(), first.end(),
                   [](const Contender& a, const Contender& b) { return a.again > b.again; });
  for (std::size_t i = 0; i < first.size(); ++i) first[i].ranked.score = scores[i];
}

}  // namespace kaam::taxonomy
