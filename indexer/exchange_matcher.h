// Looks one row of an exchange up in the registry. Private to indexer/exchange.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/contact_finder.h"
#include "indexer/exchange.h"
#include "indexer/likeness.h"

namespace kaam::indexer {

// A record that somebody should look at beside the row.
struct AlikeRecord {
  std::string who;  // "registry record R-0123456789abcdef", or a row of the exchange
  Likeness likeness;
};

struct RowFinding {
  RowFate fate = RowFate::kNew;
  std::string matched_by;          // "UAN", "vault reference", "registration number"
  std::string differs;             // of a matched row
  std::vector<AlikeRecord> alike;  // of a row to review, best first
  LikenessFacts facts;
  // Hashes of what may stand in one row alone; 0 when the row has none.
  std::uint64_t uan = 0;
  std::uint64_t vault = 0;
  std::uint64_t registration = 0;
  bool uan_could_be_aadhaar = false;
};

// One thread.
class ExchangeMatcher {
 public:
  // `columns` of the table are compared between a row and its match. What is passed must outlive
  // the matcher.
  ExchangeMatcher(std::unique_ptr<ContactFinder> contacts, const RefMaker& refs,
                  const LikenessReader& likeness, std::vector<std::size_t> columns, Day today)
      : contacts_(std::move(contacts)),
        refs_(refs),
        likeness_(likeness),
        columns_(std::move(columns)),
        today_(today) {}

  // The row must have passed the checks. Fails when the contact store can't be read.
  Result<RowFinding> Find(const records::Worker& worker);

 private:
  using Found = ContactFinder::Found;

  Result<void> FindById(const records::Worker& worker, RowFinding& finding);
  Result<void> FindAlike(RowFinding& finding);
  void Compare(const records::Worker& worker, const Found& match, RowFinding& finding) const;
  std::string Name(const WorkerRef& ref) const;

  std::unique_ptr<ContactFinder> contacts_;
  const RefMaker& refs_;
  const LikenessReader& likeness_;
  std::vector<std::size_t> columns_;
  Day today_;
};

// Whether a column may be compared and shown: sealed facts never are, nor what only says where a
// row comes from.
bool IsComparedColumn(std::string_view field);

}  // namespace kaam::indexer
