#include "api/problem.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <boost/throw_exception.hpp>
#include <cstddef>
#include <stdexcept>

#include "api/ascii.h"
#include "core/privacy.h"
#include "core/utf8.h"

namespace kaam::api {
namespace {

struct Row {
  ProblemKind kind;
  int status;
  std::string_view slug;
  std::string_view title;
  std::string_view retry_after = {};  // seconds; empty: trying again does not help
};

using enum ProblemKind;

constexpr std::array kTable = {
    Row{kMalformedRequest, 400, "malformed-request", "The request is not well-formed HTTP"},
    Row{kAmbiguousLength, 400, "ambiguous-length", "The length of the request is ambiguous"},
    Row{kInvalidHost, 400, "invalid-host", "The Host field is missing or wrong"},
    Row{kInvalidTarget, 400, "invalid-target", "The request target is not well-formed"},
    Row{kMalformedBody, 400, "malformed-body", "The body is not framed as its header says"},
    Row{kInvalidArgument, 400, "invalid-argument", "Something in the request cannot be used"},
    Row{kRefusedFilter, 400, "refused-filter", "Nobody may choose workers by that"},
    Row{kUnauthorized, 401, "unauthorized", "It is not known who asks"},
    Row{kForbidden, 403, "forbidden", "This role may not ask that"},
    Row{kNotFound, 404, "not-found", "There is nothing of that name"},
    Row{kSnapshotGone, 410, "snapshot-gone", "The snapshot this cursor walks is no longer served"},
    Row{kMethodNotAllowed, 405, "method-not-allowed", "That method does not fit here"},
    Row{kNotAcceptable, 406, "not-acceptable", "No form of the answer fits the Accept field"},
    Row{kRequestTimeout, 408, "request-timeout", "The request did not arrive in time"},
    Row{kConflict, 409, "conflict", "What is there already does not allow it"},
    Row{kPreconditionFailed, 412, "precondition-failed", "It has changed since it was read"},
    Row{kContentTooLarge, 413, "content-too-large", "The body is too large"},
    Row{kTargetTooLong, 414, "target-too-long", "The request target is too long"},
    Row{kUnsupportedMediaType, 415, "unsupported-media-type", "The body has a type not read here"},
    Row{kExpectationFailed, 417, "expectation-failed", "That expectation cannot be met"},
    Row{kKeyReused, 422, "idempotency-key-reused", "That Idempotency-Key stood on another request"},
    Row{kPreconditionRequired, 428, "precondition-required", "The If-Match field is needed here"},
    Row{kTooManyRequests, 429, "too-many-requests", "The quota is used up for now"},
    Row{kHeaderTooLarge, 431, "header-too-large", "The header is too large"},
    Row{kInternal, 500, "internal", "Something went wrong here"},
    Row{kDataDamaged, 500, "data-damaged", "Stored data is damaged"},
    Row{kReadsOnly, 501, "reads-only", "This server only reads"},
    Row{kMethodNotImplemented, 501, "method-not-implemented", "That method is not known here"},
    Row{kTransferCodingNotImplemented, 501, "transfer-coding-not-implemented",
        "That transfer coding is not known here"},
    Row{kUnavailable, 503, "unavailable", "Not possible right now", "1"},
    Row{kNotReady, 503, "not-ready", "The service is not ready", "5"},
    Row{kOverloaded, 503, "overloaded", "Too many requests are waiting", "1"},
    Row{kDeadlinePassed, 503, "deadline-passed", "The answer would have come too late", "1"},
    Row{kTooManyConnections, 503, "too-many-connections", "Too many connections are open", "1"},
    Row{kVersionNotSupported, 505, "version-not-supported", "That HTTP version is not spoken here"},
};

constexpr bool RowsStandInOrder() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (kTable[i].kind != static_cast<ProblemKind>(i)) return false;
  }
  return kTable.back().kind == kVersionNotSupported;
}
static_assert(RowsStandInOrder());

const Row& RowOf(ProblemKind kind) { return kTable[static_cast<std::size_t>(kind)]; }

constexpr std::size_t kMaxShownText = 300;
constexpr std::size_t kMaxName = 120;
constexpr std::size_t kMaxPlaces = 32;
constexpr std::size_t kMaxNearest = 8;
constexpr std::size_t kMaxMasked = 4096;  // masking is not asked to walk a whole body

