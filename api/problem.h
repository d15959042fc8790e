// Problem answers (RFC 9457): one table from what went wrong to status, type and title.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http_message.h"
#include "core/result.h"

namespace kaam::api {

// Each kind is one row of the table in problem.cpp and one stable `type`, "/problems/<slug>".
enum class ProblemKind : std::uint8_t {
  kMalformedRequest,
  kAmbiguousLength,
  kInvalidHost,
  kInvalidTarget,
  kMalformedBody,
  kInvalidArgument,
  kRefusedFilter,
  kUnauthorized,
  kForbidden,
  kNotFound,
  kSnapshotGone,
  kMethodNotAllowed,
  kNotAcceptable,
  kRequestTimeout,
  kConflict,
  kPreconditionFailed,
  kContentTooLarge,
  kTargetTooLong,
  kUnsupportedMediaType,
  kExpectationFailed,
  kKeyReused,
  kPreconditionRequired,
  kTooManyRequests,
  kHeaderTooLarge,
  kInternal,
  kDataDamaged,
  kReadsOnly,
  kMethodNotImplemented,
  kTransferCodingNotImplemented,
  kUnavailable,
  kNotReady,
  kOverloaded,
  kDeadlinePassed,
  kTooManyConnections,
  kVersionNotSupported,
};

// One place that is wrong.
struct ProblemPlace {
  enum class In : std::uint8_t { kBody, kQuery, kHeader };
  In in = In::kBody;
  std::string name;  // kBody: a JSON pointer ("/occupations/0/code"); else the name
  std::string detail;
  std::vector<std::string> nearest{};  // what may have been meant, best first
};

struct Problem {
  ProblemKind kind = ProblemKind::kInternal;
  std::string detail;
  std::vector<ProblemPlace> errors{};
};

// A value, or what to answer instead.
template <class T>
using ProblemOr = boost::system::result<T, Problem>;

[[noreturn]] void throw_exception_from_error(const Problem& problem,
                                             const boost::source_location& at);

int StatusOf(ProblemKind kind);
std::string_view SlugOf(ProblemKind kind);
std::string_view TitleOf(ProblemKind kind);
// The kind of that slug; absent when there is none.
std::optional<ProblemKind> KindOf(std::string_view slug);

// The table from ErrorCode. Messages of kIo and kDataLoss name files, so their text stays here.
Problem ProblemFrom(const Error& error);

// Well-formed JSON whatever bytes the texts hold: each text has possible Aadhaar numbers masked, is
// made UTF-8 and is cut to a few hundred bytes; lists are cut too. Adds Retry-After where trying
// again can help.
Response ToResponse(const Problem& problem);

}  // namespace kaam::api
