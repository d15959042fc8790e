// CSV as RFC 4180 has it: quoted fields with doubled quotes and line breaks, CRLF or LF; between
// fields a comma, or another byte that is said. Written so that one bad row costs one row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "indexer/byte_source.h"
#include "indexer/row_batch.h"

namespace kaam::indexer {

struct CsvCell {
  std::string_view text;     // unquoted
  std::uint32_t column = 0;  // 1-based byte in the row's first line, saturating
};

// Cuts an input into rows without looking into their cells. One thread.
class CsvCutter {
 public:
  explicit CsvCutter(ByteSource& source, char separator = ',')
      : source_(source), separator_(separator) {}

  // Adds the next row that is not blank to `batch`, line end and all; false at the end. What can't
  // be cut is added as a fault: an unclosed or misplaced quote or a row over kMaxRecordBytes,
  // passed over up to the end of the line on which it started. Fails when the input can't be read
  // on.
  Result<bool> Next(RowBatch& batch);

 private:
  Result<bool> FillLine();
  Result<bool> SkipLongLine(RowBatch& batch);

  ByteSource& source_;
  char separator_;
  std::uint64_t line_ = 0;
  std::uint64_t next_line_ = 1;
};

// Splits rows that a CsvCutter gave into cells. One thread.
class CsvSplitter {
 public:
  explicit CsvSplitter(char separator = ',') : separator_(separator) {}

  // The views are valid until the next call and as long as `row` is.
  const std::vector<CsvCell>& Split(std::string_view row);
  const std::vector<CsvCell>& cells() const { return cells_; }

 private:
  void SplitPlain(std::string_view row);

  char separator_;
  std::vector<CsvCell> cells_;
  std::string unquoted_;  // storage of cells that had doubled quotes
};

// `text` as one CSV cell: quoted where it must be.
void AppendCsvCell(std::string_view text, std::string& out);

}  // namespace kaam::indexer
