// How a list of hits will be looked for: which clauses every hit must meet, by how few rows meet
// them, whether the rarest is walked or blocks are explored, and in what order.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/query.h"

namespace kaam::matcher {

// A clause for which Xapian has a posting list.
struct MustClause {
  std::string_view field;  // of the question
  std::string code;
  std::string term;  // core/index_schema.h
  std::uint64_t rows = 0;
};

enum class Way : std::uint8_t {
  kBlocks,  // blocks in the order of their bounds, until none can change the list
  kWalk,    // every row of the first must clause
};

// A required term with fewer rows than this is walked.
inline constexpr std::uint64_t kRareRows = 4096;

struct Plan {
  std::vector<MustClause> musts;  // fewest rows first
  Way way = Way::kBlocks;
};

// Pure. `rows_with` says how many rows of the index hold a term.
Plan MakePlan(const taxonomy::Taxonomy& taxonomy, const Question& question,
              const std::function<std::uint64_t(const std::string& term)>& rows_with);

// What would be explored one after another.
struct PlanStep {
  std::string_view what;
  std::size_t stretches = 0;  // matcher/stretch.h
  std::uint64_t rows = 0;
  std::uint64_t blocks = 0;
};

// In words, for people who ask why a question is slow.
void PrintPlan(const Plan& plan, const std::vector<PlanStep>& steps,
               const taxonomy::Taxonomy& taxonomy, const Question& question, std::size_t list,
               std::ostream& out);

}  // namespace kaam::matcher
