#include "api/secrets.h"

#include <sodium.h>
#include <sys/stat.h>

#include <cerrno>
#include <string>

#include "core/generation.h"

namespace kaam::api {
namespace {

Secrets Derive(const SecretKey& secret) {
  constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "kaam-api";
  static_assert(crypto_kdf_KEYBYTES == std::tuple_size_v<SecretKey>);
  Secrets secrets;
  crypto_kdf_derive_from_key(secrets.cursor.data(), secrets.cursor.size(), 1, kContext,
                             secret.data());
  crypto_kdf_derive_from_key(secrets.refs.data(), secrets.refs.size(), 2, kContext, secret.data());
  return secrets;
}

}  // namespace

Secrets Secrets::Random() {
  SecretKey secret;
  randombytes_buf(secret.data(), secret.size());
  return Derive(secret);
}

Result<Secrets> Secrets::Read(const std::filesystem::path& file) {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0) return IoError("read", file.string(), errno);
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return FailedPrecondition("others may read the secret: chmod 600 " + file.string(), "secret");
  }
  auto text = ReadWholeFile(file);
  if (!text) return text.error();
  SecretKey secret;
  std::size_t length = 0;
  const char* end = nullptr;
  const bool read = sodium_hex2bin(secret.data(), secret.size(), text->data(), text->size(), "\n",
                                   &length, &end) == 0;
  if (!read || length != secret.size() || end != text->data() + text->size()) {
    return InvalidArgument("the secret must be 64 hex digits: " + file.string(), "secret");
  }
  return Derive(secret);
}

}  // namespace kaam::api
