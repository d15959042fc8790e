// CSV as RFC 4180 has it: quoted fields with doubled quotes and line breaks, CRLF or LF. Written so
// that one bad row costs one row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"
#include "indexer/byte_source.h"
#include "indexer/row_fault.h"

namespace kaam::indexer {

inline constexpr std::size_t kMaxRecordBytes = 1 << 20;  // of one row, in any format

struct CsvCell {
  std::string_view text;     // unquoted
  std::uint32_t column = 0;  // 1-based byte in the row's first line, saturating
};

// Reads rows one after another. One thread.
class CsvReader {
 public:
  explicit CsvReader(ByteSource& source) : source_(source) {}

  enum class Outcome : std::uint8_t { kRow, kFault, kEnd };

  // The next row that is not blank. After kRow, cells() and line() tell; after kFault, fault(): an
  // unclosed or misplaced quote or a row over kMaxRecordBytes, passed over up to the end of the
  // line on which it started. Fails when the input can't be read on.
  Result<Outcome> Next();

  const std::vector<CsvCell>& cells() const { return cells_; }
  std::uint64_t line() const { return line_; }
  const RowFault& fault() const { return fault_; }

 private:
  Result<bool> FillLine();
  Result<Outcome> SkipLongLine();
  Outcome FaultAt(std::size_t offset, std::string reason, std::string kind);

  ByteSource& source_;
  std::vector<CsvCell> cells_;
  std::string unquoted_;  // storage of cells that had doubled quotes
  std::uint64_t line_ = 0;
  std::uint64_t next_line_ = 1;
  RowFault fault_;
};

// `text` as one CSV cell: quoted where it must be.
void AppendCsvCell(std::string_view text, std::string& out);

}  // namespace kaam::indexer
