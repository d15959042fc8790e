#include "indexer/holder_lists.h"

#include <bit>

#include "indexer/array_file.h"

namespace kaam::indexer {

using schema::kBlockRows;

void HolderLists::Add(schema::MaskKind kind, std::uint16_t id, std::uint32_t place) {
  std::vector<Block>& blocks = terms_[{static_cast<std::uint32_t>(kind), id}];
  const std::uint32_t number = place / kBlockRows;
  if (blocks.empty() || blocks.back().number != number) blocks.push_back({.number = number});
  blocks.back().rows[place % kBlockRows / 64] |= std::uint64_t{1} << place % 64;
}

Result<void> HolderLists::Write(const std::string& path) const {
  std::vector<schema::MaskTerm> terms;
  std::vector<std::uint32_t> numbers;
  std::vector<schema::BlockRows> rows;
  std::vector<std::uint32_t> few;
  for (const auto& [key, blocks] : terms_) {
    schema::MaskTerm term{.kind = key.first,
                          .id = key.second,
                          .begin = static_cast<std::uint32_t>(numbers.size()),
                          .few_begin = static_cast<std::uint32_t>(few.size())};
    for (const Block& block : blocks) {
      unsigned holders = 0;
      for (const std::uint64_t word : block.rows) {
        holders += static_cast<unsigned>(std::popcount(word));
      }
      if (holders > schema::kFewRows) {
        numbers.push_back(block.number);
        rows.push_back(block.rows);
        continue;
      }
      for (std::uint32_t word = 0; word < block.rows.size(); ++word) {
        for (std::uint64_t left = block.rows[word]; left != 0; left &= left - 1) {
          few.push_back(block.number * kBlockRows + word * 64 +
                        static_cast<std::uint32_t>(std::countr_zero(left)));
        }
      }
    }
    term.count = static_cast<std::uint32_t>(numbers.size()) - term.begin;
    term.few_count = static_cast<std::uint32_t>(few.size()) - term.few_begin;
    terms.push_back(term);
  }
  const auto file = [&](std::string_view suffix) { return path + std::string(suffix); };
  for (const auto& written : {WriteArray<schema::MaskTerm>(file(schema::kMaskTermsSuffix), terms),
                              WriteArray<std::uint32_t>(file(schema::kMaskBlocksSuffix), numbers),
                              WriteArray<schema::BlockRows>(file(schema::kMaskRowsSuffix), rows),
                              WriteArray<std::uint32_t>(file(schema::kFewRowsSuffix), few)}) {
    if (!written) return written;
  }
  return {};
}

}  // namespace kaam::indexer
