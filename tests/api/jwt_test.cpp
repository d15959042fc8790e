#include "api/jwt.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/api/token_signer.h"

namespace kaam::api {
namespace {

constexpr std::time_t kNow = 1'800'000'000;

std::string Claims(const std::string& others = "", std::time_t issued = kNow) {
  return R"({"iss":"https://ncs.test","aud":["other","kaam"],"sub":"employer-7","role":"employer",)"
         R"("iat":)" +
         std::to_string(issued) + R"(,"exp":)" + std::to_string(issued + 600) + others + "}";
}

class Tokens : public ::testing::Test {
 protected:
  TokenKeys keys() const {
    return TokenKeys::Parse("{\"keys\":[" + ed25519_.Jwk("e") + "," + rsa_.Jwk("r") + "]}",
                            {"https://ncs.test", "kaam"})
        .value();
  }
  std::string WhyNot(const std::string& token, std::time_t now = kNow) const {
    const auto claims = keys().Verify(token, now);
    return claims ? "believed" : claims.error().message;
  }

  TokenSigner ed25519_ = TokenSigner::Ed25519();
  TokenSigner rsa_ = TokenSigner::Rsa();
};

TEST_F(Tokens, AreBelievedWhenSignedByEitherKindOfKey) {
  for (const std::string& token :
       {ed25519_.Sign(R"({"alg":"EdDSA","kid":"e"})", Claims()),
        rsa_.Sign(R"({"alg":"RS256","kid":"r","typ":"JWT"})", Claims())}) {
    const auto claims = keys().Verify(token, kNow);
    ASSERT_TRUE(claims) << claims.error().message;
    EXPECT_EQ(claims->subject, "employer-7");
    EXPECT_EQ(claims->role, Role::kEmployer);
    EXPECT_EQ(claims->expires, kNow + 600);
  }
}

TEST_F(Tokens, AreRefusedWhenAnythingWasChanged) {
  const std::string token = ed25519_.Sign(R"({"alg":"EdDSA","kid":"e"})", Claims());
  for (std::size_t i = 0; i < token.size(); i += 7) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_NE(WhyNot(changed), "believed") << i;
  }
  EXPECT_EQ(WhyNot(token.substr(0, token.rfind('.') + 1)), "not signed by it");
}

TEST_F(Tokens, CannotChooseTheAlgorithmOrTheKey) {
  EXPECT_EQ(WhyNot(ed25519_.Sign(R"({"alg":"none","kid":"e"})", Claims())), "another algorithm");
  EXPECT_EQ(WhyNot(ed25519_.Sign(R"({"alg":"HS256","kid":"e"})", Claims())), "another algorithm");
  EXPECT_EQ(WhyNot(ed25519_.Sign(R"({"alg":"EdDSA","kid":"r"})", Claims())), "another algorithm");
  EXPECT_EQ(WhyNot(ed25519_.Sign(R"({"alg":"EdDSA"})", Claims())), "no such key");
  EXPECT_EQ(WhyNot(TokenSigner::Ed25519().Sign(R"({"alg":"EdDSA","kid":"e"})", Claims())),
            "not signed by it");
  EXPECT_EQ(WhyNot(ed25519_.Sign(R"({"alg":"EdDSA","kid":"e","crit":["x"]})", Claims())),
            "asks for what is not known here");
}

TEST_F(Tokens, AreRefusedOutOfTheirTime) {
  const std::string header = R"({"alg":"EdDSA","kid":"e"})";
  const std::string token = ed25519_.Sign(header, Claims());
  EXPECT_EQ(WhyNot(token, kNow + 600 + 59), "believed");
  EXPECT_EQ(WhyNot(token, kNow + 600 + 60), "not in its time");
  EXPECT_EQ(WhyNot(token, kNow - 61), "not in its time");
  EXPECT_EQ(WhyNot(ed25519_.Sign(header, Claims(R"(,"nbf":1900000000)"))), "not in its time");
  EXPECT_EQ(WhyNot(ed25519_.Sign(
                header, R"({"iss":"https://ncs.test","aud":"kaam","sub":"a","role":"employer"})")),
            "no time, or too long");
}

TEST_F(Tokens, AreRefusedForOthersAndWithoutARole) {
  const std::string header = R"({"alg":"EdDSA","kid":"e"})";
  const auto with = [&](std::string from, const std::string& to) {
    std::string claims = Claims();
    return ed25519_.Sign(header, claims.replace(claims.find(from), from.size(), to));
  };
  EXPECT_EQ(WhyNot(with("https://ncs.test", "https://other.test")), "another issuer");
  EXPECT_EQ(WhyNot(with("\"kaam\"", "\"kaam2\"")), "another audience");
  EXPECT_EQ(WhyNot(with("\"employer\"", "\"admin\"")), "no role that tokens may have");
  EXPECT_EQ(WhyNot(with("\"employer\"", "\"open\"")), "no role that tokens may have");
  EXPECT_EQ(WhyNot(with("employer-7", "")), "no subject");
  EXPECT_EQ(WhyNot(""), "no token");
  EXPECT_EQ(WhyNot("a.b"), "no token");
  EXPECT_EQ(WhyNot(std::string(5000, 'a')), "too long");
}

TEST(TokenKeys, RefuseWhatTheyDoNotKnow) {
  for (const char* jwks :
       {"", "{}", R"({"keys":[]})", R"({"keys":[{"kty":"oct","kid":"a","k":"AAAA"}]})",
        R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","x":"AAAA"}]})",
        R"({"keys":[{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"}]})"}) {
    EXPECT_FALSE(TokenKeys::Parse(jwks, {"i", "a"})) << jwks;
  }
  const TokenSigner signer = TokenSigner::Ed25519();
  EXPECT_FALSE(
      TokenKeys::Parse("{\"keys\":[" + signer.Jwk("a") + "," + signer.Jwk("a") + "]}", {"i", "a"}));
}

}  // namespace
}  // namespace kaam::api
