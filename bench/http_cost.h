// What HTTP adds to a search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>

#include "core/result.h"

namespace kaam::bench {

// Serves the store on loopback within this process and asks place-bound questions on one
// connection, each in turn also of a searcher of our own, so that both meet the same caches and the
// same speed of the machine. The server's CPU time is the process's less that of the thread that
// asks. Prints means a request.
Result<void> MeasureHttp(const std::filesystem::path& store, std::size_t count, std::uint64_t seed,
                         std::ostream& out);

}  // namespace kaam::bench
