// All that words mean: one immutable value, loaded and checked at start, shared by every room.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/mapped_file.h"
#include "core/result.h"
#include "taxonomy/code_lists.h"
#include "taxonomy/deeds.h"
#include "taxonomy/lexicon.h"
#include "taxonomy/occupations.h"
#include "taxonomy/places.h"
#include "taxonomy/skills.h"

namespace kaam::taxonomy {

// What a word does in a question when it names nothing.
enum class WordRole : std::uint8_t {
  kParticle,   // carries no meaning of its own: ka, near; value 1: says that work is meant (kaam)
  kNumber,     // value: the number
  kDayOffset,  // value: days from today: aaj 0, kal 1, parso 2
  kWeekday,    // value: 1 Monday .. 7 Sunday
  kMonthName,  // value: 1..12
  kNext,       // next, agle
  kAfter,      // after, baad
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

// A phrase that chooses people by what nobody may be chosen by.
struct RefusedWord {
  std::string words;
  std::string reason;  // caste, religion, gender, marital_status, age
};

class LexiconBuilder;

// Immutable; threads may share it. Dense ids (OccupationId ...) belong to the taxonomy that gave
// them.
class Taxonomy {
 public:
  // Of a directory laid out like taxonomy/data, reads every table: kInvalidArgument with file:line
  // for the first bad row. Of a file, what Open says.
  static Result<std::shared_ptr<const Taxonomy>> Load(const std::filesystem::path& path);

  // Maps a compiled taxonomy: what compiled() gave. kDataLoss when it is not whole, unchanged and
  // of this version.
  static Result<std::shared_ptr<const Taxonomy>> Open(const std::filesystem::path& file);

  // What to Load when nobody says otherwise: KAAM_TAXONOMY where set, else the compiled taxonomy
  // beside the program (../share/kaam/taxonomy.bin). kNotFound when there is neither.
  static Result<std::filesystem::path> DefaultPath();
  static Result<std::shared_ptr<const Taxonomy>> LoadDefault();

  const Occupations& occupations() const { return occupations_; }
  const Skills& skills() const { return skills_; }
  const Places& places() const { return places_; }
  const CodeLists& codes() const { return codes_; }
  const Lexicon& lexicon() const { return lexicon_; }
  const Deeds& deeds() const { return deeds_; }
  std::span<const RefusedWord> refused_words() const { return refused_; }
  // How many names trade_names.tsv has, by OccupationId.
  std::span<const std::uint32_t> name_counts() const { return name_counts_; }

  // All of it as one file: the tables (but for names that only the lexicon needs) and the lexicon's
  // arrays. Equal tables give equal bytes.
  // Lives as long as this.
  std::string_view compiled() const;

  // By the fine key of a word, and whether it is in Roman letters.
  const QuestionWord* FindQuestionWord(std::string_view fine_key, bool is_latin) const;

 private:
  Taxonomy(Occupations occupations, Skills skills, Places places, CodeLists codes)
      : occupations_(std::move(occupations)),
        skills_(std::move(skills)),
        places_(std::move(places)),
        codes_(std::move(codes)) {}

  static Result<std::shared_ptr<Taxonomy>> LoadTables(const TableFiles& tables);
  Result<void> LoadQuestionWords(const TableFiles& tables);
  Result<void> LoadRefusedWords(const TableFiles& tables);
  Result<void> LoadWordMeanings(const TableFiles& tables);
  void AddNames(LexiconBuilder& lexicon) const;
  void AddPlaceNames(LexiconBuilder& lexicon) const;
  Result<void> UseCompiled(std::span<const std::byte> bytes);

  Occupations occupations_;
  Skills skills_;
  Places places_;
  CodeLists codes_;
  std::unordered_map<std::string, QuestionWord> question_words_;
  std::set<std::string, std::less<>> particles_;  // fine keys
  std::vector<std::string> question_texts_;
  std::vector<RefusedWord> refused_;
  std::vector<std::vector<std::string>> meanings_;  // words of several languages that mean the same
  std::string built_;                               // the compiled bytes, when loaded from tables
  MappedFile mapped_;                               // the same, when opened from a file
  Lexicon lexicon_;                                 // a view of either
  Deeds deeds_;                                     // likewise
  std::span<const std::uint32_t> name_counts_;      // likewise
};

// The tables Load reads, by name.
std::span<const std::string_view> TableNames();

// The name of a compiled taxonomy, in a generation and beside the programs.
inline constexpr std::string_view kCompiledName = "taxonomy.bin";

}  // namespace kaam::taxonomy
