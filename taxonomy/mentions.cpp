// What a name that was read adds to the answer.
#include <algorithm>

#include "taxonomy/reader.h"

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kMaxPlaces = 64;     // of one text; more name no place to work at
constexpr std::size_t kMeaningsShown = 6;  // of one stretch, besides the first
constexpr Confidence kOtherChoice = 100;   // of a word that is ambiguous in a second way
constexpr Confidence kOtherMeaning = 300;  // of a second meaning of the same words

}  // namespace

void Reader::AddTrade(OccupationId occupation, Confidence confidence, TextSpan words) {
  for (const TradeMention& known : out_.trades) {
    if (known.occupation == occupation) return;
  }
  out_.trades.push_back({occupation, std::nullopt, confidence, words});
}

void Reader::Suggest(OccupationId occupation, Confidence confidence, TextSpan words) {
  for (const TradeMention& known : out_.suggested) {
    if (known.occupation == occupation) return;
  }
  out_.suggested.push_back({occupation, std::nullopt, confidence, words});
}

// What else the same words mean, or what else was nearly typed.
void Reader::AddOtherMeanings(const Stretch& stretch, Confidence confidence) {
  const TextSpan words = SpanOf(stretch.first, stretch.count);
  std::size_t shown = 0;
  Confidence other = std::min<Confidence>(confidence / 2, kOtherMeaning);
  for (const std::uint32_t name : std::span(stretch.names).subspan(1)) {
    const Concept meaning = lexicon_.Meaning(name);
    if (meaning.kind == ConceptKind::kAmbiguous) {
      for (const OccupationId choice :
           taxonomy_.occupations().ambiguous_words()[meaning.id].choices) {
        Suggest(choice, std::min(other, kOtherChoice), words);
      }
    } else if (meaning.kind == ConceptKind::kTrade || meaning.kind == ConceptKind::kTitle) {
      Suggest(OccupationId{static_cast<std::uint16_t>(meaning.id)}, other, words);
    } else {
      continue;
    }
    other = static_cast<Confidence>(other * 9 / 10);
    if (++shown == kMeaningsShown) return;
  }
}

// Of several districts of one name, the one in a State that the text names too.
PlaceId Reader::BestNamesake(const Stretch& stretch) {
  const auto place_of = [](const Concept& meaning) {
    return PlaceId{static_cast<std::uint16_t>(meaning.id)};
  };
  const Concept first = lexicon_.Meaning(stretch.names.front());
  for (const std::uint32_t name : stretch.names) {
    const Concept meaning = lexicon_.Meaning(name);
    if (meaning.kind != first.kind) continue;
    if (StateIsNamed(taxonomy_.places()[place_of(meaning)].state)) return place_of(meaning);
  }
  return place_of(first);
}

// Looked for once: the names of States as they stand, of up to three words.
bool Reader::StateIsNamed(std::uint8_t state) {
  if (!named_states_) {
    named_states_ = 0;
    for (std::size_t first = 0; first < keys_.size(); ++first) {
      std::string key;
      for (std::size_t i = first; i < std::min(first + 3, keys_.size()); ++i) {
        key += keys_[i].fine;
        for (const std::uint32_t name : lexicon_.Find(key)) {
          const Concept meaning = lexicon_.Meaning(name);
          if (meaning.kind != ConceptKind::kState) continue;
          const Place& place = taxonomy_.places()[PlaceId{static_cast<std::uint16_t>(meaning.id)}];
          *named_states_ |= std::uint64_t{1} << place.state;
        }
      }
    }
  }
  return (*named_states_ >> state & 1U) != 0;
}

void Reader::AddPlace(PlaceId id, Confidence confidence, TextSpan words) {
  if (out_.places.size() >= kMaxPlaces) return;
  const Place& place = taxonomy_.places()[id];
  PlaceMention mention{.label = taxonomy_.places().Label(id, "en"),
                       .place = id,
                       .point = place.point,
                       .district = place.district,
                       .state = place.state,
                       .confidence = confidence,
                       .words = words};
  if (place.kind == PlaceKind::kDistrict) mention.extent = Extent::kDistrict;
  if (place.kind == PlaceKind::kState) mention.extent = Extent::kState;
  if (place.kind == PlaceKind::kPin) mention.pin = place.code;
  mention.lgd = place.subdistrict != 0 ? place.subdistrict
                : place.district != 0  ? std::uint32_t{place.district}
                                       : std::uint32_t{place.state};
  out_.places.push_back(std::move(mention));
}

void Reader::AddTown(const Town& town, Confidence confidence, TextSpan words) {
  if (out_.places.size() >= kMaxPlaces) return;
  const Places& places = taxonomy_.places();
  const auto index = static_cast<std::uint16_t>(&town - places.towns().data());
  PlaceMention mention{.label = places.Label(town, "en"),
                       .town = index,
                       .point = town.point,
                       .confidence = confidence,
                       .words = words};
  const auto district = places.Find(PlaceKind::kDistrict, town.district);
  if (district) {
    mention.district = town.district;
    mention.lgd = town.district;
    mention.state = places[*district].state;
  }
  for (const std::uint16_t member : town.districts) {
    const auto id = places.Find(PlaceKind::kDistrict, member);
    if (!id) continue;
    const Place& place = places[*id];
    out_.places.push_back({.label = town.name + ": " + place.name,
                           .place = id,
                           .town = index,
                           .point = place.point,
                           .extent = Extent::kDistrict,
                           .district = member,
                           .state = place.state,
                           .lgd = member,
                           .confidence = confidence,
                           .words = words});
  }
  if (town.districts.empty()) out_.places.push_back(std::move(mention));
}

// "Patna, Bihar" is one place: a State that only says where another one lies is no place of its
// own.
void Reader::DropQualifiers() {
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

void Reader::CollectRest() {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (!taken_[i] && !IsQuestionWord(i)) out_.not_understood.push_back(SpanOf(i, 1));
  }
  std::stable_sort(
      out_.suggested.begin(), out_.suggested.end(),
      [](const TradeMention& a, const TradeMention& b) { return a.confidence > b.confidence; });
}

}  // namespace kaam::taxonomy
