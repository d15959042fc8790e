// Walks through all matches of a list page by page, each match exactly once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/deadline.h"
#include "core/result.h"
#include "matcher/cursor.h"
#include "matcher/engine.h"
#include "matcher/query.h"
#include "matcher/slabs.h"

namespace kaam::matcher {

// What the server keeps for walks. Nothing in it has to be there.
struct Paging {
  Slabs* slabs = nullptr;  // threads may share them
  // Who withdrew after the snapshot was made, ascending: never on a page.
  std::span<const Question::RefBytes> withdrawn;
  CursorKey key;
};

// Of one list: at most `count` rows, at least 1, from the first on or from where `from` stands.
struct PageAsk {
  std::size_t list = 0;
  std::size_t count = 0;
  ListOrder order = ListOrder::kByScore;
  std::optional<Cursor> from;  // as CursorOf gives it
};

struct Page {
  std::vector<RankedRow> rows;
  // Rows left out since the page before: those that stand before the last one shown, or to the end
  // when this is the last page.
  std::uint32_t withdrawn = 0;
  std::optional<Cursor> next;  // absent when no row to be shown follows
  Total total;                 // kByScore
  SearchEffort effort;         // of the searches this page needed; none within a kept slab
};

// The pages of a walk hold each match that is not withdrawn once: by score in the one order of
// Searcher::Rank, however they are cut and whatever is kept meanwhile. kUnavailable when
// `deadline` passes.
Result<Page> FindPage(Searcher& searcher, const Question& question, const PageAsk& ask,
                      const Paging& paging, Deadline deadline);

}  // namespace kaam::matcher
