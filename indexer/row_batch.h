// Rows cut out of an input and not yet understood, as they are handed from thread to thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/row_fault.h"

namespace kaam::indexer {

inline constexpr std::size_t kMaxRecordBytes = 1 << 20;  // of one row, in any format

struct RawRow {
  std::uint64_t line = 0;  // 1-based, where the row starts; Protobuf: the number of the record
  std::size_t begin = 0;   // in RowBatch::bytes
  std::size_t size = 0;
  std::optional<std::uint32_t> fault;  // index in RowBatch::faults, when it could not be cut
};

struct RowBatch {
  static constexpr std::size_t kBytes = 256 << 10;  // about; enough to be worth handing over

  std::string bytes;
  std::vector<RawRow> rows;
  std::vector<RowFault> faults;
  std::string sheet;                // of a workbook, that all the rows stand in
  bool closed = false;              // the rows that follow stand in another sheet
  std::uint64_t file_position = 0;  // bytes of the file read when the last row had been cut

  bool full() const { return closed || bytes.size() >= kBytes || rows.size() >= 4096; }
  std::string_view Bytes(const RawRow& row) const {
    return std::string_view(bytes).substr(row.begin, row.size);
  }
  void Clear() {
    bytes.clear();
    rows.clear();
    faults.clear();
    sheet.clear();
    closed = false;
  }
  void Add(std::uint64_t line, std::string_view row) {
    rows.push_back({line, bytes.size(), row.size(), std::nullopt});
    bytes += row;
  }
  void AddFault(RowFault fault) {
    rows.push_back({fault.line, bytes.size(), 0, static_cast<std::uint32_t>(faults.size())});
    faults.push_back(std::move(fault));
  }
};

}  // namespace kaam::indexer
