// Which rows of a segment hold a term, counted from its first. Private to the engine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/generation.h"
#include "core/index_schema.h"
#include "matcher/row_mask.h"

namespace kaam::matcher {

// The holders of one term. Points into the segment.
struct Holders {
  std::span<const std::uint32_t> blocks;  // with many of them, ascending
  std::span<const RowMask> rows;          // by the same
  std::span<const std::uint32_t> few;     // the places of those in other blocks, ascending

  bool empty() const { return blocks.empty() && few.empty(); }
  std::uint64_t count() const;

  // Whether a row is one of them.
  bool Has(std::uint32_t row) const {
    const RowMask held = In(row / schema::kBlockRows);
    return (held[row % schema::kBlockRows / 64] >> row % 64 & 1) != 0;
  }

  // Those in one block.
  RowMask In(std::uint32_t block) const;

  // Calls each(block, rows) for all in the blocks `first` to `last`; a block may come several
  // times, each time with other rows.
  template <class Each>
  void ForEach(std::uint32_t first, std::uint32_t last, Each each) const {
    const auto from = std::lower_bound(blocks.begin(), blocks.end(), first);
    for (auto block = from; block != blocks.end() && *block <= last; ++block) {
      each(*block, rows[static_cast<std::size_t>(block - blocks.begin())]);
    }
    auto place = std::lower_bound(few.begin(), few.end(), first * schema::kBlockRows);
    for (; place != few.end() && *place / schema::kBlockRows <= last; ++place) {
      RowMask one{};
      one[*place % schema::kBlockRows / 64] = std::uint64_t{1} << *place % 64;
      each(*place / schema::kBlockRows, one);
    }
  }
};

// All lists of a segment. Immutable; threads may share it.
class HolderLists {
 public:
  // `name` is that of the files without their suffixes. kDataLoss when they disagree.
  static Result<HolderLists> Open(const Generation& generation, const std::string& name);

  // Empty where nobody holds it.
  Holders Of(schema::MaskKind kind, std::uint16_t id) const;

 private:
  std::vector<MappedFile> files_;
  std::span<const schema::MaskTerm> terms_;
  std::span<const std::uint32_t> blocks_;
  std::span<const RowMask> rows_;
  std::span<const std::uint32_t> few_;
};

}  // namespace kaam::matcher
