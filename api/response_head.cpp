#include "api/response_head.h"

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>
#include <cstdio>

#include "api/ascii.h"

namespace kaam::api {
namespace {

constexpr std::array<std::string_view, 5> kOwnFields = {"content-length", "transfer-encoding",
                                                        "connection", "date", "server"};

bool IsClean(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) || c == '\t';
  });
}

bool IsOwn(std::string_view name) {
  return std::any_of(kOwnFields.begin(), kOwnFields.end(),
                     [&](std::string_view own) { return EqualsIgnoringCase(own, name); });
}

void AppendField(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool MayHaveContent(int status) { return status != 204 && status != 304; }

std::string HttpDate(std::time_t at) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&at, &utc);
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                   kDays[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                                   kMonths[static_cast<std::size_t>(utc.tm_mon)],
                                   utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string WriteResponseHead(const Response& response, const ResponseFrame& frame) {
  const auto status = boost::beast::http::int_to_status(static_cast<unsigned>(response.status));
  const std::string_view reason = boost::beast::http::obsolete_reason(status);
  std::string head;
  head.reserve(384);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reason);
  head.append("\r\n");
  AppendField(head, "Date", frame.date);
  AppendField(head, "Server", "kaam");
  if (!frame.request_id.empty()) AppendField(head, "X-Request-Id", frame.request_id);
  if (!frame.traceresponse.empty()) AppendField(head, "Traceresponse", frame.traceresponse);
  AppendField(head, "X-Content-Type-Options", "nosniff");
  bool has_cache_control = false;
  for (const NameValue& field : response.headers) {
    if (IsOwn(field.name) || !IsToken(field.name) || !IsClean(field.value)) continue;
    AppendField(head, field.name, field.value);
    has_cache_control |= EqualsIgnoringCase(field.name, "cache-control");
  }
  if (!has_cache_control) AppendField(head, "Cache-Control", "no-store");
  if (MayHaveContent(response.status)) {
    if (!response.content_type.empty() && IsClean(response.content_type)) {
      AppendField(head, "Content-Type", response.content_type);
    }
    AppendField(head, "Content-Length", std::to_string(response.body.size()));
  }
  if (!frame.keep_alive) AppendField(head, "Connection", "close");
  if (frame.keep_alive && frame.http_1_0) AppendField(head, "Connection", "keep-alive");
  head.append("\r\n");
  return head;
}

}  // namespace kaam::api
