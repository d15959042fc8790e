// The wall clock, for what is written down.
#pragma once

#include <string>

namespace kaam {

// "2026-11-22T09:30:00Z", RFC 3339.
std::string NowUtc();

}  // namespace kaam
