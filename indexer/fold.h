// Merges small segments, so that there is always room for one more.
#pragma once

#include <cstdint>
#include <memory>

#include "core/generation.h"
#include "core/result.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// Publishes a generation in which the segments from `first` (at least 1) to the newest are one; all
// older files are shared with `base`, answers are the same, and whoever serves `base` goes on.
// Returns the new generation. kIo when that fails: nothing is published then.
Result<std::shared_ptr<const Generation>> Fold(const StoreLock& lock, const Generation& base,
                                               std::uint32_t first,
                                               const taxonomy::Taxonomy& taxonomy,
                                               unsigned threads);

// `base` when a further small segment has room in it; else what Fold makes of it. Folded are the
// newest segments, back to the first that is much larger than all newer ones together, so that a
// row is written few times however many segments come.
Result<std::shared_ptr<const Generation>> WithRoom(const StoreLock& lock,
                                                   std::shared_ptr<const Generation> base,
                                                   const taxonomy::Taxonomy& taxonomy,
                                                   unsigned threads);

}  // namespace kaam::indexer
