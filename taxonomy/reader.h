// Reads one text for Resolve: its words, which of them are spoken for, and what they gave. Private
// to the resolver.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/phrases.h"
#include "taxonomy/resolver.h"
#include "taxonomy/text.h"

namespace kaam::taxonomy {

// Used once, by one thread.
class Reader {
 public:
  // `memo`, of the taxonomy's lexicon, may be null.
  Reader(const Taxonomy& taxonomy, std::string_view text, Day as_of, NearWordMemo* memo);

  Understanding Read();
  std::vector<SkillMention> ReadSkills();  // instead of Read: nothing else is read

 private:
  // A stretch of words that names something.
  struct Stretch {
    std::size_t first = 0;
    std::size_t count = 0;
    int worth = 0;
    unsigned cost = 0;                 // of the misspelling; 0: the name itself
    std::vector<std::uint32_t> names;  // rows of the lexicon
  };

  // A trade that the words say together, though no name does.
  struct Composed {
    OccupationId occupation;
    TextSpan words;
    bool is_whole = false;  // every word that carries meaning is one of a thing or a deed
  };

  // --- reader.cpp: names ---
  void ReadCodesAndPins();
  void ReadNames();
  void FindNames(std::vector<Stretch>& found) const;
  std::vector<std::uint32_t> NamesOf(std::size_t first, std::size_t count) const;
  bool IsTradeAsWritten(std::size_t word) const;
  bool IsNameAsWritten(std::size_t word) const;
  std::vector<std::uint32_t> NamesBehindEnding(std::size_t first, std::size_t count) const;
  void FindMisspeltNames(std::vector<Stretch>& found);
  void ReadWordsNear(const std::vector<Stretch>& found);
  void FindWithReplacement(std::size_t word, std::vector<Stretch>& found) const;
  std::vector<Stretch> ChooseStretches(std::vector<Stretch> found) const;
  void Accept(const Stretch& stretch);

  // --- reader_phrases.cpp: names that only share words with the text ---
  void ReadPhrases();
  std::vector<std::size_t> PhraseWords() const;
  PhraseWord PhraseWordOf(std::size_t word) const;
  void TakePhrases(std::span<const PhraseMatch> matches, std::span<const std::size_t> words);
  std::optional<Composed> Compose() const;
  bool SaysDeed() const;
  TextSpan SpanOfPhrase(const PhraseMatch& match, std::span<const std::size_t> words) const;

  // --- mentions.cpp: what a name adds to the answer ---
  void AddTrade(OccupationId occupation, Confidence confidence, TextSpan words);
  void AddOtherMeanings(const Stretch& stretch, Confidence confidence);
  void Suggest(OccupationId occupation, Confidence confidence, TextSpan words);
  void AddPlace(PlaceId id, Confidence confidence, TextSpan words);
  void AddTown(const Town& town, Confidence confidence, TextSpan words);
  PlaceId BestNamesake(const Stretch& stretch);
  bool StateIsNamed(std::uint8_t state);
  void DropQualifiers();
  void CollectRest();

  // --- measures.cpp: numbers with units, days, head counts ---
  void ReadMeasures();
  bool ReadPay(std::size_t word, std::uint32_t number);
  void ReadDays();
  bool ReadDate(std::size_t word);
  bool ReadOffset(std::size_t word);
  void ReadCounts();
  bool RupeeSignBefore(std::size_t word) const;

  // --- words ---
  TextSpan SpanOf(std::size_t first, std::size_t count) const {
    return {words_[first].begin, words_[first + count - 1].end};
  }
  void Take(std::size_t first, std::size_t count);
  const QuestionWord* Role(std::size_t word) const {
    return word < roles_.size() ? roles_[word] : nullptr;
  }
  bool IsRole(std::size_t word, WordRole role) const {
    const QuestionWord* found = Role(word);
    return found != nullptr && found->role == role;
  }
  // What `fine`, heard in a word with these keys, says in a question.
  const QuestionWord* QuestionWordOf(std::string_view fine, const SoundKeys& keys,
                                     const Word& word) const;
  // Says something else than what it names: not an ordinary word.
  bool IsQuestionWord(std::size_t word) const {
    const QuestionWord* found = Role(word);
    return found != nullptr && found->role != WordRole::kOrdinary;
  }
  // Says that work is talked about: kaam, wala, karna, chahiye.
  bool SaysWork() const;
  bool IsNamable(std::size_t word) const {
    return !taken_[word] && !words_[word].is_number && !keys_[word].fine.empty();
  }
  // The whole number that a word is, in digits or letters.
  std::optional<std::uint32_t> NumberAt(std::size_t word) const;

  const Taxonomy& taxonomy_;
  const Lexicon& lexicon_;
  Day as_of_;
  NearWordMemo* memo_;
  Understanding out_;
  std::vector<Word> words_;
  std::vector<SoundKeys> keys_;
  std::vector<const QuestionWord*> roles_;
  std::vector<std::vector<std::string>> nouns_;  // keys of the nouns a word may be a form of
  std::vector<bool> taken_;
  std::vector<std::vector<NearWord>> near_;    // of words that nothing explains
  std::vector<bool> known_;                    // whether such a word is part of some name as it is
  std::optional<std::uint64_t> named_states_;  // bit = LGD code
  std::vector<bool> is_place_;                 // words taken by places, refusals, codes and numbers
};

}  // namespace kaam::taxonomy
