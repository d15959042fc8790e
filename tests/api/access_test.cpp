// Who may ask what: the policy table against a server with keys, role by role.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>
#include <set>
#include <string>

#include "api/resource.h"
#include "core/generation.h"
#include "tests/api/api_server.h"
#include "tests/api/token_signer.h"

namespace kaam::api {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

constexpr const char* kMasons = R"({"occupations": [{"code": "7112.0200"}]})";

std::string Bearer(const std::string& token) { return "Authorization: Bearer " + token + "\r\n"; }

// The first ref of a search by the holder of a key.
std::string FirstRef(const ApiServer& server, const std::string& key) {
  const RawAnswer answer = server.Post("/v1/workers:search", kMasons, Bearer(key));
  EXPECT_EQ(answer.status, 200) << answer.body;
  return std::string(json::parse(answer.body).at_pointer("/hits/0/ref").as_string());
}

RawAnswer AskRoute(const ApiServer& server, const RoutePolicy& route, const std::string& ref,
                   const std::string& fields) {
  std::string path(route.pattern);
  if (path.starts_with("/v1/postings")) {
    const std::size_t id = path.find("{id}");
    if (id != std::string::npos) path.replace(id, 4, std::string(32, '0'));  // nobody's
    const std::string posting = R"({"external_id": "V", "occupations": ["7112.0200"]})";
    const bool is_import = path.find("import") != std::string::npos;
    if (route.method == Method::kGet) return server.Get(path, fields);
    return server.Send(std::string(Name(route.method)), path,
                       path.find("candidates") == std::string::npos ? posting : "{}", fields,
                       is_import ? "application/x-ndjson" : "application/json");
  }
  if (path == "/page/{file}") path = "/page/page.js";
  for (const auto& [name, value] : std::map<std::string, std::string>{
           {"{ref}", ref}, {"{file}", "start.js"}, {"{slug}", "internal"}}) {
    const std::size_t at = path.find(name);
    if (at != std::string::npos) path.replace(at, name.size(), value);
  }
  if (path == "/v1/suggest") path += "?q=raj";
  if (route.method == Method::kGet) return server.Get(path, fields);
  if (path == "/v1/resolve") return server.Post(path, R"({"text": "rajmistri"})", fields);
  if (path.find("Batch") == std::string::npos) return server.Post(path, kMasons, fields);
  return server.Post(path, "{\"questions\": [" + std::string(kMasons) + "]}", fields);
}

TEST(Policy, HasARowForEachRouteAndNoOther) {
  std::set<std::string> served;
  for (const Resource& resource : AllResources()) {
    served.insert(std::string(Name(resource.method)) + " " + std::string(resource.pattern));
  }
  std::set<std::string> ruled;
  for (const RoutePolicy& row : PolicyTable()) {
    ruled.insert(std::string(Name(row.method)) + " " + std::string(row.pattern));
  }
  EXPECT_EQ(served, ruled);
}

TEST(Policy, IsThePageInTheRoom) {
  EXPECT_EQ(ReadWholeFile(std::string(KAAM_SOURCE_DIR) + "/api/ACCESS.md").value(), PolicyPage());
}

TEST(Policy, IsWhatEachRoleMeets) {
  const KeyedServer server;
  for (std::size_t i = 1; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    const std::string key = role == Role::kPublic ? "" : server.KeyFor(role);
    const std::string fields = key.empty() ? "" : Bearer(key);
    const std::string ref = server.ShownRef(role);
    for (const RoutePolicy& row : PolicyTable()) {
      const RawAnswer answer = AskRoute(server.api(), row, ref, fields);
      const Rows rows = row.rows[i];
      const int refused = role == Role::kPublic ? 401 : 403;
      // A worker's key names no worker, so she finds nobody: not even herself.
      const bool new_or_own = row.pattern == "/v1/postings" || row.pattern == "/v1/postings:import";
      const int own = !new_or_own                                                    ? 404
                      : row.method == Method::kPost && row.pattern == "/v1/postings" ? 201
                                                                                     : 200;
      const int expected = rows == Rows::kNone ? refused : rows == Rows::kOwn ? own : 200;
      EXPECT_EQ(answer.status, expected)
          << kRoleNames[i] << " " << Name(row.method) << " " << row.pattern << "\n"
          << answer.body.substr(0, 300);
      EXPECT_TRUE(answer.fields.contains("ratelimit")) << row.pattern;
    }
  }
}

TEST(Keys, ThatAreWrongAreA401WithAChallenge) {
  const KeyedServer server;
  for (const std::string& fields : {std::string("Authorization: Basic YTpi\r\n"),
                                    Bearer("kaam_00000000_x"), Bearer(""), Bearer("a.b.c")}) {
    RawAnswer answer = server.api().Get("/version", fields);
    EXPECT_EQ(answer.status, 401) << fields;
    EXPECT_THAT(answer.fields["www-authenticate"], HasSubstr("invalid_token"));
    EXPECT_THAT(answer.body, HasSubstr("/problems/unauthorized"));
  }
}

TEST(Refs, DifferFromClientToClientAndAreReadFromTheirOwnAlone) {
  const KeyedServer server;
  const std::string employer = server.KeyFor(Role::kEmployer);
  const std::string portal = server.KeyFor(Role::kPortal);
  const std::string seen = FirstRef(server.api(), employer);
  EXPECT_EQ(seen, FirstRef(server.api(), employer));
  EXPECT_NE(seen, FirstRef(server.api(), portal));
  EXPECT_EQ(server.api().Get("/v1/workers/" + seen, Bearer(employer)).status, 200);
  EXPECT_EQ(server.api().Get("/v1/workers/" + seen, Bearer(portal)).status, 404);
  const RawAnswer others = server.api().Post(
      "/v1/workers:search",
      R"({"occupations": [{"code": "7112.0200"}], "exclude": {"refs": [")" + seen + "\"]}}",
      Bearer(employer));
  EXPECT_EQ(others.body.find(seen), std::string::npos);
  EXPECT_EQ(json::parse(others.body).at("hits").as_array().size(), 11U);
}

