// JSON from outside: what is read, and that nothing doubtful is.
#include "core/json_reader.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>

namespace kaam {
namespace {

// The field at fault and what is said of it.
std::pair<std::string, std::string> FaultOf(std::string_view text, std::size_t max_depth = 32) {
  const auto value = ReadJson(text, max_depth);
  if (value) return {"", "none"};
  EXPECT_EQ(value.error().code, ErrorCode::kInvalidArgument);
  return {value.error().field, value.error().message};
}

TEST(JsonReader, ReadsEveryKindOfValue) {
  const auto value = ReadJson(R"( {"a": [1, -2, 0.5, "ख", true, null, {}], "b": "" } )");
  ASSERT_TRUE(value) << value.error().message;
  EXPECT_EQ(*value, boost::json::parse(R"({"a":[1,-2,0.5,"ख",true,null,{}],"b":""})"));
}

TEST(JsonReader, NamesAMemberThatIsSaidTwice) {
  EXPECT_EQ(FaultOf(R"({"a": 1, "a": 1})").first, "a");
  EXPECT_EQ(FaultOf(R"({"a": 1, "\u0061": 2})").first, "a");
  EXPECT_EQ(FaultOf(R"({"x": [{}, [1, 2], {"k": {"pin": 1, "q": [], "pin": 2}}]})").first,
            "x/2/k/pin");
  EXPECT_NE(FaultOf(R"({"a": 1, "a": 1})").second.find("at byte 12"), std::string::npos);
}

TEST(JsonReader, AllowsOneNameInSeveralObjects) {
  EXPECT_TRUE(ReadJson(R"([{"a": {"a": 1}}, {"a": 2}])"));
  EXPECT_TRUE(ReadJson(R"({"a": 1, "A": 2, "b": {"a": 1}})"));
}

TEST(JsonReader, RefusesWhatIsMalformedWithItsPlace) {
  for (const std::string_view text :
       {"",    " ",   "{",   "{]",  "[1,]",        "{\"a\":1,}",     "{\"a\"}",  "tru",
        "01",  "1 2", "'a'", "[1}", "\"\\ud800\"", "\"\\udc00x\"",   "\"\\x\"",  "\"a\nb\"",
        "nan", "+1",  ".5",  "1.",  "// c\n1",     "\xEF\xBB\xBF{}", "\"\xFF\"", "{1:2}"}) {
    const auto [field, message] = FaultOf(text);
    EXPECT_NE(message.find("at byte"), std::string::npos) << text << ": " << message;
  }
}

TEST(JsonReader, RefusesNumbersThatNoDoubleHolds) {
  EXPECT_NE(FaultOf(R"({"a": {"b": 1e400}})").second, "none");
  EXPECT_NE(FaultOf(R"([-1e400])").second, "none");
  EXPECT_EQ(FaultOf(R"([1e308, 1e-400, 123456789012345678901234567890])").second, "none");
}

TEST(JsonReader, ReadsAsDeepAsIsAllowedAndNoDeeper) {
  EXPECT_EQ(FaultOf("[[[1]]]", 3).second, "none");
  EXPECT_NE(FaultOf("[[[1]]]", 2).second, "none");
  EXPECT_NE(FaultOf(std::string(100'000, '[')).second, "none");
}

TEST(JsonReader, ReadsManyMembersInOneObject) {
  std::string text = "{";
  for (int i = 0; i < 50'000; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  EXPECT_TRUE(ReadJson(text + "\"last\":1}"));
  EXPECT_EQ(FaultOf(text + "\"k7\":1}").first, "k7");
}

}  // namespace
}  // namespace kaam
