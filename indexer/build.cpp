#include "indexer/build.h"

#include <algorithm>
#include <atomic>
#include <boost/unordered/unordered_flat_set.hpp>
#include <future>
#include <memory>
#include <sstream>

#include "core/generations.h"
#include "core/ref_table.h"
#include "indexer/array_file.h"
#include "indexer/csv.h"
#include "indexer/documents.h"
#include "indexer/intake.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using schema::OpeningRow;
using schema::WorkerRow;

using schema::kOpeningsKind;
using schema::kWorkersKind;

std::uint64_t BytesBelow(const fs::path& directory) {
  std::uint64_t bytes = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

std::vector<std::string> Reorder(std::vector<std::string>& texts,
                                 const std::vector<std::uint32_t>& order) {
  std::vector<std::string> out;
  out.reserve(texts.size());
  if (texts.empty()) return out;
  for (const std::uint32_t from : order) out.push_back(std::move(texts[from]));
  return out;
}

// Sorts one kind of row and writes its columns and, beside them, its Xapian database. `indexed` is
// told how many more rows are in the latter, from any thread.
template <class Record>
Result<void> WriteKind(Intake<Record>& intake, const taxonomy::Taxonomy& taxonomy, unsigned threads,
                       const fs::path& directory, std::string_view prefix,
                       const std::function<void(std::uint64_t)>& indexed) {
  auto& staged = intake.staged;
  const std::vector<std::uint32_t> order = SortByPosition(staged, taxonomy.places());
  const std::vector<std::string> words = Reorder(intake.words, order);
  if constexpr (!Intake<Record>::kIsWorker) {
    if (auto written = WriteRecords(Reorder(intake.shown, order), directory, prefix); !written) {
      return written;
    }
  }
  auto segment = std::async(std::launch::async,
                            [&] { return WriteSegment(staged, taxonomy, directory, prefix); });
  const auto documents = WriteDocuments(
      staged, words, taxonomy,
      directory / (std::string(prefix) + std::string(schema::kXapianSuffix)), threads, indexed);
  if (auto written = segment.get(); !written) return written;
  return documents;
}

// Writes both kinds as a segment, side by side, as each has stretches that keep one thread busy.
// `stated` is as CoarsenPlaces has it.
Result<void> WriteKinds(Intake<records::Worker>& workers, Intake<records::Opening>& openings,
                        std::span<const std::uint32_t> stated, const taxonomy::Taxonomy& taxonomy,
                        const ReadOptions& options, const fs::path& directory,
                        std::uint32_t segment) {
  const std::string workers_prefix = schema::SegmentPrefix(segment, kWorkersKind);
  const std::string openings_prefix = schema::SegmentPrefix(segment, kOpeningsKind);
  const auto own = StatedPlaces(workers.staged.rows, taxonomy.places());
  CoarsenPlaces(workers.staged.rows, taxonomy.places(), stated);
  const std::uint64_t rows = workers.summary.accepted + openings.summary.accepted;
  std::atomic<std::uint64_t> rows_indexed{0};
  const auto indexed = [&](std::uint64_t more) {
    const std::uint64_t done = rows_indexed += more;
    options.progress({"indexing", done, rows, done});
  };
  auto openings_written = std::async(std::launch::async, [&] {
    return WriteKind(openings, taxonomy, options.threads, directory, openings_prefix, indexed);
  });
  for (const auto& written :
       {WriteKind(workers, taxonomy, options.threads, directory, workers_prefix, indexed),
        openings_written.get(),
        WriteArray<std::uint32_t>(directory / (workers_prefix + std::string(schema::kStatedSuffix)),
                                  own)}) {
    if (!written) return written;
  }
  return {};
}

// The rows of one kind that a new segment overrides, and how many of the kind are left.
class Overrides {
 public:
  // Looks at the segments of `base`.
  static Result<Overrides> Open(const Generation& base, std::string_view kind) {
    Overrides out;
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

  // Whether the index had the record.
  bool Add(const RefBytes& ref) {
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
      const auto row = part->refs.Find(ref);
      if (!row) continue;
      // The newest row of a record is the only one that can still be valid.
      if (!gone_.insert(part->first_row + *row).second) return false;
      added_.push_back(part->first_row + *row);
      return true;
    }
    return false;
  }

  Result<void> Write(const fs::path& path) {
    std::sort(added_.begin(), added_.end());
    return WriteArray<std::uint32_t>(path, added_);
  }

  std::uint64_t rows_left() const { return rows_ - gone_.size(); }

 private:
  struct Part {
    RefTable refs;
    std::uint32_t first_row = 0;
  };

  std::vector<MappedFile> files_;
  std::vector<Part> parts_;  // by segment
  std::uint32_t rows_ = 0;   // of all of them
  boost::unordered_flat_set<std::uint32_t> gone_;
  std::vector<std::uint32_t> added_;
};

Result<std::vector<RefBytes>> ReadRefs(const std::vector<fs::path>& files) {
  std::vector<RefBytes> refs;
  for (const fs::path& file : files) {
    const auto text = ReadWholeFile(file);
    if (!text) return text.error();
    std::istringstream lines(*text);
    std::uint64_t number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      line.resize(std::min(line.size(), line.find('#')));
      while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) {
        line.pop_back();
      }
      if (line.empty()) continue;
      const auto ref = RefFromHex<WorkerRef>(line);
      if (!ref) {
        return InvalidArgument(
            file.string() + ":" + std::to_string(number) + " is no ref: 32 hex digits are wanted",
            file.string());
      }
      refs.push_back(ref->bytes);
    }
  }
  return refs;
}

