// What a fallible function returns: a value or one Error. Thin over boost::system::result.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace kaam {

// The kinds of failure a caller can act upon. `api/` maps each to an HTTP status and the tools map
// each to an exit code, in one table each.
enum class ErrorCode : std::uint8_t {
  kInvalidArgument,     // the caller's input is wrong; `field` names where
  kNotFound,            // what was named does not exist
  kFailedPrecondition,  // the store is not in a state that allows this (no index, older schema)
  kUnavailable,         // try again: a queue is full, a deadline passed, a lock is held
  kDataLoss,            // stored bytes are not what was written
  kIo,                  // the operating system refused: disk, permissions, descriptors
};

struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;  // for the person who asked; never holds personal data
  std::string field{};  // "occupations/0/code", a column name or a path; empty when not one place
  std::vector<std::string> nearest{};  // valid values close to a wrong one, best first

  friend bool operator==(const Error&, const Error&) = default;
};

[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& at);

template <class T>
class [[nodiscard]] Result : public boost::system::result<T, Error> {
 public:
  using Base = boost::system::result<T, Error>;
  using Base::Base;
};

inline Error InvalidArgument(std::string message, std::string field = {}) {
  return {ErrorCode::kInvalidArgument, std::move(message), std::move(field), {}};
}
inline Error UnknownCode(std::string message, std::string field, std::vector<std::string> nearest) {
  return {ErrorCode::kInvalidArgument, std::move(message), std::move(field), std::move(nearest)};
}
inline Error NotFound(std::string message, std::string field = {}) {
  return {ErrorCode::kNotFound, std::move(message), std::move(field), {}};
}
inline Error FailedPrecondition(std::string message, std::string field = {}) {
  return {ErrorCode::kFailedPrecondition, std::move(message), std::move(field), {}};
}
inline Error Unavailable(std::string message) {
  return {ErrorCode::kUnavailable, std::move(message), {}, {}};
}
inline Error DataLoss(std::string message, std::string field = {}) {
  return {ErrorCode::kDataLoss, std::move(message), std::move(field), {}};
}

// An I/O failure of `action` on `path`, with the text of errno `error_number`.
Error IoError(const std::string& action, const std::string& path, int error_number);

}  // namespace kaam
