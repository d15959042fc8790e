#include "api/next_link.h"

#include <string>

#include "api/ascii.h"

namespace kaam::api {
namespace {

void AppendEncoded(std::string& out, std::string_view text, std::string_view besides) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    if (IsUnreserved(c) || besides.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
}

}  // namespace

NameValue NextLink(const Request& request, std::string_view cursor) {
  std::string target = "<";
  AppendEncoded(target, request.path, "/:");
  target += '?';
  for (const NameValue& parameter : request.query) {
    if (parameter.name == "cursor") continue;
    AppendEncoded(target, parameter.name, {});
    target += '=';
    AppendEncoded(target, parameter.value, {});
    target += '&';
  }
  target += "cursor=";
  AppendEncoded(target, cursor, {});
  return {"Link", target + ">; rel=\"next\""};
}

}  // namespace kaam::api
