// Postings, through a real server over a real store.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <string>
#include <thread>

#include "tests/api/api_server.h"

namespace kaam::api {
namespace {

namespace json = boost::json;

constexpr const char* kMason = R"({"external_id": "V1", "occupations": ["7112.0200:6"],
                                   "sites": ["pin:201301"], "pay_min": 650.5, "pay_unit": "day"})";

std::string Bearer(const std::string& token) { return "Authorization: Bearer " + token + "\r\n"; }

TEST(Postings, AreKeptByOneClientAlone) {
  const KeyedServer server;
  const ApiServer& api = server.api();
  const std::string employer = Bearer(server.KeyFor(Role::kEmployer));
  const std::string portal = Bearer(server.KeyFor(Role::kPortal));
  const std::string path = "/v1/postings/" + api.NewPosting(employer);
  EXPECT_EQ(api.Get(path, employer).status, 200);
  EXPECT_EQ(api.Get(path, portal).status, 404);
  EXPECT_EQ(api.Get(path + "/candidates", portal).status, 404);
  EXPECT_EQ(api.Send("POST", path + ":close", "", portal).status, 404);
  EXPECT_TRUE(json::parse(api.Get("/v1/postings", portal).body).at("postings").as_array().empty());
}

TEST(Postings, AreReplacedOnlyByWhoReadTheNewest) {
  const ApiServer server(AccessOptions(), nullptr, true);
  const std::string path = "/v1/postings/" + server.NewPosting();
  const std::string body = R"({"occupations": ["7112.0100"]})";
  EXPECT_EQ(server.Send("PUT", path, body, "").status, 428);
  RawAnswer answer = server.Send("PUT", path, body, "If-Match: \"1\"\r\n");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.fields["etag"], "\"2\"");
  EXPECT_EQ(server.Send("PUT", path, body, "If-Match: \"1\"\r\n").status, 412);
}

TEST(Postings, AreMadeOnceByOneIdempotencyKey) {
  const ApiServer server(AccessOptions(), nullptr, true);
  const std::string key = "Idempotency-Key: \"k1\"\r\n";
  const RawAnswer first = server.Post("/v1/postings", kMason, key);
  const RawAnswer again = server.Post("/v1/postings", kMason, key);
  EXPECT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(first.body, again.body);
  EXPECT_EQ(server.Post("/v1/postings", R"({"occupations": ["7112.0100"]})", key).status, 422);
  EXPECT_EQ(server.Post("/v1/postings", kMason).status, 409);
}

TEST(Postings, AreFoundWithoutAnybodyBuildingTheIndexAnew) {
  const ApiServer server(AccessOptions(), nullptr, true);
  const std::string id = server.NewPosting();
  RawAnswer answer;
  for (int i = 0; i < 600 && answer.status != 200; ++i) {
    answer = server.Get("/v1/postings/" + id + "/candidates");
    if (answer.status == 200) break;
    EXPECT_EQ(answer.status, 503) << answer.body;
    EXPECT_EQ(answer.fields["retry-after"], "1");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(answer.status, 200) << answer.body;
}

TEST(Postings, NameTheFieldThatIsWrong) {
  const ApiServer server(AccessOptions(), nullptr, true);
  const RawAnswer answer =
      server.Post("/v1/postings", R"({"occupations": ["7112.0200", "7112.0299"]})");
  EXPECT_EQ(answer.status, 400);
  const json::value problem = json::parse(answer.body);
  EXPECT_EQ(problem.at_pointer("/errors/0/pointer"), "#/occupations/1");
  EXPECT_EQ(problem.at_pointer("/errors/0/nearest/0"), "7112.0200");
}

TEST(Postings, RefuseAFieldThatIsSaidTwice) {
  const ApiServer server(AccessOptions(), nullptr, true);
  const RawAnswer answer = server.Post(
      "/v1/postings", R"({"occupations": ["7112.0200"], "pay_min": 700, "pay_min": 300})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(json::parse(answer.body).at_pointer("/errors/0/pointer"), "#/pay_min");
}

TEST(Postings, AreNotWrittenWithoutTheStoresKey) {
  const ApiServer server;
  EXPECT_EQ(server.Post("/v1/postings", kMason).status, 501);
}

TEST(Import, GivesEachRowAFateAndClosesTheOthersWhenFull) {
  const ApiServer server(AccessOptions(), nullptr, true);
  const std::string other = server.NewPosting();
  const RawAnswer answer =
      server.Send("POST", "/v1/postings:import?full=true",
                  "{\"external_id\": \"V1\", \"occupations\": [\"7112.0200\"]}\n"
                  "{\"external_id\": \"V2\", \"occupations\": [\"9\"]}\n",
                  "", "application/x-ndjson");
  EXPECT_EQ(answer.status, 200) << answer.body;
  const json::value said = json::parse(answer.body);
  EXPECT_EQ(said.at("created"), 1);
  EXPECT_EQ(said.at("rejected"), 1);
  EXPECT_EQ(said.at("closed"), 1);
  EXPECT_EQ(said.at_pointer("/rows/1/problem/errors/0/pointer"), "#/occupations/0");
  EXPECT_EQ(json::parse(server.Get("/v1/postings/" + other).body).at("status"), "closed");
}

}  // namespace
}  // namespace kaam::api
