#include "taxonomy/hash_index.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kBucketEntries = 4;  // about so many in a bucket
constexpr unsigned kLeastBucketBits = 8;
constexpr unsigned kMostBucketBits = 16;
constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;  // odd; 2^64 over the golden ratio

std::size_t BucketOf(std::uint64_t hash, unsigned bucket_bits) {
  return hash >> (64 - bucket_bits);
}

// What is kept of a hash within its bucket; rises with it.
template <class Rest>
Rest RestOf(std::uint64_t hash, unsigned bucket_bits) {
  return static_cast<Rest>(hash >> (64 - bucket_bits - std::numeric_limits<Rest>::digits));
}

// Spreads the bits of a polynomial over the whole word (the finaliser of MurmurHash3).
std::uint64_t Mix(std::uint64_t hash) {
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
  return hash ^ (hash >> 33);
}

template <class Char>
std::uint64_t Extend(std::uint64_t hash, Char c) {
  return hash * kFactor + static_cast<std::uint64_t>(static_cast<std::make_unsigned_t<Char>>(c)) +
         1;
}
template <>
std::uint64_t Extend(std::uint64_t hash, char32_t c) {
  return hash * kFactor + c + 1;
}

}  // namespace

std::uint64_t HashOf(std::string_view bytes) {
  std::uint64_t hash = 0;
  for (const char c : bytes) hash = Extend(hash, c);
  return Mix(hash);
}

template <class Char>
std::vector<std::uint64_t> HashesWithOneDropped(std::basic_string_view<Char> sequence) {
  // hash(xy) = hash(x) * F^|y| + hash(y), so leaving out one element needs no second pass.
  const std::size_t size = sequence.size();
  std::vector<std::uint64_t> suffix(size + 1);
  std::vector<std::uint64_t> power(size + 1, 1);
  for (std::size_t i = 1; i <= size; ++i) power[i] = power[i - 1] * kFactor;
  for (std::size_t i = size; i-- > 0;) {
    suffix[i] = Extend(std::uint64_t{0}, sequence[i]) * power[size - i - 1] + suffix[i + 1];
  }
  std::vector<std::uint64_t> hashes{Mix(suffix[0])};
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const bool same_as_before = i > 0 && sequence[i] == sequence[i - 1];
    if (!same_as_before) hashes.push_back(Mix(prefix * power[size - i - 1] + suffix[i + 1]));
    prefix = Extend(prefix, sequence[i]);
  }
  return hashes;
}

template std::vector<std::uint64_t> HashesWithOneDropped(std::string_view);
template std::vector<std::uint64_t> HashesWithOneDropped(std::u32string_view);

template <class Rest>
HashIndex<Rest>::HashIndex(const SectionReader& file, const std::string& name)
    : hashes_(file.Array<Rest>(name + ".hashes")),
      items_(file.Array<std::uint32_t>(name + ".items")),
      starts_(file.Array<std::uint32_t>(name + ".starts")),
      bucket_bits_(static_cast<unsigned>(std::bit_width(starts_.size())) - 1) {}

template <class Rest>
std::span<const std::uint32_t> HashIndex<Rest>::Find(std::uint64_t hash) const {
  if (starts_.empty()) return {};
  const std::size_t bucket = BucketOf(hash, bucket_bits_);
  const Rest rest = RestOf<Rest>(hash, bucket_bits_);
  std::uint32_t begin = starts_[bucket];
  const std::uint32_t bucket_end = starts_[bucket + 1];
  while (begin < bucket_end && hashes_[begin] < rest) ++begin;
  std::uint32_t end = begin;
  while (end < bucket_end && hashes_[end] == rest) ++end;
  return items_.subspan(begin, end - begin);
}

template <class Rest>
void HashIndexBuilder::Write(const std::string& name, SectionWriter& file) {
  std::sort(entries_.begin(), entries_.end());
  entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
  const auto bits =
      std::clamp(static_cast<unsigned>(std::bit_width(entries_.size() / kBucketEntries)),
                 kLeastBucketBits, kMostBucketBits);
  std::vector<Rest> hashes;
  std::vector<std::uint32_t> items;
  std::vector<std::uint32_t> starts{0};
  for (const auto& [hash, item] : entries_) {
    while (starts.size() <= BucketOf(hash, bits)) {
      starts.push_back(static_cast<std::uint32_t>(items.size()));
    }
    hashes.push_back(RestOf<Rest>(hash, bits));
    items.push_back(item);
  }
  while (starts.size() <= std::size_t{1} << bits)
    starts.push_back(static_cast<std::uint32_t>(items.size()));
  file.Add(name + ".hashes", hashes);
  file.Add(name + ".items", items);
  file.Add(name + ".starts", starts);
}

template class HashIndex<std::uint16_t>;
template class HashIndex<std::uint32_t>;
template void HashIndexBuilder::Write<std::uint16_t>(const std::string&, SectionWriter&);
template void HashIndexBuilder::Write<std::uint32_t>(const std::string&, SectionWriter&);

}  // namespace kaam::taxonomy
