#include "indexer/exchange.h"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <optional>

#include "core/generation.h"
#include "core/record_columns.h"
#include "indexer/byte_source.h"
#include "indexer/checks.h"
#include "indexer/csv.h"
#include "indexer/exchange_matcher.h"
#include "indexer/exchange_sheets.h"
#include "indexer/exchange_summary.h"
#include "indexer/ordered_work.h"
#include "indexer/record_reader.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostCompared = 50;  // earlier rows with the same likeness key
constexpr std::uint32_t kNone = 0xFFFFFFFF;

// The tables of an answer that is not whole yet; gone with the value unless published.
class AnswerDirectory {
 public:
  static Result<std::unique_ptr<AnswerDirectory>> Create(const fs::path& out) {
    std::error_code failed;
    if (fs::exists(out, failed) && (!fs::is_directory(out, failed) || !fs::is_empty(out, failed))) {
      return FailedPrecondition(out.string() + " is there and not empty", out);
    }
    std::unique_ptr<AnswerDirectory> directory(new AnswerDirectory(out));
    fs::remove_all(directory->building_, failed);
    if (!fs::create_directories(directory->building_, failed)) {
      return IoError("create", directory->building_, failed.value());
    }
    // Nobody but its owner: the tables hold what the State sent.
    fs::permissions(directory->building_, fs::perms::owner_all, failed);
    return directory;
  }
  ~AnswerDirectory() {
    std::error_code ignored;
    fs::remove_all(building_, ignored);
  }
  AnswerDirectory(const AnswerDirectory&) = delete;
  AnswerDirectory& operator=(const AnswerDirectory&) = delete;

  const fs::path& path() const { return building_; }
  Result<void> Publish() {
    std::error_code failed;
    fs::rename(building_, out_, failed);
    if (failed) return IoError("rename", building_, failed.value());
    return {};
  }

 private:
  explicit AnswerDirectory(const fs::path& out)
      : out_(out), building_(out.string() + ".building") {}

  fs::path out_;
  fs::path building_;
};

struct Batch {
  RowBatch raw;
  std::vector<std::optional<RowFault>> faults;  // by row
  std::vector<RowFinding> findings;             // likewise
  std::optional<Error> failure;
};

// What a thread keeps from batch to batch of one file.
struct Bench {
  std::unique_ptr<RecordParser<records::Worker>> parser;
  records::Worker record;
  std::unique_ptr<ExchangeMatcher> matcher;
};

class Exchanger {
 public:
  Exchanger(const ExchangeOptions& options, const taxonomy::Taxonomy& taxonomy,
            const RefMaker& refs, const fs::path& directory)
      : options_(options),
        taxonomy_(taxonomy),
        refs_(refs),
        likeness_(refs, taxonomy),
        directory_(directory) {}

  Result<void> ReadFile(const fs::path& path) {
    auto source = ByteSource::Open(path);
    if (!source) return source.error();
    auto reader = RecordReader<records::Worker>::Open(**source, options_.map);
    if (!reader) return reader.error();
    const SheetLayout* layout = (*reader)->layout();
    if (layout == nullptr) {
      return InvalidArgument(path.string() + " is no sheet: an exchange takes CSV and Excel", path);
    }
    summary.files.push_back(path.filename().string());
    if (sheets_ == nullptr) sheets_ = std::make_unique<ExchangeSheets>(directory_, *layout);
    if (auto used = sheets_->UseLayout(*layout, path.string()); !used) return used;
    Note(*layout);
    splitter_ = CsvSplitter(
        options_.map == nullptr || layout->is_workbook ? ',' : options_.map->separator());
    std::vector<Bench> benches(options_.threads);
    for (Bench& bench : benches) {
      bench.parser = (*reader)->NewParser();
      auto contacts = ContactFinder::Open(options_.store / "contacts.sqlite", options_.store_key);
      if (!contacts) return contacts.error();
      bench.matcher = std::make_unique<ExchangeMatcher>(std::move(*contacts), refs_, likeness_,
                                                        Compared(*layout), options_.today);
    }
    return ReadRows(**reader, benches);
  }

  Result<std::vector<std::string>> Finish() { return sheets_->Finish(); }

  ExchangeSummary summary;

 private:
  struct Place {
    std::uint32_t sheet;  // in sheets_seen_
    std::uint32_t row;
  };
  // A row that others may be like; rows of one key are chained.
  struct Seen {
    LikenessFacts facts;
    std::uint32_t row;  // in places_
    std::uint32_t before;
  };

