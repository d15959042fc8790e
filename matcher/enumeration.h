// All matches of a list as the rows of the segments stand, in each the order of positions
// (core/index_schema.h): nothing is ranked, so the next one costs the same however many came
// before. Private to the engine.
#pragma once

#include "core/deadline.h"
#include "matcher/distances.h"
#include "matcher/engine.h"
#include "matcher/query.h"

namespace kaam::matcher {

// The first `part.count` matches, or those after the row of `part.after`. Their total says only how
// many of them are exact. kUnavailable when the deadline passes.
Result<RankedRows> EnumerateWorkers(const Index& index, const Question& question, std::size_t list,
                                    const ListPart& part, Distances& distances, Deadline deadline);
Result<RankedRows> EnumerateOpenings(const Index& index, const Question& question, std::size_t list,
                                     const ListPart& part, Distances& distances, Deadline deadline);

}  // namespace kaam::matcher
