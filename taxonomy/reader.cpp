#include "taxonomy/reader.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/privacy.h"
#include "core/utf8.h"
#include "taxonomy/endings.h"
#include "taxonomy/writing_key.h"

namespace kaam::taxonomy {
namespace {

constexpr Confidence kCertain = 1000;
constexpr std::size_t kMaxGuesses = 40;  // misspelt words of one text that are looked up
constexpr std::size_t kNearTried = 18;   // known words tried for each

// What a stretch is worth when stretches compete for words: a known word 100, a little for each
// word more in one name, so that the longest name wins; less for a misspelt one.
constexpr int kWord = 100;
constexpr int kLonger = 6;
constexpr int kMisspelt = 25;

Confidence ConfidenceOf(unsigned cost) {
  return static_cast<Confidence>(cost == 0 ? kCertain : 900 - std::min(cost, 150U) * 2);
}

// Each run of bytes that are not UTF-8 becomes one U+FFFD, so that the text can be echoed.
std::string Repaired(std::string_view text) {
  std::string out;
  bool broken = false;
  while (const auto at = FirstInvalidUtf8(text)) {
    if (*at > 0 || !broken) {
      out.append(text.substr(0, *at));
      out += "\uFFFD";
    }
    broken = true;
    text.remove_prefix(*at + 1);
  }
  out.append(text);
  return out;
}

}  // namespace

Reader::Reader(const Taxonomy& taxonomy, std::string_view text, Day as_of, NearWordMemo* memo)
    : taxonomy_(taxonomy), lexicon_(taxonomy.lexicon()), as_of_(as_of), memo_(memo) {
  out_.text = Repaired(MaskAadhaar(text));
  words_ = SplitWords(out_.text);
  keys_.reserve(words_.size());
  roles_.reserve(words_.size());
  for (const Word& word : words_) {
    keys_.push_back(KeysOf(word));
    roles_.push_back(word.is_number ? nullptr
                                    : QuestionWordOf(keys_.back().fine, keys_.back(), word));
  }
  taken_.assign(words_.size(), false);
  is_place_.assign(words_.size(), false);
  near_.resize(words_.size());
  known_.assign(words_.size(), false);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const bool bends = IsNamable(i) && !IsQuestionWord(i);
    nouns_.push_back(bends ? NounsBehind(keys_[i].fine, keys_[i].writing)
                           : std::vector<std::string>());
  }
}

// A word of its own writing before one that only sounds the same.
const QuestionWord* Reader::QuestionWordOf(std::string_view fine, const SoundKeys& keys,
                                           const Word& word) const {
  const QuestionWord* own =
      taxonomy_.FindQuestionWord(KeyInWriting(fine, keys.writing), word.is_latin);
  if (own != nullptr) return own;
  const QuestionWord* other = taxonomy_.FindQuestionWord(fine, word.is_latin);
  const bool is_small = other != nullptr && other->role == WordRole::kParticle;
  return is_small && !SharesSmallWords(keys.writing) ? nullptr : other;
}

Understanding Reader::Read() {
  ReadCodesAndPins();
  ReadNames();
  ReadMeasures();
  ReadDays();
  ReadPhrases();
  ReadCounts();
  DropQualifiers();
  CollectRest();
  return std::move(out_);
}

std::vector<SkillMention> Reader::ReadSkills() {
  ReadCodesAndPins();
  ReadNames();
  return std::move(out_.skills);
}

void Reader::Take(std::size_t first, std::size_t count) {
  std::fill_n(taken_.begin() + static_cast<std::ptrdiff_t>(first), count, true);
}

// "7112.0200", "71120200", "201301".
void Reader::ReadCodesAndPins() {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const Word& word = words_[i];
    if (!word.is_number) continue;
    if (word.text.size() >= 8) {
      if (const auto occupation = taxonomy_.occupations().Find(word.text)) {
        AddTrade(*occupation, kCertain, SpanOf(i, 1));
        Take(i, 1);
        continue;
      }
    }
    if (word.text.size() != 6) continue;
    const auto pin = NumberAt(i);
    if (!pin) continue;
    const auto place = taxonomy_.places().Find(PlaceKind::kPin, *pin);
    if (!place) continue;
    AddPlace(*place, kCertain, SpanOf(i, 1));
    Take(i, 1);
  }
}

void Reader::ReadNames() {
  std::vector<Stretch> found;
  FindNames(found);
  FindMisspeltNames(found);
  for (const Stretch& stretch : ChooseStretches(std::move(found))) Accept(stretch);
}

// Every stretch of words that is a name as it stands.
void Reader::FindNames(std::vector<Stretch>& found) const {
  for (std::size_t first = 0; first < words_.size(); ++first) {
    for (std::size_t count = 1; count <= Lexicon::kMaxWords; ++count) {
      const std::size_t last = first + count - 1;
      if (last >= words_.size() || !IsNamable(last)) break;
      if (count == 1 && IsQuestionWord(first) && !IsTradeAsWritten(first)) continue;
      if (count == 1 && IsRole(first, WordRole::kOrdinary) && !IsNameAsWritten(first)) continue;
      std::vector<std::uint32_t> names = NamesOf(first, count);
      if (names.empty()) names = NamesBehindEnding(first, count);
      if (names.empty()) continue;
      const int length = static_cast<int>(count);
      found.push_back({first, count, kWord * length + kLonger * (length - 1), 0, std::move(names)});
    }
  }
}

