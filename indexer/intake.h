// Reads registry files of one kind of record into staged rows: one thread cuts and accepts, several
// parse, check, encode and seal. Private to indexer/build.cpp.
#pragma once

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/suppression.h"
#include "indexer/build.h"
#include "indexer/byte_source.h"
#include "indexer/checks.h"
#include "indexer/contact_thread.h"
#include "indexer/encoder.h"
#include "indexer/ordered_work.h"
#include "indexer/record_reader.h"
#include "indexer/rejects.h"
#include "indexer/segment_files.h"
#include "indexer/text_memo.h"

namespace kaam::indexer {

// What all intakes of a build share.
struct IntakeParts {
  const ReadOptions& options;
  const taxonomy::Taxonomy& taxonomy;
  const RefMaker& refs;
  TextMemo& texts;
  RejectFile& rejects;
  const SecretKey* store_key;  // null: personal fields are dropped
  ContactThread* contacts;     // likewise
  const SuppressionList& suppressed;
};

inline std::uint64_t SizeOf(const std::filesystem::path& path) {
  std::error_code failed;
  const auto size = path == "-" ? 0 : std::filesystem::file_size(path, failed);
  return failed ? 0 : size;
}

template <class Record>
using RowOf = std::conditional_t<std::is_same_v<Record, records::Worker>, schema::WorkerRow,
                                 schema::OpeningRow>;

template <class Record>
class Intake : public SegmentRows<RowOf<Record>> {
 public:
  static constexpr bool kIsWorker = std::is_same_v<Record, records::Worker>;
  using Encoded = std::conditional_t<kIsWorker, EncodedWorker, EncodedOpening>;
  using Ref = std::conditional_t<kIsWorker, WorkerRef, OpeningRef>;

  explicit Intake(const IntakeParts& parts)
      : parts_(parts),
        encoder_(parts.taxonomy, parts.texts),
        likeness_(parts.refs, parts.taxonomy) {}

  Result<void> ReadAll(const std::vector<std::filesystem::path>& files) {
    for (const std::filesystem::path& file : files) total_bytes_ += SizeOf(file);
    for (const std::filesystem::path& file : files) {
      files_.push_back(file.string());
      if (auto read = ReadFile(file); !read) return read;
    }
    return {};
  }

  KindSummary summary;

 private:
  // Some rows on their way through.
  struct Batch {
    struct Passed {  // a row that is right in itself
      std::uint32_t raw = 0;
      Ref ref;
      Encoded encoded;
      std::size_t sealed_begin = 0;  // in `sealed`
      std::size_t sealed_end = 0;
      BlindKeys keys{};
    };
    RowBatch raw;
    std::vector<std::optional<RowFault>> faults;  // by raw row
    std::vector<Passed> passed;  // the first `passed_count`; the rest is kept for reuse
    std::size_t passed_count = 0;
    std::string sealed;
    std::uint64_t texts_masked = 0;
  };

  // What a thread keeps from batch to batch.
  struct Bench {
    std::unique_ptr<RecordParser<Record>> parser;
    Record record;
    std::string serialized;
    std::optional<ContactSealer> sealer;
    std::size_t sealed_bytes = 0;  // of the batch that had most
  };

  // Where a ref was seen first, to name it when it comes again.
  struct FirstSeen {
    std::uint32_t file;
    std::uint64_t line;
  };

