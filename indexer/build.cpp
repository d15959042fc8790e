#include "indexer/build.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <sstream>

#include "core/generations.h"
#include "indexer/csv.h"
#include "indexer/fold.h"
#include "indexer/intake.h"
#include "indexer/live_store.h"

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

// How many of the new rows are in Xapian, to be shown.
std::function<void(std::uint64_t)> ProgressOfIndexing(const ReadOptions& options,
                                                      const Intake<records::Worker>& workers,
                                                      const Intake<records::Opening>& openings) {
  const std::uint64_t rows = workers.summary.accepted + openings.summary.accepted;
  return
      [&options, rows, done = std::make_shared<std::atomic<std::uint64_t>>(0)](std::uint64_t more) {
        const std::uint64_t now = *done += more;
        options.progress({"indexing", now, rows, now});
      };
}

// What is left to do once the generation is published.
Result<BuildSummary> Finish(BuildSummary summary, RejectFile& rejects, const TextMemo& texts) {
  if (auto finished = rejects.Finish(); !finished) return finished.error();
  if (auto written = WriteNotUnderstood(texts, summary.not_understood); !written) {
    return written.error();
  }
  return summary;
}

bool HasChanges(const fs::path& store) {
  std::error_code ignored;
  return fs::exists(store / kChangedRecordsName, ignored);
}

Result<BuildSummary> BuildFromFiles(const BuildOptions& options) {
  auto taxonomy = taxonomy::Taxonomy::Load(options.taxonomy);
  if (!taxonomy) return taxonomy.error();
  auto lock = StoreLock::Acquire(options.store);
  if (!lock) return lock.error();
  auto refs = RefMaker::ForStore(options.store);
  if (!refs) return refs.error();
  const auto suppressed = SuppressionList::Read(options.store);
  if (!suppressed) return suppressed.error();
  auto builder = GenerationBuilder::Create(*lock);
  if (!builder) return builder.error();

  BuildSummary summary;
  summary.rejects = options.store / "rejects.csv";
  summary.not_understood = options.store / "not_understood.csv";
  auto rejects = RejectFile::Create(summary.rejects);
  if (!rejects) return rejects.error();
  const fs::path contacts_path = options.store / kContactsName;
  std::unique_ptr<ContactThread> contacts;
  if (options.store_key) {
    auto store = ContactStoreWriter::Create(contacts_path);
    if (!store) return store.error();
    contacts = std::make_unique<ContactThread>(std::move(*store));
  }

  TextMemo texts(**taxonomy);
  const IntakeParts parts{options,        **taxonomy,
                          *refs,          texts,
                          **rejects,      options.store_key ? &*options.store_key : nullptr,
                          contacts.get(), *suppressed};
  Intake<records::Worker> workers(parts);
  if (auto read = workers.ReadAll(options.worker_files); !read) return read.error();
  if (contacts) contacts->Close();
  Intake<records::Opening> openings(parts);
  if (auto read = openings.ReadAll(options.opening_files); !read) return read.error();

  const fs::path& directory = (*builder)->directory();
  const auto stated = StatedPlaces(workers.staged.rows, (*taxonomy)->places());
  for (const auto& written :
       {WriteSegmentFiles({workers, openings, stated, stated}, **taxonomy, options.threads,
                          directory, 0, ProgressOfIndexing(options, workers, openings)),
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

}  // namespace

Result<BuildSummary> Build(const BuildOptions& options) {
  const bool is_live = HasChanges(options.store);
  if (is_live && !options.store_key) {
    return FailedPrecondition("the store has records that a feed changed: give its key file",
                              options.store);
  }
  auto summary = BuildFromFiles(options);
  if (!summary || !is_live) return summary;
  // What the feed said still holds, where it is newer.
  auto store = LiveStore::Open(options.store, *options.store_key, options.threads);
  if (!store) return store.error();
  if (auto published = (*store)->Publish(); !published) return published.error();
  summary->manifest = (*store)->manifest();
  return summary;
}

Result<BuildSummary> Apply(const ApplyOptions& options) {
  // Before the lock, which makes the directory of a store that is none.
  if (const auto current = CurrentGeneration(options.store); !current) return current.error();
  if (HasChanges(options.store)) {
    return FailedPrecondition(
        "the store has records that a feed changed: give these rows as a feed too, with versions",
        options.store);
  }
  auto lock = StoreLock::Acquire(options.store);
  if (!lock) return lock.error();
  auto base = Generation::OpenCurrent(options.store, Verify::kSizes);
  if (!base) return base.error();
  auto taxonomy = taxonomy::Taxonomy::Open((*base)->Path(taxonomy::kCompiledName));
  if (!taxonomy) return taxonomy.error();
  base = WithRoom(*lock, *base, **taxonomy, options.threads);
  if (!base) return base.error();
  const std::uint32_t segment = (*base)->manifest().small_segments + 1;
  auto refs = RefMaker::ForStore(options.store);
  if (!refs) return refs.error();
  const auto suppressed = SuppressionList::Read(options.store);
  if (!suppressed) return suppressed.error();
  auto builder = GenerationBuilder::CreateFrom(*lock, **base);
  if (!builder) return builder.error();

  BuildSummary summary;
  summary.rejects = options.store / "rejects.csv";
  summary.not_understood = options.store / "not_understood.csv";
  auto rejects = RejectFile::Create(summary.rejects);
  if (!rejects) return rejects.error();
  TextMemo texts(**taxonomy);
  const IntakeParts parts{options,   **taxonomy, *refs,   texts,
                          **rejects, nullptr,    nullptr, *suppressed};
  Intake<records::Worker> workers(parts);
  if (auto read = workers.ReadAll(options.worker_files); !read) return read.error();
  Intake<records::Opening> openings(parts);
  if (auto read = openings.ReadAll(options.opening_files); !read) return read.error();

  auto old_workers = OverridesOf(**base, kWorkersKind, workers, options.removed_workers);
  if (!old_workers) return old_workers.error();
  auto old_openings = OverridesOf(**base, kOpeningsKind, openings, options.removed_openings);
  if (!old_openings) return old_openings.error();
  const auto own_stated = StatedByNew(workers.staged, (*taxonomy)->places(), *old_workers);
  auto all_stated = StatedBefore(**base, own_stated.size());
  if (!all_stated) return all_stated.error();
  for (std::size_t i = 0; i < own_stated.size(); ++i) (*all_stated)[i] += own_stated[i];

  const fs::path& directory = (*builder)->directory();
  for (const auto& written :
       {WriteSegmentFiles({workers, openings, own_stated, *all_stated}, **taxonomy, options.threads,
                          directory, segment, ProgressOfIndexing(options, workers, openings)),
        old_workers->Write(directory, segment), old_openings->Write(directory, segment)}) {
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
