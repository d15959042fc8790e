#include "taxonomy/link.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <unordered_map>

#include "taxonomy/spelling_ranker.h"
#include "taxonomy/text.h"
#include "taxonomy/title_matcher.h"

namespace kaam::taxonomy {
namespace {

// The cost at which a spelling's score has fallen to 1/e.
constexpr float kCostScale = 6.0F;

Script ScriptOfTitle(std::string_view text) {
  const Script script = ScriptOf(text);
  return script == Script::kOther ? Script::kLatin : script;
}

// The words of a text as SplitWords normalises them, joined by single spaces.
std::string JoinedWords(std::string_view text) {
  std::string joined;
  for (const Word& word : SplitWords(text)) {
    if (word.is_number) continue;
    if (!joined.empty()) joined += ' ';
    joined += word.text;
  }
  return joined;
}

// A text in plain Roman letters: as it is, or as it is likeliest spelt.
std::string Romanised(std::string_view text, Script script) {
  std::string joined;
  for (const Word& word : SplitWords(text)) {
    if (word.is_number) continue;
    const std::string roman =
        script == Script::kLatin ? PlainRoman(word.text) : NativeSpelling(word.text).LikelyRoman();
    if (roman.empty()) continue;
    if (!joined.empty()) joined += ' ';
    joined += roman;
  }
  return joined;
}

// Numbers ids from 0 as they come.
class IdNumbers {
 public:
  std::uint32_t Of(const std::string& id) {
    const auto [entry, is_new] = numbers_.try_emplace(id, static_cast<std::uint32_t>(ids_.size()));
    if (is_new) ids_.push_back(id);
    return entry->second;
  }
  const std::string& Id(std::uint32_t number) const { return ids_[number]; }
  std::size_t size() const { return ids_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> ids_;
};

class LabelLinker final : public Linker {
 public:
  LabelLinker(std::vector<IdText> labels, std::vector<std::vector<IdText>> also)
      : labels_(std::move(labels)), also_(std::move(also)) {
    for (const IdText& label : labels_) {
      const std::uint32_t number = ids_.Of(label.id);
      const Script script = ScriptOfTitle(label.text);
      titles_[script].titles.push_back({number, label.text});
      if (script == Script::kLatin) continue;
      spellings_.Add(JoinedWords(label.text));
      spelt_ids_.push_back(number);
    }
    std::uint32_t next = 0;
    for (const std::vector<IdText>& list : also_) {
      IdNumbers numbers;
      for (const IdText& label : list) {
        further_[ScriptOfTitle(label.text)].push_back({next + numbers.Of(label.id), label.text});
      }
      next += static_cast<std::uint32_t>(numbers.size());
    }
  }

  std::vector<LinkedId> Rank(std::string_view query, std::size_t most) const override {
    const Script script = ScriptOfTitle(query);
    std::vector<RankedConcept> found;
    const auto rank_titles = [&](Script of) {
      const auto titles = titles_.find(of);
      if (titles == titles_.end()) return;
      const auto ranked = MatcherOf(titles->second, of).Rank(query, most);
      found.insert(found.end(), ranked.begin(), ranked.end());
    };
    rank_titles(script);
    if (script != Script::kLatin) rank_titles(Script::kLatin);
    RankSpellings(query, script, most, found);
    return BestOf(std::move(found), most);
  }

 private:
  struct TitlesOfScript {
    std::vector<TitleOfConcept> titles;
    mutable std::once_flag once;
    mutable std::unique_ptr<const TitleMatcher> matcher;
  };

  const TitleMatcher& MatcherOf(const TitlesOfScript& titles, Script script) const {
    std::call_once(titles.once, [&] {
      const auto also = further_.find(script);
      titles.matcher = TitleMatcher::Build(
          titles.titles, also == further_.end() ? std::span<const TitleOfConcept>() : also->second);
    });
    return *titles.matcher;
  }

  void RankSpellings(std::string_view query, Script script, std::size_t most,
                     std::vector<RankedConcept>& found) const {
    if (spellings_.words() == 0) return;
    const std::string roman = Romanised(query, script);
    if (roman.empty()) return;
    // Several spellings may share an id: ask for more than `most`.
    for (const SpelledWord& word : spellings_.Rank(roman, most * 8, script)) {
      found.push_back({spelt_ids_[word.word], std::exp(-word.cost / kCostScale)});
    }
  }

  std::vector<LinkedId> BestOf(std::vector<RankedConcept> found, std::size_t most) const {
    std::stable_sort(
        found.begin(), found.end(), [](const RankedConcept& a, const RankedConcept& b) {
          return a.score != b.score ? a.score > b.score : a.concept_number < b.concept_number;
        });
    std::vector<LinkedId> linked;
    std::vector<bool> taken(ids_.size());
    for (const RankedConcept& one : found) {
      if (linked.size() == most) break;
      if (taken[one.concept_number]) continue;
      taken[one.concept_number] = true;
      linked.push_back({ids_.Id(one.concept_number), one.score});
    }
    return linked;
  }

  std::vector<IdText> labels_;
  std::vector<std::vector<IdText>> also_;
  IdNumbers ids_;
  std::map<Script, TitlesOfScript> titles_;
  std::map<Script, std::vector<TitleOfConcept>> further_;
  SpellingRanker spellings_;
  std::vector<std::uint32_t> spelt_ids_;
};

}  // namespace

std::unique_ptr<const Linker> Linker::Build(std::vector<IdText> labels,
                                            std::vector<std::vector<IdText>> also) {
  return std::make_unique<LabelLinker>(std::move(labels), std::move(also));
}

}  // namespace kaam::taxonomy
