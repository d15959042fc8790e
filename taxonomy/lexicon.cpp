#include "taxonomy/lexicon.h"

#include <algorithm>
#include <array>

#include "taxonomy/endings.h"
#include "taxonomy/spelling_distance.h"

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kMaxCandidates = 400;
constexpr std::size_t kShortestSlip = 5;  // letters of the word as it was meant, or as typed
constexpr unsigned kSlipCost = 60;

// How unlike two words may sound and still be taken for one: the longer, the more. Measured by
// bench/resolver_eval: looser takes unrelated words for trades.
unsigned AllowedCost(std::size_t sounds) {
  return sounds < 6 ? 20 : static_cast<unsigned>(std::min<std::size_t>(10 * sounds - 20, 110));
}

// Of well-formed UTF-8.
std::u32string Letters(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? byte : byte & (0xFFU >> (length + 1));
    for (std::size_t j = 1; j < length && i + j < text.size(); ++j) {
      c = c << 6 | (static_cast<unsigned char>(text[i + j]) & 0x3FU);
    }
    out += c;
    i += length;
  }
  return out;
}

// Those of `ordered` whose text begins with `beginning`; `text_of` gives the text they are ordered
// by.
std::span<const ShownName> RunOf(std::span<const ShownName> ordered, std::string_view beginning,
                                 const auto& text_of) {
  const auto head = [&](const ShownName& shown) {
    return text_of(shown).substr(0, beginning.size());
  };
  const auto first = std::partition_point(ordered.begin(), ordered.end(),
                                          [&](const ShownName& s) { return head(s) < beginning; });
  const auto last = std::partition_point(first, ordered.end(),
                                         [&](const ShownName& s) { return head(s) == beginning; });
  return {first, last};
}

// The cheapest of what is looked at: what can no longer be among the first `limit` need not be
// worked out.
class CostLimit {
 public:
  explicit CostLimit(std::size_t limit) : limit_(limit) {}

  // The most that a further one may cost and still be among the first.
  unsigned most() const { return most_; }

  void Add(unsigned cost) {
    ++by_cost_[cost];
    ++within_;
    while (within_ >= limit_ && most_ > 0) {
      within_ -= by_cost_[most_];
      --most_;
    }
  }

 private:
  static constexpr unsigned kMost = 111;  // more than AllowedCost gives

  std::size_t limit_;
  std::array<std::uint16_t, kMost + 1> by_cost_{};
  std::size_t within_ = 0;  // that cost no more than most_
  unsigned most_ = kMost;
};

}  // namespace

Lexicon::Lexicon(const SectionReader& file)
    : pool_(file.Bytes("pool")),
      names_(file.Array<NameRow>("names")),
      words_(file.Array<WordRow>("words")),
      surfaces_(file.Array<SurfaceRow>("surfaces")),
      counts_(file.Array<SoundCounts>("counts")),
      postings_(file.Array<std::uint32_t>("postings")),
      by_text_(file.Array<ShownName>("by_text")),
      by_key_(file.Array<ShownName>("by_key")),
      exact_(file, "exact"),
      stems_(file, "stems"),
      slips_(file, "slips"),
      classes_(file, "classes"),
      meanings_(file, "meanings") {}

std::vector<std::uint64_t> ClassHashes(std::string_view coarse) {
  constexpr std::size_t kFewClasses = 2;
  std::vector<std::uint64_t> hashes = HashesWithOneDropped(coarse);
  if (coarse.size() <= kFewClasses) hashes.resize(1);
  return hashes;
}

std::span<const std::uint32_t> Lexicon::Find(std::string_view glued) const {
  return exact_.Find(HashOf(glued));
}

std::uint32_t Lexicon::FindStem(std::string_view fine, Writing writing) const {
  const auto found = stems_.Find(HashOf(StemOf(fine, writing)));
  return found.empty() ? kNoWord : found.front();
}

std::span<const std::uint32_t> Lexicon::SynonymsOf(std::string_view fine, Writing writing) const {
  return meanings_.Find(HashOf(StemOf(fine, writing)));
}

