#include "api/finish.h"

#include <gtest/gtest.h>

#include "api/answer_language.h"
#include "api/content_coding.h"
#include "api/next_link.h"
#include "api/trace_context.h"
#include "api/weighted_list.h"

namespace kaam::api {
namespace {

Request Asking(std::vector<NameValue> headers, Method method = Method::kGet) {
  Request request;
  request.method = method;
  request.headers = std::move(headers);
  return request;
}

std::string FieldOf(const Response& response, std::string_view name) {
  return std::string(Find(response.headers, name).value_or(""));
}

TEST(Finish, GivesGetATagAndSparesWhatTheClientHolds) {
  const Response first = Finish(Asking({}), {200, "application/json", "{}"});
  const std::string tag = FieldOf(first, "ETag");
  EXPECT_TRUE(tag.starts_with("W/\"")) << tag;
  for (const std::string& held : {tag, tag.substr(2), "\"other\", " + tag, std::string("*")}) {
    const Response again =
        Finish(Asking({{"if-none-match", held}}), {200, "application/json", "{}"});
    EXPECT_EQ(again.status, 304) << held;
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(FieldOf(again, "ETag"), tag);
  }
  EXPECT_EQ(Finish(Asking({{"if-none-match", tag}}), {200, "application/json", "[]"}).status, 200);
  EXPECT_EQ(Finish(Asking({{"if-none-match", "*"}}, Method::kPost), {200}).status, 200);
  EXPECT_EQ(Finish(Asking({{"if-none-match", "*"}}), {404}).status, 404);
}

TEST(Finish, CompressesWhatIsLargeForThoseWhoTakeIt) {
  const std::string large(5000, 'x');
  const Response plain = Finish(Asking({}), {200, "application/json", large});
  EXPECT_EQ(plain.body, large);
  EXPECT_EQ(FieldOf(plain, "Vary"), "Accept-Encoding");
  const Request takes = Asking({{"accept-encoding", "br, gzip;q=0.5"}});
  const Response small = Finish(takes, {200, "application/json", large});
  EXPECT_EQ(FieldOf(small, "Content-Encoding"), "gzip");
  EXPECT_EQ(Gunzip(small.body), large);
  EXPECT_EQ(FieldOf(Finish(takes, {200, "application/json", "{}"}), "Content-Encoding"), "");
}

TEST(Gunzip, IsEmptyForWhatIsNoGzip) {
  EXPECT_EQ(Gunzip("no gzip"), "");
  const std::string whole = Gzip(std::string(100000, 'y'));
  EXPECT_EQ(Gunzip(whole).size(), 100000U);
  EXPECT_EQ(Gunzip(whole.substr(0, whole.size() / 2)), "");
}

TEST(AcceptsGzip, ReadsNamesStarsAndWeights) {
  for (const char* yes : {"gzip", "GZIP", "*", "br, gzip", "gzip;q=0.001", "*;q=0, gzip"}) {
    EXPECT_TRUE(AcceptsGzip(yes)) << yes;
  }
  for (const char* no :
       {"", "br", "gzip;q=0", "gzip;q=0.000", "*, gzip;q=0", "gzip;q=2", "x-gzip"}) {
    EXPECT_FALSE(AcceptsGzip(no)) << no;
  }
}

TEST(LanguageFor, TakesTheOneLikedBestOfThoseSpoken) {
  const auto language = [](const char* accept) {
    return LanguageFor(Asking({{"accept-language", accept}}));
  };
  EXPECT_EQ(LanguageFor(Asking({})), "en");
  EXPECT_EQ(language("hi-IN, en;q=0.8"), "hi");
  EXPECT_EQ(language("fr, ta;q=0.4, hi;q=0.7"), "hi");
  EXPECT_EQ(language("fr"), "en");
  EXPECT_EQ(language("hi;q=0, *"), "en");
  EXPECT_EQ(language("ta, hi"), "ta");
}

TEST(WeightedItems, PassOverWhatIsMalformed) {
  const auto items = WeightedItems("a;q=0.5, ;, b;q=x, c;x=1;q=1.000, d;q=1.5");
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].value, "a");
  EXPECT_EQ(items[0].weight, 500);
  EXPECT_EQ(items[1].value, "c");
  EXPECT_EQ(items[1].weight, 1000);
}

TEST(ReadTraceparent, TakesWhatIsWellFormedAlone) {
  const std::string good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const auto context = ReadTraceparent(good);
  ASSERT_TRUE(context);
  EXPECT_EQ(TraceresponseFor(*context, "0123456789abcdef"),
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0123456789abcdef-01");
  EXPECT_TRUE(ReadTraceparent("01" + good.substr(2) + "-more"));
  for (const std::string& bad : std::vector<std::string>{
           std::string(), good.substr(1), good + "-more", "ff" + good.substr(2),
           "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
           "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"}) {
    EXPECT_FALSE(ReadTraceparent(bad)) << bad;
  }
}

TEST(NextLink, KeepsTheQueryButForTheCursor) {
  Request request;
  request.path = "/v1/workers:search";
  request.query = {{"form", "brief"}, {"cursor", "old"}, {"q", "राज \"x\""}};
  EXPECT_EQ(NextLink(request, "a-b_c").value,
            "</v1/workers:search?form=brief&q=%E0%A4%B0%E0%A4%BE%E0%A4%9C%20%22x%22&cursor=a-b_c>; "
            "rel=\"next\"");
}

}  // namespace
}  // namespace kaam::api
