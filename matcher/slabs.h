// Ordered runs of ranked lists, kept so that the next page need not be searched again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "matcher/cursor.h"
#include "matcher/engine.h"

namespace kaam::matcher {

// One ranked list of one snapshot.
struct ListKey {
  ListIdentity identity{};
  std::uint16_t as_of = 0;
  std::uint64_t snapshot = 0;
  friend auto operator<=>(const ListKey&, const ListKey&) = default;
};

struct Slab {
  std::uint32_t passed = 0;        // rows of the list before its first one
  std::optional<RankedRow> after;  // the last of those
  std::vector<RankedRow> rows;
  bool ends = false;  // no row follows its last one
  Total total;        // as the search that found it gave it
};

// The slabs used last, up to a number of rows in all (8 bytes each). Any thread. What is kept
// decides only how long a page takes, never what it holds.
class Slabs {
 public:
  static constexpr std::size_t kDefaultRows = std::size_t{1} << 23;
  explicit Slabs(std::size_t most_rows = kDefaultRows) : most_rows_(most_rows) {}

  // The slab with the row that follows the first `passed` ones, the last of which is `after`;
  // null when none is kept.
  std::shared_ptr<const Slab> Find(const ListKey& list, std::uint32_t passed,
                                   const std::optional<RankedRow>& after);
  // Does not keep a slab with more rows than all may have together.
  void Keep(const ListKey& list, std::shared_ptr<const Slab> slab);

  std::size_t rows() const;

 private:
  using Name = std::pair<ListKey, std::uint32_t>;  // the list, and Slab::passed
  struct Kept {
    Name name;
    std::shared_ptr<const Slab> slab;
  };
  using Order = std::list<Kept>;  // used last first

  void Drop(Order::iterator kept);

  const std::size_t most_rows_;
  mutable std::mutex mutex_;
  Order order_;
  std::map<Name, Order::iterator> by_name_;
  std::size_t rows_ = 0;
};

}  // namespace kaam::matcher
