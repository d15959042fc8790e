// Exact counts over everything that is just what was asked for (Tier::kExact), whatever page of it
// is shown; and, where that is too little, what would help.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/deadline.h"
#include "core/ids.h"
#include "core/result.h"
#include "matcher/distances.h"
#include "matcher/facets.h"
#include "matcher/index.h"
#include "matcher/opening_scorer.h"
#include "matcher/query.h"
#include "matcher/worker_count.h"

namespace kaam::matcher {

struct Counts {
  std::uint64_t total = 0;
  std::vector<Facet> facets;  // as the question names them
  friend bool operator==(const Counts&, const Counts&) = default;
};

// What one hard clause of a question rules out.
enum class Clause : std::uint8_t {
  kPlace,  // out of reach
  kRadius,
  kSkill,
  kLicence,
  kNotTrade,
  kNotSkill,
  kRefs,
  kEmployers,
};

struct Exclusion {
  Clause clause = Clause::kPlace;
  std::uint16_t id = 0;     // an employer's: the skill, the licence's bit, the trade ruled out
  std::uint64_t count = 0;  // meet all other clauses, and not this one
  friend bool operator==(const Exclusion&, const Exclusion&) = default;
};

// Why a list is short, and what is near it. Nothing of it is in the list.
struct Shortfall {
  std::uint64_t asked = 0;  // heads, where the question says how many; else its limit
  std::uint64_t found = 0;
  std::vector<Exclusion> excluded_by;  // that rule out anybody; most first
  struct Ring {
    std::uint32_t radius_km = 0;
    std::uint64_t count = 0;  // what a question with this radius counts
    friend bool operator==(const Ring&, const Ring&) = default;
  };
  std::optional<Ring> next_ring;
  struct Trade {
    OccupationId trade;
    std::uint64_t count = 0;  // who hold it, or ask for it, and meet all else
    friend bool operator==(const Trade&, const Trade&) = default;
  };
  std::vector<Trade> adjacent_trades;  // nearest first
  friend bool operator==(const Shortfall&, const Shortfall&) = default;
};

// How many are wanted on a list.
std::uint64_t AskedHeads(const Question& question, std::size_t list);

// What counting needs room for, and how long it may take. One thread.
struct CountRoom {
  Distances& distances;  // of the question
  WorkerCountScratch& scratch;
  WorkerTables& tables;
  Deadline deadline;
};

// Both go through all segments of the index. kUnavailable when the deadline passes.
Result<Counts> CountMatches(const Index& index, const Question& question, std::size_t list,
                            const CountRoom& room);
Result<Shortfall> FindShortfall(const Index& index, const Question& question, std::size_t list,
                                const CountRoom& room);

inline constexpr std::size_t kMostAdjacentTrades = 5;  // that are offered
inline constexpr std::size_t kMostTradesTried = 12;    // nearest ones, that are counted

// The trades nearest to `trade` on the taxonomy's ladder, best first, then in code order; neither
// it nor one that is ruled out.
std::vector<OccupationId> AdjacentTrades(const taxonomy::Taxonomy& taxonomy, OccupationId trade,
                                         Direction direction, const MustNot& must_not);

// The radii that may be offered, in km: the steps in which distances are told.
std::vector<std::uint32_t> RingsBeyond(const Question& question);

// The least ring that holds as many as are asked for; where none does, the least that holds as many
// as the widest. Absent where that is no more than `found`. `counts` are by ring.
std::optional<Shortfall::Ring> ChooseRing(const std::vector<std::uint32_t>& rings,
                                          const std::vector<std::uint64_t>& counts,
                                          std::uint64_t asked, std::uint64_t found);

// The counts by looking at every row with the formula of matcher/pair.h, for proof. Shares the
// bands of matcher/facets.h with the engine and nothing else.
Counts CountByBruteForce(const Index& index, const Question& question, std::size_t list);

}  // namespace kaam::matcher