  Result<void> ReadFile(const std::filesystem::path& path) {
    auto source = ByteSource::Open(path);
    if (!source) return source.error();
    auto reader =
        RecordReader<Record>::Open(**source, kIsWorker ? parts_.options.worker_map : nullptr);
    if (!reader) return reader.error();
    std::vector<Bench> benches(parts_.options.threads + 1);
    for (Bench& bench : benches) {
      bench.parser = (*reader)->NewParser();
      if (parts_.store_key != nullptr) bench.sealer.emplace(*parts_.store_key);
    }
    Bench& own = benches.back();  // of the thread that accepts
    {
      OrderedWork<Batch> work(parts_.options.threads, [&](Batch& batch, unsigned thread) {
        Prepare(benches[thread], batch);
      });
      for (bool more = true; more;) {
        auto batch = spare_ ? std::move(spare_) : std::make_unique<Batch>();
        batch->raw.Clear();
        while (more && !batch->raw.full()) {
          const auto cut = (*reader)->Next(batch->raw);
          if (!cut) return cut.error();
          more = *cut;
        }
        batch->raw.file_position = (*source)->file_position();
        work.Add(std::move(batch));
        if (work.full()) Accept(work.Take(), own);
      }
      while (auto batch = work.Take()) Accept(std::move(batch), own);
    }
    bytes_before_ += (*source)->file_bytes();
    for (const Bench& bench : benches) Note(bench.parser->notes());
    return {};
  }

  // All that needs no other row. Any thread.
  void Prepare(Bench& bench, Batch& batch) const {
    batch.faults.assign(batch.raw.rows.size(), std::nullopt);
    batch.passed_count = 0;
    batch.sealed.clear();
    batch.sealed.reserve(bench.sealed_bytes);
    batch.texts_masked = 0;
    for (std::uint32_t i = 0; i < batch.raw.rows.size(); ++i) {
      const RawRow& raw = batch.raw.rows[i];
      batch.faults[i] = raw.fault ? batch.raw.faults[*raw.fault] : FaultOf(bench, batch, i);
      if (!batch.faults[i]) continue;
      batch.faults[i]->line = raw.line;
    }
    bench.sealed_bytes = std::max(bench.sealed_bytes, batch.sealed.size());
  }

  // What is wrong with a row; when nothing is, it has been added to those that passed.
  std::optional<RowFault> FaultOf(Bench& bench, Batch& batch, std::uint32_t i) const {
    if (!bench.parser->Parse(batch.raw.Bytes(batch.raw.rows[i]), bench.record)) {
      return bench.parser->fault();
    }
    batch.texts_masked += MaskFreeText(bench.record);
    if (auto fault = Check(bench.record)) {
      return RowFault{0, bench.parser->ColumnOf(fault->field), std::move(fault->field),
                      std::move(fault->reason), std::move(fault->kind)};
    }
    const Ref ref = parts_.refs.Of(bench.record);
    if constexpr (kIsWorker) {
      if (parts_.suppressed.IsErased(ref)) {
        const std::string field = bench.record.has_uan() ? "uan" : "registration_number";
        return RowFault{0, bench.parser->ColumnOf(field), field,
                        "what is known of this worker was erased and is not taken again", "erased"};
      }
    }
    if (batch.passed.size() == batch.passed_count) batch.passed.emplace_back();
    auto& passed = batch.passed[batch.passed_count++];
    passed.raw = i;
    passed.ref = ref;
    encoder_.Encode(bench.record, passed.encoded);
    passed.sealed_begin = batch.sealed.size();
    if constexpr (kIsWorker) {
      if (bench.sealer) {
        bench.record.SerializeToString(&bench.serialized);
        bench.sealer->Seal(passed.ref, bench.serialized, batch.sealed);
        passed.keys = likeness_.KeysOf(bench.record);
      }
    }
    passed.sealed_end = batch.sealed.size();
    return std::nullopt;
  }

  std::optional<CheckFault> Check(const Record& record) const {
    if constexpr (kIsWorker) {
      return CheckWorker(parts_.taxonomy, record, parts_.options.today);
    } else {
      return CheckOpening(parts_.taxonomy, record, parts_.options.today);
    }
  }

  // Takes rows in the order of the input; `own` is for reading rows again that are rejected.
  void Accept(std::unique_ptr<Batch> batch, Bench& own) {
    ContactBatch contacts;
    std::size_t next = 0;  // of those that passed
    for (std::uint32_t i = 0; i < batch->raw.rows.size(); ++i) {
      std::optional<RowFault>& fault = batch->faults[i];
      if (!fault) {
        auto& passed = batch->passed[next++];
        fault = DuplicateFault(*batch, passed, own);
        if (!fault) Take(passed, contacts);
      }
      if (fault) Reject(*batch, i, *fault, own);
    }
    summary.read += batch->raw.rows.size();
    summary.texts_masked += batch->texts_masked;
    if (!contacts.rows.empty()) {
      contacts.bytes = std::move(batch->sealed);
      parts_.contacts->Add(std::move(contacts));
    }
    parts_.options.progress(
        {"reading", bytes_before_ + batch->raw.file_position, total_bytes_, summary.read});
    spare_ = std::move(batch);
  }