  static std::vector<std::size_t> Compared(const SheetLayout& layout) {
    std::vector<std::size_t> columns;
    for (const auto& field : layout.columns) {
      if (field && IsComparedColumn(WorkerColumns()[field->column].name)) {
        columns.push_back(field->column);
      }
    }
    return columns;
  }

  void Note(const SheetLayout& layout) {
    const auto add = [](std::vector<std::string>& list, const std::string& name) {
      if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
    };
    for (std::size_t i = 0; i < layout.headers.size(); ++i) {
      if (HoldsAadhaar(layout, i)) add(summary.aadhaar_columns, layout.headers[i]);
    }
    for (const std::string& sheet : layout.notes.hidden_sheets) add(summary.hidden_sheets, sheet);
  }

  Result<void> ReadRows(RecordReader<records::Worker>& reader, std::vector<Bench>& benches) {
    OrderedWork<Batch> work(
        options_.threads, [&](Batch& batch, unsigned thread) { Prepare(benches[thread], batch); });
    for (bool more = true; more;) {
      auto batch = std::make_unique<Batch>();
      while (more && !batch->raw.full()) {
        const auto cut = reader.Next(batch->raw);
        if (!cut) return cut.error();
        more = *cut;
      }
      work.Add(std::move(batch));
      if (!work.full()) continue;
      if (auto accepted = Accept(*work.Take()); !accepted) return accepted;
    }
    while (const auto batch = work.Take()) {
      if (auto accepted = Accept(*batch); !accepted) return accepted;
    }
    return {};
  }

  // All that needs no other row. Any thread.
  void Prepare(Bench& bench, Batch& batch) const {
    batch.faults.resize(batch.raw.rows.size());
    batch.findings.resize(batch.raw.rows.size());
    for (std::size_t i = 0; i < batch.raw.rows.size(); ++i) {
      const RawRow& raw = batch.raw.rows[i];
      if (raw.fault) {
        batch.faults[i] = batch.raw.faults[*raw.fault];
      } else if (!bench.parser->Parse(batch.raw.Bytes(raw), bench.record)) {
        batch.faults[i] = bench.parser->fault();
      } else if (auto fault = CheckWorker(taxonomy_, bench.record, options_.today)) {
        batch.faults[i] = RowFault{0, 0, std::move(fault->field), std::move(fault->reason),
                                   std::move(fault->kind)};
      } else {
        auto found = bench.matcher->Find(bench.record);
        if (!found) {
          batch.failure = found.error();
          return;
        }
        batch.findings[i] = std::move(*found);
      }
    }
  }

  // Takes rows in the order of the input.
  Result<void> Accept(Batch& batch) {
    if (batch.failure) return *batch.failure;
    if (batch.raw.rows.empty()) return {};
    sheets_seen_.emplace_back(summary.files.back(), batch.raw.sheet);
    const auto& [file, sheet] = sheets_seen_.back();
    for (std::size_t i = 0; i < batch.raw.rows.size(); ++i) {
      const RawRow& raw = batch.raw.rows[i];
      RowFinding& finding = batch.findings[i];
      if (!batch.faults[i]) batch.faults[i] = Repeated(raw, finding);
      if (!batch.faults[i]) LookAmongRows(finding);
      static const std::vector<CsvCell> no_cells;
      const auto& cells = raw.fault ? no_cells : splitter_.Split(batch.raw.Bytes(raw));
      const RowPlace place{file, sheet, raw.line};
      const RowFate fate = batch.faults[i] ? RowFate::kRejected : finding.fate;
      ++summary.rows[static_cast<std::size_t>(fate)];
      if (auto added = AddRow(fate, cells, place, finding, batch.faults[i]); !added) return added;
    }
    summary.read += batch.raw.rows.size();
    options_.progress(summary.read);
    return CheckUans();
  }

  Result<void> AddRow(RowFate fate, const std::vector<CsvCell>& cells, const RowPlace& place,
                      const RowFinding& finding, const std::optional<RowFault>& fault) {
    switch (fate) {
      case RowFate::kNew:
        return sheets_->AddNew(cells, place);
      case RowFate::kMatched:
        return sheets_->AddMatched(cells, place, finding);
      case RowFate::kToReview:
        return sheets_->AddToReview(cells, place, finding);
      case RowFate::kRejected:
        break;
    }
    ++summary.rejected_by_column[sheets_->HeaderOf(fault->field)];
    return sheets_->AddRejected(cells, place, *fault);
  }

