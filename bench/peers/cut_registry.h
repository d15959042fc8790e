// A registry in which the whole formula comes down to trade, skills and distance.
#pragma once

#include <filesystem>

#include "core/result.h"

namespace kaam::bench {

// Writes a CSV file of workers anew: number, first trade, skills and places as they stand there;
// every one an adult with live consent; no second or wanted trade, no radius, no free text, no
// wish. Rows that can't be cut into cells are left out.
Result<void> CutRegistry(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace kaam::bench