  std::optional<RowFault> DuplicateFault(const Batch& batch, const typename Batch::Passed& passed,
                                         Bench& own) {
    const RawRow& raw = batch.raw.rows[passed.raw];
    const FirstSeen here{static_cast<std::uint32_t>(files_.size() - 1), raw.line};
    const auto [known, is_new] = seen_.try_emplace(passed.ref, here);
    if (is_new) return std::nullopt;
    own.parser->Parse(batch.raw.Bytes(raw), own.record);
    std::string field = "id";
    if constexpr (kIsWorker) field = own.record.has_uan() ? "uan" : "registration_number";
    return RowFault{
        raw.line, own.parser->ColumnOf(field), field,
        "the same as in " + files_[known->second.file] + ":" + std::to_string(known->second.line),
        "duplicate " + field};
  }

  void Take(typename Batch::Passed& passed, ContactBatch& contacts) {
    this->staged.Add(passed.encoded.row, passed.ref.bytes, passed.encoded.pool);
    for (ReadText* text : passed.encoded.texts) {
      ++text->rows;
      ++(text->is_skill ? summary.texts.skills : summary.texts.trades);
      if (text->id == kNoId) continue;
      ++(text->is_skill ? summary.texts.skills_understood : summary.texts.trades_understood);
    }
    if constexpr (kIsWorker) {
      if (parts_.contacts != nullptr) {
        contacts.rows.push_back({passed.ref, passed.sealed_begin,
                                 passed.sealed_end - passed.sealed_begin, passed.keys});
      } else {
        ++summary.personal_dropped;
      }
    } else {
      this->words.push_back(std::move(passed.encoded.words));
      this->shown.push_back(std::move(passed.encoded.shown));
    }
    ++summary.accepted;
  }

  void Reject(const Batch& batch, std::uint32_t i, RowFault& fault, Bench& own) {
    ++summary.rejected;
    ++summary.rejected_by_reason[fault.kind];
    const RawRow& raw = batch.raw.rows[i];
    std::vector<std::string_view> texts;
    std::vector<std::string> formatted;
    if (!raw.fault) {
      own.parser->Parse(batch.raw.Bytes(raw), own.record);
      texts = own.parser->texts();
      if (texts.empty()) {  // of a format that is not text
        formatted.resize(ColumnsOf<Record>().size());
        for (std::size_t column = 0; column < formatted.size(); ++column) {
          ColumnsOf<Record>()[column].format(own.record, formatted[column]);
        }
        texts.assign(formatted.begin(), formatted.end());
      }
    }
    fault.sheet = batch.raw.sheet;
    parts_.rejects.Add<Record>(files_.back(), fault, ColumnsOf<Record>(), texts);
  }

  void Note(const HeaderNotes& notes) {
    const auto add = [](const std::vector<std::string>& names, std::vector<std::string>& out) {
      for (const std::string& name : names) {
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
      }
      std::sort(out.begin(), out.end());
    };
    add(notes.ignored, summary.ignored_columns);
    add(notes.refused, summary.refused_columns);
    add(notes.hidden_sheets, summary.hidden_sheets);
  }

  const IntakeParts& parts_;
  const Encoder encoder_;
  const LikenessReader likeness_;
  std::vector<std::string> files_;
  std::uint64_t bytes_before_ = 0;
  std::uint64_t total_bytes_ = 0;
  boost::unordered_flat_map<Ref, FirstSeen, std::hash<Ref>> seen_;
  std::unique_ptr<Batch> spare_;
};

}  // namespace kaam::indexer
