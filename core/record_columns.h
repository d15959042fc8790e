// How records are written in flat files: one column a field, the same names in CSV headers and JSON
// Lines keys. The synthetic registry writes through this table and the indexer reads through it.
// Lists are separated by ';', the parts of one entry by ':'. Dates are ISO 8601. Money is in rupees
// with at most two decimals.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/records.pb.h"

namespace kaam {

// What is wrong with a value, in words that never quote it; absent when nothing is.
using ColumnFault = std::optional<std::string>;

template <class Record>
struct Column {
  std::string_view name;
  bool personal;  // identifies somebody: masked in reject files, never quoted in messages
  // Reads `text`, which is not empty, into `record`.
  ColumnFault (*parse)(std::string_view text, Record& record);
  // Appends the field as text; appends nothing when it is absent.
  void (*format)(const Record& record, std::string& out);
};

// In the order in which files are written. Names are unique. Valid for the life of the program; any
// thread may read.
std::span<const Column<records::Worker>> WorkerColumns();
std::span<const Column<records::Opening>> OpeningColumns();

}  // namespace kaam
