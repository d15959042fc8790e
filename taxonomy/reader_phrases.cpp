// Names that only share words with the text.
#include <algorithm>
#include <array>

#include "taxonomy/endings.h"
#include "taxonomy/reader.h"

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kPhrasesShown = 8;
constexpr Confidence kMostSuggested = 450;
constexpr Confidence kComposed = 600;
constexpr Confidence kComposedInPart = 420;
constexpr Confidence kNarrower = 400;  // of a trade that turned out to be a word of a longer one

// Shares of a phrase (FindPhrases) from which it is taken for meant, or suggested. Measured with
// bench/resolver_eval on names held out and on unrelated words.
constexpr unsigned kAccept = 700;
constexpr unsigned kSuggest = 450;
constexpr unsigned kLeastOfText = 400;
// The same for a text that does not say that it talks of work: "hospital bill".
constexpr unsigned kAcceptUnasked = 900;
constexpr unsigned kSuggestUnasked = 450;
constexpr unsigned kLeastOfTextUnasked = 480;
constexpr unsigned kSaysMore = 900;     // than the thing and the deed that the text is made of
constexpr unsigned kSynonymCost = 30;   // as NearWord::cost
constexpr std::uint32_t kSaysWork = 1;  // value of such a particle

}  // namespace

// Words that could be part of a trade's name, by index.
std::vector<std::size_t> Reader::PhraseWords() const {
  constexpr std::size_t kMaxWords = 12;
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < words_.size() && out.size() < kMaxWords; ++i) {
    if (words_[i].is_number || keys_[i].fine.empty() || is_place_[i] || IsQuestionWord(i)) continue;
    out.push_back(i);
  }
  return out;
}

// What the word itself says, else what it does without its endings, else what it was meant for.
PhraseWord Reader::PhraseWordOf(std::size_t word) const {
  PhraseWord out;
  const auto add = [&](std::string_view fine) {
    const std::uint32_t stem = lexicon_.FindStem(fine, keys_[word].writing);
    if (stem != kNoWord) out.stems.push_back({stem, 0});
    for (const std::uint32_t other : lexicon_.SynonymsOf(fine, keys_[word].writing)) {
      out.stems.push_back({other, kSynonymCost});
    }
    return !out.stems.empty();
  };
  if (add(keys_[word].fine)) return out;
  for (const std::string& noun : nouns_[word]) {
    if (add(noun)) return out;
  }
  if (Role(word) != nullptr) return out;
  for (const NearWord& near : near_[word]) {
    if (near.word != kNoWord) out.stems.push_back({near.word, std::max(near.cost, 20U)});
  }
  return out;
}

// By one of its words (particles of value 1), or by a trade that was understood or asked back.
bool Reader::SaysWork() const {
  if (!out_.trades.empty() || !out_.ambiguous.empty()) return true;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (IsRole(i, WordRole::kParticle) && Role(i)->value == kSaysWork) return true;
    if (NamesADoer(keys_[i].fine, keys_[i].writing)) return true;
  }
  return false;
}

// When no name said the trade, or only an ambiguous one, or words are left over: names that share
// words with the text. A bare word is no phrase, nor is an ordinary one that is only wished for:
// "loan chahiye".
void Reader::ReadPhrases() {
  const std::vector<std::size_t> words = PhraseWords();
  const bool left_over =
      std::any_of(words.begin(), words.end(), [&](std::size_t i) { return !taken_[i]; });
  if (words.empty() || (words.size() == 1 && !SaysWork())) return;
  if (words.size() == 1 && IsRole(words[0], WordRole::kOrdinary) && !SaysDeed()) return;
  if (!out_.trades.empty() && !left_over) return;
  if (out_.trades.empty() && out_.ambiguous.size() == 1 && !left_over) return;
  std::vector<PhraseWord> phrase;
  for (const std::size_t i : words) phrase.push_back(PhraseWordOf(i));
  const std::vector<PhraseMatch> matches = FindPhrases(lexicon_, phrase, kPhrasesShown);
  const std::optional<Composed> composed = Compose();
  const bool is_certain = out_.trades.empty() && composed && composed->is_whole &&
                          (matches.empty() || matches.front().share < kSaysMore);
  if (is_certain) {
    out_.ambiguous.clear();
    AddTrade(composed->occupation, kComposed, composed->words);
    for (const std::size_t i : words) Take(i, 1);
  }
  TakePhrases(matches, words);
  if (composed && !is_certain) Suggest(composed->occupation, kComposedInPart, composed->words);
}

