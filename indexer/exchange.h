// A State sends its sheets and gets back what became of each row. Nothing in the store changes.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/result.h"
#include "indexer/column_map.h"
#include "indexer/refs.h"

namespace kaam::indexer {

// What becomes of a row; each has a table of its own in the answer.
enum class RowFate : std::uint8_t {
  kNew,       // nobody in the registry has its UAN, vault reference or registration number
  kMatched,   // somebody has
  kToReview,  // somebody, in the registry or in another row, may be the same person
  kRejected   // the row can't be used, or repeats another one
};
inline constexpr std::size_t kRowFates = 4;

struct ExchangeOptions {
  std::vector<std::filesystem::path> files;  // CSV or Excel, all with the same columns
  const ColumnMap* map = nullptr;            // null: the columns have the names of fields
  std::filesystem::path store;
  SecretKey store_key{};  // of its contact store
  std::filesystem::path out;
  Day today{};
  unsigned threads = 2;
  // Called with the rows read so far.
  std::function<void(std::uint64_t)> progress = [](std::uint64_t) {};
};

struct ExchangeSummary {
  std::vector<std::string> files;  // their names
  std::uint64_t read = 0;
  std::array<std::uint64_t, kRowFates> rows{};              // by fate
  std::map<std::string, std::uint64_t> rejected_by_column;  // "" for rows with no one column
  std::vector<std::string> aadhaar_columns;  // never read, and empty in what comes back
  std::vector<std::string> hidden_sheets;    // not read
  std::vector<std::string> parts;            // the files of the answer
};

// Writes new-N, matched-N, review-N and rejected-N as the first input is (.csv or .xlsx) and
// summary.txt to `out`, which appears when all of it is whole. Every row of the input is in exactly
// one of the four, with all its cells but those of Aadhaar columns as they came, in the order of
// the input; only a row to review is repeated, for each record that it is like.
// kFailedPrecondition when `out` is there and not empty, or the store has no contact records;
// kInvalidArgument for a header that is wrong, files with different columns, and a UAN column that
// holds Aadhaar numbers.
Result<ExchangeSummary> Exchange(const ExchangeOptions& options);

}  // namespace kaam::indexer
