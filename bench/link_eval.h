// Measures linking against known answers.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <vector>

#include "core/result.h"

namespace kaam::bench {

struct LinkTask {
  std::filesystem::path labels;   // TSV: id, label
  std::filesystem::path queries;  // TSV: id, text
  std::filesystem::path
      truth;  // TSV: id of a query, right (an id of a label); several a query on several lines
  std::vector<std::filesystem::path> also;
};

// Prints one line of figures over all queries that have an answer in `truth`: mean reciprocal rank
// of the first right id within 100, shares with a right id among the first 1, 5 and 10, seconds of
// CPU to learn, and milliseconds of CPU a query.
Result<void> EvaluateLinking(const LinkTask& task, std::ostream& out);

}  // namespace kaam::bench