bool Reader::SaysDeed() const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (taxonomy_.deeds().Find(keys_[i].fine, nouns_[i], keys_[i].writing).deed) return true;
    if (NamesADoer(keys_[i].fine, keys_[i].writing)) return true;
  }
  return false;
}

// The thing next before the deed that says most, or next behind it: "fan repair", "repair of fans".
std::optional<Reader::Composed> Reader::Compose() const {
  std::vector<DeedWord> said(words_.size());
  std::size_t deed = words_.size();
  bool is_whole = true;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (words_[i].is_number || keys_[i].fine.empty() || is_place_[i]) continue;
    said[i] = taxonomy_.deeds().Find(keys_[i].fine, nouns_[i], keys_[i].writing);
    if (IsQuestionWord(i)) said[i].thing.reset();  // "karta" is no form of "kari"
    if (said[i].deed && (deed == words_.size() || *said[i].deed <= *said[deed].deed)) deed = i;
    is_whole = is_whole && (said[i].deed || said[i].thing || IsQuestionWord(i));
  }
  if (deed == words_.size()) return std::nullopt;
  const auto with = [&](std::size_t i) -> std::optional<Composed> {
    if (!said[i].thing) return std::nullopt;
    const auto trade = taxonomy_.deeds().TradeOf(*said[i].thing, *said[deed].deed);
    if (!trade) return std::nullopt;
    const std::size_t first = std::min(i, deed);
    return Composed{*trade, SpanOf(first, std::max(i, deed) - first + 1), is_whole};
  };
  for (std::size_t i = deed + 1; i-- > 0;) {
    if (auto found = with(i)) return found;
  }
  for (std::size_t i = deed + 1; i < words_.size(); ++i) {
    if (auto found = with(i)) return found;
  }
  return std::nullopt;
}

// From the first to the last of its words.
TextSpan Reader::SpanOfPhrase(const PhraseMatch& match, std::span<const std::size_t> words) const {
  TextSpan span{SIZE_MAX, 0};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if ((match.words >> i & 1U) == 0) continue;
    span.begin = std::min(span.begin, words_[words[i]].begin);
    span.end = std::max(span.end, words_[words[i]].end);
  }
  return span;
}

void Reader::TakePhrases(std::span<const PhraseMatch> matches, std::span<const std::size_t> words) {
  const bool says_work = SaysWork();
  const unsigned accept = says_work ? kAccept : kAcceptUnasked;
  bool first = true;
  for (const PhraseMatch& match : matches) {
    const Concept meaning = lexicon_.Meaning(match.name);
    if (match.share < (says_work ? kSuggest : kSuggestUnasked)) break;
    if (match.of_text < (says_work ? kLeastOfText : kLeastOfTextUnasked)) continue;
    if (meaning.kind == ConceptKind::kAmbiguous) continue;
    const OccupationId occupation{static_cast<std::uint16_t>(meaning.id)};
    const TextSpan span = SpanOfPhrase(match, words);
    const auto confidence = static_cast<Confidence>(match.share * 6 / 10);
    // One word of the phrase alone may have been taken for a trade: "chai ki dukan".
    const bool widens =
        out_.trades.size() == 1 && span.begin <= out_.trades[0].words.begin &&
        span.end >= out_.trades[0].words.end &&
        span.end - span.begin > out_.trades[0].words.end - out_.trades[0].words.begin;
    if (first && match.share >= accept && (out_.trades.empty() || widens)) {
      const std::vector<TradeMention> narrower = std::move(out_.trades);
      out_.trades.clear();
      out_.ambiguous.clear();
      AddTrade(occupation, confidence, span);
      for (const TradeMention& trade : narrower) Suggest(trade.occupation, kNarrower, trade.words);
      for (std::size_t i = 0; i < words.size(); ++i) {
        if ((match.words >> i & 1U) != 0) Take(words[i], 1);
      }
    } else {
      Suggest(occupation, std::min(confidence, kMostSuggested), span);
    }
    first = false;
  }
}

}  // namespace kaam::taxonomy
