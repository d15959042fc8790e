#include "taxonomy/spelling_ranker.h"

#include <algorithm>
#include <optional>

namespace kaam::taxonomy {
namespace {

// A best word dearer than this is a guess: then every word is worth a look.
constexpr float kDoubtful = 4.0F;
// A word so much dearer than the best is none that anybody would choose.
constexpr float kHopeless = 25.0F;

bool Cheaper(const SpelledWord& a, const SpelledWord& b) {
  return a.cost != b.cost ? a.cost < b.cost : a.word < b.word;
}

}  // namespace

void SpellingRanker::Add(std::string_view text) {
  const auto number = static_cast<std::uint32_t>(spellings_.size());
  spellings_.emplace_back(text);
  WordsOfScript& script = by_script_[spellings_.back().script()];
  script.keys.Add(spellings_.back().coarse_key());
  script.words.push_back(number);
}

std::vector<SpelledWord> SpellingRanker::Rank(std::string_view roman, std::size_t most,
                                              Script except) const {
  const RomanSpellingReader reader(roman);
  std::vector<SpelledWord> ranked;
  float best = kHopeless;
  const auto look = [&](std::uint32_t word, float limit) {
    if (const auto cost = reader.Cost(spellings_[word], limit)) {
      ranked.push_back({word, *cost});
      best = std::min(best, *cost);
    }
  };
  for (const auto& [script, words] : by_script_) {
    if (script == except) continue;
    for (const std::uint32_t near : words.keys.Near(CoarseKeyOfRoman(roman, script))) {
      look(words.words[near], kHopeless);
    }
  }
  if (best > kDoubtful) {
    std::vector<bool> seen(spellings_.size());
    for (const SpelledWord& word : ranked) seen[word.word] = true;
    for (std::uint32_t word = 0; word < spellings_.size(); ++word) {
      if (!seen[word] && spellings_[word].script() != except) look(word, best);
    }
  }
  std::sort(ranked.begin(), ranked.end(), Cheaper);
  if (ranked.size() > most) ranked.resize(most);
  return ranked;
}

}  // namespace kaam::taxonomy
