// Workers' refs as one client knows them, so that two clients cannot join what they hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/secrets.h"
#include "core/ids.h"

namespace kaam::api {

// A permutation of all refs, another one for each client: AES-256 of the 16 bytes under a key
// derived from the client's name. Immutable; threads may share it.
class PairwiseRefs {
 public:
  // `client` for whom; the same secret and name give the same refs.
  PairwiseRefs(const SecretKey& secret, std::string_view client);

  std::string Shown(const WorkerRef& ref) const;  // 32 hex digits
  // Which ref is shown as `text`; absent when it is not 32 hex digits.
  std::optional<WorkerRef> Read(std::string_view text) const;

 private:
  WorkerRef Cipher(const WorkerRef& ref, bool encrypt) const;

  SecretKey key_{};
};

}  // namespace kaam::api
