// What can be read besides single searches: pages, scrolls, batches, one worker, words, metrics.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>
#include <string>

#include "tests/api/api_server.h"

namespace kaam::api {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kMasons =
    R"({"occupations": [{"code": "7112.0200"}], "place": {"pin": 201301}, "radius_km": 30})";

std::set<std::string> RefsIn(const json::value& list) {
  std::set<std::string> refs;
  for (const json::value& each : list.as_array()) {
    refs.insert(std::string(each.at("ref").as_string()));
  }
  return refs;
}

// The target of rel="next"; empty where there is none.
std::string NextOf(const RawAnswer& answer) {
  const auto link = answer.fields.find("link");
  if (link == answer.fields.end()) return "";
  EXPECT_THAT(link->second, ::testing::EndsWith(">; rel=\"next\""));
  return link->second.substr(1, link->second.find('>') - 1);
}

TEST(Pages, AreFollowedByTheirLinksUntilEachMatchWasShownOnce) {
  const ApiServer server;
  std::set<std::string> seen;
  std::string target = "/v1/workers:search?limit=4";
  std::size_t shown = 0;
  std::size_t pages = 0;
  for (; !target.empty(); ++pages) {
    ASSERT_LT(pages, 9U);
    const RawAnswer answer = server.Post(target, kMasons);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const json::value body = json::parse(answer.body);
    const auto refs = RefsIn(body.at("hits"));
    seen.insert(refs.begin(), refs.end());
    shown += refs.size();
    target = NextOf(answer);
    EXPECT_EQ(body.as_object().contains("next"), !target.empty());
  }
  EXPECT_EQ(pages, 3U);
  EXPECT_EQ(shown, 11U);
  EXPECT_EQ(seen.size(), 11U);
}

TEST(Pages, RefuseACursorThatWasChangedOrOfAnotherQuestion) {
  const ApiServer server;
  const std::string next = NextOf(server.Post("/v1/workers:search?limit=4", kMasons));
  ASSERT_FALSE(next.empty());
  std::string changed = next;
  changed[changed.size() - 3] = changed[changed.size() - 3] == 'A' ? 'B' : 'A';
  EXPECT_EQ(server.Post(changed, kMasons).status, 400);
  EXPECT_EQ(server.Post(next, R"({"occupations": [{"code": "7112.0100"}]})").status, 400);
  EXPECT_EQ(server.Post(next, kMasons).status, 200);
}

TEST(Pages, AreGoneWithTheirSnapshot) {
  ApiServer server;
  const std::string next = NextOf(server.Post("/v1/workers:search?limit=4", kMasons));
  server.world().Add(testing::Mason("100000000077", testing::kNoida));
  server.world().Apply();
  server.serving().Replace(server.world().index());
  const RawAnswer answer = server.Post(next, kMasons);
  EXPECT_EQ(answer.status, 410) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr("/problems/snapshot-gone"));
  const json::value fresh = json::parse(server.Post("/v1/workers:search?limit=20", kMasons).body);
  EXPECT_EQ(fresh.at("hits").as_array().size(), 12U);
}

TEST(Scroll, HoldsEveryMatchOnceHoweverItIsCut) {
  const ApiServer server;
  std::set<std::string> seen;
  std::string target = "/v1/workers:scroll?rows=3";
  std::size_t shown = 0;
  for (std::size_t pages = 0; !target.empty(); ++pages) {
    ASSERT_LT(pages, 9U);
    const RawAnswer answer = server.Post(target, kMasons);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto refs = RefsIn(json::parse(answer.body).at("matches"));
    seen.insert(refs.begin(), refs.end());
    shown += refs.size();
    target = NextOf(answer);
  }
  EXPECT_EQ(shown, 11U);
  EXPECT_EQ(seen.size(), 11U);
}

