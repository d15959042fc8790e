#include "taxonomy/lexicon_builder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kMaxKeyBytes = 255;
constexpr std::size_t kMaxTextBytes = 1000;
constexpr std::size_t kShortestSlip = 4;   // letters of a word that may be typed wrong
constexpr std::size_t kLongestSurface = 40;
constexpr double kCommonBits = 3.0;  // words in an eighth of all names say nothing
constexpr std::size_t kGluedWords = 3;  // names up to these are also typed as one word

bool IsTradeKind(ConceptKind kind) {
  return kind == ConceptKind::kTrade || kind == ConceptKind::kTitle ||
         kind == ConceptKind::kAmbiguous;
}

// Official titles and sub-districts are not guessed at.
bool IsGuessed(ConceptKind kind) {
  return kind != ConceptKind::kTitle && kind != ConceptKind::kSubdistrict &&
         kind != ConceptKind::kRefused;
}

// Each distinct string once, one after another.
class Pool {
 public:
  std::uint32_t Add(std::string_view text) {
    const auto [found, is_new] =
        places_.try_emplace(std::string(text), static_cast<std::uint32_t>(bytes_.size()));
    if (is_new) bytes_ += text;
    return found->second;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::unordered_map<std::string, std::uint32_t> places_;
  std::string bytes_;
};

}  // namespace

void LexiconBuilder::Add(std::string_view name, Concept meaning, NameUse use) {
  std::vector<NamedWord> all;
  std::vector<NamedWord> without;
  for (Word& word : SplitWords(name)) {
    // "108 driver" without its number would be any driver.
    if (word.is_number) return;
    SoundKeys keys = KeysOf(word);
    if (keys.fine.empty()) continue;
    all.push_back({std::move(word.text), std::move(word.letters), std::move(keys)});
    if (!particles_.contains(all.back().keys.fine)) without.push_back(all.back());
  }
  const bool shortened = without.size() != all.size() && without.size() > 1;
  AddWords(std::move(all), meaning, use, false);
  if (shortened) AddWords(std::move(without), meaning, {false, false}, true);
}

void LexiconBuilder::AddWords(std::vector<NamedWord> words, Concept meaning, NameUse use,
                              bool is_shortened) {
  std::size_t text_bytes = 0;
  std::size_t key_bytes = 0;
  for (const NamedWord& word : words) {
    text_bytes += word.text.size() + 1;
    key_bytes += word.keys.spelt.size();
  }
  if (words.empty() || text_bytes > kMaxTextBytes || key_bytes > kMaxKeyBytes) return;
  names_.push_back({meaning, use, std::move(words), is_shortened});
}

