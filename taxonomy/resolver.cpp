#include "taxonomy/resolver.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include "core/privacy.h"

namespace kaam::taxonomy {
namespace {

constexpr Confidence kCertain = 1000;
constexpr Confidence kOneEdit = 800;
constexpr Confidence kTwoEdits = 600;

Confidence ConfidenceOf(unsigned edits) {
  return edits == 0 ? kCertain : edits == 1 ? kOneEdit : kTwoEdits;
}

// One text being read: its words, which of them are spoken for, and what they gave.
class Reader {
 public:
  Reader(const Taxonomy& taxonomy, std::string_view text) : taxonomy_(taxonomy) {
    out_.text = MaskAadhaar(text);
    words_ = SplitWords(out_.text);
    keys_.reserve(words_.size());
    for (const Word& word : words_) keys_.push_back(KeysOf(word));
    taken_.assign(words_.size(), false);
  }

  Understanding Read() {
    ReadCodesAndPins();
    ReadNames();
    ReadMeasures();
    ReadCounts();
    ReadNearNames();
    DropQualifiers();
    CollectRest();
    return std::move(out_);
  }

 private:
  TextSpan SpanOf(std::size_t first, std::size_t count) const {
    return {words_[first].begin, words_[first + count - 1].end};
  }
  void Take(std::size_t first, std::size_t count) {
    std::fill_n(taken_.begin() + static_cast<std::ptrdiff_t>(first), count, true);
  }
  bool Free(std::size_t word) const { return word < words_.size() && !taken_[word]; }
  const QuestionWord* Role(std::size_t word) const {
    if (word >= words_.size() || words_[word].is_number) return nullptr;
    return taxonomy_.FindQuestionWord(keys_[word].fine);
  }
  bool IsRole(std::size_t word, WordRole role) const {
    const QuestionWord* found = Role(word);
    return found != nullptr && found->role == role;
  }

  // The whole number that a word is, in digits or letters.
  std::optional<std::uint32_t> NumberAt(std::size_t word) const {
    if (word >= words_.size()) return std::nullopt;
    if (!words_[word].is_number) {
      const QuestionWord* role = Role(word);
      return role != nullptr && role->role == WordRole::kNumber ? std::optional(role->value)
                                                                : std::nullopt;
    }
    std::uint32_t value = 0;
    const std::string& digits = words_[word].text;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
  }

  // "7112.0200", "71120200", "201301".
  void ReadCodesAndPins() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const Word& word = words_[i];
      if (!word.is_number) continue;
      if (word.text.size() >= 8) {
        if (const auto occupation = taxonomy_.occupations().Find(word.text)) {
          AddTrade(*occupation, kCertain, i, 1);
          continue;
        }
      }
      if (word.text.size() != 6) continue;
      const auto pin = NumberAt(i);
      if (!pin) continue;
      const auto place = taxonomy_.places().Find(PlaceKind::kPin, *pin);
      if (place) AddPlace(*place, kCertain, i, 1);
    }
  }

  // Names as they stand, the longest stretch of words first.
  void ReadNames() {
    for (std::size_t length = std::min(Lexicon::kMaxWords, words_.size()); length > 0; --length) {
      for (std::size_t first = 0; first + length <= words_.size(); ++first) {
        if (!AllFreeLetters(first, length)) continue;
        const QuestionWord* role = Role(first);
        if (length == 1 && role != nullptr && role->role != WordRole::kOrdinary) continue;
        auto matches = taxonomy_.lexicon().Find(std::span(keys_).subspan(first, length));
        if (matches.empty()) matches = FindWithoutParticles(first, length);
        if (matches.empty()) matches = FindSingular(first, length);
        if (!matches.empty()) Accept(matches, first, length);
      }
    }
  }

