// Whether a record that could be read makes sense: codes that exist, days that can be, numbers with
// the right digits. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/records.pb.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// One thing that is wrong: the column it stands in, what it is (no personal value quoted), a short
// kind for counting, and of a code that is none, that code and those it may have been meant for.
struct CheckFault {
  std::string field;
  std::string reason;
  std::string kind;
  std::string code{};
  std::vector<std::string> nearest{};
};

// The first fault, or absent. `today` bounds what can already have happened.
std::optional<CheckFault> CheckWorker(const taxonomy::Taxonomy& taxonomy,
                                      const records::Worker& worker, Day today);
std::optional<CheckFault> CheckOpening(const taxonomy::Taxonomy& taxonomy,
                                       const records::Opening& opening, Day today);

// Masks every possible Aadhaar number in the record's free text. Returns how many texts changed.
std::size_t MaskFreeText(records::Worker& worker);
std::size_t MaskFreeText(records::Opening& opening);

}  // namespace kaam::indexer
