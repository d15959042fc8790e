// What an officer of a State reads first: what became of the rows, in words.
#pragma once

#include <cstdint>
#include <string>

#include "indexer/exchange.h"

namespace kaam::indexer {

// In English, Hindi, Bengali and Nepali, one below the other. Names columns, files and numbers, and
// nothing out of a cell. Pure.
std::string SummaryText(const ExchangeSummary& summary);

// As numbers are grouped in India: 41,30,503.
std::string IndianNumber(std::uint64_t number);

}  // namespace kaam::indexer
