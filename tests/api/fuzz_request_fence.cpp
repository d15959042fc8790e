// Feeds arbitrary bytes to all that reads a request before a handler does, whole and in two
// pieces, and stops the program when a promise of these parts is broken.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "api/body_decoder.h"
#include "api/media_type.h"
#include "api/problem.h"
#include "api/request_fence.h"
#include "api/request_parser.h"
#include "core/utf8.h"

namespace kaam::api {
namespace {

void Require(bool promise) {
  if (!promise) std::abort();
}

void RequireCleanPath(const std::string& path) {
  Require(path == "*" || path.starts_with('/'));
  Require(!FirstInvalidUtf8(path) && path.find('\0') == std::string::npos);
  Require(("/" + path + "/").find("/../") == std::string::npos);
}

void ReadBody(const RequestHead& head, std::string_view bytes, std::size_t split) {
  constexpr BodyLimits kLimits{1000, 50};
  ProblemOr<BodyDecoder> decoder = BodyDecoder::For(head, kLimits);
  if (!decoder) return;
  std::string body;
  for (const std::string_view piece : {bytes.substr(0, split), bytes.substr(split)}) {
    if (decoder->Done()) break;
    const ProblemOr<std::size_t> taken = decoder->Feed(piece, body);
    if (!taken) return;
    Require(*taken <= piece.size() && (decoder->Done() || *taken == piece.size()));
  }
  Require(body.size() <= kLimits.body_bytes);
  Require(!decoder->Done() || head.chunked || body.size() == head.content_length.value_or(0));
}

void ReadRequest(std::string_view bytes) {
  const HeaderLimits limits{2000, 20, 500};
  HeaderProgress at_once;
  const auto whole = InspectHead(bytes, at_once, limits);
  const std::size_t split = bytes.empty() ? 0 : static_cast<unsigned char>(bytes[0]) % bytes.size();
  HeaderProgress in_pieces;
  auto pieced = InspectHead(bytes.substr(0, split), in_pieces, limits);
  if (pieced && !*pieced) pieced = InspectHead(bytes, in_pieces, limits);
  Require(whole.has_value() == pieced.has_value());
  if (!whole) {
    Require(StatusOf(whole.error().kind) >= 400);
    return;
  }
  Require(whole->has_value() == pieced->has_value());
  if (!*whole) return;
  const RequestHead& head = **whole;
  Require(head.length == (*pieced)->length && head.length <= limits.block_bytes);
  Require(!(head.chunked && head.content_length));
  RequireCleanPath(head.target.path);
  for (const NameValue& pair : head.target.query) {
    Require(!FirstInvalidUtf8(pair.name) && !FirstInvalidUtf8(pair.value));
  }
  const auto fields = ParseFields(bytes.substr(0, head.length), head);
  Require(fields ? fields->size() <= limits.fields
                 : fields.error().kind == ProblemKind::kMalformedRequest);
  const std::string_view rest = bytes.substr(head.length);
  ReadBody(head, rest, rest.empty() ? 0 : static_cast<unsigned char>(rest[0]) % rest.size());
}

}  // namespace
}  // namespace kaam::api

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  kaam::api::ReadRequest(bytes);
  kaam::api::IsMediaType(bytes, "application/json");
  kaam::api::Accepts(bytes, "application/json");
  return 0;
}