  // "rajmistri ka helper" is known as "rajmistri helper". Only for particles inside the stretch.
  std::vector<LexiconMatch> FindWithoutParticles(std::size_t first, std::size_t length) const {
    if (length < 3 || IsRole(first, WordRole::kParticle) ||
        IsRole(first + length - 1, WordRole::kParticle)) {
      return {};
    }
    std::vector<SoundKeys> kept;
    for (std::size_t i = first; i < first + length; ++i) {
      if (!IsRole(i, WordRole::kParticle)) kept.push_back(keys_[i]);
    }
    if (kept.size() == length) return {};
    return taxonomy_.lexicon().Find(kept);
  }

  // "civil engineers" is known as "civil engineer".
  std::vector<LexiconMatch> FindSingular(std::size_t first, std::size_t length) const {
    constexpr std::size_t kShortestPlural = 4;
    const std::size_t last = first + length - 1;
    const std::string& fine = keys_[last].fine;
    if (!words_[last].is_latin || fine.size() < kShortestPlural || fine.back() != 's') return {};
    std::vector<SoundKeys> singular(keys_.begin() + static_cast<std::ptrdiff_t>(first),
                                    keys_.begin() + static_cast<std::ptrdiff_t>(last + 1));
    singular.back().fine.pop_back();
    singular.back().spelt = singular.back().fine;
    return taxonomy_.lexicon().Find(singular);
  }

  // Names one or two slips away, for words that nothing explains yet; "-wala" taken off where that
  // leaves a name.
  void ReadNearNames() {
    for (const std::size_t length : {std::size_t{2}, std::size_t{1}}) {
      for (std::size_t first = 0; first + length <= words_.size(); ++first) {
        if (!AllFreeLetters(first, length) || Role(first) != nullptr ||
            Role(first + length - 1) != nullptr) {
          continue;
        }
        if (length == 1) {
          const auto stem = WithoutWala(keys_[first]);
          if (stem) {
            const auto matches = taxonomy_.lexicon().Find(std::span(&*stem, 1));
            if (!matches.empty()) {
              Accept(matches, first, 1);
              continue;
            }
          }
        }
        const auto matches = taxonomy_.lexicon().FindNear(std::span(keys_).subspan(first, length));
        if (!matches.empty()) Accept(matches, first, length);
      }
    }
  }

  static std::optional<SoundKeys> WithoutWala(const SoundKeys& keys) {
    constexpr std::size_t kSuffix = 4;
    constexpr std::size_t kShortestStem = 3;
    const std::string& fine = keys.fine;
    if (fine.size() < kSuffix + kShortestStem) return std::nullopt;
    const std::string_view tail = std::string_view(fine).substr(fine.size() - kSuffix);
    if (tail != "vala" && tail != "vale" && tail != "vali") return std::nullopt;
    const std::string stem = fine.substr(0, fine.size() - kSuffix);
    return SoundKeys{stem, stem, {}};
  }

  bool AllFreeLetters(std::size_t first, std::size_t length) const {
    for (std::size_t i = first; i < first + length; ++i) {
      if (taken_[i] || words_[i].is_number || keys_[i].fine.empty()) return false;
    }
    return true;
  }

  void Accept(std::span<const LexiconMatch> matches, std::size_t first, std::size_t length) {
    const LexiconMatch& best = matches.front();
    const Confidence confidence = ConfidenceOf(best.edits);
    const std::uint32_t id = best.meaning.id;
    switch (best.meaning.kind) {
      case ConceptKind::kTrade:
      case ConceptKind::kTitle:
        AddTrade(OccupationId{static_cast<std::uint16_t>(id)}, confidence, first, length);
        break;
      case ConceptKind::kAmbiguous:
        out_.ambiguous.push_back(
            {taxonomy_.occupations().ambiguous_words()[id].choices, SpanOf(first, length)});
        Take(first, length);
        break;
      case ConceptKind::kSkill:
        out_.skills.push_back(
            {SkillId{static_cast<std::uint16_t>(id)}, confidence, SpanOf(first, length)});
        Take(first, length);
        break;
      case ConceptKind::kTown:
        AddTown(taxonomy_.places().towns()[id], confidence, first, length);
        break;
      case ConceptKind::kState:
      case ConceptKind::kDistrict:
      case ConceptKind::kSubdistrict:
        AddPlace(BestNamesake(matches), confidence, first, length);
        break;
    }
  }

