#include "indexer/segment_files.h"

#include <algorithm>
#include <future>

#include "core/records.pb.h"
#include "indexer/array_file.h"
#include "indexer/documents.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using schema::kOpeningsKind;
using schema::kWorkersKind;
using schema::OpeningRow;
using schema::WorkerRow;

std::vector<std::string> Reorder(std::vector<std::string>& texts,
                                 const std::vector<std::uint32_t>& order) {
  std::vector<std::string> out;
  out.reserve(texts.size());
  if (texts.empty()) return out;
  for (const std::uint32_t from : order) out.push_back(std::move(texts[from]));
  return out;
}

// Sorts one kind of row and writes its columns and, beside them, its Xapian database.
template <class Row>
Result<void> WriteKind(SegmentRows<Row>& rows, const taxonomy::Taxonomy& taxonomy, unsigned threads,
                       const fs::path& directory, std::uint32_t number,
                       const std::function<void(std::uint64_t)>& indexed) {
  constexpr bool kIsWorker = std::is_same_v<Row, WorkerRow>;
  const std::string prefix =
      schema::SegmentPrefix(number, kIsWorker ? kWorkersKind : kOpeningsKind);
  auto& staged = rows.staged;
  const std::vector<std::uint32_t> order = SortByPosition(staged, taxonomy.places());
  const std::vector<std::string> words = Reorder(rows.words, order);
  if constexpr (!kIsWorker) {
    const auto path = [&](std::string_view suffix) {
      return directory / (prefix + std::string(suffix));
    };
    auto written = WriteTexts(Reorder(rows.shown, order), path(schema::kRecordsSuffix),
                              path(schema::kOffsetsSuffix));
    // The build's segment is never folded.
    if (written && number > 0) {
      written = WriteTexts(words, path(kWordsSuffix), path(kWordOffsetsSuffix));
    }
    if (!written) return written;
  }
  auto segment = std::async(std::launch::async,
                            [&] { return WriteSegment(staged, taxonomy, directory, prefix); });
  const auto documents =
      WriteDocuments(staged, words, taxonomy,
                     directory / (prefix + std::string(schema::kXapianSuffix)), threads, indexed);
  if (auto written = segment.get(); !written) return written;
  return documents;
}

std::string StatedName(std::uint32_t number) {
  return schema::SegmentPrefix(number, kWorkersKind) + std::string(schema::kStatedSuffix);
}

}  // namespace

Result<void> WriteSegmentFiles(const SegmentContent& content, const taxonomy::Taxonomy& taxonomy,
                               unsigned threads, const fs::path& directory, std::uint32_t number,
                               const std::function<void(std::uint64_t)>& indexed) {
  const fs::path folder = (directory / StatedName(number)).parent_path();
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return IoError("create", folder, failed.value());
  CoarsenPlaces(content.workers.staged.rows, taxonomy.places(), content.all_stated);
  auto openings = std::async(std::launch::async, [&] {
    return WriteKind(content.openings, taxonomy, threads, directory, number, indexed);
  });
  const auto workers = WriteKind(content.workers, taxonomy, threads, directory, number, indexed);
  const auto openings_written = openings.get();
  if (!workers) return workers;
  if (!openings_written) return openings_written;
  return WriteArray<std::uint32_t>(directory / StatedName(number), content.own_stated);
}

Result<RowTexts> RowTexts::Open(const Generation& base, const std::string& texts,
                                const std::string& offsets) {
  RowTexts out;
  for (const auto& mapped : {MapArray(base, texts, out.files_, out.bytes_),
                             MapArray(base, offsets, out.files_, out.offsets_)}) {
    if (!mapped) return mapped.error();
  }
  if (out.offsets_.empty() || out.offsets_.back() != out.bytes_.size() ||
      !std::is_sorted(out.offsets_.begin(), out.offsets_.end())) {
    return DataLoss("the files of " + texts + " disagree: rebuild the index", base.directory());
  }
  return out;
}

