#include "taxonomy/suggest.h"

#include <algorithm>
#include <bit>
#include <span>

#include "taxonomy/text.h"

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kMaxTail = 4;        // words that one name may already have been typed of
constexpr std::size_t kMaxHeadWords = 12;  // of the words before, the last ones are looked at
constexpr std::size_t kMaxRows = 6000;     // names looked at for one beginning
constexpr std::size_t kShortestSound = 2;
constexpr std::size_t kShortestRare = 3;  // bytes

// Among names that begin alike: a trade is what people mostly type, then a place, then a skill.
int BonusOf(ConceptKind kind) {
  switch (kind) {
    case ConceptKind::kTrade:
      return 60;
    case ConceptKind::kAmbiguous:
      return 70;
    case ConceptKind::kTown:
      return 50;
    case ConceptKind::kDistrict:
      return 45;
    case ConceptKind::kState:
      return 45;
    case ConceptKind::kSkill:
      return 30;
    default:
      return 0;
  }
}

// What nobody means by a letter or two.
bool IsRare(ConceptKind kind) {
  return kind == ConceptKind::kTitle || kind == ConceptKind::kSubdistrict;
}

bool IsPlace(ConceptKind kind) {
  return kind == ConceptKind::kTown || kind == ConceptKind::kState ||
         kind == ConceptKind::kDistrict || kind == ConceptKind::kSubdistrict;
}

std::uint32_t At(const std::vector<std::uint32_t>& counts, std::uint32_t id) {
  return id < counts.size() ? counts[id] : 0;
}

std::uint32_t CountOf(const Taxonomy& taxonomy, const Popularity& popularity, Concept meaning) {
  switch (meaning.kind) {
    case ConceptKind::kTrade:
    case ConceptKind::kTitle:
      return At(popularity.occupations, meaning.id);
    case ConceptKind::kAmbiguous: {
      std::uint32_t most = 0;
      for (const OccupationId id : taxonomy.occupations().ambiguous_words()[meaning.id].choices) {
        most = std::max(most, At(popularity.occupations, id.value));
      }
      return most;
    }
    case ConceptKind::kSkill:
      return At(popularity.skills, meaning.id);
    case ConceptKind::kDistrict:
      return At(popularity.districts, meaning.id);
    case ConceptKind::kTown: {
      const std::uint16_t district = taxonomy.places().towns()[meaning.id].district;
      const auto place = taxonomy.places().Find(PlaceKind::kDistrict, district);
      return place ? At(popularity.districts, place->value) : 0;
    }
    default:
      return 0;
  }
}

// The best few names so far, one a concept.
class Shortlist {
 public:
  struct Entry {
    std::uint32_t name;
    Concept meaning;
    std::uint32_t count;
    int score;
  };

  explicit Shortlist(std::size_t limit) : limit_(limit) {}

  bool full() const { return entries_.size() == limit_; }
  bool Worth(int score) const { return !full() || score > entries_.back().score; }

  void Add(const Entry& entry) {
    const auto same = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& other) {
      return other.meaning == entry.meaning;
    });
    if (same != entries_.end()) {
      if (same->score >= entry.score) return;
      entries_.erase(same);
    }
    const auto before = std::find_if(entries_.begin(), entries_.end(),
                                     [&](const Entry& other) { return other.score < entry.score; });
    entries_.insert(before, entry);
    if (entries_.size() > limit_) entries_.pop_back();
  }

  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::size_t limit_;
  std::vector<Entry> entries_;  // best first
};

// What the words before already name.
struct Chosen {
  std::vector<Concept> meanings;
  bool has_place = false;

  bool Has(Concept meaning) const {
    if (has_place && IsPlace(meaning.kind)) return true;
    if (meaning.kind == ConceptKind::kTitle) meaning.kind = ConceptKind::kTrade;
    return std::find(meanings.begin(), meanings.end(), meaning) != meanings.end();
  }
};

