#include "indexer/live_store.h"

#include <sodium.h>

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <string>
#include <utility>

#include "core/generations.h"
#include "indexer/encoder.h"
#include "indexer/fold.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using records::Change;
using records::ChangedRecord;
using schema::kOpeningsKind;
using schema::kWorkersKind;

// Changes that stay in the log after they were taken in, so that clearing it away costs little.
constexpr std::uint64_t kKeptInLog = 100'000;

WorkerRef RefOf(const std::string& bytes) {
  WorkerRef ref;
  std::copy_n(bytes.begin(), std::min(bytes.size(), ref.bytes.size()), ref.bytes.begin());
  return ref;
}

// What a change means for who is hidden.
std::optional<Suppression> SuppressionOf(const Change& change) {
  Suppression out{RefOf(change.ref()), SuppressionAct::kErased, change.version()};
  if (change.of_opening()) return std::nullopt;
  if (change.erasure()) return out;
  const records::Consent& consent = change.event().consent();
  if (change.event().kind() != records::EVENT_KIND_CONSENT_CHANGE ||
      consent.purpose() != records::CONSENT_PURPOSE_VISIBLE_TO_EMPLOYERS) {
    return std::nullopt;
  }
  out.act = consent.has_given_day() && !consent.has_withdrawn_day() ? SuppressionAct::kRestored
                                                                    : SuppressionAct::kWithdrawn;
  return out;
}

}  // namespace

struct LiveStore::Staged {
  Staged(Overrides old_workers, Overrides old_openings, const Encoder& encoder_in)
      : workers_gone(std::move(old_workers)),
        openings_gone(std::move(old_openings)),
        encoder(encoder_in) {}

  bool changed() const {
    return any_gone || !workers.staged.rows.empty() || !openings.staged.rows.empty();
  }

  SegmentRows<schema::WorkerRow> workers;
  SegmentRows<schema::OpeningRow> openings;
  Overrides workers_gone;
  Overrides openings_gone;
  bool any_gone = false;
  std::uint64_t position = 0;  // up to which changes are in here
  const Encoder& encoder;
};

Result<std::unique_ptr<LiveStore>> LiveStore::Open(const fs::path& store,
                                                   const SecretKey& store_key, unsigned threads) {
  // Before the lock, which makes the directory of a store that is none.
  if (const auto current = CurrentGeneration(store); !current) return current.error();
  auto lock = StoreLock::Acquire(store);
  if (!lock) return lock.error();
  std::unique_ptr<LiveStore> live(new LiveStore(std::move(*lock), store_key, threads));
  auto refs = RefMaker::ForStore(store);
  if (!refs) return refs.error();
  live->refs_.emplace(*refs);
  auto suppressed = SuppressionList::Read(store);
  if (!suppressed) return suppressed.error();
  live->suppressed_ = std::move(*suppressed);
  auto contacts = ContactStore::Open(store / kContactsName, store_key);
  if (!contacts && contacts.error().code != ErrorCode::kNotFound) return contacts.error();
  if (contacts) live->contacts_ = std::move(*contacts);
  auto changed = ChangedRecords::Open(store / kChangedRecordsName, store_key);
  if (!changed) return changed.error();
  live->records_ = std::move(*changed);
  if (auto opened = live->OpenBase(); !opened) return opened.error();
  auto log = ChangeLog::Open(store / kChangeLogName);
  if (!log) return log.error();
  live->log_ = std::move(*log);
  if (auto recovered = live->Recover(); !recovered) return recovered.error();
  return live;
}

LiveStore::~LiveStore() { sodium_memzero(store_key_.data(), store_key_.size()); }

Result<void> LiveStore::OpenBase() {
  auto base = Generation::OpenCurrent(lock_.store(), Verify::kSizes);
  if (!base) return base.error();
  if (taxonomy_ == nullptr) {
    auto taxonomy = taxonomy::Taxonomy::Open((*base)->Path(taxonomy::kCompiledName));
    if (!taxonomy) return taxonomy.error();
    taxonomy_ = std::move(*taxonomy);
    texts_ = std::make_unique<TextMemo>(*taxonomy_);
  }
  auto versions = OpeningVersions::Open(**base);
  if (!versions) return versions.error();
  const std::scoped_lock lock(mutex_);
  base_ = std::move(*base);
  openings_.emplace(std::move(*versions));
  return {};
}

