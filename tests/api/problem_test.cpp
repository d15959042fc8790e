#include "api/problem.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>
#include <string>

#include "core/utf8.h"

namespace kaam::api {
namespace {

boost::json::value Body(const Problem& problem) {
  return boost::json::parse(ToResponse(problem).body);
}

TEST(Problem, HasTypeTitleStatusAndDetail) {
  const Response response = ToResponse({ProblemKind::kNotFound, "No such opening"});
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(boost::json::parse(response.body), boost::json::parse(R"({
    "type": "/problems/not-found", "title": "There is nothing of that name",
    "status": 404, "detail": "No such opening"})"));
}

TEST(Problem, NamesEachPlaceByItsKind) {
  const Problem problem{
      ProblemKind::kInvalidArgument,
      "Two members cannot be used",
      {{ProblemPlace::In::kBody, "/occupations/0/code", "no such code", {"7112.0100", "7112.0200"}},
       {ProblemPlace::In::kQuery, "limit", "above 100"},
       {ProblemPlace::In::kHeader, "Accept-Language", "not a language tag"}}};
  EXPECT_EQ(Body(problem).at("errors"), boost::json::parse(R"([
    {"pointer": "#/occupations/0/code", "detail": "no such code",
     "nearest": ["7112.0100", "7112.0200"]},
    {"parameter": "limit", "detail": "above 100"},
    {"header": "Accept-Language", "detail": "not a language tag"}])"));
}

TEST(Problem, WritesPointersAsUriFragments) {
  const Problem problem{
      ProblemKind::kInvalidArgument, "", {{ProblemPlace::In::kBody, "/a b/\u0915\"#", "unknown"}}};
  EXPECT_EQ(Body(problem).at("errors").at(0).at("pointer"), "#/a%20b/%E0%A4%95%22%23");
}

TEST(Problem, MasksAadhaarNumbersInEveryText) {
  const std::string number = "2341 2341 2346";  // its check digit is right
  const Problem problem{ProblemKind::kInvalidArgument,
                        "no trade like " + number,
                        {{ProblemPlace::In::kQuery, number, "not " + number, {number}},
                         {ProblemPlace::In::kBody, "/234123412346", "unknown"}}};
  const std::string body = ToResponse(problem).body;
  EXPECT_EQ(body.find("2341 2341"), std::string::npos) << body;
  EXPECT_EQ(body.find("23412341"), std::string::npos) << body;
  EXPECT_NE(body.find("XXXX XXXX 2346"), std::string::npos) << body;
}

TEST(Problem, IsWellFormedJsonWhateverTheTextsHold) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const std::string body = ToResponse({ProblemKind::kInvalidArgument,
                                       bytes,
                                       {{ProblemPlace::In::kBody, bytes, bytes, {bytes, "\"}],"}}}})
                               .body;
  boost::json::error_code error;
  boost::json::parse(body, error);
  EXPECT_FALSE(error) << body;
  EXPECT_FALSE(FirstInvalidUtf8(body).has_value());
}

TEST(Problem, BoundsTextsAndLists) {
  Problem problem{ProblemKind::kInvalidArgument, std::string(1 << 20, 'x')};
  const ProblemPlace place{ProblemPlace::In::kQuery, std::string(1'000, 'n'),
                           std::string(1'000, 'd'),
                           std::vector<std::string>(20, std::string(1'000, 'v'))};
  problem.errors.assign(100, place);
  const boost::json::value body = Body(problem);
  EXPECT_LE(body.at("detail").as_string().size(), 303U);
  EXPECT_EQ(body.at("errors").as_array().size(), 32U);
  EXPECT_EQ(body.at("errors").at(0).at("nearest").as_array().size(), 8U);
  EXPECT_LT(ToResponse(problem).body.size(), 64U * 1024);
}

TEST(Problem, CutsTextBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "\u0915";
  const boost::json::value body = Body({ProblemKind::kNotFound, text});
  const std::string_view detail = body.at("detail").as_string();
  EXPECT_FALSE(FirstInvalidUtf8(detail).has_value());
  EXPECT_TRUE(detail.ends_with("\u0915\u2026"));
}

TEST(Problem, TellsWhenToTryAgainWhereThatCanHelp) {
  const auto retry = [](ProblemKind kind) {
    const Response response = ToResponse({kind, ""});
    return std::string(Find(response.headers, "Retry-After").value_or("never"));
  };
  for (const ProblemKind kind : {ProblemKind::kOverloaded, ProblemKind::kUnavailable,
                                 ProblemKind::kDeadlinePassed, ProblemKind::kTooManyConnections}) {
    EXPECT_EQ(retry(kind), "1");
  }
  EXPECT_EQ(retry(ProblemKind::kNotReady), "5");
  EXPECT_EQ(retry(ProblemKind::kInvalidArgument), "never");
  EXPECT_EQ(retry(ProblemKind::kInternal), "never");
}

TEST(Problem, HasOneSlugForEachKind) {
  std::set<std::string_view> slugs;
  constexpr auto kLast = static_cast<int>(ProblemKind::kVersionNotSupported);
  for (int i = 0; i <= kLast; ++i) {
    const auto kind = static_cast<ProblemKind>(i);
    EXPECT_TRUE(slugs.insert(SlugOf(kind)).second) << SlugOf(kind);
    EXPECT_GE(StatusOf(kind), 400);
    EXPECT_LE(StatusOf(kind), 599);
  }
}

TEST(ProblemFrom, GivesEachErrorCodeItsStatus) {
  EXPECT_EQ(StatusOf(ProblemFrom(InvalidArgument("")).kind), 400);
  EXPECT_EQ(StatusOf(ProblemFrom(NotFound("")).kind), 404);
  EXPECT_EQ(StatusOf(ProblemFrom(FailedPrecondition("")).kind), 503);
  EXPECT_EQ(StatusOf(ProblemFrom(Unavailable("")).kind), 503);
  EXPECT_EQ(StatusOf(ProblemFrom(DataLoss("")).kind), 500);
  EXPECT_EQ(StatusOf(ProblemFrom(IoError("read", "/store/x", 5)).kind), 500);
}

TEST(ProblemFrom, PointsAtTheFieldOfTheError) {
  const Problem problem = ProblemFrom(InvalidArgument("no such code", "occupations/0/code"));
  EXPECT_EQ(Body(problem).at("errors").at(0).at("pointer"), "#/occupations/0/code");
}

TEST(ProblemFrom, KeepsFileNamesToItself) {
  for (const Error& error : {IoError("read", "/store/secret", 5),
                             DataLoss("/store/secret is damaged", "/store/secret")}) {
    const std::string body = ToResponse(ProblemFrom(error)).body;
    EXPECT_EQ(body.find("secret"), std::string::npos) << body;
  }
}

}  // namespace
}  // namespace kaam::api