// By the names that stand in `words` as they are; no guesses, so that it costs little.
Chosen ChosenIn(const Lexicon& lexicon, std::span<const Word> words) {
  Chosen chosen;
  std::vector<std::string> keys;
  for (const Word& word : words) keys.push_back(KeysOf(word).fine);
  for (std::size_t first = 0; first < keys.size(); ++first) {
    std::string key;
    for (std::size_t i = first; i < std::min(first + kMaxTail, keys.size()); ++i) {
      if (keys[i].empty()) break;
      key += keys[i];
      const auto names = lexicon.Find(key);
      for (const std::uint32_t name : names) {
        Concept meaning = lexicon.Meaning(name);
        if (meaning.kind != lexicon.Meaning(names.front()).kind) break;  // what is meant first
        if (meaning.kind == ConceptKind::kTitle) meaning.kind = ConceptKind::kTrade;
        chosen.meanings.push_back(meaning);
        chosen.has_place = chosen.has_place || IsPlace(meaning.kind);
      }
    }
  }
  return chosen;
}

}  // namespace

Popularity PriorOf(const Taxonomy& taxonomy) {
  Popularity prior;
  prior.occupations.assign(taxonomy.name_counts().begin(), taxonomy.name_counts().end());
  return prior;
}

std::vector<Suggestion> Suggest(const Taxonomy& taxonomy, std::string_view typed, std::size_t limit,
                                const Popularity& popularity) {
  const Lexicon& lexicon = taxonomy.lexicon();
  const std::vector<Word> words = SplitWords(typed);
  std::vector<Suggestion> out;
  if (words.empty() || limit == 0) return out;
  const std::size_t head = words.size() - 1;
  const Chosen chosen =
      ChosenIn(lexicon, std::span(words).subspan(head - std::min(head, kMaxHeadWords),
                                                 std::min(head, kMaxHeadWords)));
  const bool ended = words.back().end < typed.size();  // a space or more behind the last word

  for (std::size_t tail = std::min(kMaxTail, words.size()); tail > 0 && out.size() < limit;
       --tail) {
    const std::size_t first = words.size() - tail;
    std::string prefix;
    std::string key;
    bool has_number = false;
    for (std::size_t i = first; i < words.size(); ++i) {
      has_number = has_number || words[i].is_number;
      prefix += (i > first ? " " : "") + words[i].text;
      key += KeysOf(words[i]).fine;
    }
    if (has_number) continue;
    if (ended) prefix += ' ';
    const auto written = lexicon.BeginningWith(prefix);
    const auto heard =
        key.size() >= kShortestSound ? lexicon.SoundingLike(key) : std::span<const ShownName>();
    if (written.empty() && heard.empty()) continue;
    const bool is_short = prefix.size() < kShortestRare;
    Shortlist best(limit - out.size());
    const auto consider = [&](std::span<const ShownName> names, int bonus) {
      for (const ShownName& name : names.first(std::min(names.size(), kMaxRows))) {
        const Concept meaning = name.meaning();
        if (is_short && IsRare(meaning.kind)) continue;
        const std::uint32_t count = CountOf(taxonomy, popularity, meaning);
        const int score = bonus + BonusOf(meaning.kind) +
                          16 * static_cast<int>(std::bit_width(count)) + (name.is_label() ? 8 : 0) -
                          std::min<int>(name.text_bytes, 60) / 4;
        if (best.Worth(score) && !chosen.Has(meaning))
          best.Add({name.name(), meaning, count, score});
      }
    };
    consider(written, 20);  // in the script that is being typed
    if (!is_short || !best.full()) consider(heard, 0);
    for (const Shortlist::Entry& entry : best.entries()) {
      const bool known = std::any_of(out.begin(), out.end(), [&](const Suggestion& other) {
        return other.meaning == entry.meaning;
      });
      if (known) continue;
      const std::string_view name = lexicon.Text(entry.name);
      out.push_back({std::string(typed.substr(0, words[first].begin)) + std::string(name), name,
                     entry.meaning, entry.count});
    }
  }
  return out;
}

}  // namespace kaam::taxonomy
