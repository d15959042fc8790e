// API keys: who holds one, what it lets do and until when. A key itself is shown once and stored
// nowhere.
#pragma once

#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/policy.h"
#include "core/result.h"

namespace kaam::api {

// "kaam_" + prefix + "_" + 43 characters of base64url: 32 random bytes. So much chance needs no
// slow hash.
struct ApiKey {
  std::string prefix;  // 8 hex digits; unique in its file, safe to log
  std::string hash;    // BLAKE2b-256 of the whole key, in hex
  std::string client;  // quota, refs and audit go by it: a rotated key keeps it
  Role role = Role::kPublic;
  std::time_t created = 0;
  std::time_t expires = 0;
  bool revoked = false;
};

struct KeyRequest {
  std::string client;  // 1 to 64 letters, digits, '.', '_' and '-'
  Role role = Role::kPublic;
  int days = 90;  // 1..366
};

// The keys of one file. Not to be shared by threads while it is changed.
class ApiKeys {
 public:
  ApiKeys() = default;

  // kInvalidArgument naming what is wrong, kFailedPrecondition when others may write the file.
  static Result<ApiKeys> Read(const std::filesystem::path& file);
  Result<void> Write(const std::filesystem::path& file) const;

  // Adds a key and returns it: the only time that it is seen. kInvalidArgument for a request that
  // cannot be.
  Result<std::string> Create(const KeyRequest& request, std::time_t now);
  // A new key for the same client and role; the old one is good for `overlap` more hours.
  // kNotFound when no live key has this prefix.
  Result<std::string> Rotate(std::string_view prefix, int days, int overlap_hours, std::time_t now);
  // From now on it opens nothing. kNotFound likewise.
  Result<void> Revoke(std::string_view prefix);

  // The live key that `text` is; absent for anything else. Takes the same time for a wrong key with
  // a right prefix, however wrong.
  const ApiKey* Find(std::string_view text, std::time_t now) const;

  const std::vector<ApiKey>& all() const { return keys_; }

 private:
  std::string Add(ApiKey key);
  ApiKey* FindPrefix(std::string_view prefix);

  std::vector<ApiKey> keys_;
};

// Whether a bearer's text has the form of a key.
bool LooksLikeApiKey(std::string_view text);

}  // namespace kaam::api
