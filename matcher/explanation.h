// Why a pair is on the list: codes and numbers, and the same in short sentences.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matcher/index.h"
#include "matcher/pair.h"
#include "matcher/query.h"

namespace kaam::matcher {

// One reason. `text` is a sentence in the question's language, fit to be read aloud.
struct Reason {
  std::string code;                 // "trade_exact", "distance", "skills" ...: matcher/README.md
  std::vector<std::string> values;  // what the sentence speaks of, in order
  std::string text;
};

// "0-5 km" ... "200+ km": how an employer may know a distance.
std::string DistanceBand(Metres distance);

// At least one, the weightiest first. What she wishes is never among the values: only whether an
// offer meets it.
std::vector<Reason> Explain(const Index& index, const Question& question, const PairScore& pair,
                            const WorkerFacts& worker, const OpeningFacts& opening);

}  // namespace kaam::matcher