  // Why the row repeats an earlier one; else it is remembered.
  std::optional<RowFault> Repeated(const RawRow& raw, const RowFinding& finding) {
    struct Id {
      std::uint64_t hash;
      const char* field;
    };
    const Id ids[] = {{finding.uan, "uan"},
                      {finding.vault, "aadhaar_ref"},
                      {finding.registration, "registration_number"}};
    for (const Id& id : ids) {
      const auto known = ids_.find(id.hash);
      if (id.hash == 0 || known == ids_.end()) continue;
      return RowFault{raw.line, 0, id.field, "the same as in " + Where(known->second),
                      std::string("duplicate ") + id.field};
    }
    const auto row = static_cast<std::uint32_t>(places_.size());
    places_.push_back({static_cast<std::uint32_t>(sheets_seen_.size() - 1),
                       static_cast<std::uint32_t>(raw.line)});
    for (const Id& id : ids) {
      if (id.hash != 0) ids_.emplace(id.hash, row);
    }
    uans_ += finding.uan != 0 ? 1 : 0;
    aadhaar_like_uans_ += finding.uan_could_be_aadhaar ? 1 : 0;
    return std::nullopt;
  }

  std::string Where(std::uint32_t row) const {
    const auto& [file, sheet] = sheets_seen_[places_[row].sheet];
    return file + (sheet.empty() ? "" : ", sheet '" + sheet + "'") + ", row " +
           std::to_string(places_[row].row);
  }

  // Adds earlier rows that may be the same person.
  void LookAmongRows(RowFinding& finding) {
    if (finding.facts.key == 0) return;
    const auto row = static_cast<std::uint32_t>(places_.size() - 1);
    const auto [last, is_first] =
        last_alike_.try_emplace(finding.facts.key, static_cast<std::uint32_t>(seen_.size()));
    const std::uint32_t before = is_first ? kNone : last->second;
    last->second = static_cast<std::uint32_t>(seen_.size());
    seen_.push_back({finding.facts, row, before});
    if (finding.fate == RowFate::kMatched) return;
    std::size_t compared = 0;
    for (std::uint32_t at = before; at != kNone && compared < kMostCompared;
         at = seen_[at].before) {
      ++compared;
      Likeness likeness = Compare(finding.facts, seen_[at].facts);
      if (likeness.score < kReviewScore) continue;
      finding.alike.push_back({Where(seen_[at].row), std::move(likeness)});
      finding.fate = RowFate::kToReview;
    }
  }

  // One number in twelve could be an Aadhaar number by chance; most of them are none by chance.
  Result<void> CheckUans() const {
    constexpr std::uint64_t kEnough = 200;
    if (uans_ < kEnough || aadhaar_like_uans_ * 2 < uans_) return {};
    return InvalidArgument("the UAN column of " + summary.files.back() +
                               " holds Aadhaar numbers: nothing was written; send UANs",
                           "uan");
  }

  const ExchangeOptions& options_;
  const taxonomy::Taxonomy& taxonomy_;
  const RefMaker& refs_;
  const LikenessReader likeness_;
  fs::path directory_;
  std::unique_ptr<ExchangeSheets> sheets_;
  CsvSplitter splitter_;
  std::vector<std::pair<std::string, std::string>> sheets_seen_;        // file, sheet; one a batch
  std::vector<Place> places_;                                           // of rows that are right
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> ids_;         // to places_
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> last_alike_;  // to seen_
  std::vector<Seen> seen_;
  std::uint64_t uans_ = 0;
  std::uint64_t aadhaar_like_uans_ = 0;
};

}  // namespace

Result<ExchangeSummary> Exchange(const ExchangeOptions& options) {
  const auto generation = Generation::OpenCurrent(options.store, Verify::kSizes);
  if (!generation) return generation.error();
  const auto taxonomy = taxonomy::Taxonomy::Open((*generation)->Path(taxonomy::kCompiledName));
  if (!taxonomy) return taxonomy.error();
  const auto refs = RefMaker::ForStore(options.store);
  if (!refs) return refs.error();
  if (!fs::exists(options.store / "contacts.sqlite")) {
    return FailedPrecondition("the store has no contact records: build it with --key",
                              options.store);
  }
  const auto directory = AnswerDirectory::Create(options.out);
  if (!directory) return directory.error();
  Exchanger exchanger(options, **taxonomy, *refs, (*directory)->path());
  for (const fs::path& file : options.files) {
    if (auto read = exchanger.ReadFile(file); !read) return read.error();
  }
  auto parts = exchanger.Finish();
  if (!parts) return parts.error();
  exchanger.summary.parts = std::move(*parts);
  auto written =
      WriteFileAtomically((*directory)->path() / "summary.txt", SummaryText(exchanger.summary));
  if (!written) return written.error();
  if (auto published = (*directory)->Publish(); !published) return published.error();
  return std::move(exchanger.summary);
}

}  // namespace kaam::indexer
