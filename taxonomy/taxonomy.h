// All that words mean: one immutable value, loaded and checked at start, shared by every room.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/result.h"
#include "taxonomy/code_lists.h"
#include "taxonomy/lexicon.h"
#include "taxonomy/occupations.h"
#include "taxonomy/places.h"
#include "taxonomy/skills.h"

namespace kaam::taxonomy {

// What a word does in a question when it names nothing.
enum class WordRole : std::uint8_t {
  kParticle,  // carries no meaning of its own: ka, chahiye, near
  kNumber,    // value: the number
  kKilometre,
  kRupee,
  kHour,
  kDay,
  kWeek,
  kMonth,
  kYear,
  kOrdinary,  // a word of its own that is never taken for a misspelt name: machine
};

struct QuestionWord {
  WordRole role = WordRole::kParticle;
  std::uint32_t value = 0;
};

// Immutable; threads may share it. Dense ids (OccupationId ...) belong to the taxonomy that gave
// them.
class Taxonomy {
 public:
  // Reads every table of a directory laid out like taxonomy/data. kInvalidArgument with file:line
  // for the first bad row.
  static Result<std::shared_ptr<const Taxonomy>> Load(const std::filesystem::path& directory);

  // KAAM_TAXONOMY where set, else the tables installed beside the program (../share/kaam/taxonomy),
  // else those of the source tree it was built from. kNotFound when there are none.
  static Result<std::shared_ptr<const Taxonomy>> LoadDefault();

  // The directory LoadDefault would read.
  static Result<std::filesystem::path> DefaultDirectory();

  const Occupations& occupations() const { return occupations_; }
  const Skills& skills() const { return skills_; }
  const Places& places() const { return places_; }
  const CodeLists& codes() const { return codes_; }
  const Lexicon& lexicon() const { return lexicon_; }

  // By the fine key of a word.
  const QuestionWord* FindQuestionWord(const std::string& fine_key) const;

 private:
  Taxonomy(Occupations occupations, Skills skills, Places places, CodeLists codes)
      : occupations_(std::move(occupations)),
        skills_(std::move(skills)),
        places_(std::move(places)),
        codes_(std::move(codes)) {}

  Result<void> LoadQuestionWords(const std::filesystem::path& directory);
  void FillLexicon();
  // Adds a name, and what it is without the particles inside it: "pathar ka mistri".
  void AddName(std::string_view name, Concept meaning);

  Occupations occupations_;
  Skills skills_;
  Places places_;
  CodeLists codes_;
  Lexicon lexicon_;
  std::unordered_map<std::string, QuestionWord> question_words_;
};

// The files Load reads, by name; the indexer puts them into every generation.
std::span<const std::string_view> TableNames();

}  // namespace kaam::taxonomy
