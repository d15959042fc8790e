// Who asks, as far as the gate has found out.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "api/pairwise_refs.h"
#include "api/policy.h"
#include "core/ids.h"

namespace kaam::api {

// Immutable; threads share it.
struct Caller {
  Role role = Role::kOpen;
  std::string client{};                // whose quota, refs and audit; never shown
  std::optional<PairwiseRefs> refs{};  // absent: refs leave as they are
  std::optional<WorkerRef> own{};      // of a worker, herself

  std::string ShownRef(const WorkerRef& ref) const { return refs ? refs->Shown(ref) : ToHex(ref); }
  std::optional<WorkerRef> ReadRef(std::string_view text) const {
    return refs ? refs->Read(text) : RefFromHex<WorkerRef>(text);
  }
};

}  // namespace kaam::api
