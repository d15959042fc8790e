#include "tests/api/token_signer.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include <vector>

namespace kaam::api {
namespace {

std::string Encode(const unsigned char* bytes, std::size_t size) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(size, kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, kVariant);
  text.pop_back();
  return text;
}

std::string Encode(const std::string& text) {
  return Encode(reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

std::string NumberOf(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  std::vector<unsigned char> bytes(static_cast<std::size_t>(BN_num_bytes(number)));
  BN_bn2bin(number, bytes.data());
  BN_free(number);
  return Encode(bytes.data(), bytes.size());
}

}  // namespace

TokenSigner::TokenSigner(EVP_PKEY* key) : key_(key, EVP_PKEY_free) {}

TokenSigner TokenSigner::Ed25519() {
  return TokenSigner(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
}

TokenSigner TokenSigner::Rsa() {
  return TokenSigner(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
}

std::string TokenSigner::Jwk(const std::string& kid) const {
  if (EVP_PKEY_is_a(key_.get(), "RSA") != 0) {
    return R"({"kty":"RSA","kid":")" + kid + R"(","n":")" +
           NumberOf(key_.get(), OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" +
           NumberOf(key_.get(), OSSL_PKEY_PARAM_RSA_E) + "\"}";
  }
  unsigned char bytes[32];
  std::size_t size = sizeof bytes;
  EVP_PKEY_get_raw_public_key(key_.get(), bytes, &size);
  return R"({"kty":"OKP","crv":"Ed25519","kid":")" + kid + R"(","x":")" + Encode(bytes, size) +
         "\"}";
}

std::string TokenSigner::Sign(const std::string& header, const std::string& claims) const {
  const std::string text = Encode(header) + "." + Encode(claims);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  const EVP_MD* digest = EVP_PKEY_is_a(key_.get(), "RSA") != 0 ? EVP_sha256() : nullptr;
  EVP_DigestSignInit(context, nullptr, digest, nullptr, key_.get());
  std::vector<unsigned char> signature(512);
  std::size_t size = signature.size();
  EVP_DigestSign(context, signature.data(), &size,
                 reinterpret_cast<const unsigned char*>(text.data()), text.size());
  EVP_MD_CTX_free(context);
  return text + "." + Encode(signature.data(), size);
}

}  // namespace kaam::api
