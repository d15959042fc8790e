// The formula of matcher/pair.h prepared for one worker against the openings of a segment. Private
// to the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/distances.h"
#include "matcher/held_skills.h"
#include "matcher/index.h"
#include "matcher/opening_screen.h"
#include "matcher/query.h"
#include "matcher/row_filter.h"
#include "matcher/stretch.h"
#include "matcher/trade_scores.h"

namespace kaam::matcher {

// What is known of a worker, looked up often; kept from question to question. One thread.
struct WorkerTables {
  TradeScores trades;
  HeldSkills skills;
};

// One thread; valid while the question and the index are.
class OpeningScorer {
 public:
  using Row = schema::OpeningRow;

  OpeningScorer(const Index& index, const Question& question, std::size_t list,
                Distances& distances, WorkerTables& tables);
  OpeningScorer(const OpeningScorer&) = delete;
  OpeningScorer& operator=(const OpeningScorer&) = delete;

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

  // What all parts but occupation and locality add to a total at most, for any row; of it
  // confirmation, which is the same for all; and by how much less where every opening asks for
  // skills.
  std::uint32_t MostOfOthers() const { return most_of_others_; }
  std::uint32_t confirmed() const { return confirmed_; }
  std::uint32_t LessWhereSkillsAreAsked() const;

  // Borrows from this.
  OpeningScreenRules ScreenRules() const;

  // What a row comes to; `place` is where it stands in the stretch's view. No key where another of
  // its trades fits better or another of its sites is nearer: each row has one key over all
  // stretches.
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
  void PrepareMoves();
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
  // `nearest` becomes the first of its nearest sites, the first one where she has no place.
  LocalityFacts MatchPlaces(const Row& row, std::span<const std::uint16_t> more,
                            std::uint16_t& nearest);
  bool StandsBy(const Row& row, std::uint16_t trade, const Stretch& stretch,
                std::uint32_t place) const;
  std::optional<std::uint16_t> MonthsIn(HeldAs held_as) const;

  const Index& index_;
  const Segment<Row>* segment_;
  const WorkerFacts worker_;
  const PairRules rules_;
  const OpeningFilter filter_;
  Distances& distances_;
  TradeScores& by_trade_;
  HeldSkills& held_;
  std::uint64_t district_states_ = 0;
  std::vector<std::uint8_t> move_states_;  // LGD
  std::uint16_t move_bits_ = 0;
  std::uint32_t most_of_others_ = 0;
  std::uint32_t confirmed_ = 0;
};

}  // namespace kaam::matcher