Result<Overrides> Overrides::Open(const Generation& base, std::string_view kind) {
  Overrides out;
  out.kind_ = kind;
  for (std::uint32_t number = 0; number <= base.manifest().small_segments; ++number) {
    const std::string prefix = schema::SegmentPrefix(number, kind);
    Part part{.first_row = out.rows_};
    for (const auto& mapped :
         {MapArray(base, prefix + std::string(schema::kRefsSuffix), out.files_, part.refs.refs),
          MapArray(base, prefix + std::string(schema::kByRefSuffix), out.files_,
                   part.refs.by_ref)}) {
      if (!mapped) return mapped.error();
    }
    out.rows_ += static_cast<std::uint32_t>(part.refs.by_ref.size());
    out.parts_.push_back(part);
    if (number == 0) continue;
    std::span<const std::uint32_t> gone;
    if (auto mapped =
            MapArray(base, prefix + std::string(schema::kOverridesSuffix), out.files_, gone);
        !mapped) {
      return mapped.error();
    }
    out.gone_.insert(gone.begin(), gone.end());
  }
  return out;
}

std::optional<std::uint32_t> Overrides::Find(const RefBytes& ref) const {
  for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
    const auto at = part->refs.Find(ref);
    if (!at) continue;
    // The newest row of a record is the only one that can still be valid.
    const std::uint32_t row = part->first_row + *at;
    return gone_.contains(row) ? std::nullopt : std::optional(row);
  }
  return std::nullopt;
}

bool Overrides::Add(const RefBytes& ref) {
  const auto row = Find(ref);
  if (!row) return false;
  gone_.insert(*row);
  added_.push_back(*row);
  return true;
}

bool Overrides::Knows(const RefBytes& ref) const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const Part& part) { return part.refs.Find(ref).has_value(); });
}

Result<void> Overrides::Write(const fs::path& directory, std::uint32_t number) {
  std::sort(added_.begin(), added_.end());
  return WriteArray<std::uint32_t>(
      directory / (schema::SegmentPrefix(number, kind_) + std::string(schema::kOverridesSuffix)),
      added_);
}

Result<OpeningVersions> OpeningVersions::Open(const Generation& base) {
  auto rows = Overrides::Open(base, kOpeningsKind);
  if (!rows) return rows.error();
  OpeningVersions out(std::move(*rows));
  for (std::uint32_t number = 0; number <= base.manifest().small_segments; ++number) {
    const std::string prefix = schema::SegmentPrefix(number, kOpeningsKind);
    auto records = RowTexts::Open(base, prefix + std::string(schema::kRecordsSuffix),
                                  prefix + std::string(schema::kOffsetsSuffix));
    if (!records) return records.error();
    out.records_.push_back(std::move(*records));
  }
  return out;
}

std::optional<std::uint64_t> OpeningVersions::Of(const RefBytes& ref) const {
  auto row = rows_.Find(ref);
  if (!row) return std::nullopt;
  for (const RowTexts& texts : records_) {
    if (*row >= texts.size()) {
      *row -= static_cast<std::uint32_t>(texts.size());
      continue;
    }
    records::Opening opening;
    const std::string_view bytes = texts[*row];
    static_cast<void>(opening.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    return opening.version();
  }
  return std::nullopt;
}

std::vector<std::uint32_t> StatedByNew(const StagedRows<WorkerRow>& rows,
                                       const taxonomy::Places& places, const Overrides& base) {
  std::vector<std::uint32_t> stated(places.size());
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    const std::uint16_t place = rows.rows[i].place;
    if (place != kNoId && !base.Knows(rows.refs[i])) ++stated[place];
  }
  return stated;
}

Result<std::vector<std::uint32_t>> StatedBefore(const Generation& base, std::size_t places) {
  std::vector<std::uint32_t> stated(places);
  for (std::uint32_t number = 0; number <= base.manifest().small_segments; ++number) {
    const auto file = base.Map(StatedName(number));
    if (!file) return file.error();
    const auto counts = file->As<std::uint32_t>();
    for (std::size_t i = 0; i < std::min(places, counts.size()); ++i) stated[i] += counts[i];
  }
  return stated;
}

}  // namespace kaam::indexer
