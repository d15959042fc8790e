#include "api/pairwise_refs.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <memory>
#include <stdexcept>

namespace kaam::api {
namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

}  // namespace

PairwiseRefs::PairwiseRefs(const SecretKey& secret, std::string_view client) {
  crypto_generichash(key_.data(), key_.size(),
                     reinterpret_cast<const unsigned char*>(client.data()), client.size(),
                     secret.data(), secret.size());
}

WorkerRef PairwiseRefs::Cipher(const WorkerRef& ref, bool encrypt) const {
  const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
  WorkerRef out;
  int length = 0;
  const bool done = context != nullptr &&
                    EVP_CipherInit_ex(context.get(), EVP_aes_256_ecb(), nullptr, key_.data(),
                                      nullptr, encrypt ? 1 : 0) == 1 &&
                    EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
                    EVP_CipherUpdate(context.get(), out.bytes.data(), &length, ref.bytes.data(),
                                     static_cast<int>(ref.bytes.size())) == 1 &&
                    length == static_cast<int>(ref.bytes.size());
  // Never the bare ref instead: the request is answered 500.
  if (!done) throw std::runtime_error("AES is not to be had");
  return out;
}

std::string PairwiseRefs::Shown(const WorkerRef& ref) const { return ToHex(Cipher(ref, true)); }

std::optional<WorkerRef> PairwiseRefs::Read(std::string_view text) const {
  const auto shown = RefFromHex<WorkerRef>(text);
  if (!shown) return std::nullopt;
  return Cipher(*shown, false);
}

}  // namespace kaam::api
