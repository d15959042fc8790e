// Signs tokens as a portal would, with a key made on the spot.
#pragma once

#include <memory>
#include <string>

struct evp_pkey_st;

namespace kaam::api {

class TokenSigner {
 public:
  static TokenSigner Ed25519();
  static TokenSigner Rsa();

  std::string Jwk(const std::string& kid) const;  // the public half, as JSON
  // header and claims as JSON; signed whatever they say.
  std::string Sign(const std::string& header, const std::string& claims) const;

 private:
  explicit TokenSigner(evp_pkey_st* key);
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace kaam::api
