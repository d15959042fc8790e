// The whole answer to a question, and its JSON form.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/deadline.h"
#include "core/result.h"
#include "matcher/engine.h"
#include "matcher/explanation.h"
#include "matcher/pages.h"
#include "matcher/query.h"

namespace kaam::matcher {

struct Hit {
  RowId row;
  PairScore score;
  std::vector<Reason> reasons;  // at least one
};

// One ranked list: for one trade of the question, or for all of it.
struct AnswerList {
  std::optional<TradeAsk> trade;
  std::vector<Hit> hits;
  Total total;
  SearchEffort effort;
  std::optional<std::string> next;     // the cursor of the next page; absent when no hit follows
  std::uint32_t withdrawn = 0;         // as in Page
  std::vector<Facet> facets;           // as asked for
  std::optional<Shortfall> shortfall;  // where too few are just what was asked for
};

struct Answer {
  std::vector<AnswerList> lists;
};

// Ranks every list of the question and explains its hits: the first page of each, or the next one
// of the list whose cursor the question has. kUnavailable when the deadline passes; CursorOf says
// how cursors fail.
Result<Answer> Search(Searcher& searcher, const Question& question, Deadline deadline,
                      const Paging& paging = {});

// How a worker's ref leaves: 32 hex digits. Empty: as it is.
using ShownRef = std::function<std::string(const WorkerRef& ref)>;

// What a hit is called against what was asked: "exact", "adjacent" (another trade) or "farther"
// (the trade, but out of reach).
std::string_view MatchLabel(const PairScore& score);

// An answer as one line of JSON: understood, language (the one it is worded in), as_of, weights,
// exact, snapshot, and either hits and total (a question of one list) or lists (of several), each
// with `next` when more follow and `withdrawn` when rows were left out. Holds no timing: the
// same question gives the same bytes.
std::string ToJsonText(const Index& index, const Question& question, const Answer& answer,
                       const ShownRef& shown_ref = {});

}  // namespace kaam::matcher
