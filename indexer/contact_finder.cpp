#include "indexer/contact_finder.h"

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>

#include "indexer/contact_store.h"

namespace kaam::indexer {
namespace {

constexpr std::size_t kMostByVault = 16;

std::span<const unsigned char> ColumnBytes(sqlite3_stmt* row, int column) {
  return {static_cast<const unsigned char*>(sqlite3_column_blob(row, column)),
          static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

}  // namespace

Result<std::unique_ptr<ContactFinder>> ContactFinder::Open(const std::filesystem::path& path,
                                                           const SecretKey& store_key) {
  std::unique_ptr<ContactFinder> finder(new ContactFinder);
  finder->path_ = path;
  finder->store_key_ = store_key;
  constexpr int kFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path.c_str(), &finder->database_, kFlags, nullptr) != SQLITE_OK) {
    return NotFound("there is no contact store", path);
  }
  sqlite3_exec(finder->database_, "PRAGMA mmap_size=268435456", nullptr, nullptr, nullptr);
  const auto prepare = [&](const char* where, sqlite3_stmt** out) {
    const std::string text =
        std::string("SELECT ref, wrapped_key || sealed FROM contacts WHERE ") + where;
    return sqlite3_prepare_v2(finder->database_, text.c_str(), -1, out, nullptr) == SQLITE_OK;
  };
  if (!prepare("ref = ?", &finder->by_ref_)) {
    return DataLoss("the contact store can't be read", path);
  }
  if (!prepare("vault = ?", &finder->by_vault_) ||
      !prepare("likeness = ?", &finder->by_likeness_)) {
    return FailedPrecondition(
        "the contact store is older than this program: run `kaam-index build` again", path);
  }
  return finder;
}

ContactFinder::~ContactFinder() {
  for (sqlite3_stmt* statement : {by_ref_, by_vault_, by_likeness_}) sqlite3_finalize(statement);
  sqlite3_close(database_);
  sodium_memzero(store_key_.data(), store_key_.size());
}

Result<std::vector<ContactFinder::Found>> ContactFinder::Run(sqlite3_stmt* statement,
                                                             std::size_t limit) {
  std::vector<Found> out;
  int stepped = SQLITE_DONE;
  while (out.size() < limit && (stepped = sqlite3_step(statement)) == SQLITE_ROW) {
    Found& found = out.emplace_back();
    const auto ref = ColumnBytes(statement, 0);
    bool opens = ref.size() == found.ref.bytes.size();
    if (opens) {
      std::copy(ref.begin(), ref.end(), found.ref.bytes.begin());
      const auto sealed = ColumnBytes(statement, 1);
      const auto plain = OpenSealed(store_key_, found.ref,
                                    {reinterpret_cast<const char*>(sealed.data()), sealed.size()});
      opens = plain && found.worker.ParseFromString(*plain);
    }
    if (opens) continue;
    sqlite3_reset(statement);
    return DataLoss("a contact record does not open under this key", path_);
  }
  sqlite3_reset(statement);
  if (stepped != SQLITE_ROW && stepped != SQLITE_DONE) {
    return DataLoss("the contact store can't be read", path_);
  }
  return out;
}

Result<std::vector<ContactFinder::Found>> ContactFinder::ByRef(const WorkerRef& ref) {
  sqlite3_bind_blob(by_ref_, 1, ref.bytes.data(), static_cast<int>(ref.bytes.size()),
                    SQLITE_STATIC);
  return Run(by_ref_, 1);
}

Result<std::vector<ContactFinder::Found>> ContactFinder::ByVault(std::uint64_t key) {
  sqlite3_bind_int64(by_vault_, 1, static_cast<sqlite3_int64>(key));
  return Run(by_vault_, kMostByVault);
}

Result<std::vector<ContactFinder::Found>> ContactFinder::ByLikeness(std::uint64_t key,
                                                                    std::size_t limit) {
  sqlite3_bind_int64(by_likeness_, 1, static_cast<sqlite3_int64>(key));
  return Run(by_likeness_, limit);
}

}  // namespace kaam::indexer
