// Feeds arbitrary bytes to all that reads a text, and stops the program when a promise is broken.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/utf8.h"
#include "taxonomy/resolver.h"
#include "taxonomy/suggest.h"
#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

void Require(bool promise) {
  if (!promise) std::abort();
}

void RequireSpan(const Understanding& read, TextSpan span) {
  Require(span.begin < span.end && span.end <= read.text.size());
  Require(!FirstInvalidUtf8(read.Words(span)));
}

void RequireWords(std::string_view text) {
  std::size_t end = 0;
  for (const Word& word : SplitWords(text)) {
    Require(word.begin >= end && word.begin < word.end && word.end <= text.size());
    end = word.end;
    const SoundKeys keys = KeysOf(word);
    for (const char c : keys.fine + keys.spelt + keys.coarse) Require(c >= 'a' && c <= 'z');
    Require(keys.coarse.size() <= keys.fine.size());
  }
}

void RequireReading(std::string_view text) {
  const Taxonomy& taxonomy = testing::RealTaxonomy();
  const Understanding read = Resolve(taxonomy, text, testing::Today());
  Require(!FirstInvalidUtf8(read.text));
  for (const TradeMention& trade : read.trades) RequireSpan(read, trade.words);
  for (const TradeMention& trade : read.suggested) RequireSpan(read, trade.words);
  for (const SkillMention& skill : read.skills) RequireSpan(read, skill.words);
  for (const PlaceMention& place : read.places) RequireSpan(read, place.words);
  for (const AmbiguousMention& word : read.ambiguous) RequireSpan(read, word.words);
  for (const RefusedMention& refused : read.refused) RequireSpan(read, refused.words);
  for (const TextSpan& span : read.not_understood) RequireSpan(read, span);
  for (const RankedTrade& trade : RankTrades(taxonomy, read)) {
    Require(trade.mention.occupation.value < taxonomy.occupations().size());
    Require(trade.mention.confidence <= 1000);
  }
}

}  // namespace
}  // namespace kaam::taxonomy

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  kaam::taxonomy::RequireWords(bytes);
  kaam::taxonomy::RequireReading(bytes);
  static const kaam::taxonomy::Popularity prior =
      kaam::taxonomy::PriorOf(kaam::testing::RealTaxonomy());
  for (const auto& suggestion :
       kaam::taxonomy::Suggest(kaam::testing::RealTaxonomy(), bytes, 5, prior)) {
    if (suggestion.name.empty()) std::abort();
  }
  return 0;
}
