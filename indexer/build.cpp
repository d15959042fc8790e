#include "indexer/build.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>

#include "indexer/csv.h"
#include "indexer/documents.h"
#include "indexer/intake.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using schema::OpeningRow;
using schema::WorkerRow;

constexpr std::string_view kWorkersPrefix = "workers";
constexpr std::string_view kOpeningsPrefix = "openings";
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

Result<void> WriteNotUnderstood(const TextMemo& texts, const fs::path& path) {
  std::string out = "text,rows\n";
  for (const auto& [text, rows] : texts.NotUnderstood()) {
    AppendCsvCell(text, out);
    out += ',' + std::to_string(rows) + '\n';
  }
  return WriteFileAtomically(path, out);
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

  CoarsenPlaces(workers.staged.rows, (*taxonomy)->places());
  const fs::path& directory = (*builder)->directory();
  const std::uint64_t rows = workers.summary.accepted + openings.summary.accepted;
  std::atomic<std::uint64_t> rows_indexed{0};
  const auto indexed = [&](std::uint64_t more) {
    const std::uint64_t done = rows_indexed += more;
    options.progress({"indexing", done, rows, done});
  };
  // Side by side, as each has stretches that keep one thread busy.
  auto openings_written = std::async(std::launch::async, [&] {
    return WriteKind(openings, **taxonomy, options.threads, directory, kOpeningsPrefix, indexed);
  });
  for (const auto& written :
       {WriteKind(workers, **taxonomy, options.threads, directory, kWorkersPrefix, indexed),
        openings_written.get(),
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
  if (auto finished = (*rejects)->Finish(); !finished) return finished.error();
  if (auto written = WriteNotUnderstood(texts, summary.not_understood); !written) {
    return written.error();
  }
  summary.workers = std::move(workers.summary);
  summary.openings = std::move(openings.summary);
  return summary;
}

}  // namespace kaam::indexer
