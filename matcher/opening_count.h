// Looks at every opening of an index that asks for just what the worker does, wherever it is, and
// says what of the rest it fails. Private to the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/deadline.h"
#include "matcher/distances.h"
#include "matcher/facets.h"
#include "matcher/index.h"
#include "matcher/opening_scorer.h"
#include "matcher/query.h"

namespace kaam::matcher {

// What rules an opening out besides its trade, as bits.
struct OpeningFault {
  static constexpr unsigned kPlace = 1;      // out of reach, or of the radius
  static constexpr unsigned kLicence = 2;    // asks for one that she does not state
  static constexpr unsigned kSkill = 4;      // one that must be held is not
  static constexpr unsigned kNotSkill = 8;   // asks for a skill that she rules out
  static constexpr unsigned kRef = 16;       // excluded
  static constexpr unsigned kEmployer = 32;  // excluded
  static constexpr unsigned kOther = 64;     // lacks what must be offered, or is not inclusive
};

class OpeningCount {
 public:
  // `tables` is room for the worker's.
  OpeningCount(const Index& index, const Question& question, std::size_t list, Distances& distances,
               WorkerTables& tables);

  struct Judged {
    RowId row;
    unsigned faults = 0;             // OpeningFault
    std::optional<Metres> distance;  // to its nearest site
  };

  // Calls each(Judged) once for every open posting whose trade is just what was asked for. False
  // when the deadline passes, which leaves some out.
  template <class Each>
  bool ForEach(Deadline deadline, Each each) {
    for (const auto& segment : index_.openings().all()) {
      scorer_.Enter(segment);
      for (const Stretch& stretch : scorer_.Near()) {
        if (stretch.tier != Tier::kExact) continue;
        for (std::uint32_t place = stretch.begin; place < stretch.end; ++place) {
          if (place % kRowsAnInstant == 0 && deadline.Passed()) return false;
          if (!StandsHere(segment, stretch, place)) continue;
          if (const auto judged = Judge(segment, segment.view(stretch.view).RowAt(place))) {
            each(*judged);
          }
        }
      }
    }
    return true;
  }

  // The same for those that ask for one trade or for its family, whatever the worker's.
  template <class Each>
  bool ForEachOf(OccupationId trade, Deadline deadline, Each each) {
    const OccupationId family = FamilyOf(index_.taxonomy().occupations(), trade);
    for (const Segment<schema::OpeningRow>& segment : index_.openings().all()) {
      for (const OccupationId asked : {trade, family}) {
        if (asked != trade && !index_.taxonomy().occupations()[asked].is_family) continue;
        for (const schema::View view : schema::ViewsOf<schema::OpeningRow>()) {
          const RowView& rows = segment.view(view);
          const auto [begin, end] =
              rows.Of(asked.value, static_cast<std::uint16_t>(asked.value + 1));
          for (std::uint32_t place = begin; place < end; ++place) {
            if (place % kRowsAnInstant == 0 && deadline.Passed()) return false;
            const RowId row = rows.RowAt(place);
            if (rows.SiteAt(place) != segment[row].sites[0]) continue;  // it counts at the first
            if (asked != trade && Asks(segment, segment[row], trade)) continue;  // it came already
            if (const auto judged = Judge(segment, row)) each(*judged);
          }
        }
        if (family == trade) break;
      }
    }
    return true;
  }

 private:
  static constexpr std::uint32_t kRowsAnInstant = 1024;  // between two looks at the clock

  // Absent for one that is closed, or has no skill in common where skills alone are asked about.
  using Openings = Segment<schema::OpeningRow>;
  std::optional<Judged> Judge(const Openings& segment, RowId row) const;
  bool StandsHere(const Openings& segment, const Stretch& stretch, std::uint32_t place) const;
  bool IsRuledOut(const Openings& segment, const schema::OpeningRow& row) const;
  bool Asks(const Openings& segment, const schema::OpeningRow& row, OccupationId trade) const;
  LocalityFacts PlacesOf(const schema::OpeningRow& row, std::span<const std::uint16_t> more) const;
  unsigned SkillFaults(std::span<const std::uint16_t> asked, bool& any_held) const;

  const Index& index_;
  const Question& question_;
  const WorkerFacts worker_;
  OpeningScorer scorer_;
  Distances& distances_;
};

}  // namespace kaam::matcher
