// Where personal data lives: SQLite, each record sealed under a key of its own which the store key
// wraps. The search index holds none of it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/ids.h"
#include "core/records.pb.h"
#include "core/result.h"
#include "indexer/likeness.h"
#include "indexer/refs.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kaam::indexer {

inline constexpr std::string_view kContactsName = "contacts.sqlite";  // in a store

// Seals records for a store: the record under a key of its own, and that key under the store's. One
// thread.
class ContactSealer {
 public:
  explicit ContactSealer(const SecretKey& store_key) : store_key_(store_key) {}
  ContactSealer(const ContactSealer&) = delete;
  ContactSealer& operator=(const ContactSealer&) = delete;
  ~ContactSealer();  // wipes its keys

  // Appends what SealedContact::bytes means.
  void Seal(const WorkerRef& ref, std::string_view serialized_worker, std::string& out);

 private:
  struct Secrets;

  SecretKey store_key_;
  // Random bytes for the next rows: asking the system for each row costs more than sealing it.
  std::array<unsigned char, 8192> random_{};
  std::size_t random_used_ = random_.size();
};

// What ContactSealer::Seal appended, opened again. kDataLoss when it does not open under this key
// and ref.
Result<std::string> OpenSealed(const SecretKey& store_key, const WorkerRef& ref,
                               std::string_view sealed);

// A sealed record: `bytes` are its wrapped key and behind it the record itself.
struct SealedContact {
  WorkerRef ref;
  std::string_view bytes;
  BlindKeys keys{};
};

// A store being written whole. Nothing is visible under its real name until Publish. One thread.
class ContactStoreWriter {
 public:
  static Result<std::unique_ptr<ContactStoreWriter>> Create(const std::filesystem::path& path);
  ContactStoreWriter(const ContactStoreWriter&) = delete;
  ContactStoreWriter& operator=(const ContactStoreWriter&) = delete;
  ~ContactStoreWriter();  // removes what was not published

  // Refs must be unique, which Finish checks.
  Result<void> Add(const SealedContact& contact);

  // Indexes by ref and syncs: nothing can be added after.
  Result<void> Finish();
  // Replaces the store at the real name by what was finished.
  Result<void> Publish();

 private:
  ContactStoreWriter() = default;
  Error Fault(const char* action) const;

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

// A published store, read and erased from while it stands. One thread.
class ContactStore {
 public:
  // kNotFound when there is none.
  static Result<std::unique_ptr<ContactStore>> Open(const std::filesystem::path& path,
                                                    const SecretKey& store_key);
  ContactStore(const ContactStore&) = delete;
  ContactStore& operator=(const ContactStore&) = delete;
  ~ContactStore();

  // kNotFound when there is none of this ref; kDataLoss when it does not open under this key.
  Result<records::Worker> Read(const WorkerRef& ref) const;

  // Overwrites the record and its key with zeros; it is gone from the disk when this returns.
  Result<void> Erase(const WorkerRef& ref);

 private:
  ContactStore(std::filesystem::path path, const SecretKey& store_key)
      : path_(std::move(path)), store_key_(store_key) {}

  std::filesystem::path path_;
  SecretKey store_key_;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* select_ = nullptr;
};

// Reads one worker's sealed record, as ContactStore does.
Result<records::Worker> ReadContact(const std::filesystem::path& path, const SecretKey& store_key,
                                    const WorkerRef& ref);

}  // namespace kaam::indexer
