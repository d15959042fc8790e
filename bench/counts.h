// What exact counts and facets cost, by how many they count.
#pragma once

#include <filesystem>
#include <ostream>

#include "core/result.h"

namespace kaam::bench {

// Asks `count` questions of the usual mix about workers as they are, and the same without a place,
// each for its total, for five facets, and for what would help if it were short.
Result<void> MeasureCounts(const std::filesystem::path& store, std::size_t count,
                           std::uint64_t seed, std::ostream& out);

}  // namespace kaam::bench
