// Lets requests in: finds out who asks, whether that role may, and whether its quota holds.
#pragma once

#include <ctime>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/api_keys.h"
#include "api/caller.h"
#include "api/http_message.h"
#include "api/jwt.h"
#include "api/rate_limits.h"
#include "api/secrets.h"
#include "core/result.h"

namespace kaam::api {

struct AccessOptions {
  std::filesystem::path keys;  // of ApiKeys; read again within a second of a change
  std::filesystem::path jwks;  // of TokenKeys; read at start
  std::string issuer;          // of tokens
  std::string audience = "kaam";
  std::string token_client = "portal";  // under which API keys of the issuer stand
  bool behind_proxy = false;            // the address of a client is the last of X-Forwarded-For

  // With neither, everybody is let in as Role::kOpen.
  bool open() const { return keys.empty() && jwks.empty(); }
};

// Any number of threads may use one at once.
class Gate {
 public:
  static Result<std::unique_ptr<Gate>> Make(AccessOptions options, const SecretKey& refs);

  // Absent when the request may go on: `caller` is set then, and the fields of RateLimit are among
  // those for its answer. Else what to answer: 401, 403 or 429.
  std::optional<Response> Admit(Request& request, Method method, std::string_view pattern);

 private:
  Gate(AccessOptions options, const SecretKey& refs) : options_(std::move(options)), refs_(refs) {}

  // Who the bearer of `token` is; null for nobody.
  std::shared_ptr<const Caller> CallerOf(std::string_view token, std::time_t now);
  std::shared_ptr<const Caller> KeyHolder(std::string_view token, std::time_t now);
  std::shared_ptr<const Caller> TokenHolder(std::string_view token, std::time_t now);
  std::shared_ptr<const Caller> PublicAt(const Request& request) const;
  void ReadKeysAgain(std::time_t now);

  const AccessOptions options_;
  const SecretKey refs_;
  const std::shared_ptr<const Caller> open_ = std::make_shared<const Caller>();
  std::optional<TokenKeys> tokens_;
  RateLimits limits_;

  std::mutex mutex_;  // of what follows
  ApiKeys keys_;
  std::filesystem::file_time_type keys_of_;
  std::time_t looked_ = 0;
  struct Believed {
    std::shared_ptr<const Caller> caller;
    std::time_t until;
  };
  std::unordered_map<std::string, Believed> believed_;  // by a hash of the token
};

}  // namespace kaam::api
