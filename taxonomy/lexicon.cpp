#include "taxonomy/lexicon.h"

#include <algorithm>

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

void SortAndDeduplicate(std::vector<std::uint32_t>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

Lexicon::Lexicon(const SectionReader& file)
    : pool_(file.Bytes("pool")),
      names_(file.Array<NameRow>("names")),
      words_(file.Array<WordRow>("words")),
      surfaces_(file.Array<SurfaceRow>("surfaces")),
      postings_(file.Array<std::uint32_t>("postings")),
      by_text_(file.Array<std::uint32_t>("by_text")),
      by_key_(file.Array<std::uint32_t>("by_key")),
      exact_(file, "exact"),
      stems_(file, "stems"),
      slips_(file, "slips"),
      classes_(file, "classes"),
      meanings_(file, "meanings") {
  consonants_.reserve(surfaces_.size());
  for (const SurfaceRow& surface : surfaces_) {
    consonants_.emplace_back(pool_.substr(surface.key, surface.key_bytes));
  }
}

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

void Lexicon::AddNear(const HashIndex& index, std::uint64_t hash,
                      std::vector<std::uint32_t>& out) const {
  const auto found = index.Find(hash);
  const std::size_t room = kMaxCandidates - std::min(kMaxCandidates, out.size());
  out.insert(out.end(), found.begin(),
             found.begin() + static_cast<std::ptrdiff_t>(std::min(room, found.size())));
}

std::vector<NearWord> Lexicon::WordsNear(const Word& word, const SoundKeys& keys,
                                         std::size_t limit) const {
  std::vector<NearWord> near;
  if (keys.fine.size() < kShortestGuess || word.letters.size() > 60) return near;
  const ConsonantCounts consonants(keys.fine);
  const auto consider = [&](std::uint32_t id, bool maybe_slip) {
    const SurfaceRow& surface = surfaces_[id];
    const unsigned allowed =
        AllowedCost(std::max<std::size_t>(keys.fine.size(), surface.key_bytes));
    const bool may_sound_alike = consonants.CostAtLeast(consonants_[id]) <= allowed;
    if (!may_sound_alike && !maybe_slip) return;
    const std::string_view fine = pool_.substr(surface.key, surface.key_bytes);
    unsigned cost = may_sound_alike ? SoundCost(keys.fine, fine, allowed) : allowed + 1;
    const bool is_slip =
        maybe_slip &&
        std::max<std::size_t>(surface.letters, word.letters.size()) >= kShortestSlip &&
        WithinOneSlip(word.letters, Letters(pool_.substr(surface.text, surface.text_bytes)));
    if (!is_slip && cost > allowed) return;
    if (is_slip)
      cost = std::min(cost, surface.text_bytes == word.text.size() && cost == 0 ? 0 : kSlipCost);
    const bool is_same = cost == 0 && surface.word != kNoWord && maybe_slip &&
                         pool_.substr(surface.text, surface.text_bytes) == word.text;
    near.push_back({fine, surface.word, cost, is_slip, is_same});
  };
  std::vector<std::uint32_t> slips;
  for (const std::uint64_t hash : HashesWithOneDropped(std::u32string_view(word.letters))) {
    AddNear(slips_, hash, slips);
  }
  SortAndDeduplicate(slips);
  for (const std::uint32_t id : slips) consider(id, true);
  std::vector<std::uint32_t> alike;
  for (const std::uint64_t hash : ClassHashes(keys.coarse)) {
    AddNear(classes_, hash, alike);
  }
  SortAndDeduplicate(alike);
  for (const std::uint32_t id : alike) {
    if (!std::binary_search(slips.begin(), slips.end(), id)) consider(id, false);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const NearWord& a, const NearWord& b) { return a.cost < b.cost; });
  if (near.size() > limit) near.resize(limit);
  return near;
}

std::span<const std::uint32_t> Lexicon::BeginningWith(std::string_view prefix) const {
  const auto head = [&](std::uint32_t row) { return Text(row).substr(0, prefix.size()); };
  const auto first = std::partition_point(by_text_.begin(), by_text_.end(),
                                          [&](std::uint32_t row) { return head(row) < prefix; });
  const auto last = std::partition_point(first, by_text_.end(),
                                         [&](std::uint32_t row) { return head(row) == prefix; });
  return {first, last};
}

std::span<const std::uint32_t> Lexicon::SoundingLike(std::string_view key) const {
  const auto head = [&](std::uint32_t row) { return Key(row).substr(0, key.size()); };
  const auto first = std::partition_point(by_key_.begin(), by_key_.end(),
                                          [&](std::uint32_t row) { return head(row) < key; });
  const auto last = std::partition_point(first, by_key_.end(),
                                         [&](std::uint32_t row) { return head(row) == key; });
  return {first, last};
}

}  // namespace kaam::taxonomy