// Rows of the lexicon for words as they are, and without the particles between them: "rajmistri ka
// helper" is known as "rajmistri helper".
std::vector<std::uint32_t> Reader::NamesOf(std::size_t first, std::size_t count) const {
  std::string fine;
  std::string spelt;
  std::string without;
  std::string written;
  bool dropped = false;
  for (std::size_t i = first; i < first + count; ++i) {
    if (i > first) written += ' ';
    written += words_[i].text;
    fine += keys_[i].fine;
    spelt += keys_[i].spelt;
    if (IsRole(i, WordRole::kParticle))
      dropped = true;
    else
      without += keys_[i].fine;
  }
  std::vector<std::uint32_t> names;
  const auto add = [&](std::string_view key) {
    for (const std::uint32_t name : lexicon_.Find(key)) {
      if (lexicon_.Meaning(name).kind == ConceptKind::kQuestionWord) continue;
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  };
  add(fine);
  if (spelt != fine) add(spelt);
  const bool bounded =
      !IsRole(first, WordRole::kParticle) && !IsRole(first + count - 1, WordRole::kParticle);
  if (names.empty() && dropped && bounded) add(without);
  // Trades and ambiguous words before all else, among them what is written just so.
  std::stable_sort(names.begin(), names.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto rank = [&](std::uint32_t name) {
      const bool as_written = lexicon_.Text(name) == written;
      const ConceptKind kind = lexicon_.Meaning(name).kind;
      return std::tuple(kind > ConceptKind::kAmbiguous, !as_written, kind);
    };
    return rank(a) < rank(b);
  });
  return names;
}

// A word of a question only by its sound, and a trade by its letters: "dai" is no "day".
bool Reader::IsTradeAsWritten(std::size_t word) const {
  bool is_trade = false;
  for (const std::uint32_t name : lexicon_.Find(keys_[word].fine)) {
    if (lexicon_.Text(name) != words_[word].text) continue;
    const ConceptKind kind = lexicon_.Meaning(name).kind;
    if (kind == ConceptKind::kQuestionWord) return false;
    is_trade = is_trade || kind == ConceptKind::kTrade || kind == ConceptKind::kAmbiguous;
  }
  return is_trade;
}

// An ordinary word that only sounds like a name is none: "नई" is no "नाई".
bool Reader::IsNameAsWritten(std::size_t word) const {
  for (const std::string* key : {&keys_[word].fine, &keys_[word].spelt}) {
    for (const std::uint32_t name : lexicon_.Find(*key)) {
      if (lexicon_.Meaning(name).kind != ConceptKind::kQuestionWord &&
          lexicon_.Text(name) == words_[word].text) {
        return true;
      }
    }
  }
  return false;
}

// "civil engineers" is known as "civil engineer", "silaiwala" as "silai", "velderlu" as "velder".
std::vector<std::uint32_t> Reader::NamesBehindEnding(std::size_t first, std::size_t count) const {
  const std::size_t last = first + count - 1;
  if (nouns_[last].empty()) return {};
  std::string before;
  for (std::size_t i = first; i < last; ++i) before += keys_[i].fine;
  for (const std::string& noun : nouns_[last]) {
    std::vector<std::uint32_t> names;
    for (const std::uint32_t name : lexicon_.Find(before + noun)) {
      const ConceptKind kind = lexicon_.Meaning(name).kind;
      const bool bends = kind == ConceptKind::kTrade || kind == ConceptKind::kAmbiguous ||
                         kind == ConceptKind::kTitle || kind == ConceptKind::kRefused;
      if (bends) names.push_back(name);
    }
    if (!names.empty()) return names;
  }
  return {};
}

// Names with one word that is a misspelling of a known word, for words that nothing explains yet.
void Reader::FindMisspeltNames(std::vector<Stretch>& found) {
  ReadWordsNear(found);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (!near_[i].empty()) FindWithReplacement(i, found);
  }
}

void Reader::ReadWordsNear(const std::vector<Stretch>& found) {
  std::vector<bool> explained(words_.size(), false);
  for (const Stretch& stretch : found) {
    for (std::size_t i = stretch.first; i < stretch.first + stretch.count; ++i) explained[i] = true;
  }
  std::size_t guesses = 0;
  for (std::size_t i = 0; i < words_.size() && guesses < kMaxGuesses; ++i) {
    if (explained[i] || !IsNamable(i) || Role(i) != nullptr) continue;
    ++guesses;
    near_[i] = memo_ == nullptr ? lexicon_.WordsNear(words_[i], keys_[i], kNearTried)
                                : memo_->WordsNear(words_[i], keys_[i], kNearTried);
    if (near_[i].empty()) continue;
    known_[i] = std::any_of(near_[i].begin(), near_[i].end(),
                            [](const NearWord& near) { return near.is_same; });
    const QuestionWord* role = QuestionWordOf(near_[i].front().fine, keys_[i], words_[i]);
    if (role != nullptr) {  // "chahye", "machin": no name after all
      roles_[i] = role;
      near_[i].clear();
    }
  }
}

