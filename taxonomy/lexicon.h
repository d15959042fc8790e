// Every name the taxonomy knows, findable by how it sounds.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "taxonomy/text.h"

namespace kaam::taxonomy {

// What a name can stand for. Where one name stands for several, the earlier kind is meant first.
enum class ConceptKind : std::uint8_t {
  kTrade,        // id: OccupationId
  kAmbiguous,    // id: index in Occupations::ambiguous_words
  kTown,         // id: index in Places::towns
  kState,        // id: PlaceId
  kDistrict,     // id: PlaceId
  kSkill,        // id: SkillId
  kTitle,        // an official title; id: OccupationId
  kSubdistrict,  // id: PlaceId
};

struct Concept {
  ConceptKind kind;
  std::uint32_t id;
  friend bool operator==(const Concept&, const Concept&) = default;
};

struct LexiconMatch {
  Concept meaning;
  unsigned edits;  // 0: the name itself
};

// Filled once, then immutable; threads may then share it.
class Lexicon {
 public:
  static constexpr std::size_t kMaxWords = 6;  // in one name

  // Adds a name as people write it. Names without letters are left out.
  void Add(std::string_view name, Concept meaning);

  // Concepts whose name sounds just like these words together, spaced or glued; by kind.
  std::vector<LexiconMatch> Find(std::span<const SoundKeys> words) const;

  // Concepts whose name begins with the same sound and is one edit away (two for ten sounds and
  // more), fewest edits first, then by kind. Names of fewer than six sounds, official titles and
  // sub-districts are not guessed at.
  std::vector<LexiconMatch> FindNear(std::span<const SoundKeys> words) const;

 private:
  struct Entry {
    std::string key;
    Concept meaning;
  };

  void AddKey(const std::string& key, const std::string& coarse, Concept meaning);

  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_key_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_coarse_;  // or with one dropped
};

}  // namespace kaam::taxonomy
