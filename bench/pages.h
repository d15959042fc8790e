// What pages far down a list and whole walks cost.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "core/result.h"

namespace kaam::bench {

struct PagesTask {
  std::filesystem::path store;
  std::size_t questions = 0;
  std::uint64_t seed = 0;
  std::string shape;  // empty: all
};

// Times, in process and on this thread, the questions that have 10,000 matches or more: page 1,
// page 500 with nothing kept, the page after it within the kept slab, and all pages of twenty with
// the sealing and reading of their cursors; a scroll through all by ten thousand. Fails when a walk
// or a scroll does not give each match once.
Result<void> MeasurePages(const PagesTask& task, std::ostream& out);

}  // namespace kaam::bench