// Overrides what the rows of a segment replace and what `removed_files` name.
template <class Record>
Result<Overrides> OverridesOf(const Generation& base, std::string_view kind, Intake<Record>& intake,
                              const std::vector<fs::path>& removed_files) {
  auto overrides = Overrides::Open(base, kind);
  if (!overrides) return overrides;
  const auto removed = ReadRefs(removed_files);
  if (!removed) return removed.error();
  for (const RefBytes& ref : intake.staged.refs) intake.summary.replaced += overrides->Add(ref);
  for (const RefBytes& ref : *removed) {
    ++(overrides->Add(ref) ? intake.summary.removed : intake.summary.removed_unknown);
  }
  return overrides;
}

Result<void> WriteNotUnderstood(const TextMemo& texts, const fs::path& path) {
  std::string out = "text,rows\n";
  for (const auto& [text, rows] : texts.NotUnderstood()) {
    AppendCsvCell(text, out);
    out += ',' + std::to_string(rows) + '\n';
  }
  return WriteFileAtomically(path, out);
}

// What is left to do once the generation is published.
Result<BuildSummary> Finish(BuildSummary summary, RejectFile& rejects, const TextMemo& texts) {
  if (auto finished = rejects.Finish(); !finished) return finished.error();
  if (auto written = WriteNotUnderstood(texts, summary.not_understood); !written) {
    return written.error();
  }
  return summary;
}

}  // namespace

Result<BuildSummary> Build(const BuildOptions& options) {
  auto taxonomy = taxonomy::Taxonomy::Load(options.taxonomy);
  if (!taxonomy) return taxonomy.error();
  auto lock = StoreLock::Acquire(options.store);
  if (!lock) return lock.error();
  auto refs = RefMaker::ForStore(options.store);
  if (!refs) return refs.error();
  auto builder = GenerationBuilder::Create(*lock);
  if (!builder) return builder.error();

  BuildSummary summary;
  summary.rejects = options.store / "rejects.csv";
  summary.not_understood = options.store / "not_understood.csv";
  auto rejects = RejectFile::Create(summary.rejects);
  if (!rejects) return rejects.error();
  const fs::path contacts_path = options.store / "contacts.sqlite";
  std::unique_ptr<ContactThread> contacts;
  if (options.store_key) {
    auto store = ContactStoreWriter::Create(contacts_path);
    if (!store) return store.error();
    contacts = std::make_unique<ContactThread>(std::move(*store));
  }

  TextMemo texts(**taxonomy);
  const IntakeParts parts{options,       **taxonomy,
                          *refs,         texts,
                          **rejects,     options.store_key ? &*options.store_key : nullptr,
                          contacts.get()};
  Intake<records::Worker> workers(parts);
  if (auto read = workers.ReadAll(options.worker_files); !read) return read.error();
  if (contacts) contacts->Close();
  Intake<records::Opening> openings(parts);
  if (auto read = openings.ReadAll(options.opening_files); !read) return read.error();

  const fs::path& directory = (*builder)->directory();
  const auto stated = StatedPlaces(workers.staged.rows, (*taxonomy)->places());
  for (const auto& written :
       {WriteKinds(workers, openings, stated, **taxonomy, options, directory, 0),
        WriteFileAtomically(directory / taxonomy::kCompiledName, (*taxonomy)->compiled())}) {
    if (!written) return written.error();
  }
  summary.index_bytes = BytesBelow(directory);

  // Contacts first: a published index whose contacts are older would be worse than the reverse.
  if (contacts) {
    auto store = contacts->Finish();
    if (!store) return store.error();
    if (auto published = (*store)->Publish(); !published) return published.error();
    summary.contact_bytes = SizeOf(contacts_path);
  }
  auto manifest = (*builder)->Publish(
      {.workers = workers.summary.accepted, .openings = openings.summary.accepted});
  if (!manifest) return manifest.error();
  summary.manifest = std::move(*manifest);
  summary.workers = std::move(workers.summary);
  summary.openings = std::move(openings.summary);
  return Finish(std::move(summary), **rejects, texts);
}

