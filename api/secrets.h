// The keys that a server needs to recognise what it gave out: cursors and pairwise refs.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>

#include "core/result.h"

namespace kaam::api {

using SecretKey = std::array<std::uint8_t, 32>;

// Each is derived from one secret; knowing one tells nothing of the other.
struct Secrets {
  SecretKey cursor{};  // seals cursors
  SecretKey refs{};    // what clients' keys for pairwise refs are derived from

  // Drawn anew: what was given out before the start of this process is not known any more.
  static Secrets Random();

  // Of a file of 64 hex digits and a line end, which only its owner may read. kInvalidArgument
  // when it is none, kFailedPrecondition when others may read it, kIo when it cannot be read.
  static Result<Secrets> Read(const std::filesystem::path& file);
};

}  // namespace kaam::api
