#include "indexer/changed_records.h"

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <string>

namespace kaam::indexer {
namespace {

using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

std::string_view BlobText(sqlite3_stmt* row, int column) {
  return {static_cast<const char*>(sqlite3_column_blob(row, column)),
          static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

void Bind(sqlite3_stmt* statement, int index, const WorkerRef& ref) {
  sqlite3_bind_blob(statement, index, ref.bytes.data(), static_cast<int>(ref.bytes.size()),
                    SQLITE_STATIC);
}

// Full syncs are the change log's: a transaction that a crash takes back is read from there again.
constexpr const char* kSetUp =
    "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
    "PRAGMA secure_delete=ON; PRAGMA busy_timeout=5000;"
    "CREATE TABLE IF NOT EXISTS changed("
    "  ref BLOB PRIMARY KEY, position INTEGER NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS changed_by_position ON changed(position);"
    "CREATE TABLE IF NOT EXISTS applied(position INTEGER NOT NULL);"
    "INSERT INTO applied SELECT 0 WHERE NOT EXISTS (SELECT * FROM applied);"
    "CREATE TABLE IF NOT EXISTS postings("
    "  owner INTEGER NOT NULL, ref BLOB NOT NULL, request INTEGER, PRIMARY KEY(owner, ref))"
    "  WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS postings_by_request ON postings(owner, request)"
    "  WHERE request IS NOT NULL";

WorkerRef RefIn(std::string_view bytes) {
  WorkerRef ref;
  std::copy_n(bytes.begin(), std::min(bytes.size(), ref.bytes.size()), ref.bytes.begin());
  return ref;
}

}  // namespace

Error ChangedRecords::Fault(const char* action) const {
  return {ErrorCode::kIo,
          std::string("changed records: ") + action + ": " + sqlite3_errmsg(database_),
          path_,
          {}};
}

Result<void> ChangedRecords::Execute(const char* sql) {
  if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return Fault(sql);
  return {};
}

Result<std::unique_ptr<ChangedRecords>> ChangedRecords::Open(const std::filesystem::path& path,
                                                             const SecretKey& store_key) {
  std::unique_ptr<ChangedRecords> store(new ChangedRecords(store_key));
  store->path_ = path;
  if (sqlite3_open(path.c_str(), &store->database_) != SQLITE_OK) return store->Fault("open");
  if (auto set_up = store->Execute(kSetUp); !set_up) return set_up.error();
  std::error_code ignored;
  std::filesystem::permissions(
      path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
  sqlite3_stmt* raw = nullptr;
  sqlite3_prepare_v2(store->database_, "SELECT position FROM applied", -1, &raw, nullptr);
  const Statement applied(raw, sqlite3_finalize);
  if (auto prepared = store->Prepare(); !prepared) return prepared.error();
  if (sqlite3_step(raw) != SQLITE_ROW) return store->Fault("read");
  store->applied_ = static_cast<std::uint64_t>(sqlite3_column_int64(raw, 0));
  return store;
}

Result<void> ChangedRecords::Prepare() {
  struct Prepared {
    const char* sql;
    sqlite3_stmt** statement;
  };
  for (const auto& [sql, statement] :
       {Prepared{"SELECT sealed FROM changed WHERE ref = ?", &find_},
        Prepared{"INSERT OR REPLACE INTO changed VALUES(?,?,?)", &put_},
        Prepared{"INSERT OR REPLACE INTO postings VALUES(?,?,?)", &put_posting_},
        Prepared{"SELECT ref FROM postings WHERE owner = ? AND ref > ? ORDER BY ref LIMIT ?",
                 &owned_},
        Prepared{"SELECT ref FROM postings WHERE owner = ? AND request = ?", &created_}}) {
    if (sqlite3_prepare_v2(database_, sql, -1, statement, nullptr) != SQLITE_OK) {
      return Fault("read");
    }
  }
  return {};
}

ChangedRecords::~ChangedRecords() {
  for (sqlite3_stmt* statement : {find_, put_, put_posting_, owned_, created_}) {
    sqlite3_finalize(statement);
  }
  sqlite3_close(database_);
  sodium_memzero(store_key_.data(), store_key_.size());
}

Result<records::ChangedRecord> ChangedRecords::Unseal(const WorkerRef& ref,
                                                      std::string_view sealed) const {
  const auto plain = OpenSealed(store_key_, ref, sealed);
  records::ChangedRecord record;
  if (!plain || !record.ParseFromString(*plain)) {
    return DataLoss("a changed record does not open under this key", path_);
  }
  return record;
}

Result<records::ChangedRecord> ChangedRecords::Find(const WorkerRef& ref) {
  Bind(find_, 1, ref);
  const int step = sqlite3_step(find_);
  const std::string sealed(step == SQLITE_ROW ? BlobText(find_, 0) : std::string_view());
  sqlite3_reset(find_);
  if (step == SQLITE_DONE) return records::ChangedRecord();
  if (step != SQLITE_ROW) return Fault("read");
  return Unseal(ref, sealed);
}

Result<std::vector<WorkerRef>> ChangedRecords::RefsOf(sqlite3_stmt* statement) {
  std::vector<WorkerRef> refs;
  int step = sqlite3_step(statement);
  for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
    refs.push_back(RefIn(BlobText(statement, 0)));
  }
  sqlite3_reset(statement);
  if (step != SQLITE_DONE) return Fault("read");
  return refs;
}

Result<std::vector<WorkerRef>> ChangedRecords::OwnedBy(std::uint64_t owner,
                                                       const std::optional<WorkerRef>& after,
                                                       std::size_t most) {
  sqlite3_bind_int64(owned_, 1, static_cast<sqlite3_int64>(owner));
  if (after) {
    Bind(owned_, 2, *after);
  } else {
    sqlite3_bind_zeroblob(owned_, 2, 0);
  }
  sqlite3_bind_int64(owned_, 3, static_cast<sqlite3_int64>(most));
  return RefsOf(owned_);
}

Result<std::optional<WorkerRef>> ChangedRecords::CreatedBy(std::uint64_t owner,
                                                           std::uint64_t request) {
  sqlite3_bind_int64(created_, 1, static_cast<sqlite3_int64>(owner));
  sqlite3_bind_int64(created_, 2, static_cast<sqlite3_int64>(request));
  const auto refs = RefsOf(created_);
  if (!refs) return refs.error();
  return refs->empty() ? std::nullopt : std::optional(refs->front());
}

Result<void> ChangedRecords::Begin() {
  if (sqlite3_get_autocommit(database_) == 0) {  // one that failed half way
    if (auto undone = Execute("ROLLBACK"); !undone) return undone;
  }
  return Execute("BEGIN IMMEDIATE");
}

Result<void> ChangedRecords::Put(const WorkerRef& ref, const records::ChangedRecord& record,
                                 std::uint64_t position) {
  std::string sealed;
  sealer_.Seal(ref, record.SerializeAsString(), sealed);
  Bind(put_, 1, ref);
  sqlite3_bind_int64(put_, 2, static_cast<sqlite3_int64>(position));
  sqlite3_bind_blob(put_, 3, sealed.data(), static_cast<int>(sealed.size()), SQLITE_STATIC);
  const bool done = sqlite3_step(put_) == SQLITE_DONE;
  sqlite3_reset(put_);
  if (!done) return Fault("write");
  if (!record.whole().has_posting()) return {};
  const records::Posting& posting = record.whole().posting();
  sqlite3_bind_int64(put_posting_, 1, static_cast<sqlite3_int64>(posting.owner()));
  Bind(put_posting_, 2, ref);
  if (posting.has_request()) {
    sqlite3_bind_int64(put_posting_, 3, static_cast<sqlite3_int64>(posting.request()));
  } else {
    sqlite3_bind_null(put_posting_, 3);
  }
  const bool kept = sqlite3_step(put_posting_) == SQLITE_DONE;
  sqlite3_reset(put_posting_);
  if (!kept) return Fault("write");
  return {};
}

Result<void> ChangedRecords::Commit(std::uint64_t applied) {
  const std::string sql = "UPDATE applied SET position = " + std::to_string(applied) + "; COMMIT";
  if (auto done = Execute(sql.c_str()); !done) return done;
  applied_ = applied;
  return {};
}

Result<void> ChangedRecords::ForEachAfter(
    std::uint64_t position,
    const std::function<Result<void>(const WorkerRef&, const records::ChangedRecord&)>& each) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database_,
                         "SELECT ref, sealed FROM changed WHERE position > ? ORDER BY ref", -1,
                         &raw, nullptr) != SQLITE_OK) {
    return Fault("read");
  }
  const Statement statement(raw, sqlite3_finalize);
  sqlite3_bind_int64(raw, 1, static_cast<sqlite3_int64>(position));
  int step = sqlite3_step(raw);
  for (; step == SQLITE_ROW; step = sqlite3_step(raw)) {
    const WorkerRef ref = RefIn(BlobText(raw, 0));
    if (static_cast<std::size_t>(sqlite3_column_bytes(raw, 0)) != ref.bytes.size()) {
      return DataLoss("a changed record has no ref", path_);
    }
    const auto record = Unseal(ref, BlobText(raw, 1));
    if (!record) return record.error();
    if (auto taken = each(ref, *record); !taken) return taken;
  }
  if (step != SQLITE_DONE) return Fault("read");
  return {};
}

Result<void> ChangedRecords::Checkpoint() {
  return Execute(
      "PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(TRUNCATE);"
      "PRAGMA synchronous=NORMAL");
}

}  // namespace kaam::indexer
