#include "indexer/fold.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/index_schema.h"
#include "core/worker_rows.h"
#include "indexer/array_file.h"
#include "indexer/segment_files.h"

namespace kaam::indexer {
namespace {

using schema::kOpeningsKind;
using schema::kWorkersKind;
using schema::OpeningRow;
using schema::WorkerRow;

// A segment that is so many times as large as all newer ones together is not folded with them.
constexpr std::uint64_t kMuchLarger = 3;

std::string NameOf(std::uint32_t number, std::string_view kind, std::string_view suffix) {
  return schema::SegmentPrefix(number, kind) + std::string(suffix);
}

Result<std::uint64_t> RowsOf(const Generation& base, std::uint32_t number, std::string_view kind) {
  const auto file = base.Map(NameOf(number, kind, schema::kByRefSuffix));
  if (!file) return file.error();
  return file->As<std::uint32_t>().size();
}

// The valid rows of several segments of one kind, and the older rows that they override.
template <class Row>
class Merge {
  static constexpr bool kIsWorker = std::is_same_v<Row, WorkerRow>;
  static constexpr std::string_view kKind = kIsWorker ? kWorkersKind : kOpeningsKind;

 public:
  Result<void> Read(const Generation& base, std::uint32_t first) {
    const std::uint32_t last = base.manifest().small_segments;
    std::uint64_t first_row = 0;
    for (std::uint32_t number = 0; number < first; ++number) {
      const auto count = RowsOf(base, number, kKind);
      if (!count) return count.error();
      first_row += *count;
    }
    for (std::uint32_t number = first; number <= last; ++number) {
      const auto file = base.Map(NameOf(number, kKind, schema::kOverridesSuffix));
      if (!file) return file.error();
      for (const std::uint32_t row : file->As<std::uint32_t>()) {
        (row < first_row ? overrides_ : gone_).push_back(row);
      }
    }
    std::sort(overrides_.begin(), overrides_.end());
    std::sort(gone_.begin(), gone_.end());
    for (std::uint32_t number = first; number <= last; ++number) {
      if (auto read = ReadSegment(base, number, first_row); !read) return read;
      const auto count = RowsOf(base, number, kKind);
      if (!count) return count.error();
      first_row += *count;
    }
    return {};
  }

  Result<void> WriteOverrides(const std::filesystem::path& directory, std::uint32_t number) const {
    return WriteArray<std::uint32_t>(directory / NameOf(number, kKind, schema::kOverridesSuffix),
                                     overrides_);
  }

  SegmentRows<Row> rows;

 private:
  Result<void> ReadSegment(const Generation& base, std::uint32_t number, std::uint64_t first_row) {
    std::vector<MappedFile> files;
    std::span<const RefBytes> refs;
    std::span<const std::uint16_t> pool;
    std::span<const std::conditional_t<kIsWorker, schema::WorkerDetail, Row>> details;
    std::span<const schema::DigestGroup> groups;
    std::optional<RowTexts> words;
    std::optional<RowTexts> shown;
    const auto name = [&](std::string_view suffix) { return NameOf(number, kKind, suffix); };
    for (const auto& mapped : {MapArray(base, name(schema::kRefsSuffix), files, refs),
                               MapArray(base, name(schema::kPoolSuffix), files, pool),
                               MapArray(base, name(schema::kRowsSuffix), files, details)}) {
      if (!mapped) return mapped;
    }
    if constexpr (kIsWorker) {
      const std::string view = std::string(schema::kViewNames[0]);
      if (auto mapped =
              MapArray(base, name(view + std::string(schema::kDigestsSuffix)), files, groups);
          !mapped) {
        return mapped;
      }
    } else {
      auto opened = RowTexts::Open(base, name(kWordsSuffix), name(kWordOffsetsSuffix));
      if (!opened) return opened.error();
      words.emplace(std::move(*opened));
      opened = RowTexts::Open(base, name(schema::kRecordsSuffix), name(schema::kOffsetsSuffix));
      if (!opened) return opened.error();
      shown.emplace(std::move(*opened));
    }
    for (std::size_t at = 0; at < details.size(); ++at) {
      if (std::binary_search(gone_.begin(), gone_.end(), first_row + at)) continue;
      Row row;
      if constexpr (kIsWorker) {
        row = schema::WholeWorker(details[at], groups[at / schema::kGroupRows],
                                  at % schema::kGroupRows, pool);
      } else {
        row = details[at];
        rows.words.emplace_back((*words)[at]);
        rows.shown.emplace_back((*shown)[at]);
      }
      rows.staged.Add(row, refs[at], pool.subspan(row.pool, PoolEntries(row)));
    }
    return {};
  }

