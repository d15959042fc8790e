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
    "INSERT INTO applied SELECT 0 WHERE NOT EXISTS (SELECT * FROM applied)";

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
  const bool prepared =
      sqlite3_prepare_v2(store->database_, "SELECT sealed FROM changed WHERE ref = ?", -1,
                         &store->find_, nullptr) == SQLITE_OK &&
      sqlite3_prepare_v2(store->database_, "INSERT OR REPLACE INTO changed VALUES(?,?,?)", -1,
                         &store->put_, nullptr) == SQLITE_OK &&
      sqlite3_step(raw) == SQLITE_ROW;
  if (!prepared) return store->Fault("read");
  store->applied_ = static_cast<std::uint64_t>(sqlite3_column_int64(raw, 0));
  return store;
}

ChangedRecords::~ChangedRecords() {
  sqlite3_finalize(find_);
  sqlite3_finalize(put_);
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
    WorkerRef ref;
    const std::string_view bytes = BlobText(raw, 0);
    if (bytes.size() != ref.bytes.size()) return DataLoss("a changed record has no ref", path_);
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
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
