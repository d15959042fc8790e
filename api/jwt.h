// Signed tokens (RFC 7519) of a portal for its users, against the keys that it publishes (RFC
// 7517).
#pragma once

#include <ctime>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/policy.h"
#include "core/result.h"

namespace kaam::api {

// What a token says once it is believed.
struct TokenClaims {
  std::string issuer;
  std::string subject;
  Role role = Role::kPublic;
  std::string worker;  // of a worker: her ref as the issuer's own key is shown it; else empty
  std::time_t expires = 0;
};

// The public keys of one file. Immutable; threads may share it.
class TokenKeys {
 public:
  struct Expected {
    std::string issuer;
    std::string audience;
  };

  // A JWK set with Ed25519 keys (kty OKP; used for EdDSA) and RSA keys of 2048 bits or more (used
  // for RS256), each with a `kid` of its own. kInvalidArgument naming the key that is neither.
  static Result<TokenKeys> Read(const std::filesystem::path& file, Expected expected);
  static Result<TokenKeys> Parse(std::string_view jwks, Expected expected);

  // Believes a token that is signed by the key it names with that key's one algorithm, is of the
  // issuer and for the audience expected, names a subject and a role other than admin, and is in
  // its time (60 seconds of grace, at most a day long). Why not, else: for the log, not for whoever
  // asks.
  Result<TokenClaims> Verify(std::string_view token, std::time_t now) const;

 private:
  struct Key;
  TokenKeys() = default;

  Expected expected_;
  std::vector<std::shared_ptr<const Key>> keys_;
};

}  // namespace kaam::api