Result<void> LiveStore::Recover() {
  std::vector<Positioned> changes;
  const auto fold = [&]() -> Result<void> {
    if (changes.empty()) return {};
    if (auto folded = FoldIn(changes); !folded) return folded.error();
    changes.clear();
    return {};
  };
  const fs::path directory = lock_.store() / kChangeLogName;
  const auto end = ReplayChangeLog(
      directory, records_->applied(),
      [&](std::uint64_t at, std::string_view entry) -> Result<void> {
        records::LoggedChange logged;
        Change change;
        const bool parsed = logged.ParseFromArray(entry.data(), static_cast<int>(entry.size()));
        const auto plain = OpenSealed(store_key_, RefOf(logged.ref()), logged.sealed());
        if (!parsed || !plain || !change.ParseFromString(*plain)) {
          return DataLoss(
              "entry " + std::to_string(at) + " of the change log does not open under this key",
              directory);
        }
        changes.push_back({at, std::move(change)});
        return changes.size() < 4096 ? Result<void>() : fold();
      });
  if (!end) return end.error();
  if (auto folded = fold(); !folded) return folded;
  if (*end < records_->applied()) {
    return DataLoss("the change log ends before what was taken from it", directory);
  }
  forgotten_ = records_->applied();
  return {};
}

Result<std::vector<Fate>> LiveStore::Take(std::span<const Change> changes) {
  if (changes.empty()) return std::vector<Fate>();
  std::vector<std::string> entries;
  for (const Change& change : changes) {
    records::LoggedChange logged;
    logged.set_ref(change.ref());
    sealer_.Seal(RefOf(change.ref()), change.SerializeAsString(), *logged.mutable_sealed());
    entries.push_back(logged.SerializeAsString());
  }
  const auto last = log_->Append(entries);
  if (!last) return last.error();
  std::vector<Positioned> positioned;
  std::uint64_t position = *last - changes.size();
  for (const Change& change : changes) positioned.push_back({++position, change});
  const std::scoped_lock lock(mutex_);
  return FoldIn(positioned);
}

Result<ChangedRecord> LiveStore::Find(const WorkerRef& ref) {
  const std::scoped_lock lock(mutex_);
  return records_->Find(ref);
}

Result<std::vector<WorkerRef>> LiveStore::OwnedBy(std::uint64_t owner,
                                                  const std::optional<WorkerRef>& after,
                                                  std::size_t most) {
  const std::scoped_lock lock(mutex_);
  return records_->OwnedBy(owner, after, most);
}

Result<std::optional<WorkerRef>> LiveStore::CreatedBy(std::uint64_t owner, std::uint64_t request) {
  const std::scoped_lock lock(mutex_);
  return records_->CreatedBy(owner, request);
}

std::uint64_t LiveStore::position() const {
  const std::scoped_lock lock(mutex_);
  return records_->applied();
}

Result<std::optional<records::Worker>> LiveStore::BaseWorker(const WorkerRef& ref) const {
  if (contacts_ == nullptr) return std::optional<records::Worker>();
  auto worker = contacts_->Read(ref);
  if (worker) return std::optional(std::move(*worker));
  if (worker.error().code == ErrorCode::kNotFound) return std::optional<records::Worker>();
  return worker.error();
}

Result<std::optional<std::uint64_t>> LiveStore::BaseVersion(const WorkerRef& ref,
                                                            bool of_opening) const {
  if (of_opening) return openings_->Of(ref.bytes);
  const auto worker = BaseWorker(ref);
  if (!worker) return worker.error();
  if (!*worker) return std::optional<std::uint64_t>();
  return std::optional((*worker)->version());
}

Result<void> LiveStore::Suppress(std::span<const Positioned> changes) {
  std::vector<Suppression> entries;
  for (const auto& [position, change] : changes) {
    const auto entry = SuppressionOf(change);
    if (!entry || suppressed_.Has(*entry)) continue;
    entries.push_back(*entry);
    suppressed_.Add(*entry);
  }
  return AppendSuppressions(lock_.store(), entries);
}

Result<std::vector<Fate>> LiveStore::FoldIn(std::span<const Positioned> changes) {
  // Whoever may no longer be seen is hidden before anything else is done.
  if (auto suppressed = Suppress(changes); !suppressed) return suppressed.error();
  struct Touched {
    ChangedRecord record;
    std::uint64_t position = 0;  // of the newest change that changed it; 0 none did
  };
  boost::unordered_flat_map<WorkerRef, Touched, std::hash<WorkerRef>> touched;
  std::vector<Fate> fates;
  bool erased = false;
  for (const auto& [position, change] : changes) {
    const WorkerRef ref = RefOf(change.ref());
    const auto [at, is_new] = touched.try_emplace(ref);
    if (is_new) {
      auto record = records_->Find(ref);
      if (!record) return record.error();
      at->second.record = std::move(*record);
    }
    const auto version = BaseVersion(ref, change.of_opening());
    if (!version) return version.error();
    fates.push_back(indexer::Take(change, *version, at->second.record));
    const bool is_kept = fates.back() == Fate::kAccepted || fates.back() == Fate::kSuperseded;
    if (is_kept) at->second.position = position;
    if (!change.erasure()) continue;
    erased = true;
    if (contacts_ == nullptr) continue;
    if (auto gone = contacts_->Erase(ref); !gone) return gone.error();
  }
  if (auto begun = records_->Begin(); !begun) return begun.error();
  for (const auto& [ref, change] : touched) {
    if (change.position == 0) continue;
    if (auto put = records_->Put(ref, change.record, change.position); !put) return put.error();
  }
  if (auto done = records_->Commit(changes.back().position); !done) return done.error();
  // The log holds, sealed, what is known of who was erased: it goes when all of it is taken in.
  const bool clear = log_ != nullptr && (erased || records_->applied() > forgotten_ + kKeptInLog);
  if (clear) {
    if (auto safe = records_->Checkpoint(); !safe) return safe.error();
    if (auto gone = log_->ForgetThrough(records_->applied()); !gone) return gone.error();
    forgotten_ = records_->applied();
  }
  return fates;
}

