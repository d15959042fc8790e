// The formula of matcher/pair.h prepared for one worker against the openings of a segment. Private
// to the engine.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/distances.h"
#include "matcher/index.h"
#include "matcher/query.h"
#include "matcher/row_filter.h"
#include "matcher/stretch.h"
#include "matcher/trade_scores.h"

namespace kaam::matcher {

// One thread; valid while the question and the index are.
class OpeningScorer {
 public:
  using Row = schema::OpeningRow;

  // `trades` is kept from question to question for its room.
  OpeningScorer(const Index& index, const Question& question, std::size_t list,
                Distances& distances, TradeScores& trades);

  // Whose rows, views and blocks the rest is about; the first one's until this is called.
  void Enter(const Segment<Row>& segment) { segment_ = &segment; }

  const WorkerFacts& worker() const { return worker_; }
  const PairRules& rules() const { return rules_; }
  bool states_trade() const { return by_trade_.any_stated(); }
  // States where a site may be in one that she named, or in a district that she named; bit = LGD.
  std::uint64_t named_states() const { return worker_.move_states; }
  std::uint64_t district_states() const { return district_states_; }

  // Every opening that could match, by each of its trades that makes it one: those that can be more
  // than Tier::kWider, and all others.
  std::vector<Stretch> Near() const { return Stretches(false); }
  std::vector<Stretch> Wide() const { return Stretches(true); }

  // What all parts but occupation and locality add to a total at most, for any row.
  std::uint32_t MostOfOthers() const { return most_of_others_; }

  // At least the key of the row, and whether it may be an exact match; kNoMatch in the key when it
  // can't match at all. Below `threshold` the key is not worked out further.
  struct Most {
    RankKey key = 0;
    bool may_be_exact = false;
  };
  Most MostOf(const Row& row, const Stretch& stretch, RankKey threshold) const;

  // What a row comes to; `place` is where it stands in the stretch's view. No key for a row one of
  // whose trades fits better elsewhere, so that each row has one key over all stretches.
  Looked Look(const Stretch& stretch, std::uint32_t place);
  // The same of a row by itself.
  Looked Look(RowId row);

  // The trade of a row that fits best; `more` are those beyond the inline ones, as in the pool.
  OccupationScore BestTrade(const Row& row, std::span<const std::uint16_t> more,
                            std::uint16_t& best) const {
    return MatchTrades(row, more, best);
  }

 private:
  Looked Look(RowId row, const Stretch* stretch, std::uint32_t place);
  std::vector<Stretch> Stretches(bool wide) const;
  std::uint32_t Weighted(PartKind kind, std::uint32_t value) const {
    return rules_.weights.Of(kind) * value;
  }
  void PrepareSkills();
  void PrepareMost();
  // The part, and by which of the row's trades.
  OccupationScore MatchTrades(const Row& row, std::span<const std::uint16_t> more,
                              std::uint16_t& best_trade) const;
  struct RowSkills {
    std::uint64_t matched = 0;
    std::uint32_t weight = 0;
    bool must_missing = false;
  };
  RowSkills MatchSkills(std::span<const std::uint16_t> wanted) const;
  LocalityFacts MatchPlaces(const Row& row, std::span<const std::uint16_t> more);
  // What is never farther than the truth: rough where the distance of a site is not known yet.
  LocalityFacts AtBest(const Row& row) const;
  std::optional<std::uint16_t> MonthsIn(HeldAs held_as) const;

  const Index& index_;
  const Segment<Row>* segment_;
  const WorkerFacts worker_;
  const PairRules rules_;
  const OpeningFilter filter_;
  Distances& distances_;
  TradeScores& by_trade_;
  std::vector<std::uint8_t> held_level_;  // by SkillId: 1 + best level; 0 not held
  std::vector<std::uint16_t> related_;    // by SkillId: best related fit
  std::uint64_t district_states_ = 0;
  // The most that a part comes to for any row: what others add to a total, and of it skills,
  // mutual fit, experience and so on. Occupation and locality are not in it.
  std::array<std::uint16_t, kPartCount> most_{};
  std::uint32_t most_of_others_ = 0;
};

}  // namespace kaam::matcher