void Reader::FindWithReplacement(std::size_t word, std::vector<Stretch>& found) const {
  // A word that stands in names just so is no misspelt name of its own.
  for (std::size_t count = known_[word] ? 2 : 1; count <= Lexicon::kMaxWords; ++count) {
    for (std::size_t first = word + 1 - std::min(count, word + 1); first <= word; ++first) {
      const std::size_t end = first + count;
      if (end > words_.size() || end <= word) continue;
      bool namable = true;
      for (std::size_t i = first; i < end; ++i) namable = namable && IsNamable(i);
      if (!namable || (count > 1 && (IsQuestionWord(first) || IsQuestionWord(end - 1)))) continue;
      Stretch best;
      for (const NearWord& near : near_[word]) {
        std::string glued;
        for (std::size_t i = first; i < end; ++i) {
          glued += i == word ? near.fine : std::string_view(keys_[i].fine);
        }
        const auto names = lexicon_.Find(glued);
        if (names.empty()) continue;
        if (best.names.empty()) best.cost = std::max(near.cost, 1U);
        for (const std::uint32_t name : names) {
          if (lexicon_.Meaning(name).kind != ConceptKind::kTitle &&
              lexicon_.Meaning(name).kind != ConceptKind::kSubdistrict) {
            best.names.push_back(name);
          }
        }
      }
      if (best.names.empty()) continue;
      const int length = static_cast<int>(count);
      best.first = first;
      best.count = count;
      best.worth =
          kWord * length + kLonger * (length - 1) - kMisspelt - static_cast<int>(best.cost) * 2 / 5;
      found.push_back(std::move(best));
    }
  }
}

// Of stretches that overlap, those that together are worth most; words of the question itself are
// worth as much as names, so that no name is guessed into them.
std::vector<Reader::Stretch> Reader::ChooseStretches(std::vector<Stretch> found) const {
  const std::size_t size = words_.size();
  std::vector<int> worth(size + 1, 0);
  std::vector<std::ptrdiff_t> chosen(size + 1, -1);  // of `found`, that ends here
  std::stable_sort(found.begin(), found.end(), [](const Stretch& a, const Stretch& b) {
    return a.first + a.count < b.first + b.count;
  });
  std::size_t next = 0;
  for (std::size_t end = 1; end <= size; ++end) {
    worth[end] = worth[end - 1] + (IsQuestionWord(end - 1) ? kWord : 0);
    for (; next < found.size() && found[next].first + found[next].count == end; ++next) {
      const int total = worth[found[next].first] + found[next].worth;
      if (total > worth[end] || (total == worth[end] && found[next].cost == 0)) {
        worth[end] = total;
        chosen[end] = static_cast<std::ptrdiff_t>(next);
      }
    }
  }
  std::vector<Stretch> out;
  for (std::size_t end = size; end > 0;) {
    if (chosen[end] < 0) {
      --end;
      continue;
    }
    Stretch& stretch = found[static_cast<std::size_t>(chosen[end])];
    end = stretch.first;
    out.push_back(std::move(stretch));
  }
  std::reverse(out.begin(), out.end());
  return out;
}

void Reader::Accept(const Stretch& stretch) {
  const Concept meaning = lexicon_.Meaning(stretch.names.front());
  const Confidence confidence = ConfidenceOf(stretch.cost);
  const TextSpan words = SpanOf(stretch.first, stretch.count);
  Take(stretch.first, stretch.count);
  switch (meaning.kind) {
    case ConceptKind::kTrade:
    case ConceptKind::kTitle:
      AddTrade(OccupationId{static_cast<std::uint16_t>(meaning.id)}, confidence, words);
      AddOtherMeanings(stretch, confidence);
      return;
    case ConceptKind::kAmbiguous:
      out_.ambiguous.push_back(
          {taxonomy_.occupations().ambiguous_words()[meaning.id].choices, std::nullopt, words});
      AddOtherMeanings(stretch, confidence);
      return;
    case ConceptKind::kSkill:
      out_.skills.push_back({SkillId{static_cast<std::uint16_t>(meaning.id)}, confidence, words});
      return;
    case ConceptKind::kRefused:
      out_.refused.push_back({taxonomy_.refused_words()[meaning.id].reason, words});
      break;
    case ConceptKind::kTown:
      AddTown(taxonomy_.places().towns()[meaning.id], confidence, words);
      break;
    case ConceptKind::kState:
    case ConceptKind::kDistrict:
    case ConceptKind::kSubdistrict:
      AddPlace(BestNamesake(stretch), confidence, words);
      break;
    case ConceptKind::kQuestionWord:
      return;
  }
  std::fill_n(is_place_.begin() + static_cast<std::ptrdiff_t>(stretch.first), stretch.count, true);
}

}  // namespace kaam::taxonomy
