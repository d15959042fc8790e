// The whole API over a small real index, on a free port of loopback.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/audit_log.h"
#include "api/gate.h"
#include "api/routes.h"
#include "api/server.h"
#include "matcher/index_follower.h"
#include "tests/api/raw_client.h"
#include "tests/api/token_signer.h"
#include "tests/support/world.h"

namespace kaam::api {

class ApiServer {
 public:
  // Eleven masons and two openings at Noida, one mason at Patna, under a fixed secret; one of them
  // has a value planted in each personal field.
  ApiServer() : ApiServer(AccessOptions()) {}
  // With `writes`, postings can be written, and what is written is served.
  explicit ApiServer(const AccessOptions& access, std::unique_ptr<AuditLog> audit = nullptr,
                     bool writes = false);
  ~ApiServer();

  // The answer to one request on a connection of its own. `fields` are header lines, each with its
  // CR LF.
  RawAnswer Get(const std::string& target, const std::string& fields = "") const;
  RawAnswer Post(const std::string& target, const std::string& body,
                 const std::string& fields = "") const {
    return Send("POST", target, body, fields);
  }
  RawAnswer Send(const std::string& method, const std::string& target, const std::string& body,
                 const std::string& fields, const std::string& type = "application/json") const;
  // The same until it is no 503: what was written is found within a second.
  RawAnswer AskUntilFound(const std::string& method, const std::string& target,
                          const std::string& body, const std::string& fields) const;
  // The id of a new posting of whoever bears `fields`.
  std::string NewPosting(const std::string& fields = "") const;

  testing::World& world() { return world_; }
  Serving& serving() { return *serving_; }
  // Of a mason at Noida.
  std::string worker_ref() const;

 private:
  RawAnswer Send(const std::string& bytes) const;

  testing::World world_;
  std::shared_ptr<Serving> serving_;
  std::unique_ptr<matcher::IndexFollower> follower_;
  std::unique_ptr<Server> server_;
};

// The same with a key for each role and the tokens of a portal.
class KeyedServer {
 public:
  KeyedServer();
  ~KeyedServer();

  const ApiServer& api() const { return *api_; }
  std::filesystem::path audit_file() const { return directory_ / "audit"; }
  std::string KeyFor(Role role) const { return keys_.at(static_cast<std::size_t>(role)); }
  // Signed by the portal; `worker` is the claim of that name.
  std::string TokenFor(const std::string& role, const std::string& subject,
                       const std::string& worker) const;
  // How worker_ref() is shown to the key of a role, and to the bearer of a token.
  std::string ShownRef(Role role) const;
  std::string ShownToToken(const std::string& subject) const;

 private:
  std::string Shown(const std::string& client) const;

  testing::TemporaryDirectory directory_;
  std::vector<std::string> keys_;  // by Role
  std::unique_ptr<TokenSigner> signer_;
  std::unique_ptr<ApiServer> api_;
};

// What is planted: in no answer, header or metric.
inline constexpr const char* kCanary = "Zanzibarwala";
inline constexpr const char* kCanaryUan = "100000000042";
inline constexpr const char* kCanaryMobile = "9876501234";

}  // namespace kaam::api
