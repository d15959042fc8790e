#include "taxonomy/phrases.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kMaxWords = 32;
constexpr std::size_t kMaxPostings = 1500;   // commoner words say too little to start from
constexpr std::size_t kMaxGuessed = 400;     // the same of words that only may be meant
constexpr unsigned kUnknownWeight = 9 * 64;  // of a word that no name holds: as rare as can be
constexpr unsigned kTitleShare = 85;         // per cent: official titles are what nobody says
constexpr unsigned kWhole = 1000;            // share of a name that says all of the text, no more
constexpr unsigned kElsewhere = 40;          // per cent: of words that only other names hold
constexpr unsigned kWorthlessCost = 200;     // a misspelling of this cost would count nothing

struct Part {
  std::uint32_t name;
  std::uint32_t word;  // of the text
  std::uint32_t weight;
};

// Its own where a name holds it, else that of the commonest word it may stand for.
unsigned WeightOf(const Lexicon& lexicon, const PhraseWord& word) {
  unsigned weight = kUnknownWeight;
  if (!word.stems.empty() && word.stems.front().cost == 0) {
    return lexicon.StemRow(word.stems.front().word).weight;
  }
  for (const PhraseWord::Stem& stem : word.stems) {
    weight = std::min<unsigned>(weight, lexicon.StemRow(stem.word).weight);
  }
  return weight;
}

// The best match of each occupation and ambiguous word. Words of the text that only other names of
// it hold speak for it, too: who "digs wells" may be known as a digger and as a worker at wells.
std::vector<PhraseMatch> BestOfEach(const Lexicon& lexicon, std::span<const PhraseWord> words,
                                    std::uint32_t asked, std::vector<PhraseMatch> matches,
                                    std::size_t limit) {
  const auto meaning = [&](const PhraseMatch& match) {
    const Concept found = lexicon.Meaning(match.name);
    return std::pair(found.kind == ConceptKind::kAmbiguous, found.id);
  };
  std::sort(matches.begin(), matches.end(), [&](const PhraseMatch& a, const PhraseMatch& b) {
    return std::tuple(meaning(a), b.share, a.name) < std::tuple(meaning(b), a.share, b.name);
  });
  std::vector<PhraseMatch> best;
  for (auto first = matches.begin(); first != matches.end();) {
    std::uint32_t said = 0;
    auto end = first;
    for (; end != matches.end() && meaning(*end) == meaning(*first); ++end) said |= end->words;
    std::uint32_t elsewhere = 0;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
      if (((said & ~first->words) >> i & 1U) != 0) elsewhere += WeightOf(lexicon, words[i]);
    }
    if (first->share < kWhole) {
      first->share += kElsewhere * (kWhole - first->share) / 100 * elsewhere / std::max(asked, 1U);
    }
    best.push_back(*first);
    first = end;
  }
  std::sort(best.begin(), best.end(), [](const PhraseMatch& a, const PhraseMatch& b) {
    return std::tuple(b.share, a.name) < std::tuple(a.share, b.name);
  });
  if (best.size() > limit) best.resize(limit);
  return best;
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
      if (row.postings > (stem.cost == 0 ? kMaxPostings : kMaxGuessed) && words.size() > 1)
        continue;
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
  return BestOfEach(lexicon, words, asked, std::move(matches), limit);
}

}  // namespace kaam::taxonomy
