// Whom a mix of questions shows, and who is just as qualified.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>

#include "core/result.h"

namespace kaam::bench {

// Asks the first `count` employers' questions of the mix of `seed` and writes one line for each
// worker of Tier::kExact of each list: number of the list, rank (1.., or 0 where she is not shown),
// ref; by list, the shown ones first. Those who are exact are the qualified set: brute force over
// every row finds them. Lists without any are left out.
Result<void> WriteExposure(const std::filesystem::path& store, std::size_t count,
                           std::uint64_t seed, std::ostream& out);

}  // namespace kaam::bench