Result<void> LiveStore::Stage(const WorkerRef& ref, const ChangedRecord& record, Staged& staged) {
  const auto add = [&](Standing standing, auto& rows, auto& gone, const auto& newest,
                       auto& encoded) {
    if (standing == Standing::kAsBuilt) return;
    staged.any_gone |= gone.Add(ref.bytes);
    if (standing == Standing::kGone) return;
    staged.encoder.Encode(newest, encoded);
    rows.staged.Add(encoded.row, ref.bytes, encoded.pool);
  };
  if (record.of_opening()) {
    const auto newest = NewestOf(record, openings_->Of(ref.bytes));
    EncodedOpening encoded;
    add(newest.standing, staged.openings, staged.openings_gone, newest.opening, encoded);
    if (newest.standing != Standing::kWhole) return {};
    staged.openings.words.push_back(std::move(encoded.words));
    staged.openings.shown.push_back(std::move(encoded.shown));
    return {};
  }
  const auto base = BaseWorker(ref);
  if (!base) return base.error();
  const auto newest = NewestOf(record, *base);
  EncodedWorker encoded;
  add(newest.standing, staged.workers, staged.workers_gone, newest.worker, encoded);
  return {};
}

Result<void> LiveStore::Gather(Staged& staged) {
  const std::scoped_lock lock(mutex_);
  staged.position = records_->applied();
  return records_->ForEachAfter(base_->manifest().log_position,
                                [&](const WorkerRef& ref, const ChangedRecord& record) {
                                  return Stage(ref, record, staged);
                                });
}

Result<bool> LiveStore::Publish() {
  if (position() == base_->manifest().log_position) return false;
  auto room = WithRoom(lock_, base_, *taxonomy_, threads_);
  if (!room) return room.error();
  if (*room != base_) {
    if (auto opened = OpenBase(); !opened) return opened.error();
  }
  auto workers_gone = Overrides::Open(*base_, kWorkersKind);
  if (!workers_gone) return workers_gone.error();
  auto openings_gone = Overrides::Open(*base_, kOpeningsKind);
  if (!openings_gone) return openings_gone.error();
  const Encoder encoder(*taxonomy_, *texts_);
  Staged staged(std::move(*workers_gone), std::move(*openings_gone), encoder);
  if (auto all = Gather(staged); !all) return all.error();
  if (!staged.changed()) return false;
  if (auto written = Write(staged); !written) return written.error();
  if (auto opened = OpenBase(); !opened) return opened.error();
  return true;
}

Result<void> LiveStore::Write(Staged& staged) {
  const std::uint32_t number = base_->manifest().small_segments + 1;
  auto builder = GenerationBuilder::CreateFrom(lock_, *base_);
  if (!builder) return builder.error();
  const auto own_stated =
      StatedByNew(staged.workers.staged, taxonomy_->places(), staged.workers_gone);
  auto all_stated = StatedBefore(*base_, own_stated.size());
  if (!all_stated) return all_stated.error();
  for (std::size_t i = 0; i < own_stated.size(); ++i) (*all_stated)[i] += own_stated[i];
  const Manifest facts{
      .log_position = staged.position,
      .workers = staged.workers_gone.rows_left() + staged.workers.staged.rows.size(),
      .openings = staged.openings_gone.rows_left() + staged.openings.staged.rows.size(),
      .small_segments = number};
  const fs::path& directory = (*builder)->directory();
  for (const auto& written :
       {WriteSegmentFiles({staged.workers, staged.openings, own_stated, *all_stated}, *taxonomy_,
                          threads_, directory, number, [](std::uint64_t) {}),
        staged.workers_gone.Write(directory, number),
        staged.openings_gone.Write(directory, number)}) {
    if (!written) return written;
  }
  if (const auto published = (*builder)->Publish(facts); !published) return published.error();
  return {};
}

}  // namespace kaam::indexer
