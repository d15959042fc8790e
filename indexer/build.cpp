#include "indexer/build.h"

#include <algorithm>
#include <memory>
#include <type_traits>
#include <unordered_map>

#include "indexer/byte_source.h"
#include "indexer/checks.h"
#include "indexer/contact_thread.h"
#include "indexer/csv.h"
#include "indexer/documents.h"
#include "indexer/record_reader.h"
#include "indexer/rejects.h"
#include "indexer/segment.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using schema::OpeningRow;
using schema::WorkerRow;

constexpr std::string_view kWorkersPrefix = "workers";
constexpr std::string_view kOpeningsPrefix = "openings";
constexpr std::uint64_t kRowsBetweenProgress = 4096;

std::optional<CheckFault> Check(const taxonomy::Taxonomy& taxonomy, const records::Worker& worker,
                                Day today) {
  return CheckWorker(taxonomy, worker, today);
}
std::optional<CheckFault> Check(const taxonomy::Taxonomy& taxonomy, const records::Opening& opening,
                                Day today) {
  return CheckOpening(taxonomy, opening, today);
}

std::uint64_t SizeOf(const fs::path& path) {
  std::error_code failed;
  const auto size = path == "-" ? 0 : fs::file_size(path, failed);
  return failed ? 0 : size;
}

