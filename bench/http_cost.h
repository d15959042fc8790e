// What HTTP adds to a search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>

#include "core/result.h"

namespace kaam::bench {

// Serves the store on loopback within this process and asks place-bound questions on one
// connection. The server's CPU time is the process's less that of the thread that asks; what HTTP
// adds is that less the time in the handlers, which answer as in process. Prints means a request.
Result<void> MeasureHttp(const std::filesystem::path& store, std::size_t count, std::uint64_t seed,
                         std::ostream& out);

}  // namespace kaam::bench
