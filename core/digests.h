// SHA-256 of files and of their chunks, by OpenSSL.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>

struct evp_md_ctx_st;

namespace kaam {

inline constexpr std::size_t kChunkBytes = 64 * 1024;

using Digest = std::array<unsigned char, 32>;

// A running SHA-256.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();

  void Add(std::span<const std::byte> bytes);
  Digest Finish();  // once

 private:
  evp_md_ctx_st* context_;
};

Digest DigestOf(std::span<const std::byte> bytes);

struct FileDigest {
  Digest whole;
  std::string chunks;  // 32 raw bytes for each kChunkBytes
};
FileDigest DigestsOf(std::span<const std::byte> bytes);

std::string HexText(std::span<const unsigned char> bytes);

}  // namespace kaam