void LexiconBuilder::Write(SectionWriter& file) const {
  // By kind, labels first: the order in which one key's names are found.
  std::vector<std::uint32_t> order(names_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto rank = [&](std::uint32_t i) {
      return std::pair(names_[i].meaning.kind, !names_[i].use.is_label);
    };
    return rank(a) < rank(b);
  });

  Pool pool;
  std::vector<NameRow> rows;
  HashIndexBuilder exact;
  std::map<std::string, std::uint32_t> stem_ids;
  std::vector<std::vector<std::uint32_t>> names_with;  // by stem
  std::map<std::string, std::uint32_t> surface_ids;    // by text
  std::vector<SurfaceRow> surfaces;
  HashIndexBuilder slips;
  HashIndexBuilder classes;

  const auto stem_of = [&](const SoundKeys& keys) {
    const std::string stem{StemOf(keys.fine)};
    const auto [found, is_new] =
        stem_ids.try_emplace(stem, static_cast<std::uint32_t>(names_with.size()));
    if (is_new) names_with.emplace_back();
    return found->second;
  };
  const auto add_surface = [&](const std::string& text, std::u32string_view letters,
                               const SoundKeys& keys, std::uint32_t word) {
    if (letters.size() < kShortestSlip || letters.size() > kLongestSurface ||
        text.size() > kMaxKeyBytes || keys.fine.size() > kMaxKeyBytes) {
      return;
    }
    const auto id = static_cast<std::uint32_t>(surfaces.size());
    const auto [found, is_new] = surface_ids.try_emplace(text, id);
    if (!is_new) {
      if (surfaces[found->second].word == kNoWord) surfaces[found->second].word = word;
      return;
    }
    surfaces.push_back({pool.Add(keys.fine), pool.Add(text), word,
                        static_cast<std::uint8_t>(keys.fine.size()),
                        static_cast<std::uint8_t>(text.size()),
                        static_cast<std::uint16_t>(letters.size())});
    for (const std::uint64_t hash : HashesWithOneDropped(letters)) slips.Add(hash, id);
    for (const std::uint64_t hash : HashesWithOneDropped(std::string_view(keys.coarse))) {
      classes.Add(hash, id);
    }
  };

  for (const std::uint32_t i : order) {
    const Name& name = names_[i];
    const auto row = static_cast<std::uint32_t>(rows.size());
    std::string text;
    std::u32string letters;
    SoundKeys glued;
    for (const NamedWord& word : name.words) {
      text += (text.empty() ? "" : " ") + word.text;
      letters += word.letters;
      glued.fine += word.keys.fine;
      glued.spelt += word.keys.spelt;
      glued.coarse += word.keys.coarse;
    }
    const bool is_trade = IsTradeKind(name.meaning.kind);
    for (const NamedWord& word : name.words) {
      std::uint32_t stem = kNoWord;
      if (is_trade && !particles_.contains(word.keys.fine)) {
        stem = stem_of(word.keys);
        auto& postings = names_with[stem];
        if (!name.is_shortened && (postings.empty() || postings.back() != row)) {
          postings.push_back(row);
        }
      }
      if (IsGuessed(name.meaning.kind)) add_surface(word.text, word.letters, word.keys, stem);
    }
    if (IsGuessed(name.meaning.kind) && name.words.size() > 1 && name.words.size() <= kGluedWords) {
      std::string together;
      for (const NamedWord& word : name.words) together += word.text;
      add_surface(together, letters, glued, kNoWord);
    }
    if (name.words.size() <= Lexicon::kMaxWords) {
      exact.Add(HashOf(glued.fine), row);
      exact.Add(HashOf(glued.spelt), row);
    }
    rows.push_back({pool.Add(text), pool.Add(glued.fine), name.meaning.id,
                    static_cast<std::uint16_t>(text.size()),
                    static_cast<std::uint8_t>(glued.fine.size()),
                    static_cast<std::uint8_t>(name.meaning.kind), 0,
                    static_cast<std::uint8_t>(name.words.size()),
                    static_cast<std::uint8_t>((name.use.shown ? 1U : 0U) |
                                              (name.use.is_label ? 2U : 0U))});
  }

  HashIndexBuilder stems;
  std::vector<WordRow> words(names_with.size());
  std::vector<std::uint32_t> postings;
  const double all_names = static_cast<double>(rows.size());
  for (const auto& [stem, id] : stem_ids) stems.Add(HashOf(stem), id);
  for (std::size_t id = 0; id < names_with.size(); ++id) {
    const auto& with = names_with[id];
    // Deterministic: log2 of a ratio of small integers, far from a rounding edge at 64ths.
    const double weight =
        (std::log2(all_names / static_cast<double>(with.size() + 1)) - kCommonBits) * 64;
    words[id] = {static_cast<std::uint32_t>(postings.size()),
                 static_cast<std::uint32_t>(with.size()),
                 static_cast<std::uint32_t>(std::max(16.0, weight))};
    for (const std::uint32_t row : with) {
      postings.push_back(row);
      rows[row].weight = static_cast<std::uint16_t>(
          std::min<std::uint32_t>(0xFFFF, rows[row].weight + words[id].weight));
    }
  }

  std::vector<std::uint32_t> by_text;
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    if ((rows[row].use & 1U) != 0 && rows[row].words <= Lexicon::kMaxWords) by_text.push_back(row);
  }
  std::vector<std::uint32_t> by_key = by_text;
  const std::string_view bytes = pool.bytes();
  std::stable_sort(by_text.begin(), by_text.end(), [&](std::uint32_t a, std::uint32_t b) {
    return bytes.substr(rows[a].text, rows[a].text_bytes) <
           bytes.substr(rows[b].text, rows[b].text_bytes);
  });
  std::stable_sort(by_key.begin(), by_key.end(), [&](std::uint32_t a, std::uint32_t b) {
    return bytes.substr(rows[a].key, rows[a].key_bytes) <
           bytes.substr(rows[b].key, rows[b].key_bytes);
  });

  file.AddBytes("pool", pool.bytes());
  file.Add("names", rows);
  file.Add("words", words);
  file.Add("surfaces", surfaces);
  file.Add("postings", postings);
  file.Add("by_text", by_text);
  file.Add("by_key", by_key);
  exact.Write("exact", file);
  stems.Write("stems", file);
  slips.Write("slips", file);
  classes.Write("classes", file);
}

}  // namespace kaam::taxonomy
