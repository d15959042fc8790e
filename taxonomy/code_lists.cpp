#include "taxonomy/code_lists.h"

#include <initializer_list>

#include "taxonomy/table.h"

namespace kaam::taxonomy {
namespace {

Result<std::vector<CodedBit>> LoadBits(const TableFiles& tables, std::string_view name,
                                       std::initializer_list<std::string_view> columns,
                                       unsigned bits) {
  const auto table = tables.Load(name, columns);
  if (!table) return table.error();
  std::vector<CodedBit> out;
  std::uint64_t used = 0;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto bit = table->Number(row, 1, bits - 1);
    if (!bit) return bit.error();
    if ((used >> *bit & 1U) != 0) return table->Fault(row, 1, "stands twice");
    used |= std::uint64_t{1} << *bit;
    out.push_back({std::string(table->Cell(row, 0)), *bit, std::string(table->Cell(row, 2))});
  }
  return out;
}

std::optional<unsigned> BitOf(const std::vector<CodedBit>& list, std::string_view code) {
  for (const CodedBit& entry : list) {
    if (entry.code == code) return entry.bit;
  }
  return std::nullopt;
}

}  // namespace

Result<CodeLists> CodeLists::Load(const TableFiles& tables) {
  CodeLists out;
  auto languages = LoadBits(tables, "languages.tsv", {"tag", "bit", "name", "own_name"}, 32);
  if (!languages) return languages.error();
  out.languages_ = std::move(*languages);
  auto licences = LoadBits(tables, "licences.tsv", {"code", "bit", "name", "name_hi"}, 16);
  if (!licences) return licences.error();
  out.licences_ = std::move(*licences);
  const auto education = tables.Load("education.tsv", {"level", "code", "name", "name_hi"});
  if (!education) return education.error();
  for (std::size_t row = 0; row < education->rows(); ++row) {
    const auto level = education->Number(row, 0, 9);
    if (!level) return level.error();
    out.education_.push_back(
        {static_cast<std::uint8_t>(*level), std::string(education->Cell(row, 1)),
         std::string(education->Cell(row, 2)), std::string(education->Cell(row, 3))});
  }
  return out;
}

std::optional<unsigned> CodeLists::LanguageBit(std::string_view tag) const {
  return BitOf(languages_, tag);
}

std::optional<unsigned> CodeLists::LicenceBit(std::string_view code) const {
  return BitOf(licences_, code);
}

}  // namespace kaam::taxonomy
