#include "api/request_fence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "api/ascii.h"
#include "api/request_line.h"

namespace kaam::api {
namespace {

constexpr std::size_t kMaxLengthDigits = 18;  // all of them fit in 64 bits

Problem Malformed(std::string detail) {
  return {ProblemKind::kMalformedRequest, std::move(detail)};
}
Problem Ambiguous(std::string detail) { return {ProblemKind::kAmbiguousLength, std::move(detail)}; }

// Horizontal tab, visible characters, space and obs-text: what a header block holds beside CR LF.
bool IsHeaderByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte != 0x7F) || c == '\t';
}

// What the fields seen so far say.
struct Facts {
  std::optional<Authority> host{};
  bool has_host = false;
  bool has_content_type = false;
  bool has_authorization = false;
  bool has_transfer_encoding = false;
  std::optional<std::uint64_t> content_length{};
  bool expects_continue = false;
  bool close = false;
  bool keep_alive = false;
};

using Refusal = std::optional<Problem>;

Refusal TakeHost(Facts& facts, std::string_view value) {
  if (facts.has_host)
    return Problem{ProblemKind::kInvalidHost, "There is more than one Host field"};
  facts.has_host = true;
  facts.host = ParseAuthority(value);
  if (!facts.host) return Problem{ProblemKind::kInvalidHost, "The Host field is not host[:port]"};
  return std::nullopt;
}

Refusal TakeContentLength(Facts& facts, std::string_view value) {
  if (facts.content_length) return Ambiguous("There is more than one Content-Length field");
  if (value.empty() || value.size() > kMaxLengthDigits ||
      !std::all_of(value.begin(), value.end(), IsDigit)) {
    return Ambiguous("Content-Length is not a number of 1 to 18 digits");
  }
  std::uint64_t length = 0;
  for (const char c : value) length = length * 10 + static_cast<std::uint64_t>(c - '0');
  facts.content_length = length;
  return std::nullopt;
}

// RFC 9112, 6.1: a coding that is not known is 501; one that leaves the length open is 400.
Refusal TakeTransferEncoding(Facts& facts, std::string_view value) {
  if (facts.has_transfer_encoding) return Ambiguous("There is more than one Transfer-Encoding");
  facts.has_transfer_encoding = true;
  if (EqualsIgnoringCase(value, "chunked")) return std::nullopt;
  std::string_view rest = value;
  std::size_t chunked = 0;
  std::string_view last;
  while (!rest.empty()) {
    last = TakeElement(rest, ',');
    if (!IsToken(last)) return Ambiguous("Transfer-Encoding is not a list of codings");
    if (EqualsIgnoringCase(last, "chunked")) ++chunked;
  }
  if (chunked != 1 || !EqualsIgnoringCase(last, "chunked")) {
    return Ambiguous("The last and only the last transfer coding has to be chunked");
  }
  return Problem{ProblemKind::kTransferCodingNotImplemented,
                 "The only transfer coding known here is chunked"};
}

Refusal TakeExpect(Facts& facts, std::string_view value) {
  if (!EqualsIgnoringCase(value, "100-continue")) {
    return Problem{ProblemKind::kExpectationFailed, "The only expectation met is 100-continue"};
  }
  facts.expects_continue = true;
  return std::nullopt;
}

Refusal TakeConnection(Facts& facts, std::string_view value) {
  while (!value.empty()) {
    const std::string_view option = TakeElement(value, ',');
    if (!option.empty() && !IsToken(option)) return Malformed("Connection is not a list of tokens");
    if (EqualsIgnoringCase(option, "close")) facts.close = true;
    if (EqualsIgnoringCase(option, "keep-alive")) facts.keep_alive = true;
  }
  return std::nullopt;
}

Refusal TakeTrailer(Facts&, std::string_view) { return Malformed("Trailers are not read here"); }

Refusal TakeContentType(Facts& facts, std::string_view) {
  if (std::exchange(facts.has_content_type, true)) {
    return Malformed("There is more than one Content-Type field");
  }
  return std::nullopt;
}

Refusal TakeAuthorization(Facts& facts, std::string_view) {
  if (std::exchange(facts.has_authorization, true)) {
    return Malformed("There is more than one Authorization field");
  }
  return std::nullopt;
}

struct KnownField {
  std::string_view name;
  Refusal (*take)(Facts&, std::string_view value);
};

constexpr std::array<KnownField, 8> kKnownFields = {{
    {"host", TakeHost},
    {"content-length", TakeContentLength},
    {"transfer-encoding", TakeTransferEncoding},
    {"expect", TakeExpect},
    {"connection", TakeConnection},
    {"trailer", TakeTrailer},
    {"content-type", TakeContentType},
    {"authorization", TakeAuthorization},
}};

