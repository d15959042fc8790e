// The request target (RFC 9112, 3.2; RFC 3986), split, checked and decoded. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http_message.h"
#include "api/problem.h"

namespace kaam::api {

// host[:port]: a registered name, an IPv4 address or an IPv6 address in brackets.
struct Authority {
  std::string host;  // in lower case
  std::string port;  // digits without leading zeros; empty when none is written
  friend bool operator==(const Authority&, const Authority&) = default;
};

// Absent for anything else, user information, an empty host, IPvFuture and zone ids included.
std::optional<Authority> ParseAuthority(std::string_view text);

// `authority` without a port that is its scheme's own (http 80, https 443).
Authority WithoutDefaultPort(Authority authority, std::string_view scheme);

struct Target {
  std::string path;                      // decoded; "*" for the asterisk form
  std::vector<NameValue> query;          // decoded, in order
  std::string scheme;                    // absolute form only, in lower case
  std::optional<Authority> authority{};  // absolute form only
};

// Takes the origin form, the absolute form of http and https, and for OPTIONS the asterisk form.
// Refused with kInvalidTarget: bytes outside RFC 3986, bad percent-encoding, an encoded NUL or
// control character, text that is not UTF-8 once decoded, "." and ".." segments however encoded,
// and encoded slashes and backslashes, which could split a path differently elsewhere.
ProblemOr<Target> ParseTarget(Method method, std::string_view raw);

}  // namespace kaam::api
