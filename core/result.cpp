#include "core/result.h"

#include <boost/throw_exception.hpp>
#include <stdexcept>
#include <system_error>

namespace kaam {

void throw_exception_from_error(const Error& error, const boost::source_location& at) {
  boost::throw_exception(std::runtime_error(error.message), at);
}

Error IoError(const std::string& action, const std::string& path, int error_number) {
  return {ErrorCode::kIo,
          action + " " + path + ": " + std::generic_category().message(error_number),
          path,
          {}};
}

}  // namespace kaam
