// Gathers names and writes the arrays that Lexicon reads.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/lexicon.h"

namespace kaam::taxonomy {

// Filled once, by one thread; equal names in equal order give equal arrays.
class LexiconBuilder {
 public:
  // Words that carry no meaning of their own and are left out of phrases, by fine key, or by
  // KeyInWriting where they are particles in one writing alone.
  explicit LexiconBuilder(std::set<std::string, std::less<>> particles)
      : particles_(std::move(particles)) {}

  // A name as people write it; also known without the particles inside it ("pathar ka mistri").
  // Names of more than Lexicon::kMaxWords words are found by their words alone; names with a
  // number, or without letters, not at all.
  void Add(std::string_view name, Concept meaning, NameUse use = {});

  // Words that mean the same, so that a name with one of them is found by another.
  void AddMeaning(std::span<const std::string> words);

  void Write(SectionWriter& file) const;

 private:
  struct NamedWord {
    std::string text;
    std::u32string letters;
    SoundKeys keys;
  };
  struct Name {
    Concept meaning;
    NameUse use;
    std::vector<NamedWord> words;
    bool is_shortened;  // stands for another row of the same name
  };

  class Arrays;

  void AddWords(std::vector<NamedWord> words, Concept meaning, NameUse use, bool is_shortened);

  std::set<std::string, std::less<>> particles_;
  std::vector<Name> names_;
  std::vector<std::set<std::string>> meanings_;  // stems
};

}  // namespace kaam::taxonomy
