#include "api/request_parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/none.hpp>
#include <cstdint>
#include <string>
#include <utility>

#include "api/ascii.h"

namespace kaam::api {
namespace {

namespace http = boost::beast::http;
using Parser = http::request_parser<http::empty_body>;

bool ReadAlike(const Parser& parser, const RequestHead& head) {
  const boost::optional<std::uint64_t> length = parser.content_length();
  const bool same_length =
      length ? head.content_length == *length : !head.content_length.has_value();
  return same_length && parser.chunked() == head.chunked &&
         parser.get().method_string() == Name(head.method) &&
         parser.get().version() == (head.http_1_0 ? 10U : 11U);
}

void Append(std::vector<NameValue>& fields, std::string_view name, std::string_view value) {
  std::string lower = LowerCase(name);
  const auto same = std::find_if(fields.begin(), fields.end(),
                                 [&](const NameValue& field) { return field.name == lower; });
  if (same == fields.end()) {
    fields.push_back({std::move(lower), std::string(value)});
  } else {
    same->value.append(", ").append(value);
  }
}

}  // namespace

ProblemOr<std::vector<NameValue>> ParseFields(std::string_view block, const RequestHead& head) {
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(block.size() + 1));
  parser.body_limit(boost::none);  // the body is bounded where it is read
  boost::beast::error_code error;
  parser.put(boost::asio::buffer(block), error);
  if (error || !parser.is_header_done()) {
    return Problem{ProblemKind::kMalformedRequest, "The header is not well-formed"};
  }
  if (!ReadAlike(parser, head)) {
    return Problem{ProblemKind::kAmbiguousLength, "The header can be read in two ways"};
  }
  std::vector<NameValue> fields;
  for (const auto& field : parser.get()) {
    Append(fields, field.name_string(), field.value());
  }
  return fields;
}

}  // namespace kaam::api
