// The four tables that a State gets back. Private to indexer/exchange.cpp.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "indexer/csv.h"
#include "indexer/exchange_matcher.h"
#include "indexer/row_fault.h"
#include "indexer/sheet_layout.h"
#include "indexer/sheet_writer.h"

namespace kaam::indexer {

// Where a row stands.
struct RowPlace {
  std::string_view file;
  std::string_view sheet;  // empty for CSV
  std::uint64_t row = 0;
};

// One thread.
class ExchangeSheets {
 public:
  // The tables have the columns of `layout`, the first file's, and ours behind them.
  ExchangeSheets(const std::filesystem::path& directory, const SheetLayout& layout);

  // Goes on to a file: kInvalidArgument unless it has the same columns, in whatever order.
  Result<void> UseLayout(const SheetLayout& layout, const std::string& file);

  // `cells` as they stand in the current file.
  Result<void> AddNew(const std::vector<CsvCell>& cells, const RowPlace& place);
  Result<void> AddMatched(const std::vector<CsvCell>& cells, const RowPlace& place,
                          const RowFinding& finding);
  Result<void> AddToReview(const std::vector<CsvCell>& cells, const RowPlace& place,
                           const RowFinding& finding);
  // `cells` may be empty, when the row could not be cut.
  Result<void> AddRejected(const std::vector<CsvCell>& cells, const RowPlace& place,
                           const RowFault& fault);

  // The names of all files, once they are whole.
  Result<std::vector<std::string>> Finish();

  // The header of the current file's column that gives a field; the field when none does.
  std::string HeaderOf(std::string_view field) const;

 private:
  Result<void> Add(RowFate fate, const std::vector<CsvCell>& cells, const RowPlace& place,
                   std::initializer_list<std::string_view> more);

  std::vector<std::string> headers_;                 // of the first file that come back
  const SheetLayout* layout_ = nullptr;              // of the current file
  std::vector<std::optional<std::size_t>> sources_;  // by header: its column there; absent: empty
  std::array<std::unique_ptr<SheetWriter>, kRowFates> writers_;
  std::vector<std::string_view> cells_;
  std::string row_number_;
};

// Columns that hold Aadhaar numbers come back empty.
bool HoldsAadhaar(const SheetLayout& layout, std::size_t column);

}  // namespace kaam::indexer
