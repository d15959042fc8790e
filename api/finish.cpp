#include "api/finish.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <string>

#include "api/ascii.h"
#include "api/content_coding.h"

namespace kaam::api {
namespace {

constexpr std::size_t kWorthCompressing = 1024;
constexpr std::size_t kTagBytes = 12;

// Weak, since the same answer may leave compressed or not.
std::string TagOf(std::string_view body) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(body.data()),
                     body.size(), nullptr, 0);
  std::array<char, 2 * kTagBytes + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), kTagBytes);
  return "W/\"" + std::string(hex.data()) + "\"";
}

// Weak comparison: W/ counts for nothing.
bool Names(std::string_view if_none_match, std::string_view tag) {
  const auto opaque = [](std::string_view text) {
    return text.starts_with("W/") ? text.substr(2) : text;
  };
  while (!if_none_match.empty()) {
    const std::string_view element = TakeElement(if_none_match, ',');
    if (element == "*" || opaque(element) == opaque(tag)) return true;
  }
  return false;
}

bool IsText(std::string_view type) {
  return type.starts_with("application/") || type.starts_with("text/");
}

void Vary(Response& response, std::string_view by) {
  for (NameValue& field : response.headers) {
    if (field.name != "Vary") continue;
    field.value.append(", ").append(by);
    return;
  }
  response.headers.push_back({"Vary", std::string(by)});
}

void Compress(const Request& request, Response& response) {
  const bool coded = std::any_of(response.headers.begin(), response.headers.end(),
                                 [](const NameValue& f) { return f.name == "Content-Encoding"; });
  if (coded || response.body.size() < kWorthCompressing || !IsText(response.content_type)) return;
  Vary(response, "Accept-Encoding");
  const auto accept = Find(request.headers, "accept-encoding");
  if (!accept || !AcceptsGzip(*accept)) return;
  std::string small = Gzip(response.body);
  if (small.empty() || small.size() >= response.body.size()) return;
  response.body = std::move(small);
  response.headers.push_back({"Content-Encoding", "gzip"});
}

}  // namespace

Response Finish(const Request& request, Response response) {
  const bool reads = request.method == Method::kGet || request.method == Method::kHead;
  // A strong tag of the resource's own is of these bytes: they leave as they are.
  const auto found = Find(response.headers, "ETag");
  const std::string own(found.value_or(""));
  if (reads && response.status == 200) {
    std::string tag = own.empty() ? TagOf(response.body) : own;
    const auto held = Find(request.headers, "if-none-match");
    const bool unchanged = held && Names(*held, tag);
    if (own.empty()) response.headers.push_back({"ETag", std::move(tag)});
    if (unchanged) {
      response.status = 304;
      response.body.clear();
    }
  }
  if (own.empty()) Compress(request, response);
  return response;
}

}  // namespace kaam::api