TEST(Batch, HasAStatusForEachQuestion) {
  const ApiServer server;
  const RawAnswer answer = server.Post(
      "/v1/workers:searchBatch",
      R"({"questions": [{"occupations": [{"code": "7112.0200"}], "limit": 2}, {"limit": 0}, 5]})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json::array results = json::parse(answer.body).at("results").as_array();
  ASSERT_EQ(results.size(), 3U);
  EXPECT_EQ(results[0].at("status"), 200);
  EXPECT_EQ(results[0].at_pointer("/answer/hits").as_array().size(), 2U);
  EXPECT_EQ(results[1].at("status"), 400);
  EXPECT_EQ(results[1].at_pointer("/problem/type"), "/problems/invalid-argument");
  EXPECT_EQ(results[2].at("status"), 400);
}

TEST(Batch, IsRefusedWhereItCannotBeRead) {
  const ApiServer server;
  std::string many = R"({"questions": [{})";
  for (int i = 0; i < 50; ++i) many += ", {}";
  for (const std::string& body : {std::string("{"), std::string("[]"), std::string("{}"),
                                  std::string(R"({"questions": []})"), many + "]}"}) {
    EXPECT_EQ(server.Post("/v1/workers:searchBatch", body).status, 400) << body;
  }
}

TEST(Brief, TakesUnderTwoKilobytesForTenHits) {
  const ApiServer server;
  for (const std::string language : {"en", "hi", "ta"}) {
    RawAnswer answer = server.Post("/v1/workers:search?form=brief&limit=10", kMasons,
                                   "Accept-Language: " + language + "\r\n");
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(json::parse(answer.body).at_pointer("/lists/0/hits").as_array().size(), 10U);
    EXPECT_LT(answer.body.size(), 2048U) << answer.body;
    EXPECT_EQ(answer.fields["content-language"], language);
  }
}

TEST(Brief, HasTheHitsOfTheWholeAnswer) {
  const ApiServer server;
  const json::value whole = json::parse(server.Post("/v1/workers:search", kMasons).body);
  const json::value brief = json::parse(server.Post("/v1/workers:search?form=brief", kMasons).body);
  const json::array& hits = brief.at_pointer("/lists/0/hits").as_array();
  ASSERT_EQ(hits.size(), whole.at("hits").as_array().size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    EXPECT_EQ(hits[i].at("ref"), whole.at("hits").as_array()[i].at("ref"));
  }
}

TEST(Worker, IsShownMaskedAndUnknownOrHiddenOnesAlike) {
  ApiServer server;
  const json::value shown = json::parse(server.Get("/v1/workers/" + server.worker_ref()).body);
  EXPECT_EQ(shown.at_pointer("/occupations/0/code"), "7112.0200");
  EXPECT_EQ(shown.at_pointer("/occupations/0/experience_months"), "36-59");
  EXPECT_EQ(shown.at_pointer("/district/lgd"), 144);
  EXPECT_EQ(shown.at("confirmed"), "2026-10");

  records::Worker hidden = testing::Mason("100000000055", testing::kNoida);
  hidden.clear_consents();
  server.world().Add(hidden);
  server.world().Apply();
  server.serving().Replace(server.world().index());
  WorkerRef ref;
  const auto bytes =
      server.world().index()->workers().RefBytes(server.world().RowOf("100000000055"));
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  const RawAnswer of_hidden = server.Get("/v1/workers/" + ToHex(ref));
  EXPECT_EQ(of_hidden.status, 404);
  EXPECT_EQ(server.Get("/v1/workers/00000000000000000000000000000000").body, of_hidden.body);
  EXPECT_EQ(server.Get("/v1/workers/nobody").body, of_hidden.body);
}

TEST(Worker, FindsHerOpeningsPageByPage) {
  const ApiServer server;
  const std::string path = "/v1/workers/" + server.worker_ref() + "/openings";
  const RawAnswer first = server.Get(path + "?limit=1");
  ASSERT_EQ(first.status, 200) << first.body;
  const RawAnswer second = server.Get(NextOf(first));
  ASSERT_EQ(second.status, 200) << second.body;
  EXPECT_TRUE(NextOf(second).empty());
  EXPECT_NE(RefsIn(json::parse(first.body).at("hits")),
            RefsIn(json::parse(second.body).at("hits")));
  EXPECT_EQ(server.Get("/v1/workers/00000000000000000000000000000000/openings").status, 404);
}

TEST(Words, AreCompletedAndResolved) {
  const ApiServer server;
  const json::value suggested = json::parse(server.Get("/v1/suggest?q=rajmis&limit=3").body);
  EXPECT_EQ(suggested.at_pointer("/suggestions/0/code"), "7112.0200");
  EXPECT_EQ(server.Get("/v1/suggest").status, 400);
  EXPECT_EQ(server.Get("/v1/suggest?q=a&limit=21").status, 400);
  const RawAnswer resolved = server.Post(
      "/v1/resolve", R"({"text": "6 rajmistri Noida 2345 6789 0124", "language": "en"})");
  EXPECT_EQ(json::parse(resolved.body).at_pointer("/occupations/0/count"), 6);
  EXPECT_THAT(resolved.body, Not(HasSubstr("6789")));
  EXPECT_EQ(server.Post("/v1/resolve", R"({"txt": "a"})").status, 400);
}

TEST(Taxonomy, HasTheCodesOfOtherLists) {
  const ApiServer server;
  const json::value masons =
      json::parse(server.Get("/v1/taxonomy/occupations?under=7112.02&language=hi").body);
  EXPECT_EQ(masons.at_pointer("/items/0/isco_08"), "7112");
  const json::value families = json::parse(server.Get("/v1/taxonomy/occupations?under=6116").body);
  EXPECT_FALSE(families.at_pointer("/items/0").as_object().contains("isco_08"));
  const RawAnswer places = server.Get("/v1/taxonomy/places?kind=district&district=144");
  EXPECT_EQ(json::parse(places.body).at_pointer("/items/0/census_2011"), "141");
  const json::value states = json::parse(server.Get("/v1/taxonomy/places?kind=state").body);
  EXPECT_EQ(states.at("items").as_array().size(), 36U);
  EXPECT_EQ(states.at_pointer("/items/0/census_2011"), "01");
  EXPECT_EQ(server.Get("/v1/taxonomy/places?kind=county").status, 400);
  EXPECT_EQ(server.Get("/v1/taxonomy/occupations?under=99").status, 400);
}

TEST(Metrics, CountAnswersByRouteAndNameTheGeneration) {
  const ApiServer server;
  server.Post("/v1/workers:search", kMasons);
  server.Post("/v1/workers:search", "{");
  const std::string text = server.Get("/metrics").body;
  EXPECT_THAT(text, HasSubstr("kaam_request_seconds_count{route=\"POST "
                              "/v1/workers:search\",phase=\"total\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("kaam_answers_total{class=\"4xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("kaam_index_workers 12\n"));
  EXPECT_THAT(text, HasSubstr("kaam_requests_under_way 0\n"));
}

TEST(Answers, NeverHoldAPersonalField) {
  const ApiServer server;
  for (const RawAnswer& answer : {server.Post("/v1/workers:search", kMasons),
                                  server.Post("/v1/workers:search?form=brief", kMasons),
                                  server.Post("/v1/workers:scroll", kMasons),
                                  server.Get("/v1/workers/" + server.worker_ref()),
                                  server.Get("/v1/workers/" + server.worker_ref() + "/openings"),
                                  server.Get("/v1/suggest?q=Zanz"), server.Get("/metrics")}) {
    ASSERT_EQ(answer.status, 200);
    std::string all = answer.body;
    for (const auto& [name, value] : answer.fields) all += name + value;
    for (const char* planted : {kCanary, kCanaryUan, kCanaryMobile}) {
      EXPECT_THAT(all, Not(HasSubstr(planted)));
    }
  }
}

}  // namespace
}  // namespace kaam::api
