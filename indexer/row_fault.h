// What is wrong with one row, and where.
#pragma once

#include <cstdint>
#include <string>

namespace kaam::indexer {

struct RowFault {
  std::uint64_t line =
      0;  // 1-based line where the row starts, or row of a sheet; Protobuf: the record
  std::uint32_t column =
      0;                // 1-based byte in that line, or column of a sheet; 0 when not one place
  std::string field;    // column name; empty when not one field
  std::string reason;   // in words, without any personal value
  std::string kind;     // for counting: "unknown code", "impossible date" ...
  std::string sheet{};  // of a workbook; empty for other files
};

}  // namespace kaam::indexer
