#include "api/request_target.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstddef>
#include <utility>

#include "api/ascii.h"
#include "core/utf8.h"

namespace kaam::api {
namespace {

Problem Bad(std::string detail) { return {ProblemKind::kInvalidTarget, std::move(detail)}; }

bool IsPathChar(char c) {
  return IsUnreserved(c) || IsSubDelimiter(c) || c == ':' || c == '@' || c == '%' || c == '/';
}
bool IsQueryChar(char c) { return IsPathChar(c) || c == '?'; }

template <class Predicate>
bool All(std::string_view text, Predicate predicate) {
  for (const char c : text) {
    if (!predicate(c)) return false;
  }
  return true;
}

// Absent when a '%' is not followed by two hexadecimal digits.
std::optional<std::string> DecodePercent(std::string_view raw, bool plus_is_space) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (raw[i] != '%') {
      out += raw[i];
    } else {
      const int high = i + 2 < raw.size() ? HexValue(raw[i + 1]) : -1;
      const int low = i + 2 < raw.size() ? HexValue(raw[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high << 4 | low);
      i += 2;
    }
  }
  return out;
}

bool HasControl(std::string_view text) {
  return !All(text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

// A slash or backslash that was written as %2F or %5C.
bool HasEncodedSlash(std::string_view raw) {
  for (std::size_t i = raw.find('%'); i != std::string_view::npos; i = raw.find('%', i + 1)) {
    const std::string_view code = raw.substr(i + 1, 2);
    if (EqualsIgnoringCase(code, "2f") || EqualsIgnoringCase(code, "5c")) return true;
  }
  return false;
}

bool HasDotSegment(std::string_view path) {
  while (!path.empty()) {
    const std::string_view segment = TakeElement(path, '/');
    if (segment == "." || segment == "..") return true;
  }
  return false;
}

ProblemOr<std::string> DecodePath(std::string_view raw) {
  if (!All(raw, IsPathChar)) return Bad("A character in the path has to be percent-encoded");
  std::optional<std::string> path = DecodePercent(raw, false);
  if (!path) return Bad("A '%' in the path is not followed by two hexadecimal digits");
  if (HasEncodedSlash(raw)) return Bad("The path holds an encoded slash or backslash");
  if (HasControl(*path)) return Bad("The path holds an encoded control character");
  if (FirstInvalidUtf8(*path)) return Bad("The decoded path is not UTF-8");
  if (HasDotSegment(*path)) return Bad("The path holds a '.' or '..' segment");
  return *std::move(path);
}

ProblemOr<std::string> DecodeQueryPart(std::string_view raw) {
  std::optional<std::string> part = DecodePercent(raw, true);
  if (!part) return Bad("A '%' in the query is not followed by two hexadecimal digits");
  if (part->find('\0') != std::string::npos) return Bad("The query holds an encoded NUL");
  if (FirstInvalidUtf8(*part)) return Bad("The decoded query is not UTF-8");
  return *std::move(part);
}

ProblemOr<std::vector<NameValue>> DecodeQuery(std::string_view raw) {
  if (!All(raw, IsQueryChar)) return Bad("A character in the query has to be percent-encoded");
  std::vector<NameValue> query;
  while (!raw.empty()) {
    const std::string_view pair = TakeElement(raw, '&');
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    ProblemOr<std::string> name = DecodeQueryPart(pair.substr(0, equals));
    if (!name) return std::move(name).error();
    const bool has_value = equals != std::string_view::npos;
    ProblemOr<std::string> value = DecodeQueryPart(has_value ? pair.substr(equals + 1) : "");
    if (!value) return std::move(value).error();
    query.push_back({*std::move(name), *std::move(value)});
  }
  return query;
}

bool IsRegisteredName(std::string_view host) {
  for (std::size_t i = 0; i < host.size(); ++i) {
    if (host[i] == '%') {
      if (i + 2 >= host.size() || HexValue(host[i + 1]) < 0 || HexValue(host[i + 2]) < 0) {
        return false;
      }
      i += 2;
    } else if (!IsUnreserved(host[i]) && !IsSubDelimiter(host[i])) {
      return false;
    }
  }
  return !host.empty();
}

bool IsBracketedIpv6(std::string_view host) {
  if (host.size() < 2 || host.front() != '[' || host.back() != ']') return false;
  in6_addr address;
  return inet_pton(AF_INET6, std::string(host.substr(1, host.size() - 2)).c_str(), &address) == 1;
}

// Splits off "scheme://authority"; what is left is the path and query.
ProblemOr<Target> TakeSchemeAndAuthority(std::string_view& raw) {
  Target target;
  const std::size_t colon = raw.find("://");
  if (colon == std::string_view::npos) {
    return Bad("The target is neither a path nor an http or https URI");
  }
  target.scheme = LowerCase(raw.substr(0, colon));
  if (target.scheme != "http" && target.scheme != "https") {
    return Bad("The target's scheme is neither http nor https");
  }
  raw.remove_prefix(colon + 3);
  const std::size_t end = std::min(raw.find_first_of("/?"), raw.size());
  target.authority = ParseAuthority(raw.substr(0, end));
  if (!target.authority) return Bad("The target's authority is not host[:port]");
  raw.remove_prefix(end);
  return target;
}

}  // namespace

std::optional<Authority> ParseAuthority(std::string_view text) {
  const std::size_t bracket = text.rfind(']');
  const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = text.substr(0, colon);
  std::string_view port = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  if (!IsRegisteredName(host) && !IsBracketedIpv6(host)) return std::nullopt;
  if (!All(port, IsDigit)) return std::nullopt;
  while (port.size() > 1 && port.front() == '0') port.remove_prefix(1);
  if (port.size() > 5 || (port.size() == 5 && port > "65535")) return std::nullopt;
  return Authority{LowerCase(host), std::string(port)};
}

Authority WithoutDefaultPort(Authority authority, std::string_view scheme) {
  if (authority.port == (scheme == "https" ? "443" : "80")) authority.port.clear();
  return authority;
}

ProblemOr<Target> ParseTarget(Method method, std::string_view raw) {
  Target target;
  if (raw == "*") {
    if (method != Method::kOptions) return Bad("The target '*' is for OPTIONS only");
    target.path = "*";
    return target;
  }
  if (raw.find('#') != std::string_view::npos) return Bad("The target holds a fragment");
  if (raw.empty() || raw.front() != '/') {
    ProblemOr<Target> absolute = TakeSchemeAndAuthority(raw);
    if (!absolute) return absolute;
    target = *std::move(absolute);
  }
  const std::size_t question = std::min(raw.find('?'), raw.size());
  ProblemOr<std::string> path = DecodePath(question == 0 ? "/" : raw.substr(0, question));
  if (!path) return std::move(path).error();
  target.path = *std::move(path);
  if (question < raw.size()) {
    ProblemOr<std::vector<NameValue>> query = DecodeQuery(raw.substr(question + 1));
    if (!query) return std::move(query).error();
    target.query = *std::move(query);
  }
  return target;
}

}  // namespace kaam::api
