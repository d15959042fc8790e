#include "taxonomy/lexicon.h"

#include <algorithm>

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kShortestGuess = 6;  // sounds; shorter names have too many neighbours

unsigned AllowedEdits(std::size_t sounds) {
  if (sounds < kShortestGuess) return 0;
  return sounds < 10 ? 1 : 2;
}

std::string Glue(std::span<const SoundKeys> words, std::string SoundKeys::* part) {
  std::string out;
  for (const SoundKeys& word : words) out += word.*part;
  return out;
}

bool IsGuessed(ConceptKind kind) {
  return kind != ConceptKind::kTitle && kind != ConceptKind::kSubdistrict;
}

// The key itself and every key with one letter less.
std::vector<std::string> WithOneDropped(const std::string& key) {
  std::vector<std::string> out{key};
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (i > 0 && key[i] == key[i - 1]) continue;  // the same again
    out.push_back(key);
    out.back().erase(i, 1);
  }
  return out;
}

void SortAndDeduplicate(std::vector<LexiconMatch>& matches) {
  const auto rank = [](const LexiconMatch& m) {
    return std::tuple(m.edits, m.meaning.kind, m.meaning.id);
  };
  std::sort(matches.begin(), matches.end(),
            [&](const LexiconMatch& a, const LexiconMatch& b) { return rank(a) < rank(b); });
  std::vector<LexiconMatch> unique;
  for (const LexiconMatch& match : matches) {
    const bool known = std::any_of(unique.begin(), unique.end(), [&](const LexiconMatch& u) {
      return u.meaning == match.meaning;
    });
    if (!known) unique.push_back(match);
  }
  matches = std::move(unique);
}

}  // namespace

void Lexicon::AddKey(const std::string& key, const std::string& coarse, Concept meaning) {
  std::vector<std::uint32_t>& same = by_key_[key];
  for (const std::uint32_t entry : same) {
    if (entries_[entry].meaning == meaning) return;
  }
  const auto index = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({key, meaning});
  same.push_back(index);
  if (!IsGuessed(meaning.kind) || key.size() < kShortestGuess) return;
  for (const std::string& near : WithOneDropped(coarse)) by_coarse_[near].push_back(index);
}

void Lexicon::Add(std::string_view name, Concept meaning) {
  std::vector<SoundKeys> words;
  for (const Word& word : SplitWords(name)) {
    SoundKeys keys = KeysOf(word);
    if (!keys.fine.empty()) words.push_back(std::move(keys));
  }
  if (words.empty() || words.size() > kMaxWords) return;
  const std::string coarse = Glue(words, &SoundKeys::coarse);
  AddKey(Glue(words, &SoundKeys::fine), coarse, meaning);
  AddKey(Glue(words, &SoundKeys::spelt), coarse, meaning);
}

std::vector<LexiconMatch> Lexicon::Find(std::span<const SoundKeys> words) const {
  std::vector<LexiconMatch> matches;
  for (const auto part : {&SoundKeys::fine, &SoundKeys::spelt}) {
    const auto found = by_key_.find(Glue(words, part));
    if (found == by_key_.end()) continue;
    for (const std::uint32_t entry : found->second) {
      matches.push_back({entries_[entry].meaning, 0});
    }
  }
  SortAndDeduplicate(matches);
  return matches;
}

std::vector<LexiconMatch> Lexicon::FindNear(std::span<const SoundKeys> words) const {
  const std::string fine = Glue(words, &SoundKeys::fine);
  const std::string coarse = Glue(words, &SoundKeys::coarse);
  const unsigned allowed = AllowedEdits(fine.size());
  std::vector<LexiconMatch> matches;
  if (allowed == 0) return matches;
  // Two strings are one edit apart only if dropping at most one letter of each makes them equal
  // (W. Garbe's symmetric deletion), so few look-ups find every candidate.
  for (const std::string& near : WithOneDropped(coarse)) {
    const auto found = by_coarse_.find(near);
    if (found == by_coarse_.end()) continue;
    for (const std::uint32_t entry : found->second) {
      const Entry& candidate = entries_[entry];
      if (candidate.key[0] != fine[0]) continue;  // people get the first sound right
      const unsigned edits = EditDistance(fine, candidate.key, allowed);
      if (edits <= allowed) matches.push_back({candidate.meaning, edits});
    }
  }
  SortAndDeduplicate(matches);
  return matches;
}

}  // namespace kaam::taxonomy
