// Exit codes of the tools: one table.
#pragma once

#include "core/result.h"

namespace kaam {

inline constexpr int kUsageExitCode = 2;    // the command line itself
inline constexpr int kVerifyExitCode = 10;  // --verify found a difference

inline int ExitCode(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return 3;
    case ErrorCode::kNotFound:
      return 4;
    case ErrorCode::kFailedPrecondition:
      return 5;
    case ErrorCode::kUnavailable:
      return 6;
    case ErrorCode::kDataLoss:
      return 7;
    case ErrorCode::kIo:
      return 8;
  }
  return 1;
}

}  // namespace kaam