Result<BuildSummary> Apply(const ApplyOptions& options) {
  // Before the lock, which makes the directory of a store that is none.
  if (const auto current = CurrentGeneration(options.store); !current) return current.error();
  auto lock = StoreLock::Acquire(options.store);
  if (!lock) return lock.error();
  const auto base = Generation::OpenCurrent(options.store, Verify::kSizes);
  if (!base) return base.error();
  const std::uint32_t segment = (*base)->manifest().small_segments + 1;
  if (segment > schema::kMaxSmallSegments) {
    return FailedPrecondition("the index has " + std::to_string(segment - 1) +
                                  " small segments, as many as it may: run `kaam-index build` with "
                                  "all records",
                              options.store);
  }
  auto taxonomy = taxonomy::Taxonomy::Open((*base)->Path(taxonomy::kCompiledName));
  if (!taxonomy) return taxonomy.error();
  auto refs = RefMaker::ForStore(options.store);
  if (!refs) return refs.error();
  auto builder = GenerationBuilder::CreateFrom(*lock, **base);
  if (!builder) return builder.error();

  BuildSummary summary;
  summary.rejects = options.store / "rejects.csv";
  summary.not_understood = options.store / "not_understood.csv";
  auto rejects = RejectFile::Create(summary.rejects);
  if (!rejects) return rejects.error();
  TextMemo texts(**taxonomy);
  const IntakeParts parts{options, **taxonomy, *refs, texts, **rejects, nullptr, nullptr};
  Intake<records::Worker> workers(parts);
  if (auto read = workers.ReadAll(options.worker_files); !read) return read.error();
  Intake<records::Opening> openings(parts);
  if (auto read = openings.ReadAll(options.opening_files); !read) return read.error();

  auto old_workers = OverridesOf(**base, kWorkersKind, workers, options.removed_workers);
  if (!old_workers) return old_workers.error();
  auto old_openings = OverridesOf(**base, kOpeningsKind, openings, options.removed_openings);
  if (!old_openings) return old_openings.error();
  auto stated = StatedPlaces(workers.staged.rows, (*taxonomy)->places());
  for (std::uint32_t number = 0; number < segment; ++number) {
    const auto before = (*base)->Map(schema::SegmentPrefix(number, kWorkersKind) +
                                     std::string(schema::kStatedSuffix));
    if (!before) return before.error();
    const auto counts = before->As<std::uint32_t>();
    for (std::size_t i = 0; i < std::min(stated.size(), counts.size()); ++i) stated[i] += counts[i];
  }

  const fs::path& directory = (*builder)->directory();
  const auto overrides = [&](std::string_view kind) {
    return directory /
           (schema::SegmentPrefix(segment, kind) + std::string(schema::kOverridesSuffix));
  };
  std::error_code failed;
  fs::create_directories(overrides(kWorkersKind).parent_path(), failed);
  if (failed) return IoError("create", overrides(kWorkersKind).parent_path(), failed.value());
  for (const auto& written :
       {WriteKinds(workers, openings, stated, **taxonomy, options, directory, segment),
        old_workers->Write(overrides(kWorkersKind)),
        old_openings->Write(overrides(kOpeningsKind))}) {
    if (!written) return written.error();
  }
  summary.index_bytes = BytesBelow(directory);
  auto manifest =
      (*builder)->Publish({.log_position = (*base)->manifest().log_position,
                           .workers = old_workers->rows_left() + workers.summary.accepted,
                           .openings = old_openings->rows_left() + openings.summary.accepted,
                           .small_segments = segment});
  if (!manifest) return manifest.error();
  summary.manifest = std::move(*manifest);
  summary.workers = std::move(workers.summary);
  summary.openings = std::move(openings.summary);
  return Finish(std::move(summary), **rejects, texts);
}

}  // namespace kaam::indexer
