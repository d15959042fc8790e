// Trades that no name says but their words do: a thing and what is done with it. "Tamatar bechne
// wala" sells tomatoes, whether or not a name holds the two words.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "taxonomy/hash_index.h"
#include "taxonomy/occupations.h"
#include "taxonomy/sections.h"
#include "taxonomy/sounds.h"
#include "taxonomy/table.h"

namespace kaam::taxonomy {

// What one word of a text says of a trade.
struct DeedWord {
  std::optional<std::uint32_t> thing;  // a row of things.tsv
  std::optional<std::uint32_t> deed;   // a row of deeds.tsv; where a text has several, the lowest
                                       // says most
};

// A view of two flat arrays, which Write writes. Immutable; any thread. The bytes it was opened
// from must outlive it.
class Deeds {
 public:
  Deeds() = default;
  explicit Deeds(const SectionReader& file);

  // Reads things.tsv and deeds.tsv and writes what this is opened from. kInvalidArgument with
  // file:line for a code that is none, a column that is none, or a word that is more than one.
  static Result<void> Write(const TableFiles& tables, const Occupations& occupations,
                            SectionWriter& file);

  // By the keys a word may have, likeliest first; by its stem when none of them is known.
  DeedWord Find(std::string_view fine, std::span<const std::string> nouns, Writing writing) const;

  // The trade that does `deed` with `thing`, if there is one.
  std::optional<OccupationId> TradeOf(std::uint32_t thing, std::uint32_t deed) const;

 private:
  void Look(const std::string& key, DeedWord& word) const;
  void Split(std::string_view fine, DeedWord& word) const;

  HashIndex<> words_;
  std::span<const std::uint32_t> trades_;  // the count of deeds, then a row of deeds for each thing
};

}  // namespace kaam::taxonomy
