// The best rows found so far, in the order that answers have. Private to the engine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "core/deadline.h"
#include "core/result.h"
#include "matcher/engine.h"
#include "matcher/index.h"
#include "matcher/query.h"

namespace kaam::matcher {

// A row with all that decides its rank.
struct Ranked {
  RankKey key;
  std::uint64_t group;  // cyclic distance from the start
  std::uint64_t ref;    // cyclic distance from the start
  RowId row;
};

inline constexpr auto kBefore = [](const Ranked& a, const Ranked& b) {
  if (a.key != b.key) return a.key > b.key;
  return std::tie(a.group, a.ref, a.row) < std::tie(b.group, b.ref, b.row);
};

inline std::uint64_t RefPrefix(std::span<const std::uint8_t, 16> ref) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < 8; ++i) out = out << 8 | ref[i];
  return out;
}

template <class Row>
Ranked RankOf(const Segment<Row>& segment, RowId row, RankKey key, const Question::Start& start) {
  // Unsigned differences wrap, which is what counting cyclically means.
  return {key, segment.GroupOf(row) - start.group, RefPrefix(segment.RefBytes(row)) - start.ref,
          row};
}

// Blocks between two looks at the clock.
inline constexpr std::uint32_t kBlocksAnInstant = 16;

// What a search that runs out of time ends with: never a partial list.
inline Error Late() { return Unavailable("the deadline passed before the answer was complete"); }

class TopRows {
 public:
  // Keeps the best `limit`, at least 1, of the rows that come after `after`.
  explicit TopRows(std::size_t limit, const std::optional<Ranked>& after = std::nullopt)
      : limit_(limit), after_(after), most_(after ? after->key : kNoKey) {
    constexpr std::size_t kReserved = 1024;
    heap_.reserve(std::min(limit, kReserved));
  }

  bool full() const { return heap_.size() == limit_; }
  const Ranked& worst() const { return heap_.front(); }  // when full
  RankKey threshold() const { return full() ? worst().key : 0; }

  // Whether a row with this key could enter.
  bool Wants(RankKey key) const { return key >= threshold() && key <= most_; }

  // Whether rows with this bound, none of them before `first_position`, can't enter any more.
  bool Excludes(RankKey bound, std::uint64_t first_position) const {
    if (!full() || bound > worst().key) return false;
    return bound < worst().key || first_position > worst().group;
  }

  void Offer(const Ranked& row) {
    if (after_ && !kBefore(*after_, row)) return;
    if (!full()) {
      heap_.push_back(row);
      if (full()) std::make_heap(heap_.begin(), heap_.end(), kBefore);
      return;
    }
    if (!kBefore(row, worst())) return;
    std::pop_heap(heap_.begin(), heap_.end(), kBefore);
    heap_.back() = row;
    std::push_heap(heap_.begin(), heap_.end(), kBefore);
  }

  std::vector<RankedRow> Sorted() && {
    std::sort(heap_.begin(), heap_.end(), kBefore);
    std::vector<RankedRow> rows;
    rows.reserve(heap_.size());
    for (const Ranked& row : heap_) rows.push_back({row.row, row.key});
    return rows;
  }

 private:
  std::size_t limit_;
  std::optional<Ranked> after_;
  RankKey most_;
  std::vector<Ranked> heap_;  // when full, worst on top
};

// What the searches of one list share, segment after segment.
struct ListPass {
  Question::Start start;
  bool counts = true;  // exact matches are counted beyond those listed
  Deadline deadline;
  TopRows top;
  RankedRows out;  // its counts
};

}  // namespace kaam::matcher
