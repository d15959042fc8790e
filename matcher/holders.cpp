#include "matcher/holders.h"

#include <optional>
#include <utility>

namespace kaam::matcher {
namespace {

// Where a block stands in a list. Lists are nearly as dense as blocks where they matter, so it
// stands close before its distance from the first.
std::optional<std::size_t> FindBlock(std::span<const std::uint32_t> blocks, std::uint32_t block) {
  if (blocks.empty() || block < blocks.front() || block > blocks.back()) return std::nullopt;
  std::size_t high = std::min<std::size_t>(blocks.size() - 1, block - blocks.front());
  std::size_t step = 1;
  while (blocks[high] > block) {
    if (step > high || blocks[high - step] <= block) {
      const auto begin = blocks.begin() + static_cast<std::ptrdiff_t>(high - std::min(step, high));
      const auto end = blocks.begin() + static_cast<std::ptrdiff_t>(high);
      const auto found = std::lower_bound(begin, end, block);
      if (found == end || *found != block) return std::nullopt;
      return static_cast<std::size_t>(found - blocks.begin());
    }
    high -= step;
    step *= 2;
  }
  return blocks[high] == block ? std::optional(high) : std::nullopt;
}

}  // namespace

std::uint64_t Holders::count() const {
  std::uint64_t count = few.size();
  for (const RowMask& mask : rows) count += CountOf(mask);
  return count;
}

RowMask Holders::In(std::uint32_t block) const {
  if (const auto at = FindBlock(blocks, block)) return rows[*at];
  RowMask out{};
  const std::uint32_t first = block * schema::kBlockRows;
  auto place = std::lower_bound(few.begin(), few.end(), first);
  for (; place != few.end() && *place < first + schema::kBlockRows; ++place) {
    out[*place % schema::kBlockRows / 64] |= std::uint64_t{1} << *place % 64;
  }
  return out;
}

Result<HolderLists> HolderLists::Open(const Generation& generation, const std::string& name) {
  HolderLists out;
  const auto map = [&](std::string_view suffix, auto& span) {
    return MapArray(generation, name + std::string(suffix), out.files_, span);
  };
  for (const auto& mapped :
       {map(schema::kMaskTermsSuffix, out.terms_), map(schema::kMaskBlocksSuffix, out.blocks_),
        map(schema::kMaskRowsSuffix, out.rows_), map(schema::kFewRowsSuffix, out.few_)}) {
    if (!mapped) return mapped.error();
  }
  if (out.blocks_.size() != out.rows_.size()) {
    return DataLoss("the files of " + name + " disagree: rebuild the index",
                    generation.directory());
  }
  return out;
}

Holders HolderLists::Of(schema::MaskKind kind, std::uint16_t id) const {
  const auto key = std::pair(static_cast<std::uint32_t>(kind), std::uint32_t{id});
  const auto found = std::partition_point(
      terms_.begin(), terms_.end(),
      [&](const schema::MaskTerm& term) { return std::pair(term.kind, term.id) < key; });
  if (found == terms_.end() || std::pair(found->kind, found->id) != key) return {};
  return {blocks_.subspan(found->begin, found->count), rows_.subspan(found->begin, found->count),
          few_.subspan(found->few_begin, found->few_count)};
}

}  // namespace kaam::matcher
