// Ranks the concepts of a list of titles for a title in the same script: a linear fusion of what
// words, letters and an embedding learned from the titles themselves say.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace kaam::taxonomy {

struct TitleOfConcept {
  std::uint32_t concept_number = 0;  // any numbering from 0 without large gaps
  std::string_view title;
};

struct RankedConcept {
  std::uint32_t concept_number = 0;
  float score = 0;

  friend bool operator==(const RankedConcept&, const RankedConcept&) = default;
};

// What speaks for one title, each 0..1 but the cosines of the embedding, which may fall below 0.
enum class TitleSignal : std::uint8_t {
  kWords,         // cosine of TF-IDF over words with plurals folded
  kRuns,          // cosine of TF-IDF over runs of 2-4 letters
  kStems,         // cosine of TF-IDF over strong stems
  kCovered,       // share of the title's idf that the query's stems cover
  kSoft,          // soft TF-IDF: words that look alike count in part
  kMeaning,       // cosine of the embedding
  kQueryAligned,  // mean over the query's stems of the nearest stem of the title, by idf
  kTitleAligned,  // the other way round
  kConcept,       // cosine of the embedding with the concept's centroid
  kSharedOut,     // as kQueryAligned, each stem's nearest from whichever title of the concept
  kPreferred,     // kQueryAligned x kTitleAligned for the first title of its concept, else 0
  kHeads,         // as kQueryAligned, words weighed by how likely they say who does the work
  kOtherMeaning,  // cosine of the concept's centroid with that of such a concept of another list
  kBridged,       // how well a concept of another list with such a title means this concept
};
inline constexpr std::size_t kTitleSignals = 14;

struct TitleEvidence {
  std::uint32_t title = 0;  // in the order given to Build
  std::uint32_t concept_number = 0;
  std::array<float, kTitleSignals> signals{};
};

// Immutable; any number of threads may rank at once.
class TitleMatcher {
 public:
  // The first title of a concept is its preferred one. `also` are further titles, of concepts
  // numbered on their own, that are learned from but never ranked.
  static std::unique_ptr<const TitleMatcher> Build(std::span<const TitleOfConcept> titles,
                                                   std::span<const TitleOfConcept> also);
  virtual ~TitleMatcher() = default;

  // The best concepts, highest score first, the first ten of them in the order of a second look, of
  // equal scores the one whose first title came first. Concepts that share no letters and no
  // meaning with the query are left out.
  virtual std::vector<RankedConcept> Rank(std::string_view query, std::size_t most) const = 0;

  // The evidence `Rank` adds up for the titles it looks at closely, in the order of titles.
  virtual std::vector<TitleEvidence> Examine(std::string_view query, std::size_t most) const = 0;
};

}  // namespace kaam::taxonomy