Refusal TakeField(Facts& facts, std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') {
    return Malformed("A field is folded over two lines");
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return Malformed("A header line has no colon");
  const std::string_view name = line.substr(0, colon);
  if (!IsToken(name)) return Malformed("A field name is not a token");
  const std::string_view value = TrimWhiteSpace(line.substr(colon + 1));
  for (const KnownField& known : kKnownFields) {
    if (EqualsIgnoringCase(known.name, name)) return known.take(facts, value);
  }
  return std::nullopt;
}

// What only the whole header can tell.
Refusal CheckTogether(const Facts& facts, const RequestLine& line, const Target& target) {
  if (!line.http_1_0 && !facts.has_host) {
    return Problem{ProblemKind::kInvalidHost, "HTTP/1.1 requires a Host field"};
  }
  if (facts.has_transfer_encoding && facts.content_length) {
    return Ambiguous("Transfer-Encoding and Content-Length are both there");
  }
  if (facts.has_transfer_encoding && line.http_1_0) {
    return Ambiguous("HTTP/1.0 has no Transfer-Encoding");
  }
  if (target.authority && facts.host &&
      WithoutDefaultPort(*target.authority, target.scheme) !=
          WithoutDefaultPort(*facts.host, target.scheme)) {
    return Problem{ProblemKind::kInvalidHost, "The target and the Host field name two hosts"};
  }
  return std::nullopt;
}

// `block` is whole: lines ended by CR LF, the last of them empty.
ProblemOr<std::optional<RequestHead>> ReadBlock(std::string_view block,
                                                const HeaderLimits& limits) {
  std::size_t end = block.find("\r\n");
  const ProblemOr<RequestLine> line = ParseRequestLine(block.substr(0, end), limits.target_bytes);
  if (!line) return line.error();
  Facts facts;
  std::size_t fields = 0;
  for (std::size_t begin = end + 2; begin + 2 < block.size(); begin = end + 2) {
    end = block.find("\r\n", begin);
    if (++fields > limits.fields) {
      return Problem{ProblemKind::kHeaderTooLarge, "The header has too many fields"};
    }
    if (Refusal refusal = TakeField(facts, block.substr(begin, end - begin))) {
      return *std::move(refusal);
    }
  }
  ProblemOr<Target> target = ParseTarget(line->method, line->target);
  if (!target) return std::move(target).error();
  if (Refusal refusal = CheckTogether(facts, *line, *target)) return *std::move(refusal);
  RequestHead head;
  head.length = block.size();
  head.method = line->method;
  head.target = *std::move(target);
  head.http_1_0 = line->http_1_0;
  head.keep_alive = !facts.close && (!line->http_1_0 || facts.keep_alive);
  head.chunked = facts.has_transfer_encoding;
  head.content_length = facts.content_length;
  // RFC 9110, 10.1.1: the expectation of an HTTP/1.0 client is ignored.
  head.expects_continue = facts.expects_continue && !line->http_1_0;
  return std::optional<RequestHead>(std::move(head));
}

}  // namespace

ProblemOr<std::optional<RequestHead>> InspectHead(std::string_view bytes, HeaderProgress& progress,
                                                  const HeaderLimits& limits) {
  const std::size_t end = std::min(bytes.size(), limits.block_bytes);
  for (std::size_t& at = progress.checked; at < end; ++at) {
    const char c = bytes[at];
    const bool after_cr = at > 0 && bytes[at - 1] == '\r';
    if (c == '\n') {
      if (!after_cr) return Malformed("A line ends in a line feed alone");
      if (!progress.request_line_seen) {
        const auto line = ParseRequestLine(bytes.substr(0, at - 1), limits.target_bytes);
        if (!line) return line.error();
        progress.request_line_seen = true;
      } else if (bytes.substr(0, at + 1).ends_with("\r\n\r\n")) {
        return ReadBlock(bytes.substr(0, at + 1), limits);
      }
    } else if (after_cr) {
      return Malformed("A carriage return stands alone");
    } else if (c != '\r' && !IsHeaderByte(c)) {
      return Malformed("The header holds a control character");
    }
  }
  if (!progress.request_line_seen) {
    if (Refusal refusal = CheckPartialLine(bytes.substr(0, end), limits.target_bytes)) {
      return *std::move(refusal);
    }
  }
  if (bytes.size() >= limits.block_bytes) {
    return Problem{ProblemKind::kHeaderTooLarge, "The header is over the limit"};
  }
  return std::optional<RequestHead>();
}

}  // namespace kaam::api
