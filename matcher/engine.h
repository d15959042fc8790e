// Finds the best rows of an index for a question, exactly: best-first over blocks of rows whose
// bounds say what none of their rows can beat.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/deadline.h"
#include "core/result.h"
#include "matcher/counts.h"
#include "matcher/index.h"
#include "matcher/query.h"
#include "matcher/scoring.h"

namespace kaam::matcher {

struct RankedRow {
  RowId row;
  RankKey key = 0;
  friend bool operator==(const RankedRow&, const RankedRow&) = default;
};

enum class Relation : std::uint8_t { kEqual, kAtLeast };

// How many rows are what was asked for (Tier::kExact), found or not.
struct Total {
  std::uint64_t value = 0;
  Relation relation = Relation::kEqual;
  friend bool operator==(const Total&, const Total&) = default;
};

struct SearchEffort {
  std::uint32_t blocks = 0;          // candidates
  std::uint32_t blocks_visited = 0;  // rows looked at
  std::uint64_t rows_scored = 0;
  bool rare_first = false;  // answered from a rare term's posting list

  SearchEffort& operator+=(const SearchEffort& other);
};

// Best first: tier, score, distance step, then the cyclic position of equals (core/index_schema.h).
struct RankedRows {
  std::vector<RankedRow> rows;
  Total total;
  SearchEffort effort;
};

// Which part of a list is to be found: at most `count` rows, at least 1, from the first on or from
// the one that follows `after`, a row of this list with its key there.
struct ListPart {
  std::size_t count = 0;
  std::optional<RankedRow> after;
};

// One thread's way into an index: scratch space and Xapian handles. Not to be shared by threads;
// make one for each.
class Searcher {
 public:
  // kDataLoss when Xapian can't open its databases.
  static Result<std::unique_ptr<Searcher>> Open(std::shared_ptr<const Index> index);
  ~Searcher();

  const Index& index() const { return *index_; }
  const std::shared_ptr<const Index>& shared_index() const { return index_; }

  // The true top question.limit() rows of one list. kUnavailable when `deadline` passes: never a
  // partial list.
  Result<RankedRows> Rank(const Question& question, std::size_t list, Deadline deadline);
  // The same of any part of the list, however far down. What stands above the part is looked at
  // too, so many small parts cost more than one large one.
  Result<RankedRows> Rank(const Question& question, std::size_t list, const ListPart& part,
                          Deadline deadline);

  // The same matches as the rows of the index stand, unranked: each costs the same, wherever the
  // part begins. Of their total nothing is to be made.
  Result<RankedRows> Enumerate(const Question& question, std::size_t list, const ListPart& part,
                               Deadline deadline);

  // How Rank would go about it, in words (matcher/plan.h).
  Result<void> PrintPlanOf(const Question& question, std::size_t list, std::ostream& out);

  // Exact counts of one list, and what would help a short one (matcher/counts.h). Both look at
  // everything that matches. kUnavailable when `deadline` passes.
  Result<Counts> Count(const Question& question, std::size_t list, Deadline deadline);
  Result<Shortfall> ExplainShortfall(const Question& question, std::size_t list, Deadline deadline);

 private:
  struct Scratch;
  explicit Searcher(std::shared_ptr<const Index> index);
  void MeasureFrom(const Question& question);

  std::shared_ptr<const Index> index_;
  std::unique_ptr<Scratch> scratch_;
};

// The same by looking at every row with the formula of matcher/pair.h, for proof. Shares scoring
// with the engine and nothing else. Its total is always exact.
RankedRows RankByBruteForce(const Index& index, const Question& question, std::size_t list);
// The whole list.
RankedRows RankAllByBruteForce(const Index& index, const Question& question, std::size_t list);

// Absent when the two agree in order, score, membership and total; else the first difference, in
// words.
std::optional<std::string> DifferenceBetween(const RankedRows& engine, const RankedRows& oracle);

}  // namespace kaam::matcher