std::string ReplaceInvalidUtf8(std::string_view text) {
  std::string out;
  while (const auto bad = FirstInvalidUtf8(text)) {
    out.append(text.substr(0, *bad));
    out += "\uFFFD";
    text.remove_prefix(*bad + 1);
  }
  out.append(text);
  return out;
}

// Masks before the cut, so that no cut leaves part of a number that no longer looks like one.
std::string Presentable(std::string_view text, std::size_t limit) {
  std::string out = ReplaceInvalidUtf8(MaskAadhaar(text.substr(0, kMaxMasked)));
  if (out.size() <= limit) return out;
  out.resize(limit);
  while (!out.empty() && FirstInvalidUtf8(out)) out.pop_back();
  return out + "\u2026";
}

// A JSON pointer as a URI fragment (RFC 6901, section 6).
std::string PointerFragment(std::string_view pointer) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = pointer.empty() || pointer.front() == '/' ? "#" : "#/";
  for (const char c : pointer) {
    if (IsUnreserved(c) || IsSubDelimiter(c) || c == '/' || c == ':' || c == '@') {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

boost::json::object PlaceObject(const ProblemPlace& place) {
  boost::json::object object;
  const std::string name = Presentable(place.name, kMaxName);
  switch (place.in) {
    case ProblemPlace::In::kBody:
      object["pointer"] = PointerFragment(name);
      break;
    case ProblemPlace::In::kQuery:
      object["parameter"] = name;
      break;
    case ProblemPlace::In::kHeader:
      object["header"] = name;
      break;
  }
  object["detail"] = Presentable(place.detail, kMaxShownText);
  if (!place.nearest.empty()) {
    boost::json::array nearest;
    for (std::size_t i = 0; i < std::min(place.nearest.size(), kMaxNearest); ++i) {
      nearest.emplace_back(Presentable(place.nearest[i], kMaxName));
    }
    object["nearest"] = std::move(nearest);
  }
  return object;
}

}  // namespace

void throw_exception_from_error(const Problem& problem, const boost::source_location& at) {
  boost::throw_exception(std::runtime_error(problem.detail), at);
}

int StatusOf(ProblemKind kind) { return RowOf(kind).status; }
std::string_view SlugOf(ProblemKind kind) { return RowOf(kind).slug; }
std::string_view TitleOf(ProblemKind kind) { return RowOf(kind).title; }

std::optional<ProblemKind> KindOf(std::string_view slug) {
  const auto* const row = std::find_if(kTable.begin(), kTable.end(),
                                       [&](const Row& each) { return each.slug == slug; });
  if (row == kTable.end()) return std::nullopt;
  return row->kind;
}

Problem ProblemFrom(const Error& error) {
  Problem problem{kInternal, error.message};
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
      problem.kind = kInvalidArgument;
      break;
    case ErrorCode::kNotFound:
      // A cursor of a snapshot that was replaced: nothing brings it back.
      problem.kind = error.field == "cursor" ? kSnapshotGone : kNotFound;
      break;
    case ErrorCode::kFailedPrecondition:
      problem.kind = kNotReady;
      break;
    case ErrorCode::kUnavailable:
      problem.kind = kUnavailable;
      break;
    case ErrorCode::kDataLoss:
      return {kDataDamaged, "The stored data this answer needs is damaged"};
    case ErrorCode::kIo:
      return {kInternal, "The answer could not be read from storage"};
  }
  if (!error.field.empty()) {
    problem.errors.push_back({ProblemPlace::In::kBody, error.field, error.message, error.nearest});
    problem.detail = error.field + ": " + error.message;
  }
  return problem;
}

Response ToResponse(const Problem& problem) {
  const Row& row = RowOf(problem.kind);
  boost::json::object body;
  body["type"] = "/problems/" + std::string(row.slug);
  body["title"] = row.title;
  body["status"] = row.status;
  if (!problem.detail.empty()) body["detail"] = Presentable(problem.detail, kMaxShownText);
  if (!problem.errors.empty()) {
    boost::json::array errors;
    for (std::size_t i = 0; i < std::min(problem.errors.size(), kMaxPlaces); ++i) {
      errors.emplace_back(PlaceObject(problem.errors[i]));
    }
    body["errors"] = std::move(errors);
  }
  Response response{row.status, "application/problem+json", boost::json::serialize(body)};
  if (!row.retry_after.empty()) {
    response.headers.push_back({"Retry-After", std::string(row.retry_after)});
  }
  return response;
}

}  // namespace kaam::api
