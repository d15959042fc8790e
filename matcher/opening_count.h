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
#include "matcher/opening_screen.h"
#include "matcher/query.h"
#include "matcher/row_mask.h"

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

  // Calls each(Judged) once for every open posting whose trade is just what was asked for, but for
  // those that are out of reach, farther than `limit`, and either meet all else, which are counted
  // in `far`, or fail something else too. False when the deadline passes, which leaves some out.
  template <class Each>
  bool ForEach(Metres limit, Deadline deadline, std::uint64_t& far, Each each) {
    for (const auto& segment : index_.openings().all()) {
      scorer_.Enter(segment);
      for (const Stretch& stretch : scorer_.Near()) {
        if (stretch.tier != Tier::kExact || stretch.begin == stretch.end) continue;
        const std::uint32_t last = (stretch.end - 1) / kBlockRows;
        for (std::uint32_t block = stretch.begin / kBlockRows; block <= last; ++block) {
          if (block % kBlocksAnInstant == 0 && deadline.Passed()) return false;
          const Sorted sorted = SortOut(segment, stretch, block, limit);
          far += sorted.far;
          ForEachRow(sorted.look, [&](std::uint32_t at) {
            const std::uint32_t place = block * kBlockRows + at;
            if (!StandsHere(segment, stretch, place)) return;
            const auto judged = Judge(segment, segment.view(stretch.view).RowAt(place));
            if (judged) each(*judged);
          });
        }
      }
    }
    return true;
  }

  // Calls each(Judged) for those that ask for one trade or for its family, whatever the worker's,
  // and may meet all else.
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
          if (begin == end) continue;
          const Stretch stretch{view, begin, end};
          const std::uint32_t last = (end - 1) / kBlockRows;
          for (std::uint32_t block = begin / kBlockRows; block <= last; ++block) {
            if (block % kBlocksAnInstant == 0 && deadline.Passed()) return false;
            ForEachRow(MayMeetAll(segment, stretch, block), [&](std::uint32_t at) {
              const std::uint32_t place = block * kBlockRows + at;
              const RowId row = rows.RowAt(place);
              if (rows.SiteAt(place) != segment[row].sites[0]) return;  // it counts at the first
              if (asked != trade && Asks(segment, segment[row], trade)) return;  // it came already
              if (const auto judged = Judge(segment, row)) each(*judged);
            });
          }
        }
        if (family == trade) break;
      }
    }
    return true;
  }

 private:
  static constexpr std::uint32_t kBlockRows = schema::kOpeningBlockRows;
  static constexpr std::uint32_t kBlocksAnInstant = 16;  // between two looks at the clock

  // The rows of a block to be looked at one by one, and how many of the others count in `far`.
  struct Sorted {
    RowMask look{};
    std::uint64_t far = 0;
  };
  Sorted SortOut(const Segment<schema::OpeningRow>& segment, const Stretch& stretch,
                 std::uint32_t block, Metres limit) const;
  RowMask MayMeetAll(const Segment<schema::OpeningRow>& segment, const Stretch& stretch,
                     std::uint32_t block) const;

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
  const OpeningScreenRules screen_;
  const bool is_plain_;  // the digests say all there is to say of hard clauses
  Distances& distances_;
};

}  // namespace kaam::matcher
