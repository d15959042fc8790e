// Arrays of plain values as files.
#pragma once

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <span>

#include "core/result.h"

namespace kaam::indexer {

// Writes the values as they stand in memory, replacing the file. kIo when that fails.
template <class T>
Result<void> WriteArray(const std::filesystem::path& path, std::span<const T> values) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char*>(values.data()),
            static_cast<std::streamsize>(values.size_bytes()));
  out.close();
  if (!out) return IoError("write", path, errno);
  return {};
}

}  // namespace kaam::indexer
