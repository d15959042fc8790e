#include "tests/api/api_server.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>

namespace kaam::api {
namespace {

records::Worker Planted() {
  records::Worker worker = testing::Mason(kCanaryUan, testing::kNoida);
  worker.set_name(kCanary);
  worker.set_mobile(kCanaryMobile);
  worker.mutable_primary()->set_months(40);
  worker.add_languages("hi");
  return worker;
}

Secrets FixedSecrets() {
  Secrets secrets;
  secrets.cursor.fill(7);
  secrets.refs.fill(9);
  return secrets;
}

}  // namespace

ApiServer::ApiServer(const AccessOptions& access, std::unique_ptr<AuditLog> audit, bool writes) {
  if (sodium_init() < 0) std::abort();
  for (int i = 0; i < 10; ++i) {
    world_.Add(testing::Mason("10000000000" + std::to_string(i), testing::kNoida));
  }
  world_.Add(Planted());
  world_.Add(testing::Mason("100000000099", testing::kPatna));
  world_.Add(testing::MasonWanted("A", testing::kNoida));
  world_.Add(testing::MasonWanted("B", testing::kNoida));
  world_.Build();
  const Secrets secrets = FixedSecrets();
  std::unique_ptr<StoreWriter> writer;
  if (writes) writer = StoreWriter::Start({.store = world_.store(), .key = {7}}).value();
  serving_ =
      std::make_shared<Serving>(world_.index(), secrets, std::move(audit), std::move(writer));
  if (writes) {
    const auto serve = [serving = serving_](const auto& index, const auto& withdrawn) {
      serving->Replace(index, withdrawn);
    };
    follower_ = matcher::IndexFollower::Open(
                    world_.store(), {.interval = std::chrono::milliseconds(20), .on_change = serve})
                    .value();
  }
  ServerOptions options;
  options.port = 0;
  options.access_log = false;
  const std::shared_ptr<Gate> gate = Gate::Make(access, secrets.refs).value();
  server_ = Server::Start(options, ServiceOf(serving_, gate).value()).value();
}

ApiServer::~ApiServer() { server_->Stop(); }

RawAnswer ApiServer::Send(const std::string& bytes) const {
  RawClient client(server_->port());
  client.Send(bytes);
  return client.ReadAnswer().value_or(RawAnswer{});
}

RawAnswer ApiServer::Get(const std::string& target, const std::string& fields) const {
  return Send("GET " + target + " HTTP/1.1\r\nHost: kaam.test\r\n" + fields + "\r\n");
}

RawAnswer ApiServer::Send(const std::string& method, const std::string& target,
                          const std::string& body, const std::string& fields,
                          const std::string& type) const {
  return Send(method + " " + target + " HTTP/1.1\r\nHost: kaam.test\r\nContent-Type: " + type +
              "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + fields + "\r\n" +
              body);
}

RawAnswer ApiServer::AskUntilFound(const std::string& method, const std::string& target,
                                   const std::string& body, const std::string& fields) const {
  for (;;) {
    RawAnswer answer = method == "GET" ? Get(target, fields) : Send(method, target, body, fields);
    if (answer.status != 503) return answer;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

std::string ApiServer::NewPosting(const std::string& fields) const {
  const RawAnswer made =
      Post("/v1/postings", R"({"occupations": ["7112.0200"], "sites": ["pin:201301"]})", fields);
  EXPECT_EQ(made.status, 201) << made.body;
  const auto location = made.fields.find("location");
  if (location == made.fields.end()) return "none";
  return location->second.substr(location->second.rfind('/') + 1);
}

std::string ApiServer::worker_ref() const {
  const auto bytes = world_.index()->workers().RefBytes(world_.RowOf(kCanaryUan));
  WorkerRef ref;
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  return ToHex(ref);
}

KeyedServer::KeyedServer() : signer_(new TokenSigner(TokenSigner::Ed25519())) {
  if (sodium_init() < 0) std::abort();
  AccessOptions access;
  access.keys = directory_ / "keys.json";
  access.jwks = directory_ / "jwks.json";
  access.issuer = "https://portal.test";
  ApiKeys keys;
  keys_.resize(kRoleCount);
  for (std::size_t i = 1; i < kRoleCount; ++i) {
    const KeyRequest request{std::string(kRoleNames[i]), static_cast<Role>(i), 1};
    keys_[i] = keys.Create(request, std::time(nullptr)).value();
  }
  EXPECT_TRUE(keys.Write(access.keys));
  std::filesystem::permissions(access.keys, std::filesystem::perms::owner_read);
  std::ofstream(access.jwks) << "{\"keys\":[" << signer_->Jwk("1") << "]}";
  api_ = std::make_unique<ApiServer>(access, AuditLog::Open(audit_file()).value(), true);
}

KeyedServer::~KeyedServer() = default;

std::string KeyedServer::TokenFor(const std::string& role, const std::string& subject,
                                  const std::string& worker) const {
  const std::time_t now = std::time(nullptr);
  return signer_->Sign(R"({"alg":"EdDSA","kid":"1"})",
                       R"({"iss":"https://portal.test","aud":"kaam","sub":")" + subject +
                           R"(","role":")" + role + R"(","worker":")" + worker + R"(","iat":)" +
                           std::to_string(now) + R"(,"exp":)" + std::to_string(now + 300) + "}");
}

std::string KeyedServer::Shown(const std::string& client) const {
  const auto ref = RefFromHex<WorkerRef>(api_->worker_ref());
  return PairwiseRefs(FixedSecrets().refs, client).Shown(*ref);
}

std::string KeyedServer::ShownRef(Role role) const {
  return role == Role::kPublic ? api_->worker_ref() : Shown("key:" + std::string(NameOf(role)));
}

std::string KeyedServer::ShownToToken(const std::string& subject) const {
  return Shown("token:https://portal.test\n" + subject);
}

}  // namespace kaam::api
