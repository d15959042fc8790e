// The formula of matcher/pair.h prepared for one opening against the workers of a segment, and what
// blocks of them and their digests say about it. Private to the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/distances.h"
#include "matcher/index.h"
#include "matcher/query.h"
#include "matcher/row_filter.h"
#include "matcher/stretch.h"

namespace kaam::matcher {

// One thread; valid while the question and the index are.
class WorkerScorer {
 public:
  using Row = schema::WorkerRow;

  WorkerScorer(const Index& index, const Question& question, std::size_t list,
               Distances& distances);

  // Whose rows, views and blocks the rest is about; the first one's until this is called.
  void Enter(const Segment<Row>& segment) { segment_ = &segment; }

  const OpeningFacts& asked() const { return asked_; }
  const PairRules& rules() const { return rules_; }
  bool asks_trade() const { return !fits_.empty(); }
  bool asks_only_skills() const { return fits_.empty() && !asked_.skills.empty(); }
  std::uint32_t skill_weight() const { return skill_weight_; }
  std::uint64_t site_states() const { return site_states_; }  // bit = LGD

  // Everybody who could match, each by every occupation that makes her one. Those of the asked
  // family alone, or all others.
  std::vector<Stretch> Family() const { return Stretches(true); }
  std::vector<Stretch> Others() const { return Stretches(false); }

  // Whether a digest settles whether a row of the stretch that is in reach matches exactly.
  bool DigestsDecide(const Stretch& stretch) const;

  // Whether the digest of a row of the stretch that matches holds all that its score needs.
  bool DigestsScore(const Stretch& stretch) const {
    const bool occupation_is_known = fits_.empty() || stretch.tier == Tier::kExact;
    return occupation_is_known && DigestsDecide(stretch) && asked_.skills.empty();
  }

  // Upper bounds. What all parts but occupation, skills and locality add to a total: for any row,
  // for the rows of a block, for one row by its digest. The last is the true value, unless
  // `bounded` comes back set.
  std::uint32_t MostOfOthers() const;
  std::uint32_t MostOfOthers(const schema::BlockSummary& block) const;
  std::uint32_t Others(const schema::DigestGroup& group, std::size_t at, bool& bounded) const;
  // What skills add to a total when `matched` is the sum of weight x fit.
  std::uint32_t SkillsTotal(std::uint64_t matched, bool states_any) const;
  std::uint32_t OccupationTotal(std::uint16_t part) const;

  // What a row comes to; `place` is where it stands in the stretch's view. No key for a row whose
  // occupations fit better elsewhere, so that each row has one key over all stretches. Where the
  // total must stay below `threshold`, the key is not worked out.
  Looked Look(const Stretch& stretch, std::uint32_t place, RankKey threshold);
  // The same of a row by itself.
  Looked Look(RowId row, RankKey threshold);

 private:
  // What one held skill contributes to asked ones.
  struct SkillGain {
    std::uint8_t asked;  // index into the asked skills
    bool direct;
    std::uint16_t value;  // of a related one
  };

  void PrepareSkills();
  std::vector<Stretch> Stretches(bool family) const;
  std::uint32_t Weighted(PartKind kind, std::uint32_t value) const {
    return rules_.weights.Of(kind) * value;
  }
  OccupationScore MatchTrades(const Row& row, std::span<const std::uint16_t> wanted,
                              std::uint16_t& best_wanted) const;
  std::optional<std::uint16_t> MonthsIn(const Row& row, HeldAs held_as) const;
  struct RowSkills {
    std::uint64_t matched = 0;
    bool must_missing = false;
  };
  RowSkills MatchSkills(std::span<const std::uint16_t> held);
  LocalityFacts MatchPlaces(const Row& row, std::span<const std::uint16_t> districts);
  Looked Look(RowId row, const Stretch* stretch, std::uint32_t place, RankKey threshold);

  const Index& index_;
  const Segment<Row>* segment_;
  const OpeningFacts asked_;
  const PairRules rules_;
  const WorkerFilter filter_;
  Distances& distances_;
  std::vector<taxonomy::Fit> fits_;  // by held occupation; empty: no trade asked
  bool family_asked_ = false;        // a whole family is what was asked for
  std::uint64_t site_states_ = 0;
  std::uint32_t skill_weight_ = 0;
  std::uint64_t must_ = 0;                     // bit = asked skill
  std::vector<std::uint16_t> gains_of_skill_;  // by SkillId: 1 + index of its first gain; 0 none
  std::vector<std::vector<SkillGain>> gains_;
  std::vector<std::uint16_t> best_of_skill_;  // by asked skill: scratch of MatchSkills
};

}  // namespace kaam::matcher