// In rising order, each once.
std::vector<std::uint32_t> Lexicon::Near(const HashIndex<std::uint16_t>& index,
                                         std::span<const std::uint64_t> hashes) const {
  std::vector<std::uint32_t> out;
  for (const std::uint64_t hash : hashes) {
    const auto found = index.Find(hash);
    const std::size_t room = kMaxCandidates - std::min(kMaxCandidates, out.size());
    out.insert(out.end(), found.begin(),
               found.begin() + static_cast<std::ptrdiff_t>(std::min(room, found.size())));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<NearWord> Lexicon::WordsNear(const Word& word, const SoundKeys& keys,
                                         std::size_t limit) const {
  std::vector<NearWord> near;
  if (keys.fine.size() < kShortestGuess || word.letters.size() > 60) return near;
  const SoundCounts counts(keys.fine);
  CostLimit cheapest(limit);
  const auto add = [&](std::uint32_t id, unsigned cost, bool is_slip, bool maybe_same) {
    if (cost > cheapest.most()) return;
    const SurfaceRow& surface = surfaces_[id];
    const bool is_same = maybe_same && cost == 0 && surface.word != kNoWord &&
                         pool_.substr(surface.text, surface.text_bytes) == word.text;
    near.push_back(
        {pool_.substr(surface.key, surface.key_bytes), surface.word, cost, is_slip, is_same});
    cheapest.Add(cost);
  };
  // What it costs to hear a known word; more than the limits when it is heard as another.
  const auto heard = [&](std::uint32_t id, unsigned allowed) {
    const unsigned most = std::min(allowed, cheapest.most());
    if (counts.CostAtLeast(counts_[id]) > most) return most + 1;
    const SurfaceRow& surface = surfaces_[id];
    return SoundCost(keys.fine, pool_.substr(surface.key, surface.key_bytes), most);
  };
  const auto allowed_for = [&](std::uint32_t id) {
    return AllowedCost(std::max(counts.sounds(), counts_[id].sounds()));
  };

  const std::vector<std::uint32_t> slips =
      Near(slips_, HashesWithOneDropped(std::u32string_view(word.letters)));
  for (const std::uint32_t id : slips) __builtin_prefetch(&surfaces_[id]);
  for (const std::uint32_t id : slips) {
    const SurfaceRow& surface = surfaces_[id];
    const unsigned allowed = allowed_for(id);
    const bool is_slip =
        std::max<std::size_t>(surface.letters, word.letters.size()) >= kShortestSlip &&
        WithinOneSlip(word.letters, Letters(pool_.substr(surface.text, surface.text_bytes)));
    const unsigned cost = heard(id, allowed);
    if (is_slip)
      add(id, std::min({cost, allowed + 1, kSlipCost}), true, true);
    else if (cost <= allowed)
      add(id, cost, false, true);
  }
  // Many, and scattered in memory: what may sound alike by its counts alone is looked at closely.
  std::vector<std::uint32_t> alike = Near(classes_, ClassHashes(keys.coarse));
  for (const std::uint32_t id : alike) __builtin_prefetch(&counts_[id]);
  std::erase_if(alike, [&](std::uint32_t id) {
    if (counts.CostAtLeast(counts_[id]) > std::min(allowed_for(id), cheapest.most())) return true;
    __builtin_prefetch(&surfaces_[id]);
    return false;
  });
  auto slip = slips.begin();
  for (const std::uint32_t id : alike) {
    slip = std::find_if(slip, slips.end(), [&](std::uint32_t other) { return other >= id; });
    if (slip != slips.end() && *slip == id) continue;
    const unsigned allowed = allowed_for(id);
    const unsigned cost = heard(id, allowed);
    if (cost <= allowed) add(id, cost, false, false);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const NearWord& a, const NearWord& b) { return a.cost < b.cost; });
  if (near.size() > limit) near.resize(limit);
  return near;
}

std::vector<NearWord> NearWordMemo::WordsNear(const Word& word, const SoundKeys& keys,
                                              std::size_t limit) {
  constexpr std::size_t kMostInShard = 10'000;  // half a kilobyte each; later ones are not kept
  Shard& shard = shards_[std::hash<std::string>()(word.text) % shards_.size()];
  {
    const std::lock_guard lock(shard.mutex);
    if (const auto known = shard.near.find(word.text); known != shard.near.end()) {
      return known->second;
    }
  }
  std::vector<NearWord> near = lexicon_.WordsNear(word, keys, limit);
  const std::lock_guard lock(shard.mutex);
  if (shard.near.size() < kMostInShard) shard.near.try_emplace(word.text, near);
  return near;
}

std::span<const ShownName> Lexicon::BeginningWith(std::string_view prefix) const {
  return RunOf(by_text_, prefix, [&](const ShownName& shown) { return Text(shown.name()); });
}

std::span<const ShownName> Lexicon::SoundingLike(std::string_view key) const {
  return RunOf(by_key_, key, [&](const ShownName& shown) { return Key(shown.name()); });
}

}  // namespace kaam::taxonomy
