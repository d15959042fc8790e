#include "taxonomy/deeds.h"

#include <algorithm>
#include <array>

#include "taxonomy/endings.h"
#include "taxonomy/text.h"
#include "taxonomy/writing_key.h"

namespace kaam::taxonomy {
namespace {

constexpr std::uint32_t kDeedBit = 1U << 31;  // of an item of the index
constexpr std::uint32_t kNoTrade = 0xFFFFFFFF;

// The columns of codes of things.tsv; deeds.tsv names them.
constexpr std::array<std::string_view, 11> kUses = {
    "make", "sell", "mend", "run", "fit", "grow", "cut", "carry", "clean", "catch", "care"};
constexpr std::size_t kLanguages = 7;  // and one column for all further ones

// A word that is known as it stands goes before one whose stem is.
std::string FullKey(std::string_view fine) { return "=" + std::string(fine); }
std::string StemKey(std::string_view fine, Writing writing) {
  return "~" + std::string(StemOf(fine, writing));
}

// Adds the words of a row's columns of languages, which end the table.
Result<void> AddWords(const Table& table, std::size_t row, std::size_t first_column,
                      std::uint32_t item, HashIndexBuilder& index) {
  for (std::size_t column = first_column; column < first_column + kLanguages; ++column) {
    for (const std::string_view text : SplitList(table.Cell(row, column))) {
      const std::vector<Word> words = SplitWords(text);
      if (words.size() != 1) return table.Fault(row, column, "must be single words");
      const SoundKeys keys = KeysOf(words[0]);
      index.Add(HashOf(FullKey(KeyInWriting(keys.fine, keys.writing))), item);
      // Further languages share fewer words with the others than sounds.
      if (column == first_column + kLanguages - 1) continue;
      index.Add(HashOf(FullKey(keys.fine)), item);
      index.Add(HashOf(FullKey(keys.spelt)), item);
      index.Add(HashOf(StemKey(keys.fine, keys.writing)), item);
    }
  }
  return {};
}

Result<std::uint32_t> Code(const Table& table, std::size_t row, std::size_t column,
                           const Occupations& occupations) {
  const std::string_view cell = table.Cell(row, column);
  if (cell.empty()) return kNoTrade;
  const auto occupation = occupations.Find(cell);
  if (!occupation) return table.Fault(row, column, "no such occupation");
  return std::uint32_t{occupation->value};
}

}  // namespace

Result<void> Deeds::Write(const TableFiles& tables, const Occupations& occupations,
                          SectionWriter& file) {
  const auto things = tables.Load(
      "things.tsv", {"thing", "make", "sell", "mend", "run", "fit", "grow", "cut", "carry", "clean",
                     "catch", "care", "en", "hi", "bn", "ta", "te", "mr", "more"});
  if (!things) return things.error();
  const auto deeds = tables.Load(
      "deeds.tsv", {"deed", "uses", "code", "en", "hi", "bn", "ta", "te", "mr", "more"});
  if (!deeds) return deeds.error();
  HashIndexBuilder index;
  std::vector<std::uint32_t> trades{static_cast<std::uint32_t>(deeds->rows())};
  for (std::size_t deed = 0; deed < deeds->rows(); ++deed) {
    const auto item = static_cast<std::uint32_t>(deed) | kDeedBit;
    if (auto added = AddWords(*deeds, deed, 3, item, index); !added) return added;
    for (const std::string_view use : SplitList(deeds->Cell(deed, 1))) {
      if (std::find(kUses.begin(), kUses.end(), use) == kUses.end()) {
        return deeds->Fault(deed, 1, "no such column of things.tsv");
      }
    }
  }
  for (std::size_t thing = 0; thing < things->rows(); ++thing) {
    const auto item = static_cast<std::uint32_t>(thing);
    if (auto added = AddWords(*things, thing, 1 + kUses.size(), item, index); !added) return added;
    std::array<std::uint32_t, kUses.size()> codes{};
    for (std::size_t use = 0; use < kUses.size(); ++use) {
      const auto code = Code(*things, thing, 1 + use, occupations);
      if (!code) return code.error();
      codes[use] = *code;
    }
    for (std::size_t deed = 0; deed < deeds->rows(); ++deed) {
      const auto always = Code(*deeds, deed, 2, occupations);
      if (!always) return always.error();
      std::uint32_t trade = kNoTrade;
      for (const std::string_view use : SplitList(deeds->Cell(deed, 1))) {
        const auto at = std::find(kUses.begin(), kUses.end(), use) - kUses.begin();
        if (trade == kNoTrade) trade = codes[static_cast<std::size_t>(at)];
      }
      trades.push_back(trade == kNoTrade ? *always : trade);
    }
  }
  index.Write("deed_words", file);
  file.Add("deed_trades", trades);
  return {};
}

Deeds::Deeds(const SectionReader& file)
    : words_(file, "deed_words"), trades_(file.Array<std::uint32_t>("deed_trades")) {}

// The first row of each kind.
void Deeds::Look(const std::string& key, DeedWord& word) const {
  for (const std::uint32_t item : words_.Find(HashOf(key))) {
    auto& found = (item & kDeedBit) != 0 ? word.deed : word.thing;
    if (!found) found = item & ~kDeedBit;
  }
}

DeedWord Deeds::Find(std::string_view fine, std::span<const std::string> nouns,
                     Writing writing) const {
  DeedWord word;
  Look(FullKey(KeyInWriting(fine, writing)), word);  // before what only sounds the same
  if (word.thing || word.deed) return word;
  Look(FullKey(fine), word);
  if (!word.thing && !word.deed) Split(fine, word);
  if (word.thing || word.deed) return word;
  for (const std::string& noun : nouns) Look(FullKey(KeyInWriting(noun, writing)), word);
  if (word.thing || word.deed) return word;
  for (const std::string& noun : nouns) Look(FullKey(noun), word);
  if (!word.thing && !word.deed) Look(StemKey(fine, writing), word);
  return word;
}

// "phulvala", "peparvikreta": a thing and a deed in one word, the longest thing.
void Deeds::Split(std::string_view fine, DeedWord& word) const {
  for (std::size_t at = fine.size(); at-- > kShortestStem;) {
    DeedWord thing;
    DeedWord deed;
    Look(FullKey(fine.substr(at)), deed);
    if (!deed.deed) continue;
    Look(FullKey(fine.substr(0, at)), thing);
    if (!thing.thing) continue;
    word = {thing.thing, deed.deed};
    return;
  }
}

std::optional<OccupationId> Deeds::TradeOf(std::uint32_t thing, std::uint32_t deed) const {
  const std::size_t at = 1 + std::size_t{thing} * trades_.front() + deed;
  if (at >= trades_.size() || trades_[at] == kNoTrade) return std::nullopt;
  return OccupationId{static_cast<std::uint16_t>(trades_[at])};
}

}  // namespace kaam::taxonomy
