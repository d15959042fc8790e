// Every name the taxonomy knows, findable by how it sounds, by the words it holds and by how it
// begins. A view of flat arrays, which LexiconBuilder writes.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "taxonomy/hash_index.h"
#include "taxonomy/sections.h"
#include "taxonomy/spelling_distance.h"
#include "taxonomy/text.h"

namespace kaam::taxonomy {

// What a name can stand for. Where one name stands for several, the earlier kind is meant first.
enum class ConceptKind : std::uint8_t {
  kTrade,         // id: OccupationId
  kAmbiguous,     // id: index in Occupations::ambiguous_words
  kRefused,       // id: index in Taxonomy::refused_words
  kTown,          // id: index in Places::towns
  kState,         // id: PlaceId
  kDistrict,      // id: PlaceId
  kSkill,         // id: SkillId
  kTitle,         // an official title; id: OccupationId
  kSubdistrict,   // id: PlaceId
  kQuestionWord,  // a word that names nothing, so that its misspellings name nothing either
};

struct Concept {
  ConceptKind kind;
  std::uint32_t id;
  friend bool operator==(const Concept&, const Concept&) = default;
};

// How a name may be used.
struct NameUse {
  bool shown = true;  // may be suggested to whoever types
  bool is_label = false;
};

// Rows of the arrays.
struct NameRow {
  std::uint32_t text = 0;  // in the pool: lower case, words parted by one space
  std::uint32_t key = 0;   // in the pool: fine keys of its words, glued
  std::uint32_t id = 0;
  std::uint16_t text_bytes = 0;
  std::uint8_t key_bytes = 0;
  std::uint8_t kind = 0;
  std::uint16_t weight = 0;  // of its words that carry meaning, as WordRow::weight; 0: no phrase
  std::uint8_t words = 0;
  std::uint8_t use = 0;  // bit 0 shown, bit 1 label
};
// A name that may be shown, as it stands in an order: with what ranking takes from it, so that many
// in a row are read from one place.
struct ShownName {
  std::uint32_t packed = 0;  // its row from bit 6 on, its kind from bit 1 on, bit 0 label
  std::uint16_t id = 0;      // those of all kinds have 16 bits
  std::uint16_t text_bytes = 0;

  static ShownName Make(std::uint32_t row, const NameRow& name) {
    return {row << 6 | std::uint32_t{name.kind} << 1 | (name.use >> 1 & 1U),
            static_cast<std::uint16_t>(name.id), name.text_bytes};
  }
  std::uint32_t name() const { return packed >> 6; }
  Concept meaning() const { return {static_cast<ConceptKind>(packed >> 1 & 31U), id}; }
  bool is_label() const { return (packed & 1U) != 0; }
};
struct WordRow {  // a stem
  std::uint32_t first_posting = 0;
  std::uint32_t postings = 0;
  std::uint32_t weight = 0;  // log2(names / names with it) in 64ths, less what common words have
};
struct SurfaceRow {        // a word as it stands in some name
  std::uint32_t key = 0;   // in the pool: its fine key
  std::uint32_t text = 0;  // in the pool, UTF-8
  std::uint32_t word = 0;  // index of its stem, or kNoWord
  std::uint8_t key_bytes = 0;
  std::uint8_t text_bytes = 0;
  std::uint16_t letters = 0;  // code points
};

inline constexpr std::uint32_t kNoWord = 0xFFFFFFFF;

// Hashes under which a word with this coarse key is found: with one class left out, too, unless it
// has so few that everything would be near it.
std::vector<std::uint64_t> ClassHashes(std::string_view coarse);

// A known word that an unknown one may have been meant for.
struct NearWord {
  std::string_view fine;
  std::uint32_t word = kNoWord;
  unsigned cost = 0;     // hundredths of one clearly different sound
  bool is_slip = false;  // one slip of the hand away
  bool is_same = false;  // the word itself, as some name holds it
};

// Immutable; threads may share it. The bytes it was opened from must outlive it.
class Lexicon {
 public:
  static constexpr std::size_t kMaxWords = 6;  // in one name
  static constexpr std::size_t kShortestGuess =
      4;  // sounds; shorter words have too many neighbours

  Lexicon() = default;
  explicit Lexicon(const SectionReader& file);

  std::size_t size() const { return names_.size(); }
  Concept Meaning(std::uint32_t name) const {
    return {static_cast<ConceptKind>(names_[name].kind), names_[name].id};
  }
  std::string_view Text(std::uint32_t name) const {
    return pool_.substr(names_[name].text, names_[name].text_bytes);
  }
  std::string_view Key(std::uint32_t name) const {
    return pool_.substr(names_[name].key, names_[name].key_bytes);
  }
  const NameRow& Row(std::uint32_t name) const { return names_[name]; }

  // Names whose words sound just so together, spaced or glued: `glued` is fine keys one after
  // another. By kind, labels first.
  std::span<const std::uint32_t> Find(std::string_view glued) const;

  // Known words one slip of the hand from `word`, or heard much like it, cheapest first, at most
  // `limit`. Nothing for words of fewer than kShortestGuess sounds.
  std::vector<NearWord> WordsNear(const Word& word, const SoundKeys& keys, std::size_t limit) const;

  // The stem of a fine key; kNoWord when no phrase holds it.
  std::uint32_t FindStem(std::string_view fine, Writing writing) const;
  // Stems of other words that mean what this one does.
  std::span<const std::uint32_t> SynonymsOf(std::string_view fine, Writing writing) const;
  const WordRow& StemRow(std::uint32_t word) const { return words_[word]; }
  std::span<const std::uint32_t> NamesWith(std::uint32_t word) const {
    return postings_.subspan(words_[word].first_posting, words_[word].postings);
  }

  // Names that begin with `prefix` as typed (lower case, one space between words), in byte order of
  // their texts; and those whose sound begins with `key`, in byte order of their keys.
  std::span<const ShownName> BeginningWith(std::string_view prefix) const;
  std::span<const ShownName> SoundingLike(std::string_view key) const;

 private:
  std::vector<std::uint32_t> Near(const HashIndex<std::uint16_t>& index,
                                  std::span<const std::uint64_t> hashes) const;

  std::string_view pool_;
  std::span<const NameRow> names_;
  std::span<const WordRow> words_;
  std::span<const SurfaceRow> surfaces_;
  std::span<const SoundCounts> counts_;  // of surfaces, for a first look that needs little memory
  std::span<const std::uint32_t> postings_;
  std::span<const ShownName> by_text_;
  std::span<const ShownName> by_key_;
  HashIndex<> exact_;                 // glued fine and spelt keys -> names
  HashIndex<> stems_;                 // stems -> words
  HashIndex<std::uint16_t> slips_;    // surfaces with one letter left out -> surfaces
  HashIndex<std::uint16_t> classes_;  // coarse keys of surfaces, with one left out -> surfaces
  HashIndex<> meanings_;              // stems -> words that mean the same
};

// Remembers which words are near, for whoever reads many texts with the same mistakes in them. Any
// thread; the lexicon must outlive it.
class NearWordMemo {
 public:
  explicit NearWordMemo(const Lexicon& lexicon) : lexicon_(lexicon) {}

  // As Lexicon::WordsNear; `limit` must be the same each time.
  std::vector<NearWord> WordsNear(const Word& word, const SoundKeys& keys, std::size_t limit);

 private:
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, std::vector<NearWord>> near;  // by the word as written
  };

  const Lexicon& lexicon_;
  std::array<Shard, 16> shards_;
};

}  // namespace kaam::taxonomy
