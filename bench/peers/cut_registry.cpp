#include "bench/peers/cut_registry.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/csv.h"

namespace kaam::bench {
namespace {

using indexer::CsvCell;

bool IsKept(std::string_view column) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"uan", "uan_kind", "registration_number", "registration_state", "occupation", "skills"});
  constexpr auto kPlaces = std::to_array<std::string_view>({"permanent_", "current_", "ration_"});
  const auto is_of = [&](std::string_view place) { return column.starts_with(place); };
  return std::find(kNames.begin(), kNames.end(), column) != kNames.end() ||
         (std::any_of(kPlaces.begin(), kPlaces.end(), is_of) && !column.ends_with("_line"));
}

constexpr std::string_view kEverybody =
    "1990-01-01,visible_to_employers:2025-01-01:::assisted:n2:hi:op1:ca-1";

}  // namespace

Result<void> CutRegistry(const std::filesystem::path& from, const std::filesystem::path& to) {
  auto source = indexer::ByteSource::Open(from);
  if (!source) return source.error();
  std::ofstream out(to);
  indexer::CsvCutter cutter(**source);
  indexer::CsvSplitter splitter;
  indexer::RowBatch batch;
  std::vector<std::size_t> kept;
  std::string line;
  while (true) {
    batch.Clear();
    const auto read = cutter.Next(batch);
    if (!read) return read.error();
    if (!*read) break;
    if (batch.rows.front().fault) continue;
    const std::vector<CsvCell>& cells = splitter.Split(batch.Bytes(batch.rows.front()));
    const bool is_header = kept.empty();
    if (is_header) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (IsKept(cells[i].text)) kept.push_back(i);
      }
      if (kept.empty()) return InvalidArgument(from.string() + " is no registry of workers");
    }
    if (cells.size() <= kept.back()) continue;
    line.clear();
    for (const std::size_t i : kept) {
      indexer::AppendCsvCell(cells[i].text, line);
      line += ',';
    }
    line += is_header ? "birth_date,consents" : kEverybody;
    line += '\n';
    out << line;
  }
  out.close();
  if (!out) return IoError("write", to.string(), errno);
  return {};
}

}  // namespace kaam::bench