  std::vector<std::uint32_t> overrides_;  // of rows older than all that are folded
  std::vector<std::uint32_t> gone_;       // of those that are
};

Result<std::vector<std::uint32_t>> StatedBy(const Generation& base, std::uint32_t first,
                                            std::size_t places) {
  std::vector<std::uint32_t> stated(places);
  for (std::uint32_t number = first; number <= base.manifest().small_segments; ++number) {
    const auto file = base.Map(NameOf(number, kWorkersKind, schema::kStatedSuffix));
    if (!file) return file.error();
    const auto counts = file->As<std::uint32_t>();
    for (std::size_t i = 0; i < std::min(places, counts.size()); ++i) stated[i] += counts[i];
  }
  return stated;
}

}  // namespace

Result<std::shared_ptr<const Generation>> Fold(const StoreLock& lock, const Generation& base,
                                               std::uint32_t first,
                                               const taxonomy::Taxonomy& taxonomy,
                                               unsigned threads) {
  Merge<WorkerRow> workers;
  Merge<OpeningRow> openings;
  if (auto read = workers.Read(base, first); !read) return read.error();
  if (auto read = openings.Read(base, first); !read) return read.error();
  const auto own_stated = StatedBy(base, first, taxonomy.places().size());
  if (!own_stated) return own_stated.error();
  const auto all_stated = StatedBefore(base, taxonomy.places().size());
  if (!all_stated) return all_stated.error();

  const Manifest& manifest = base.manifest();
  auto builder = GenerationBuilder::CreateFrom(lock, base);
  if (!builder) return builder.error();
  const std::filesystem::path& directory = (*builder)->directory();
  for (std::uint32_t number = first; number <= manifest.small_segments; ++number) {
    const auto folder = (directory / schema::SegmentPrefix(number, kWorkersKind)).parent_path();
    std::error_code failed;
    std::filesystem::remove_all(folder, failed);
    if (failed) return IoError("remove", folder, failed.value());
  }
  for (const auto& written :
       {WriteSegmentFiles({workers.rows, openings.rows, *own_stated, *all_stated}, taxonomy,
                          threads, directory, first, [](std::uint64_t) {}),
        workers.WriteOverrides(directory, first), openings.WriteOverrides(directory, first)}) {
    if (!written) return written.error();
  }
  const auto published = (*builder)->Publish({.log_position = manifest.log_position,
                                              .workers = manifest.workers,
                                              .openings = manifest.openings,
                                              .small_segments = first});
  if (!published) return published.error();
  return Generation::OpenCurrent(lock.store(), Verify::kSizes);
}

Result<std::shared_ptr<const Generation>> WithRoom(const StoreLock& lock,
                                                   std::shared_ptr<const Generation> base,
                                                   const taxonomy::Taxonomy& taxonomy,
                                                   unsigned threads) {
  const std::uint32_t last = base->manifest().small_segments;
  if (last < schema::kMaxSmallSegments) return base;
  std::uint64_t newer = 0;
  std::uint32_t first = last;
  for (; first > 0; --first) {
    const auto workers = RowsOf(*base, first, kWorkersKind);
    if (!workers) return workers.error();
    const auto openings = RowsOf(*base, first, kOpeningsKind);
    if (!openings) return openings.error();
    const std::uint64_t rows = *workers + *openings;
    if (first + 1 < last && rows > kMuchLarger * newer) break;
    newer += rows;
  }
  return Fold(lock, *base, first + 1, taxonomy, threads);
}

}  // namespace kaam::indexer
