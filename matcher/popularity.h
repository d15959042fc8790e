// How many workers and openings of an index stand behind each trade, skill and district.
#pragma once

#include "matcher/index.h"
#include "taxonomy/suggest.h"

namespace kaam::matcher {

// Counts rows, visible or not: an order for suggestions, never shown as a number of people. Reads
// every row's place once.
taxonomy::Popularity PopularityOf(const Index& index);

}  // namespace kaam::matcher