std::uint64_t BytesBelow(const fs::path& directory) {
  std::uint64_t bytes = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

void AddNames(const std::vector<std::string>& names, std::vector<std::string>& out) {
  for (const std::string& name : names) {
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
}

// Where a ref was seen first, to name it when it comes again.
struct FirstSeen {
  std::uint32_t file;
  std::uint64_t line;
};

// Reads every file of one kind of record into staged rows.
template <class Record>
class Intake {
 public:
  static constexpr bool kIsWorker = std::is_same_v<Record, records::Worker>;
  using Row = std::conditional_t<kIsWorker, WorkerRow, OpeningRow>;
  using Encoded = std::conditional_t<kIsWorker, EncodedWorker, EncodedOpening>;

  Intake(const BuildOptions& options, const taxonomy::Taxonomy& taxonomy, const RefMaker& refs,
         Encoder& encoder, RejectFile& rejects, ContactThread* contacts)
      : options_(options),
        taxonomy_(taxonomy),
        refs_(refs),
        encoder_(encoder),
        rejects_(rejects),
        contacts_(contacts) {}

  Result<void> ReadAll(const std::vector<fs::path>& files) {
    for (const fs::path& file : files) total_bytes_ += SizeOf(file);
    for (const fs::path& file : files) {
      files_.push_back(file.string());
      if (auto read = ReadFile(file); !read) return read;
    }
    return {};
  }

  StagedRows<Row> staged;
  std::vector<std::string> words;  // of openings, by row
  std::vector<std::string> shown;  // likewise
  KindSummary summary;

 private:
  using Outcome = typename RecordReader<Record>::Outcome;

  Result<void> ReadFile(const fs::path& path) {
    auto source = ByteSource::Open(path);
    if (!source) return source.error();
    auto reader = RecordReader<Record>::Open(**source);
    if (!reader) return reader.error();
    Record record;
    for (;;) {
      const auto outcome = (*reader)->Next(record);
      if (!outcome) return outcome.error();
      if (*outcome == Outcome::kEnd) break;
      ++summary.read;
      if (*outcome == Outcome::kFault)
        Reject(**reader, record, (*reader)->fault());
      else
        Take(**reader, record);
      if (summary.read % kRowsBetweenProgress == 0) {
        options_.progress(
            {"reading", bytes_before_ + (*source)->file_position(), total_bytes_, summary.read});
      }
    }
    bytes_before_ += (*source)->file_bytes();
    AddNames((*reader)->notes().ignored, summary.ignored_columns);
    AddNames((*reader)->notes().refused, summary.refused_columns);
    return {};
  }

  void Take(const RecordReader<Record>& reader, Record& record) {
    summary.texts_masked += MaskFreeText(record);
    if (auto fault = Check(taxonomy_, record, options_.today)) {
      Reject(reader, record,
             {reader.line(), reader.ColumnOf(fault->field), std::move(fault->field),
              std::move(fault->reason), std::move(fault->kind)});
      return;
    }
    const auto ref = refs_.Of(record);
    const FirstSeen here{static_cast<std::uint32_t>(files_.size() - 1), reader.line()};
    const auto [known, is_new] = seen_.try_emplace(ref, here);
    if (!is_new) {
      const std::string field =
          kIsWorker ? (record_has_uan(record) ? "uan" : "registration_number") : "id";
      Reject(reader, record,
             {reader.line(), reader.ColumnOf(field), field,
              "the same as in " + files_[known->second.file] + ":" +
                  std::to_string(known->second.line),
              "duplicate " + field});
      return;
    }
    encoder_.Encode(record, encoded_);
    staged.Add(encoded_.row, ref.bytes, encoded_.pool);
    if constexpr (kIsWorker) {
      if (contacts_ != nullptr)
        contacts_->Add(ref, record.SerializeAsString());
      else
        ++summary.personal_dropped;
    } else {
      words.push_back(std::move(encoded_.words));
      shown.push_back(std::move(encoded_.shown));
    }
    ++summary.accepted;
  }

  static bool record_has_uan(const Record& record) {
    if constexpr (kIsWorker) return record.has_uan();
    return false;
  }

  void Reject(const RecordReader<Record>& reader, const Record& record, const RowFault& fault) {
    ++summary.rejected;
    ++summary.rejected_by_reason[fault.kind];
    if (!reader.texts().empty()) {
      rejects_.Add<Record>(files_.back(), fault, ColumnsOf<Record>(), reader.texts());
      return;
    }
    std::vector<std::string> texts(ColumnsOf<Record>().size());
    for (std::size_t i = 0; i < texts.size(); ++i) ColumnsOf<Record>()[i].format(record, texts[i]);
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    rejects_.Add<Record>(files_.back(), fault, ColumnsOf<Record>(), views);
  }

  const BuildOptions& options_;
  const taxonomy::Taxonomy& taxonomy_;
  const RefMaker& refs_;
  Encoder& encoder_;
  RejectFile& rejects_;
  ContactThread* contacts_;
  Encoded encoded_;
  std::vector<std::string> files_;
  std::uint64_t bytes_before_ = 0;
  std::uint64_t total_bytes_ = 0;
  std::unordered_map<std::decay_t<decltype(std::declval<RefMaker>().Of(std::declval<Record>()))>,
                     FirstSeen>
      seen_;
};

std::vector<std::string> Reorder(std::vector<std::string>& texts,
                                 const std::vector<std::uint32_t>& order) {
  std::vector<std::string> out;
  out.reserve(texts.size());
  if (texts.empty()) return out;
  for (const std::uint32_t from : order) out.push_back(std::move(texts[from]));
  return out;
}

// Sorts one kind of row and writes its columns and its Xapian database.
template <class Record>
Result<void> WriteKind(Intake<Record>& intake, const taxonomy::Taxonomy& taxonomy,
                       const BuildOptions& options, const fs::path& directory,
                       std::string_view prefix) {
  auto& staged = intake.staged;
  const std::vector<std::uint32_t> order = SortByPosition(staged, taxonomy.places());
  const std::vector<std::string> words = Reorder(intake.words, order);
  if constexpr (!Intake<Record>::kIsWorker) {
    if (auto written = WriteRecords(Reorder(intake.shown, order), directory, prefix); !written) {
      return written;
    }
  }
  if (auto written = WriteSegment(staged, taxonomy, directory, prefix); !written) return written;
  const std::uint64_t rows = staged.rows.size();
  return WriteDocuments(
      staged, words, taxonomy,
      directory / (std::string(prefix) + std::string(schema::kXapianSuffix)), options.threads,
      [&](std::uint64_t done) { options.progress({"indexing", done, rows, done}); });
}

Result<void> WriteNotUnderstood(const Encoder& encoder, const fs::path& path) {
  std::string out = "text,rows\n";
  for (const auto& [text, rows] : encoder.not_understood()) {
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
    auto store = ContactStoreWriter::Create(contacts_path, *options.store_key);
    if (!store) return store.error();
    contacts = std::make_unique<ContactThread>(std::move(*store));
  }

  Encoder encoder(**taxonomy);
  Intake<records::Worker> workers(options, **taxonomy, *refs, encoder, **rejects, contacts.get());
  if (auto read = workers.ReadAll(options.worker_files); !read) return read.error();
  workers.summary.texts = encoder.counts();
  Intake<records::Opening> openings(options, **taxonomy, *refs, encoder, **rejects, nullptr);
  if (auto read = openings.ReadAll(options.opening_files); !read) return read.error();
  openings.summary.texts = {
      encoder.counts().trades - workers.summary.texts.trades,
      encoder.counts().trades_understood - workers.summary.texts.trades_understood,
      encoder.counts().skills - workers.summary.texts.skills,
      encoder.counts().skills_understood - workers.summary.texts.skills_understood};

  CoarsenPlaces(workers.staged.rows, (*taxonomy)->places());
  const fs::path& directory = (*builder)->directory();
  for (const auto& written :
       {WriteKind(workers, **taxonomy, options, directory, kWorkersPrefix),
        WriteKind(openings, **taxonomy, options, directory, kOpeningsPrefix),
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
  if (auto written = WriteNotUnderstood(encoder, summary.not_understood); !written) {
    return written.error();
  }
  summary.workers = std::move(workers.summary);
  summary.openings = std::move(openings.summary);
  return summary;
}

}  // namespace kaam::indexer