TEST(PairwiseRefs, AreAPermutationOfTheirClient) {
  SecretKey secret{};
  const PairwiseRefs a(secret, "a");
  const PairwiseRefs b(secret, "b");
  WorkerRef ref;
  ref.bytes.fill(0x5A);
  EXPECT_EQ(a.Read(a.Shown(ref)), ref);
  EXPECT_NE(a.Shown(ref), b.Shown(ref));
  EXPECT_NE(a.Shown(ref), ToHex(ref));
  EXPECT_EQ(a.Read("nonsense"), std::nullopt);
}

TEST(TokenBearers, OfAWorkerOpenHerOwnRecordAlone) {
  const KeyedServer server;
  // As the portal's own key is shown her.
  const std::string shown = server.ShownRef(Role::kPortal);
  const std::string token = server.TokenFor("worker", "w1", shown);
  const std::string own = server.ShownToToken("w1");
  EXPECT_EQ(server.api().Get("/v1/workers/" + own, Bearer(token)).status, 200);
  EXPECT_EQ(server.api().Get("/v1/workers/" + own + "/openings", Bearer(token)).status, 200);
  EXPECT_EQ(server.api().Get("/v1/workers/" + shown, Bearer(token)).status, 404);
  EXPECT_EQ(server.api().Post("/v1/workers:search", kMasons, Bearer(token)).status, 403);
  EXPECT_EQ(server.api().Get("/version", Bearer(server.TokenFor("worker", "w1", ""))).status, 401);
  EXPECT_EQ(server.api().Get("/version", Bearer(server.TokenFor("admin", "w1", ""))).status, 401);
}

TEST(TokenBearers, OfTwoEmployersOfOnePortalSeeOtherRefs) {
  const KeyedServer server;
  EXPECT_NE(FirstRef(server.api(), server.TokenFor("employer", "e1", "")),
            FirstRef(server.api(), server.TokenFor("employer", "e2", "")));
}

TEST(Looks, AreInTheAuditBeforeTheyAreAnswered) {
  const KeyedServer server;
  const std::string key = server.KeyFor(Role::kEmployer);
  const std::string ref = server.ShownRef(Role::kEmployer);
  EXPECT_EQ(server.api().Get("/v1/workers/" + ref, Bearer(key)).status, 200);
  EXPECT_EQ(server.api().Get("/v1/workers/" + ref + "x", Bearer(key)).status, 404);
  EXPECT_EQ(server.api().Post("/v1/workers:search", kMasons, Bearer(key)).status, 200);
  const std::string text = ReadWholeFile(server.audit_file()).value();
  EXPECT_EQ(VerifyAudit(server.audit_file())->lines, 1U);
  const json::value line = json::parse(text);
  EXPECT_EQ(line.at("client"), "key:employer");
  EXPECT_EQ(line.at("role"), "employer");
  EXPECT_EQ(line.at("route"), "GET /v1/workers/{ref}");
  EXPECT_EQ(line.at("worker").as_string(), server.api().worker_ref());
  EXPECT_EQ(text.find(key), std::string::npos);
}

TEST(Quota, EndsIn429WithTheTimeToWait) {
  const KeyedServer server;
  int granted = 0;
  RawAnswer answer;
  for (; granted < 200; ++granted) {
    answer = server.api().Get("/version");
    if (answer.status != 200) break;
  }
  EXPECT_EQ(answer.status, 429);
  EXPECT_GE(granted, 50);
  EXPECT_EQ(answer.fields["retry-after"], "1");
  EXPECT_EQ(answer.fields["ratelimit-policy"], "\"role\";q=50;w=10");
  // Others are not touched by it.
  EXPECT_EQ(server.api().Get("/version", Bearer(server.KeyFor(Role::kPortal))).status, 200);
}

TEST(Filters, ThatNobodyMayChooseByAreRefusedByName) {
  const ApiServer server;
  for (const std::string name : {"caste", "religion", "gender", "marital_status", "max_age",
                                 "disability", "migrant", "name", "income"}) {
    const RawAnswer answer =
        server.Post("/v1/workers:search", "{\"text\": \"rajmistri\", \"" + name + "\": \"x\"}");
    EXPECT_EQ(answer.status, 400);
    const json::value problem = json::parse(answer.body);
    EXPECT_EQ(problem.at("type"), "/problems/refused-filter") << name;
    EXPECT_EQ(problem.at_pointer("/errors/0/pointer").as_string(), "#/" + name);
  }
  EXPECT_THAT(server.Post("/v1/workers:search", R"({"colour": "x"})").body,
              HasSubstr("/problems/invalid-argument"));
}

TEST(ServerOptions, LeadBeyondLoopbackOnlyWithKeysAndAProxy) {
  ServerOptions options;
  options.address = "0.0.0.0";
  EXPECT_TRUE(CheckOptions(options));
  options.has_keys = true;
  EXPECT_TRUE(CheckOptions(options));
  options.behind_proxy = true;
  EXPECT_FALSE(CheckOptions(options));
  options.has_keys = false;
  EXPECT_TRUE(CheckOptions(options));
}

}  // namespace
}  // namespace kaam::api
