#include "taxonomy/lexicon_builder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "taxonomy/endings.h"
#include "taxonomy/writing_key.h"

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kMaxKeyBytes = 255;
constexpr std::size_t kMaxTextBytes = 1000;
constexpr std::size_t kShortestMistyped = 4;  // letters of a word that may be typed wrong
constexpr std::size_t kLongestSurface = 40;
constexpr double kCommonBits = 3.0;  // words in an eighth of all names say nothing
constexpr double kLeastWeight = 16;
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

bool IsParticle(const std::set<std::string, std::less<>>& particles, const SoundKeys& keys) {
  return particles.contains(KeyInWriting(keys.fine, keys.writing)) ||
         (SharesSmallWords(keys.writing) && particles.contains(keys.fine));
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
  // Says where `part` of what was added stands.
  void AddPart(std::string_view part, std::size_t place) {
    places_.try_emplace(std::string(part), static_cast<std::uint32_t>(place));
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
    if (!IsParticle(particles_, all.back().keys)) without.push_back(all.back());
  }
  const bool shortened = without.size() != all.size() && without.size() > 1;
  AddWords(std::move(all), meaning, use, false);
  if (shortened) AddWords(std::move(without), meaning, {false, false}, true);
}

void LexiconBuilder::AddMeaning(std::span<const std::string> words) {
  std::set<std::string>& stems = meanings_.emplace_back();
  for (const std::string& text : words) {
    for (const Word& word : SplitWords(text)) {
      const SoundKeys keys = KeysOf(word);
      if (!keys.fine.empty()) stems.emplace(StemOf(keys.fine, keys.writing));
    }
  }
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

// The arrays while they grow, one name after another.
class LexiconBuilder::Arrays {
 public:
  explicit Arrays(const std::set<std::string, std::less<>>& particles) : particles_(particles) {}

  void Add(const Name& name);
  void AddMeaning(const std::set<std::string>& stems);  // after all names
  void Write(SectionWriter& file);

 private:
  std::uint32_t StemOfWord(const SoundKeys& keys);
  void AddSurface(const std::string& text, std::u32string_view letters, const SoundKeys& keys,
                  std::uint32_t word);
  void AddWordsOf(const Name& name, std::uint32_t row);
  void WeighWords(std::vector<WordRow>& words, std::vector<std::uint32_t>& postings);
  void WriteOrders(SectionWriter& file) const;

  const std::set<std::string, std::less<>>& particles_;
  Pool pool_;
  std::vector<NameRow> rows_;
  std::map<std::string, std::uint32_t> stem_ids_;
  std::vector<std::vector<std::uint32_t>> names_with_;  // by stem
  std::map<std::string, std::uint32_t> surface_ids_;    // by text
  std::vector<SurfaceRow> surfaces_;
  std::vector<SoundCounts> counts_;  // of surfaces
  HashIndexBuilder exact_;
  HashIndexBuilder slips_;
  HashIndexBuilder classes_;
  HashIndexBuilder meanings_;
};

std::uint32_t LexiconBuilder::Arrays::StemOfWord(const SoundKeys& keys) {
  const auto [found, is_new] = stem_ids_.try_emplace(
      std::string(StemOf(keys.fine, keys.writing)), static_cast<std::uint32_t>(names_with_.size()));
  if (is_new) names_with_.emplace_back();
  return found->second;
}

void LexiconBuilder::Arrays::AddSurface(const std::string& text, std::u32string_view letters,
                                        const SoundKeys& keys, std::uint32_t word) {
  if (letters.size() < kShortestMistyped || letters.size() > kLongestSurface ||
      text.size() > kMaxKeyBytes || keys.fine.size() > kMaxKeyBytes) {
    return;
  }
  const auto id = static_cast<std::uint32_t>(surfaces_.size());
  const auto [found, is_new] = surface_ids_.try_emplace(text, id);
  if (!is_new) {
    if (surfaces_[found->second].word == kNoWord) surfaces_[found->second].word = word;
    return;
  }
  surfaces_.push_back(
      {pool_.Add(keys.fine), pool_.Add(text), word, static_cast<std::uint8_t>(keys.fine.size()),
       static_cast<std::uint8_t>(text.size()), static_cast<std::uint16_t>(letters.size())});
  counts_.emplace_back(keys.fine);
  for (const std::uint64_t hash : HashesWithOneDropped(letters)) slips_.Add(hash, id);
  for (const std::uint64_t hash : ClassHashes(keys.coarse)) classes_.Add(hash, id);
}

void LexiconBuilder::Arrays::AddWordsOf(const Name& name, std::uint32_t row) {
  for (const NamedWord& word : name.words) {
    std::uint32_t stem = kNoWord;
    if (IsTradeKind(name.meaning.kind) && !IsParticle(particles_, word.keys)) {
      stem = StemOfWord(word.keys);
      auto& with = names_with_[stem];
      if (!name.is_shortened && (with.empty() || with.back() != row)) with.push_back(row);
    }
    if (IsGuessed(name.meaning.kind)) AddSurface(word.text, word.letters, word.keys, stem);
  }
}

void LexiconBuilder::Arrays::Add(const Name& name) {
  const auto row = static_cast<std::uint32_t>(rows_.size());
  std::string text;
  std::string together;
  std::u32string letters;
  SoundKeys glued;
  for (const NamedWord& word : name.words) {
    text += (text.empty() ? "" : " ") + word.text;
    together += word.text;
    letters += word.letters;
    glued.fine += word.keys.fine;
    glued.spelt += word.keys.spelt;
    glued.coarse += word.keys.coarse;
  }
  const std::uint32_t text_place = pool_.Add(text);
  const std::uint32_t key_place = pool_.Add(glued.fine);
  std::size_t text_part = text_place;
  std::size_t key_part = key_place;
  for (const NamedWord& word : name.words) {
    pool_.AddPart(word.text, text_part);
    pool_.AddPart(word.keys.fine, key_part);
    text_part += word.text.size() + 1;
    key_part += word.keys.fine.size();
  }
  AddWordsOf(name, row);
  if (IsGuessed(name.meaning.kind) && name.words.size() > 1 && name.words.size() <= kGluedWords) {
    AddSurface(together, letters, glued, kNoWord);
  }
  if (name.words.size() <= Lexicon::kMaxWords) {
    exact_.Add(HashOf(glued.fine), row);
    exact_.Add(HashOf(glued.spelt), row);
  }
  const unsigned use = (name.use.shown ? 1U : 0U) | (name.use.is_label ? 2U : 0U);
  rows_.push_back({text_place, key_place, name.meaning.id, static_cast<std::uint16_t>(text.size()),
                   static_cast<std::uint8_t>(glued.fine.size()),
                   static_cast<std::uint8_t>(name.meaning.kind), 0,
                   static_cast<std::uint8_t>(name.words.size()), static_cast<std::uint8_t>(use)});
}

void LexiconBuilder::Arrays::AddMeaning(const std::set<std::string>& stems) {
  for (const std::string& stem : stems) {
    for (const std::string& other : stems) {
      const auto word = stem_ids_.find(other);
      if (other != stem && word != stem_ids_.end()) meanings_.Add(HashOf(stem), word->second);
    }
  }
}

// Gives each stem its weight and its names, and each name the sum of its stems' weights.
void LexiconBuilder::Arrays::WeighWords(std::vector<WordRow>& words,
                                        std::vector<std::uint32_t>& postings) {
  const double all_names = static_cast<double>(rows_.size());
  for (const auto& with : names_with_) {
    // Deterministic: log2 of a ratio of small integers, far from a rounding edge at 64ths.
    const double weight =
        (std::log2(all_names / static_cast<double>(with.size() + 1)) - kCommonBits) * 64;
    const WordRow word{static_cast<std::uint32_t>(postings.size()),
                       static_cast<std::uint32_t>(with.size()),
                       static_cast<std::uint32_t>(std::max(kLeastWeight, weight))};
    words.push_back(word);
    for (const std::uint32_t row : with) {
      postings.push_back(row);
      rows_[row].weight = static_cast<std::uint16_t>(
          std::min<std::uint32_t>(0xFFFF, rows_[row].weight + word.weight));
    }
  }
}

// Rows that may be shown, by text and by key.
void LexiconBuilder::Arrays::WriteOrders(SectionWriter& file) const {
  std::vector<std::uint32_t> by_text;
  for (std::uint32_t row = 0; row < rows_.size(); ++row) {
    const bool shown = (rows_[row].use & 1U) != 0;
    if (shown && rows_[row].words <= Lexicon::kMaxWords) by_text.push_back(row);
  }
  std::vector<std::uint32_t> by_key = by_text;
  const std::string_view bytes = pool_.bytes();
  const auto text = [&](std::uint32_t row) {
    return bytes.substr(rows_[row].text, rows_[row].text_bytes);
  };
  const auto key = [&](std::uint32_t row) {
    return bytes.substr(rows_[row].key, rows_[row].key_bytes);
  };
  std::stable_sort(by_text.begin(), by_text.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return text(a) < text(b); });
  std::stable_sort(by_key.begin(), by_key.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  const auto shown = [&](const std::vector<std::uint32_t>& order) {
    std::vector<ShownName> names;
    for (const std::uint32_t row : order) {
      names.push_back(ShownName::Make(row, rows_[row]));
    }
    return names;
  };
  file.Add("by_text", shown(by_text));
  file.Add("by_key", shown(by_key));
}

void LexiconBuilder::Arrays::Write(SectionWriter& file) {
  HashIndexBuilder stems;
  for (const auto& [stem, id] : stem_ids_) stems.Add(HashOf(stem), id);
  std::vector<WordRow> words;
  std::vector<std::uint32_t> postings;
  WeighWords(words, postings);
  file.AddBytes("pool", pool_.bytes());
  file.Add("names", rows_);
  file.Add("words", words);
  file.Add("surfaces", surfaces_);
  file.Add("counts", counts_);
  file.Add("postings", postings);
  WriteOrders(file);
  exact_.Write("exact", file);
  stems.Write("stems", file);
  slips_.Write<std::uint16_t>("slips", file);
  classes_.Write<std::uint16_t>("classes", file);
  meanings_.Write("meanings", file);
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
  Arrays arrays(particles_);
  for (const std::uint32_t i : order) arrays.Add(names_[i]);
  for (const auto& stems : meanings_) arrays.AddMeaning(stems);
  arrays.Write(file);
}

}  // namespace kaam::taxonomy
