// Kaam and its peers side by side: the same questions, in turns, in one run.
#pragma once

#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "bench/peers/peer_process.h"
#include "core/result.h"
#include "matcher/engine.h"

namespace kaam::bench {

struct ComparisonOptions {
  std::size_t rounds = 3;  // after one that warms caches
  bool verify = false;     // hold Kaam's own answers to brute force first
};

// Each round asks all questions of Kaam, then of each peer; prints percentiles of each, their ratio
// to Kaam's, and how far the peer's lists are Kaam's: its rows are scored anew by the readable
// formula (matcher/pair.h), place by place. A place agrees when tier and score, to a ten-thousandth
// of full marks, are those of Kaam's row there. kDataLoss when `verify` finds a difference.
Result<void> Compare(matcher::Searcher& searcher, std::span<const matcher::Question> questions,
                     std::span<const std::unique_ptr<PeerProcess>> peers,
                     const ComparisonOptions& options, std::ostream& out);

}  // namespace kaam::bench
