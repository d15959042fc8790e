// The bytes of one input, decompressed where its content says so, and UTF-16 made UTF-8.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

struct archive;

namespace kaam::indexer {

// A window over a stream: callers look at what is there, ask for more, and drop what they have
// used. One thread.
class ByteSource {
 public:
  // Opens a file, or standard input for "-". gzip and Zstandard are recognised by their first
  // bytes. kInvalidArgument for a directory and for an empty input; kIo when it can't be opened.
  static Result<std::unique_ptr<ByteSource>> Open(const std::filesystem::path& path);

  // The same over bytes in memory, for tests and fuzzing.
  static std::unique_ptr<ByteSource> FromMemory(std::string bytes, std::string name = "memory");

  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  const std::string& name() const { return name_; }
  // False for standard input and memory.
  bool is_file() const { return fd_ >= 0; }

  // What is buffered and not yet dropped. Valid until the next call.
  std::string_view view() const { return std::string_view(buffer_).substr(begin_); }

  // Reads on; false at the end. kDataLoss when the compressed stream is damaged or cut short. An
  // input that begins with the byte order mark of UTF-16 comes as UTF-8; half a pair of surrogates
  // comes as what is no UTF-8, so that its row is refused.
  Result<bool> More();

  void Drop(std::size_t bytes);

  // Bytes dropped so far, of what view() gives.
  std::uint64_t position() const { return position_; }
  // The size of the file on disk (0 when unknown), and how much of it has been read.
  std::uint64_t file_bytes() const { return file_bytes_; }
  std::uint64_t file_position() const;

 private:
  ByteSource() = default;
  Error Damaged(std::uint64_t good_bytes) const;
  // Makes UTF-8 of what was read from `from` on, where the input is UTF-16.
  void Transcode(std::size_t from);

  std::string name_;
  int fd_ = -1;                 // none for memory and standard input
  archive* archive_ = nullptr;  // null for memory
  std::string buffer_;
  std::size_t begin_ = 0;
  std::uint64_t position_ = 0;
  std::uint64_t file_bytes_ = 0;
  bool ended_ = false;
  bool begun_ = false;
  bool is_utf16_ = false;
  bool is_big_endian_ = false;
  std::string pending_;  // UTF-16 bytes that are not a whole character yet
};

}  // namespace kaam::indexer
