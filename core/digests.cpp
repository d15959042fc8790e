#include "core/digests.h"

#include <openssl/evp.h>

#include <algorithm>
#include <future>

#include "core/ids.h"

namespace kaam {

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex(context_, EVP_sha256(), nullptr);
}

Sha256::~Sha256() { EVP_MD_CTX_free(context_); }

void Sha256::Add(std::span<const std::byte> bytes) {
  EVP_DigestUpdate(context_, bytes.data(), bytes.size());
}

Digest Sha256::Finish() {
  Digest out{};
  unsigned length = 0;
  EVP_DigestFinal_ex(context_, out.data(), &length);
  return out;
}

Digest DigestOf(std::span<const std::byte> bytes) {
  Sha256 hash;
  hash.Add(bytes);
  return hash.Finish();
}

FileDigest DigestsOf(std::span<const std::byte> bytes) {
  constexpr std::size_t kWorthAThread = 1 << 20;
  const auto policy = bytes.size() >= kWorthAThread ? std::launch::async : std::launch::deferred;
  std::future<Digest> whole = std::async(policy, [bytes] { return DigestOf(bytes); });
  FileDigest out;
  for (std::size_t at = 0; at < bytes.size(); at += kChunkBytes) {
    const Digest chunk = DigestOf(bytes.subspan(at, std::min(kChunkBytes, bytes.size() - at)));
    out.chunks.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
  }
  out.whole = whole.get();
  return out;
}

std::string HexText(std::span<const unsigned char> bytes) {
  std::string out;
  for (const unsigned char byte : bytes) {
    out += kHexDigits[byte >> 4];
    out += kHexDigits[byte & 15];
  }
  return out;
}

}  // namespace kaam
