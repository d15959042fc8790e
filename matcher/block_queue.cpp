#include "matcher/block_queue.h"

#include <algorithm>

namespace kaam::matcher {
namespace {

// Bounds are counted by their upper bits: fine enough to tell a block next door from one a few
// kilometres on, and few enough to count quickly.
constexpr unsigned kBucketShift = 20;
constexpr std::size_t kBuckets = std::size_t{1} << (32 - kBucketShift);
constexpr std::size_t kFirstChunk = 64;

}  // namespace

std::uint64_t FirstPosition(const Stretch& stretch, std::uint32_t block,
                            std::span<const std::uint64_t> groups, std::uint64_t start) {
  // Only by the first occupation do places stand in the order of positions.
  if (stretch.view != schema::View::kPrimary) return 0;
  // Up to the first of the next block, which is never less than the last of this one.
  const std::uint64_t from = groups[block] - start;
  const std::uint64_t to = groups[block + 1U] - start;
  return to < from ? 0 : from;  // it wraps: the start lies inside
}

void BlockQueue::Clear(std::uint32_t block_rows) {
  block_rows_ = block_rows;
  stretches_.clear();
  bounds_.clear();
  sorted_.clear();
  next_ = 0;
  chunk_ = kFirstChunk;
}

std::span<RankKey> BlockQueue::Add(const Stretch& stretch) {
  const std::uint32_t first = stretch.begin / block_rows_;
  const std::uint32_t last = (stretch.end - 1) / block_rows_;
  const std::size_t count = std::size_t{last} - first + 1;
  stretches_.push_back({stretch, first, bounds_.size(), count});
  bounds_.resize(bounds_.size() + count);
  return std::span(bounds_).last(count);
}

void BlockQueue::Unsort() {
  for (; next_ < sorted_.size(); ++next_) {
    const BlockPart& part = sorted_[next_];
    const Blocks& blocks = stretches_[part.stretch];
    bounds_[blocks.first_bound + (part.block - blocks.first_block)] = part.bound;
  }
  sorted_.clear();
  next_ = 0;
  chunk_ = kFirstChunk;
}

void BlockQueue::Refill() {
  sorted_.clear();
  next_ = 0;
  histogram_.resize(kBuckets);
  std::fill(histogram_.begin(), histogram_.end(), 0U);
  for (const RankKey bound : bounds_) ++histogram_[bound >> kBucketShift];
  std::size_t bucket = kNoMatch >> kBucketShift;  // no key reaches it
  std::size_t above = 0;
  while (bucket > 0 && above < chunk_) above += histogram_[--bucket];
  chunk_ *= 4;
  const RankKey cut = static_cast<RankKey>(bucket) << kBucketShift;
  for (std::uint32_t i = 0; i < stretches_.size(); ++i) {
    const Blocks& blocks = stretches_[i];
    for (std::size_t at = 0; at < blocks.count; ++at) {
      RankKey& bound = bounds_[blocks.first_bound + at];
      if (bound < cut || bound == kNoMatch) continue;
      sorted_.push_back({bound, i, blocks.first_block + static_cast<std::uint32_t>(at), 0});
      bound = kNoMatch;
    }
  }
}

void BlockQueue::Sort() {
  std::sort(sorted_.begin(), sorted_.end(), [](const BlockPart& a, const BlockPart& b) {
    if (a.bound != b.bound) return a.bound > b.bound;
    return a.first_position < b.first_position;
  });
}

}  // namespace kaam::matcher