  // Of several districts of one name, the one in a State that the text names too.
  PlaceId BestNamesake(std::span<const LexiconMatch> matches) const {
    const Concept& first = matches.front().meaning;
    const auto place_of = [](const Concept& meaning) {
      return PlaceId{static_cast<std::uint16_t>(meaning.id)};
    };
    for (const LexiconMatch& match : matches) {
      if (match.meaning.kind != first.kind || match.edits != matches.front().edits) continue;
      const std::uint8_t state = taxonomy_.places()[place_of(match.meaning)].state;
      if (StateIsNamed(state)) return place_of(match.meaning);
    }
    return place_of(first);
  }

  bool StateIsNamed(std::uint8_t state) const {
    for (const SoundKeys& keys : keys_) {
      for (const LexiconMatch& match : taxonomy_.lexicon().Find(std::span(&keys, 1))) {
        if (match.meaning.kind == ConceptKind::kState &&
            taxonomy_.places()[PlaceId{static_cast<std::uint16_t>(match.meaning.id)}].state ==
                state) {
          return true;
        }
      }
    }
    return false;
  }

  void AddTrade(OccupationId occupation, Confidence confidence, std::size_t first,
                std::size_t length) {
    Take(first, length);
    for (const TradeMention& known : out_.trades) {
      if (known.occupation == occupation) return;
    }
    out_.trades.push_back({occupation, std::nullopt, confidence, SpanOf(first, length)});
  }

  void AddPlace(PlaceId id, Confidence confidence, std::size_t first, std::size_t length) {
    const Place& place = taxonomy_.places()[id];
    PlaceMention mention{.label = taxonomy_.places().Label(id, "en"),
                         .point = place.point,
                         .district = place.district,
                         .state = place.state,
                         .confidence = confidence,
                         .words = SpanOf(first, length)};
    if (place.kind == PlaceKind::kDistrict) mention.extent = Extent::kDistrict;
    if (place.kind == PlaceKind::kState) mention.extent = Extent::kState;
    if (place.kind == PlaceKind::kPin) mention.pin = place.code;
    Take(first, length);
    out_.places.push_back(std::move(mention));
  }

  void AddTown(const Town& town, Confidence confidence, std::size_t first, std::size_t length) {
    PlaceMention mention{.label = town.name,
                         .point = town.point,
                         .confidence = confidence,
                         .words = SpanOf(first, length)};
    const auto district = taxonomy_.places().Find(PlaceKind::kDistrict, town.district);
    if (district) {
      mention.district = town.district;
      mention.state = taxonomy_.places()[*district].state;
      mention.label += ", " + taxonomy_.places().Label(*district, "en");
    }
    Take(first, length);
    for (const std::uint16_t member : town.districts) {
      const auto id = taxonomy_.places().Find(PlaceKind::kDistrict, member);
      if (!id) continue;
      const Place& place = taxonomy_.places()[*id];
      out_.places.push_back({.label = town.name + ": " + place.name,
                             .point = place.point,
                             .extent = Extent::kDistrict,
                             .district = member,
                             .state = place.state,
                             .confidence = confidence,
                             .words = SpanOf(first, length)});
    }
    if (town.districts.empty()) out_.places.push_back(std::move(mention));
  }

