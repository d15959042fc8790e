// Header blocks that have to be refused, each with the status RFC 9110 and 9112 give it. Shared by
// the tests of the fence alone and of the whole server.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kaam::api {

struct RefusedHead {
  std::string name;
  std::string bytes;
  int status;
};

inline std::string NameOf(const testing::TestParamInfo<RefusedHead>& each) {
  return each.param.name;
}

inline std::string WithFields(const std::string& fields) {
  return "POST /v1/echo HTTP/1.1\r\nHost: kaam.test\r\n" + fields + "\r\n";
}

inline std::string WithTarget(const std::string& target, const std::string& method = "GET") {
  return method + " " + target + " HTTP/1.1\r\nHost: kaam.test\r\n\r\n";
}

inline std::vector<RefusedHead> RefusedLines() {
  const std::string nul(1, '\0');
  return {
      {"BareLineFeedEnd", "GET / HTTP/1.1\nHost: a\n\n", 400},
      {"BareLineFeedInFields", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400},
      {"BareCarriageReturn", "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", 400},
      {"DoubleCarriageReturn", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400},
      {"NulInValue", WithFields("X: a" + nul + "b\r\n"), 400},
      {"NulInTarget", WithTarget("/a" + nul), 400},
      {"ControlInValue", WithFields("X: a\x01\r\n"), 400},
      {"DeleteInValue", WithFields("X: a\x7F\r\n"), 400},
      {"FoldedField", WithFields("X: a\r\n b\r\n"), 400},
      {"FoldedByTab", WithFields("X: a\r\n\tb\r\n"), 400},
      {"SpaceBeforeFirstField", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
      {"SpaceBeforeColon", WithFields("X : a\r\n"), 400},
      {"TabBeforeColon", WithFields("X\t: a\r\n"), 400},
      {"EmptyName", WithFields(": a\r\n"), 400},
      {"NoColon", WithFields("X\r\n"), 400},
      {"NameNotAToken", WithFields("X(Y): a\r\n"), 400},
      {"NameWithObsText", WithFields("X\xC3\xA9: a\r\n"), 400},
      {"MethodNotAToken", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"EmptyMethod", " / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"LeadingSpace", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"TwoEmptyLines", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"TabsInsteadOfSpaces", "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"TwoSpaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"SpaceAfterVersion", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400},
      {"NoTarget", "GET HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"Http09", "GET /\r\n", 400},
      {"Http09WithFields", "GET /\r\nHost: a\r\n\r\n", 400},
      {"VersionInLowerCase", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
      {"VersionOfTwoDigits", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400},
      {"VersionWithoutMinor", "GET / HTTP/2\r\nHost: a\r\n\r\n", 400},
      {"VersionNotHttp", "GET / ICAP/1.0\r\nHost: a\r\n\r\n", 400},
      {"Version12", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
      {"Version20", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
      {"Version09Written", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505},
      {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"TlsHello", std::string("\x16\x03\x01\x02", 4) + nul, 400},
      {"Trace", WithTarget("/", "TRACE"), 501},
      {"Connect", "CONNECT kaam.test:443 HTTP/1.1\r\nHost: kaam.test:443\r\n\r\n", 501},
      {"UnknownMethod", WithTarget("/", "PROPFIND"), 501},
      {"MethodInLowerCase", WithTarget("/", "get"), 501},
      {"EndlessMethod", std::string(64, 'A'), 501},
  };
}

inline std::vector<RefusedHead> RefusedHosts() {
  const auto with_host = [](const std::string& host) {
    return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  };
  return {
      {"HostMissing", "GET / HTTP/1.1\r\n\r\n", 400},
      {"HostTwice", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
      {"HostTwiceInHttp10", "GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n", 400},
      {"HostEmpty", with_host(""), 400},
      {"HostWithUser", with_host("user@a"), 400},
      {"HostWithPath", with_host("a/b"), 400},
      {"HostWithSpace", with_host("a b"), 400},
      {"HostWithQuote", with_host("\"a\""), 400},
      {"HostWithWordPort", with_host("a:b"), 400},
      {"HostWithHugePort", with_host("a:65536"), 400},
      {"HostPortAlone", with_host(":80"), 400},
      {"HostIpv6WithoutBrackets", with_host("::1"), 400},
      {"HostIpv6Unclosed", with_host("[::1"), 400},
      {"HostIpv6Malformed", with_host("[::1::2]"), 400},
      {"HostIpv6WithZone", with_host("[fe80::1%25eth0]"), 400},
      {"HostIpvFuture", with_host("[v1.a]"), 400},
      {"HostTextAfterBracket", with_host("[::1]a"), 400},
      {"HostBadEscape", with_host("a%2"), 400},
      {"HostIsAUri", with_host("http://a"), 400},
      {"AbsoluteFormOfAnotherHost", WithTarget("http://evil.test/"), 400},
      {"AbsoluteFormOfAnotherPort", WithTarget("http://kaam.test:81/"), 400},
      {"AbsoluteFormWithUser", WithTarget("http://user@kaam.test/"), 400},
      {"AbsoluteFormWithoutHost", WithTarget("http:///a"), 400},
      {"AbsoluteFormOfAnotherScheme", WithTarget("ftp://kaam.test/"), 400},
  };
}

inline std::vector<RefusedHead> RefusedTargets() {
  return {
      {"AsteriskForGet", WithTarget("*"), 400},
      {"AuthorityForm", WithTarget("kaam.test:80"), 400},
      {"RelativePath", WithTarget("v1/echo"), 400},
      {"Fragment", WithTarget("/a#b"), 400},
      {"RawUtf8", WithTarget("/\xE0\xA4\x95"), 400},
      {"RawSpace", WithTarget("/a b"), 400},
      {"Backslash", WithTarget("/a\\b"), 400},
      {"AngleBracket", WithTarget("/<a>"), 400},
      {"RawBraceInQuery", WithTarget("/?q={}"), 400},
      {"PercentAlone", WithTarget("/a%"), 400},
      {"PercentWithOneDigit", WithTarget("/a%4"), 400},
      {"PercentWithoutDigits", WithTarget("/a%zz"), 400},
      {"PercentInQuery", WithTarget("/?q=%"), 400},
      {"EncodedNul", WithTarget("/a%00"), 400},
      {"EncodedNulInQuery", WithTarget("/?q=%00"), 400},
      {"EncodedLineFeed", WithTarget("/a%0Ab"), 400},
      {"EncodedSlash", WithTarget("/v1%2Fecho"), 400},
      {"EncodedBackslash", WithTarget("/v1%5cecho"), 400},
      {"OverlongSlash", WithTarget("/%C0%AF"), 400},
      {"OverlongNulInQuery", WithTarget("/?q=%C0%80"), 400},
      {"EncodedSurrogate", WithTarget("/%ED%A0%80"), 400},
      {"CutUtf8", WithTarget("/%E0%A4"), 400},
      {"DotDot", WithTarget("/v1/../etc"), 400},
      {"DotDotAtTheEnd", WithTarget("/v1/.."), 400},
      {"EncodedDotDot", WithTarget("/v1/%2e%2E/etc"), 400},
      {"SingleDot", WithTarget("/v1/./echo"), 400},
      {"TargetTooLong", WithTarget("/" + std::string(5000, 'a')), 414},
      {"TargetWithoutEnd", "GET /" + std::string(5000, 'a'), 414},
  };
}

inline std::vector<RefusedHead> RefusedFraming() {
  return {
      {"ChunkedAndLength", WithFields("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
      {"LengthAndChunked", WithFields("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
      {"LengthAndUnknownCoding", WithFields("Content-Length: 5\r\nTransfer-Encoding: x\r\n"), 400},
      {"LengthTwice", WithFields("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
      {"LengthTwiceEqual", WithFields("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
      {"LengthList", WithFields("Content-Length: 5, 5\r\n"), 400},
      {"LengthEmpty", WithFields("Content-Length:\r\n"), 400},
      {"LengthWithPlus", WithFields("Content-Length: +5\r\n"), 400},
      {"LengthNegative", WithFields("Content-Length: -5\r\n"), 400},
      {"LengthHexadecimal", WithFields("Content-Length: 0x5\r\n"), 400},
      {"LengthWithSpace", WithFields("Content-Length: 5 5\r\n"), 400},
      {"LengthOf19Digits", WithFields("Content-Length: 1234567890123456789\r\n"), 400},
      {"LengthInOtherDigits", WithFields("Content-Length: \xE0\xA5\xAB\r\n"), 400},
      {"ChunkedTwice", WithFields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
       400},
      {"ChunkedTwiceInOne", WithFields("Transfer-Encoding: chunked, chunked\r\n"), 400},
      {"ChunkedNotLast", WithFields("Transfer-Encoding: chunked, gzip\r\n"), 400},
      {"CodingWithoutChunked", WithFields("Transfer-Encoding: gzip\r\n"), 400},
      {"Identity", WithFields("Transfer-Encoding: identity\r\n"), 400},
      {"CodingEmpty", WithFields("Transfer-Encoding:\r\n"), 400},
      {"CodingMisspelt", WithFields("Transfer-Encoding: xchunked\r\n"), 400},
      {"CodingQuoted", WithFields("Transfer-Encoding: \"chunked\"\r\n"), 400},
      {"CodingWithParameter", WithFields("Transfer-Encoding: chunked;q=1\r\n"), 400},
      {"CodingWithVerticalTab",
       WithFields("Transfer-Encoding: \x0B"
                  "chunked\r\n"),
       400},
      {"CodingNotKnown", WithFields("Transfer-Encoding: gzip, chunked\r\n"), 501},
      {"ChunkedInHttp10",
       "POST /v1/echo HTTP/1.0\r\nHost: kaam.test\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"TrailerAnnounced", WithFields("Transfer-Encoding: chunked\r\nTrailer: X\r\n"), 400},
      {"ContentTypeTwice",
       WithFields("Content-Type: application/json\r\nContent-Type: text/plain\r\n"), 400},
      {"AuthorizationTwice", WithFields("Authorization: a\r\nAuthorization: b\r\n"), 400},
      {"ConnectionNotTokens", WithFields("Connection: close()\r\n"), 400},
      {"ExpectSomethingElse", WithFields("Expect: 200-ok\r\n"), 417},
      {"TooManyFields", WithFields([] {
         std::string fields;
         for (int i = 0; i < 101; ++i) fields += "X: a\r\n";
         return fields;
       }()),
       431},
      {"HeaderTooLarge", WithFields("X: " + std::string(17'000, 'a') + "\r\n"), 431},
      {"HeaderWithoutEnd", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(17'000, 'a'), 431},
  };
}

inline std::vector<RefusedHead> AllRefusedHeads() {
  std::vector<RefusedHead> all;
  for (auto part : {RefusedLines(), RefusedHosts(), RefusedTargets(), RefusedFraming()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace kaam::api
