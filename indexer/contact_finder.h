// Finds contact records by what is known of a person, through keyed hashes: only what is found is
// opened.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/ids.h"
#include "core/records.pb.h"
#include "core/result.h"
#include "indexer/refs.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kaam::indexer {

// Reads a contact store that nobody writes to meanwhile. One thread.
class ContactFinder {
 public:
  struct Found {
    WorkerRef ref;
    records::Worker worker;
  };

  // kNotFound when there is no store; kFailedPrecondition when it was built before contact records
  // could be found so.
  static Result<std::unique_ptr<ContactFinder>> Open(const std::filesystem::path& path,
                                                     const SecretKey& store_key);
  ContactFinder(const ContactFinder&) = delete;
  ContactFinder& operator=(const ContactFinder&) = delete;
  ~ContactFinder();

  // At most `limit` records. kDataLoss when one does not open under the key.
  Result<std::vector<Found>> ByRef(const WorkerRef& ref);
  Result<std::vector<Found>> ByVault(std::uint64_t key);
  Result<std::vector<Found>> ByLikeness(std::uint64_t key, std::size_t limit);

 private:
  ContactFinder() = default;
  Result<std::vector<Found>> Run(sqlite3_stmt* statement, std::size_t limit);

  std::filesystem::path path_;
  SecretKey store_key_{};
  sqlite3* database_ = nullptr;
  sqlite3_stmt* by_ref_ = nullptr;
  sqlite3_stmt* by_vault_ = nullptr;
  sqlite3_stmt* by_likeness_ = nullptr;
};

}  // namespace kaam::indexer
