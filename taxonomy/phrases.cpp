#include "taxonomy/phrases.h"

#include <algorithm>

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kMaxWords = 32;
constexpr std::size_t kMaxPostings = 1500;   // commoner words say too little to start from
constexpr unsigned kUnknownWeight = 9 * 64;  // of a word that no name holds: as rare as can be
constexpr unsigned kTitleShare = 85;         // per cent: official titles are what nobody says
constexpr unsigned kWorthlessCost = 200;     // a misspelling of this cost would count nothing

struct Part {
  std::uint32_t name;
  std::uint32_t word;  // of the text
  std::uint32_t weight;
};

unsigned WeightOf(const Lexicon& lexicon, const PhraseWord& word) {
  if (word.stems.empty()) return kUnknownWeight;
  return lexicon.StemRow(word.stems.front().word).weight;
}

}  // namespace

std::vector<PhraseMatch> FindPhrases(const Lexicon& lexicon, std::span<const PhraseWord> words,
                                     std::size_t limit) {
  words = words.first(std::min(words.size(), kMaxWords));
  std::uint32_t asked = 0;
  std::vector<Part> parts;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    asked += WeightOf(lexicon, words[i]);
    for (const PhraseWord::Stem& stem : words[i].stems) {
      const WordRow& row = lexicon.StemRow(stem.word);
      if (row.postings > kMaxPostings && words.size() > 1) continue;
      const unsigned weight =
          row.weight * (kWorthlessCost - std::min(stem.cost, kWorthlessCost)) / kWorthlessCost;
      for (const std::uint32_t name : lexicon.NamesWith(stem.word)) {
        parts.push_back({name, i, weight});
      }
    }
  }
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return std::tuple(a.name, a.word, b.weight) < std::tuple(b.name, b.word, a.weight);
  });
  std::vector<PhraseMatch> matches;
  for (std::size_t i = 0; i < parts.size();) {
    const std::uint32_t name = parts[i].name;
    const NameRow& row = lexicon.Row(name);
    std::uint32_t shared = 0;
    std::uint32_t bits = 0;
    for (; i < parts.size() && parts[i].name == name; ++i) {
      if ((bits >> parts[i].word & 1U) != 0) continue;  // the best stem of a word came first
      bits |= 1U << parts[i].word;
      shared += parts[i].weight;
    }
    shared = std::min<std::uint32_t>(shared, row.weight);
    if (row.weight == 0) continue;
    const unsigned share = 2000 * shared / (asked + row.weight);
    const bool is_title = lexicon.Meaning(name).kind == ConceptKind::kTitle;
    matches.push_back({name, is_title ? share * kTitleShare / 100 : share,
                       1000 * shared / std::max(asked, 1U), bits});
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const PhraseMatch& a, const PhraseMatch& b) { return a.share > b.share; });
  std::vector<PhraseMatch> best;
  for (const PhraseMatch& match : matches) {
    if (best.size() == limit) break;
    const bool known = std::any_of(best.begin(), best.end(), [&](const PhraseMatch& other) {
      return lexicon.Meaning(other.name).id == lexicon.Meaning(match.name).id &&
             (lexicon.Meaning(other.name).kind == ConceptKind::kAmbiguous) ==
                 (lexicon.Meaning(match.name).kind == ConceptKind::kAmbiguous);
    });
    if (!known) best.push_back(match);
  }
  return best;
}

}  // namespace kaam::taxonomy
