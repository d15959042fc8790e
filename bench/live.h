// How soon a change can be found.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/result.h"

namespace kaam::bench {

struct LiveTask {
  std::filesystem::path store;
  std::filesystem::path key_file;
  std::uint32_t rate = 500;  // changes a second
  std::uint32_t seconds = 30;
  std::uint64_t seed = 1;
};

// Changes workers of the store, half of them whole and half by a ration-shop visit, at a steady
// rate through the writer of kaam-api, follows the store as a server does, and prints percentiles
// of the time from when a change was due until it was acknowledged and until it could be found. The
// store stays changed.
Result<void> MeasureLive(const LiveTask& task);

}  // namespace kaam::bench
