// Reads one cell of a sheet as its column map declares it. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/record_columns.h"
#include "indexer/column_map.h"

namespace kaam::indexer {

// `text`, trimmed and not empty, as the column of the table takes it, into `out`. A fault says what
// is wrong with the cell without quoting it. Excel serials count from 1904 where `from_1904`.
ColumnFault ReadCell(const ColumnRule& rule, std::string_view text, bool from_1904,
                     std::string& out);

// Day number of an Excel serial, the time of day left out: absent below 1, for the day 60 of the
// 1900 system, which never was, and beyond the year 9999.
std::optional<std::int32_t> DayOfExcelSerial(std::int64_t serial, bool from_1904);

// True when the last of the digits is their check digit by Luhn's rule (ISO/IEC 7812-1).
bool HasLuhnCheckDigit(std::string_view digits);

// `text` with the digits of every Indian script as 0 to 9 and no-break spaces as spaces.
std::string WithPlainDigits(std::string_view text);

}  // namespace kaam::indexer
