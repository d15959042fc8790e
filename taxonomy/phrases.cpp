#include "taxonomy/phrases.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace kaam::taxonomy {
namespace {

constexpr unsigned kMaxWords = 32;
constexpr std::size_t kMaxPostings = 1500;   // commoner words say too little to start from
constexpr std::size_t kMaxGuessed = 400;     // the same of words that only may be meant
constexpr unsigned kUnknownWeight = 9 * 64;  // of a word that no name holds: as rare as can be
constexpr unsigned kTitleShare = 85;         // per cent: official titles are what nobody says
constexpr unsigned kWhole = 1000;            // share of a name that says all of the text, no more
constexpr unsigned kElsewhere = 40;          // per cent: of words that only other names hold
constexpr unsigned kWorthlessCost = 200;     // a misspelling of this cost would count nothing

// A word of the text in a name, in one number that sorts by name, word, and the greatest weight
// first: many are sorted for each text.
constexpr unsigned kWordBits = 5;
constexpr unsigned kWeightBits = 27;
static_assert(kMaxWords == 1U << kWordBits);
constexpr std::uint64_t kWeightMask = (std::uint64_t{1} << kWeightBits) - 1;

std::uint64_t MakePart(std::uint32_t name, std::uint32_t word, std::uint32_t weight) {
  return std::uint64_t{name} << 32 | std::uint64_t{word} << kWeightBits | (kWeightMask - weight);
}
std::uint32_t NameOf(std::uint64_t part) { return static_cast<std::uint32_t>(part >> 32); }
std::uint32_t WordOf(std::uint64_t part) {
  return static_cast<std::uint32_t>(part >> kWeightBits) % kMaxWords;
}
std::uint32_t WeightOf(std::uint64_t part) {
  return static_cast<std::uint32_t>(kWeightMask - (part & kWeightMask));
}

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
                                    std::uint32_t asked, const std::vector<PhraseMatch>& matches,
                                    std::size_t limit) {
  struct Meant {
    std::uint64_t meaning;
    PhraseMatch match;
  };
  std::vector<Meant> meant;
  meant.reserve(matches.size());
  for (const PhraseMatch& match : matches) {
    const Concept found = lexicon.Meaning(match.name);
    const std::uint64_t kind = found.kind == ConceptKind::kAmbiguous ? 1 : 0;
    meant.push_back({kind << 32 | found.id, match});
  }
  std::sort(meant.begin(), meant.end(), [](const Meant& a, const Meant& b) {
    return std::tie(a.meaning, b.match.share, a.match.name) <
           std::tie(b.meaning, a.match.share, b.match.name);
  });
  std::vector<PhraseMatch> best;
  for (auto first = meant.begin(); first != meant.end();) {
    PhraseMatch match = first->match;
    std::uint32_t said = 0;
    const std::uint64_t meaning = first->meaning;
    for (; first != meant.end() && first->meaning == meaning; ++first) said |= first->match.words;
    std::uint32_t elsewhere = 0;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
      if (((said & ~match.words) >> i & 1U) != 0) elsewhere += WeightOf(lexicon, words[i]);
    }
    if (match.share < kWhole) {
      match.share += kElsewhere * (kWhole - match.share) / 100 * elsewhere / std::max(asked, 1U);
    }
    best.push_back(match);
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
  words = words.first(std::min<std::size_t>(words.size(), kMaxWords));
  std::uint32_t asked = 0;
  std::vector<std::uint64_t> parts;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const unsigned own = WeightOf(lexicon, words[i]);
    asked += own;
    for (const PhraseWord::Stem& stem : words[i].stems) {
      const WordRow& row = lexicon.StemRow(stem.word);
      if (row.postings > (stem.cost == 0 ? kMaxPostings : kMaxGuessed) && words.size() > 1)
        continue;
      // A rarer word that means the same says no more than the word that was said.
      const unsigned weight = std::min(row.weight, own) *
                              (kWorthlessCost - std::min(stem.cost, kWorthlessCost)) /
                              kWorthlessCost;
      for (const std::uint32_t name : lexicon.NamesWith(stem.word)) {
        parts.push_back(MakePart(name, i, weight));
      }
    }
  }
  std::sort(parts.begin(), parts.end());
  std::vector<PhraseMatch> matches;
  for (std::size_t i = 0; i < parts.size();) {
    const std::uint32_t name = NameOf(parts[i]);
    const NameRow& row = lexicon.Row(name);
    std::uint32_t shared = 0;
    std::uint32_t bits = 0;
    for (; i < parts.size() && NameOf(parts[i]) == name; ++i) {
      const std::uint32_t word = WordOf(parts[i]);
      if ((bits >> word & 1U) != 0) continue;  // the best stem of a word came first
      bits |= 1U << word;
      shared += WeightOf(parts[i]);
    }
    shared = std::min<std::uint32_t>(shared, row.weight);
    if (row.weight == 0) continue;
    const unsigned share = 2000 * shared / (asked + row.weight);
    const bool is_title = lexicon.Meaning(name).kind == ConceptKind::kTitle;
    matches.push_back({name, is_title ? share * kTitleShare / 100 : share,
                       1000 * shared / std::max(asked, 1U), bits});
  }
  return BestOfEach(lexicon, words, asked, matches, limit);
}

}  // namespace kaam::taxonomy
