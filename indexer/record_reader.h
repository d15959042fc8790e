// Reads records from one input, in whichever format its content shows: CSV with a header row, an
// Excel workbook (.xlsx) likewise, JSON Lines with the same names as keys, or length-delimited
// Protobuf.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/record_columns.h"
#include "core/result.h"
#include "indexer/byte_source.h"
#include "indexer/row_batch.h"
#include "indexer/row_fault.h"

namespace kaam::indexer {

class ColumnMap;
struct SheetLayout;

// What of the input was not read: columns, sheets.
struct HeaderNotes {
  std::vector<std::string> ignored;        // unknown names
  std::vector<std::string> refused;        // Aadhaar columns: their values are never looked at
  std::vector<std::string> hidden_sheets;  // of a workbook
};

// Understands rows, one after another, on one thread. Record is records::Worker or
// records::Opening.
template <class Record>
class RecordParser {
 public:
  virtual ~RecordParser() = default;

  // One row into `record` (cleared first). When false, fault() says what is wrong with it, but for
  // the line; what could be read of it is in `record`.
  virtual bool Parse(std::string_view row, Record& record) = 0;

  // Where a column of that row starts; 0 when it has none.
  virtual std::uint32_t ColumnOf(std::string_view field) const = 0;

  const RowFault& fault() const { return fault_; }
  // The texts of that row by column of the table, as read; views are valid until the next call and
  // as long as the row is. Empty for formats that are not text, and for rows that could not be
  // split.
  const std::vector<std::string_view>& texts() const { return texts_; }
  // Of the rows so far.
  const HeaderNotes& notes() const { return notes_; }

 protected:
  // Sets the fault unless `text` fits the column; false then.
  bool ParseColumn(const Column<Record>& column, std::string_view text, std::uint32_t at,
                   Record& record);

  void SetFault(const Column<Record>& column, std::string_view text, const std::string& reason,
                std::uint32_t at);

  RowFault fault_;
  std::vector<std::string_view> texts_;
  HeaderNotes notes_;
};

// Cuts one input into rows, on one thread, and makes the parsers that understand them, on any.
template <class Record>
class RecordReader {
 public:
  // Looks at the first bytes. kInvalidArgument naming file:1 when they are of no known format or a
  // required column is missing. The columns of CSV and of workbooks are read as `map` declares
  // where it is given. `source` and `map` must outlive the reader.
  static Result<std::unique_ptr<RecordReader>> Open(ByteSource& source,
                                                    const ColumnMap* map = nullptr);

  virtual ~RecordReader() = default;

  // Adds the next row to `batch`, or why it could not be cut; or closes the batch, when the row
  // stands in another sheet than those in it. False at the end. Fails when the input can't be read
  // on.
  virtual Result<bool> Next(RowBatch& batch) = 0;

  // A parser of this input's rows. The reader must outlive it.
  virtual std::unique_ptr<RecordParser<Record>> NewParser() const = 0;

  // The header of a sheet; null for formats that have none.
  virtual const SheetLayout* layout() const { return nullptr; }
};

// The flat-file columns of a kind of record.
template <class Record>
std::span<const Column<Record>> ColumnsOf();

// True for names under which sheets carry Aadhaar numbers.
bool IsAadhaarColumn(std::string_view name);

// A value as messages quote it: masked, shortened.
std::string Quoted(std::string_view text);

}  // namespace kaam::indexer