  // "50 km", "700 roz", "₹700", "5 saal".
  void ReadMeasures() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (taken_[i]) continue;
      const auto number = NumberAt(i);
      if (!number) continue;
      std::size_t next = i + 1;
      if (IsRole(next, WordRole::kKilometre)) {
        out_.radius_km = *number;
        Take(i, 2);
        continue;
      }
      if (IsRole(next, WordRole::kYear)) {
        out_.experience_months = std::min<std::uint32_t>(*number, 100) * 12;
        Take(i, 2);
        continue;
      }
      const bool rupees_before = i > 0 && (IsRole(i - 1, WordRole::kRupee) || RupeeSignBefore(i));
      const bool rupees_after = IsRole(next, WordRole::kRupee);
      if (rupees_after) ++next;
      while (IsRole(next, WordRole::kParticle)) ++next;  // "700 per day"
      std::optional<WordRole> unit;
      for (const WordRole role :
           {WordRole::kHour, WordRole::kDay, WordRole::kWeek, WordRole::kMonth}) {
        if (IsRole(next, role)) unit = role;
      }
      constexpr std::uint32_t kLeastPay = 20;  // "2 din" is a duration, "700 roz" is pay
      const bool is_pay = rupees_before || rupees_after || (unit && *number >= kLeastPay);
      if (!is_pay) continue;
      const std::size_t last = unit ? next : rupees_after ? i + 1 : i;
      const std::size_t first = rupees_before && IsRole(i - 1, WordRole::kRupee) ? i - 1 : i;
      out_.pay = PayMention{std::uint64_t{*number} * 100, unit.value_or(WordRole::kDay),
                            SpanOf(first, last - first + 1)};
      Take(first, last - first + 1);
    }
  }

  bool RupeeSignBefore(std::size_t word) const {
    constexpr std::string_view kSign = "\u20B9";
    std::string_view before = std::string_view(out_.text).substr(0, words_[word].begin);
    while (before.ends_with(' ')) before.remove_suffix(1);
    return before.ends_with(kSign);
  }

  // "6 rajmistri", "50 civil engineers", "six masons": a number goes to the next trade said.
  void ReadCounts() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (taken_[i]) continue;
      const auto number = NumberAt(i);
      if (!number || *number == 0 || *number > 100'000) continue;
      TradeMention* next = nullptr;
      for (TradeMention& trade : out_.trades) {
        const bool after = trade.words.begin >= words_[i].end;
        if (after && (next == nullptr || trade.words.begin < next->words.begin)) next = &trade;
      }
      if (next == nullptr && out_.trades.size() == 1) next = &out_.trades.front();
      if (next == nullptr || next->count) continue;
      next->count = *number;
      Take(i, 1);
    }
    std::stable_sort(out_.trades.begin(), out_.trades.end(),
                     [](const TradeMention& a, const TradeMention& b) {
                       return a.words.begin < b.words.begin;
                     });
  }

  // "Patna, Bihar" is one place: a State that only says where another one lies is no place of its
  // own.
  void DropQualifiers() {
    const auto qualifies = [&](const PlaceMention& state) {
      if (state.extent != Extent::kState) return false;
      return std::any_of(out_.places.begin(), out_.places.end(), [&](const PlaceMention& other) {
        return other.extent != Extent::kState && other.state == state.state;
      });
    };
    std::vector<PlaceMention> kept;
    for (const PlaceMention& place : out_.places) {
      if (!qualifies(place)) kept.push_back(place);
    }
    out_.places = std::move(kept);
  }

  void CollectRest() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (!taken_[i] && (Role(i) == nullptr || IsRole(i, WordRole::kOrdinary)))
        out_.not_understood.push_back(SpanOf(i, 1));
    }
  }

  const Taxonomy& taxonomy_;
  Understanding out_;
  std::vector<Word> words_;
  std::vector<SoundKeys> keys_;
  std::vector<bool> taken_;
};

}  // namespace

Understanding Resolve(const Taxonomy& taxonomy, std::string_view text) {
  return Reader(taxonomy, text).Read();
}

std::optional<OccupationId> ResolveTrade(const Taxonomy& taxonomy, std::string_view text) {
  const Understanding found = Resolve(taxonomy, text);
  if (found.trades.empty()) return std::nullopt;
  return found.trades.front().occupation;
}

std::optional<SkillId> ResolveSkill(const Taxonomy& taxonomy, std::string_view text) {
  const Understanding found = Resolve(taxonomy, text);
  if (found.skills.empty()) return std::nullopt;
  return found.skills.front().skill;
}

}  // namespace kaam::taxonomy
