#include "api/router.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace kaam::api {
namespace {

enum RouteId : int { kHealth = 1, kSearch, kOpening, kCloseOpening, kAddOpening, kLatest, kPage };

Router MakeRouter() {
  Route search{Method::kPost, "/v1/workers:search", kSearch};
  search.body_type = "application/json";
  search.answer_type = "application/json";
  return Router::Make(
             {{Method::kGet, "/health", kHealth, [](const Request&) { return Response{}; }},
              search,
              {Method::kGet, "/v1/openings/{ref}", kOpening},
              {Method::kPost, "/v1/openings/{ref}:close", kCloseOpening},
              {Method::kPost, "/v1/openings", kAddOpening},
              {Method::kGet, "/v1/openings/latest", kLatest},
              {Method::kGet, "/", kPage}})
      .value();
}

const Router& TheRouter() {
  static const Router router = MakeRouter();
  return router;
}

Request Ask(Method method, std::string path, std::vector<NameValue> headers = {}) {
  Request request;
  request.method = method;
  request.path = std::move(path);
  request.headers = std::move(headers);
  return request;
}

int RouteOf(Method method, const std::string& path) {
  const Resolution resolution = TheRouter().Resolve(Ask(method, path), false);
  return resolution.route == nullptr ? 0 : resolution.route->id;
}

int RefusalOf(const Request& request, bool has_body) {
  const Resolution resolution = TheRouter().Resolve(request, has_body);
  return resolution.refusal ? resolution.refusal->status : 0;
}

std::string AllowOf(Method method, const std::string& path) {
  const Resolution resolution = TheRouter().Resolve(Ask(method, path), false);
  if (!resolution.refusal) return "";
  return std::string(Find(resolution.refusal->headers, "Allow").value_or(""));
}

TEST(Router, FindsTheRouteOfMethodAndPath) {
  EXPECT_EQ(RouteOf(Method::kGet, "/health"), kHealth);
  EXPECT_EQ(RouteOf(Method::kPost, "/v1/openings"), kAddOpening);
  EXPECT_EQ(RouteOf(Method::kGet, "/"), kPage);
}

TEST(Router, MatchesAVerbBehindAColonAndBehindASlash) {
  EXPECT_EQ(RouteOf(Method::kPost, "/v1/workers:search"), kSearch);
  EXPECT_EQ(RouteOf(Method::kPost, "/v1/workers/search"), kSearch);
  EXPECT_EQ(RouteOf(Method::kPost, "/v1/openings/a7:close"), kCloseOpening);
  EXPECT_EQ(RouteOf(Method::kPost, "/v1/openings/a7/close"), kCloseOpening);
}

TEST(Router, GivesWhatStoodForEachName) {
  for (const char* path : {"/v1/openings/a7:close", "/v1/openings/a7/close"}) {
    const Resolution resolution = TheRouter().Resolve(Ask(Method::kPost, path), false);
    EXPECT_EQ(Find(resolution.path_parameters, "ref"), "a7");
    EXPECT_EQ(resolution.pattern, "/v1/openings/{ref}:close");
  }
}

TEST(Router, PrefersThePatternWithFewerNames) {
  EXPECT_EQ(RouteOf(Method::kGet, "/v1/openings/latest"), kLatest);
  EXPECT_EQ(RouteOf(Method::kGet, "/v1/openings/a7"), kOpening);
}

TEST(Router, PrefersThePatternWithTheVerbWhateverTheMethod) {
  EXPECT_EQ(AllowOf(Method::kGet, "/v1/openings/a7:close"), "POST, OPTIONS");
  EXPECT_EQ(RouteOf(Method::kGet, "/v1/openings/a7:open"), kOpening);
}

TEST(Router, Answers404ForPathsOfNoPattern) {
  for (const char* path : {"/v1", "/v1/workers", "/health/", "//health", "/v1/openings/", "/Health",
                           "/v1/workers:", "/v1:workers/search", "/v1/workers:search/x", "/healthx",
                           "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t", ""}) {
    EXPECT_EQ(RefusalOf(Ask(Method::kGet, path), false), 404) << path;
  }
}

TEST(Router, Answers405WithTheMethodsThatDo) {
  EXPECT_EQ(RefusalOf(Ask(Method::kDelete, "/health"), false), 405);
  EXPECT_EQ(AllowOf(Method::kDelete, "/health"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(AllowOf(Method::kGet, "/v1/workers:search"), "POST, OPTIONS");
  EXPECT_EQ(AllowOf(Method::kHead, "/v1/workers/search"), "POST, OPTIONS");
}

TEST(Router, SendsHeadToTheRouteForGet) {
  EXPECT_EQ(RouteOf(Method::kHead, "/health"), kHealth);
  EXPECT_EQ(RouteOf(Method::kHead, "/v1/openings/a7"), kOpening);
}

TEST(Router, AnswersOptionsWithAllow) {
  EXPECT_EQ(RefusalOf(Ask(Method::kOptions, "/v1/openings/a7"), false), 204);
  EXPECT_EQ(AllowOf(Method::kOptions, "/v1/openings/a7"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(AllowOf(Method::kOptions, "*"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(RefusalOf(Ask(Method::kOptions, "/nowhere"), false), 404);
}

TEST(Router, Answers415ForABodyOfAnotherType) {
  const auto refusal = [](const char* type) {
    return RefusalOf(Ask(Method::kPost, "/v1/workers:search", {{"content-type", type}}), true);
  };
  EXPECT_EQ(refusal("application/json"), 0);
  EXPECT_EQ(refusal("Application/JSON; charset=UTF-8"), 0);
  EXPECT_EQ(refusal("application/json;charset=\"utf-8\";"), 0);
  EXPECT_EQ(refusal("application/json; charset=utf-16"), 415);
  EXPECT_EQ(refusal("application/json; version=1"), 415);
  EXPECT_EQ(refusal("application/jsonx"), 415);
  EXPECT_EQ(refusal("text/plain"), 415);
  EXPECT_EQ(refusal(""), 415);
}

TEST(Router, Answers415ForABodyWithoutAType) {
  EXPECT_EQ(RefusalOf(Ask(Method::kPost, "/v1/workers:search"), true), 415);
  EXPECT_EQ(RefusalOf(Ask(Method::kPost, "/v1/workers:search"), false), 0);
  EXPECT_EQ(RefusalOf(Ask(Method::kPost, "/v1/openings"), true), 0);
}

TEST(Router, Answers415ForAContentCoding) {
  const auto refusal = [](const char* coding) {
    return RefusalOf(Ask(Method::kPost, "/v1/openings", {{"content-encoding", coding}}), true);
  };
  EXPECT_EQ(refusal("gzip"), 415);
  EXPECT_EQ(refusal("identity"), 0);
}

TEST(Router, Answers406OnlyWhenAcceptExcludesTheAnswer) {
  const auto refusal = [](const char* accept) {
    return RefusalOf(Ask(Method::kPost, "/v1/workers:search", {{"accept", accept}}), false);
  };
  EXPECT_EQ(refusal("application/json"), 0);
  EXPECT_EQ(refusal("*/*"), 0);
  EXPECT_EQ(refusal("text/html, application/*;q=0.1"), 0);
  EXPECT_EQ(refusal("text/html, *;q=.2"), 0);
  EXPECT_EQ(refusal(""), 0);
  EXPECT_EQ(refusal("nonsense"), 0);
  EXPECT_EQ(refusal("text/html"), 406);
  EXPECT_EQ(refusal("text/html, */*;q=0"), 406);
  EXPECT_EQ(refusal("application/json;q=0.000, */*"), 406);
  EXPECT_EQ(refusal("application/json, */*;q=0"), 0);
}

TEST(Router, RefusesMalformedAndRepeatedPatterns) {
  for (const char* pattern : {"", "v1", "/{", "/{}", "/a{b}", "/{a}b", "/{a}:", "/a:"}) {
    const auto router = Router::Make({{Method::kGet, pattern, 1}});
    ASSERT_TRUE(router.has_error()) << pattern;
    EXPECT_EQ(router.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(router.error().field, pattern);
  }
  EXPECT_TRUE(Router::Make({{Method::kGet, "/a", 1}, {Method::kGet, "/a", 2}}).has_error());
}

TEST(Router, RefusesTwoPatternsForTheSamePaths) {
  const auto make = [](const char* first, const char* second) {
    return Router::Make({{Method::kGet, first, 1}, {Method::kPost, second, 2}});
  };
  EXPECT_TRUE(make("/a/{x}", "/a/{y}").has_error());
  EXPECT_TRUE(make("/a:b", "/a/b").has_error());
  EXPECT_TRUE(make("/a/{x}:b", "/a/{y}/b").has_error());
  EXPECT_TRUE(make("/a/{x}", "/a/{x}:b").has_value());
  EXPECT_TRUE(make("/a/{x}", "/a/b").has_value());
}

}  // namespace
}  // namespace kaam::api
