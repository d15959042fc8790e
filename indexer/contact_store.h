// Where personal data lives: SQLite, each record sealed under a key of its own which the store key
// wraps. The search index holds none of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/ids.h"
#include "core/records.pb.h"
#include "core/result.h"
#include "indexer/refs.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kaam::indexer {

// A store being written whole. Nothing is visible under its real name until Publish. One thread.
class ContactStoreWriter {
 public:
  static Result<std::unique_ptr<ContactStoreWriter>> Create(const std::filesystem::path& path,
                                                            const SecretKey& store_key);
  ContactStoreWriter(const ContactStoreWriter&) = delete;
  ContactStoreWriter& operator=(const ContactStoreWriter&) = delete;
  ~ContactStoreWriter();  // removes what was not published

  // Seals and adds one record. Refs must be unique, which Publish checks.
  Result<void> Add(const WorkerRef& ref, std::string_view serialized_worker);

  // Indexes by ref, syncs, and replaces the store at the real name.
  Result<void> Publish();

 private:
  ContactStoreWriter() = default;
  Error Fault(const char* action) const;

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  SecretKey store_key_{};
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

// Reads one worker's sealed record. kNotFound when there is none; kDataLoss when it does not open
// under this key.
Result<records::Worker> ReadContact(const std::filesystem::path& path, const SecretKey& store_key,
                                    const WorkerRef& ref);

}  // namespace kaam::indexer
