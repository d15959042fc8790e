#include "taxonomy/title_heads.h"

#include <algorithm>
#include <array>

#include "taxonomy/label_terms.h"

namespace kaam::taxonomy {
namespace {

// As many titles as the place in one title counts for.
constexpr float kPlaceCounts = 2;

// The stem of the last word before what only narrows: punctuation, "of", "for" and their like.
std::string LikelyHead(std::string_view title) {
  constexpr std::array<std::string_view, 9> kNarrowing = {
      " of ", " for ", " in ", " at ", " on ", " to ", " by ", " from ", " with "};
  std::string text(title.substr(0, title.find_first_of(",(/:;")));
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const std::string_view narrowing : kNarrowing) {
    const std::size_t at = text.find(narrowing);
    if (at != std::string::npos && at > 1) text.resize(at);
  }
  const std::vector<std::string> words = TitleWords(text);
  return words.empty() ? std::string() : StrongStem(words.back());
}

}  // namespace

void TitleHeads::Learn(const std::vector<std::string>& stems, std::string_view title) {
  const std::string head = LikelyHead(title);
  for (const std::string& stem : stems) {
    Times& times = times_[stem];
    times.all += 1;
    if (stem == head) times.head += 1;
  }
}

std::vector<float> TitleHeads::Weights(const std::vector<std::string>& stems,
                                       std::string_view title) const {
  const std::string head = LikelyHead(title);
  std::vector<float> weights;
  for (const std::string& stem : stems) {
    const auto known = times_.find(stem);
    const Times times = known == times_.end() ? Times{} : known->second;
    const float here = stem == head ? kPlaceCounts : 0;
    weights.push_back((times.head + here) / (times.all + kPlaceCounts));
  }
  const auto most = std::max_element(weights.begin(), weights.end());
  if (most != weights.end() && *most > 0) {
    const float greatest = *most;
    for (float& weight : weights) weight /= greatest;
  }
  return weights;
}

}  // namespace kaam::taxonomy
