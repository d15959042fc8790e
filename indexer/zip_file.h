// A zip archive that may come from anybody: parts are unpacked as they are read, within limits.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

struct zip;
struct zip_file;

namespace kaam::indexer {

inline constexpr std::uint64_t kMaxPartBytes = std::uint64_t{4} << 30;  // unpacked
inline constexpr std::uint64_t kMaxUnpackRatio = 250;                   // beyond the first 16 MiB

// One part being unpacked. One thread; the archive must outlive it.
class ZipPart {
 public:
  ZipPart(const ZipPart&) = delete;
  ZipPart& operator=(const ZipPart&) = delete;
  ~ZipPart();

  // Fills the front of `out`; 0 at the end. kInvalidArgument when the part unpacks to more than the
  // limits; kDataLoss when it is damaged.
  Result<std::size_t> Read(std::span<char> out);

  // "book.xlsx: xl/workbook.xml", for messages.
  const std::string& name() const { return name_; }

 private:
  friend class ZipFile;
  ZipPart(zip_file* file, std::string name, std::uint64_t packed_bytes)
      : file_(file), name_(std::move(name)), packed_bytes_(packed_bytes) {}

  zip_file* file_;
  std::string name_;
  std::uint64_t packed_bytes_;
  std::uint64_t bytes_ = 0;  // unpacked so far
};

// One thread.
class ZipFile {
 public:
  // kInvalidArgument when it is no zip archive or needs a password; kIo when it can't be opened.
  static Result<std::unique_ptr<ZipFile>> Open(const std::filesystem::path& path);
  static Result<std::unique_ptr<ZipFile>> FromMemory(std::string bytes, std::string name);

  ZipFile(const ZipFile&) = delete;
  ZipFile& operator=(const ZipFile&) = delete;
  ~ZipFile();

  const std::string& name() const { return name_; }
  bool Has(const std::string& part) const;
  // kInvalidArgument naming the part when there is none, or it needs a password.
  Result<std::unique_ptr<ZipPart>> OpenPart(const std::string& part) const;

 private:
  ZipFile() = default;

  std::string name_;
  std::string bytes_;  // of an archive in memory
  zip* archive_ = nullptr;
};

}  // namespace kaam::indexer
