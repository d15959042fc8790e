#include "api/handler.h"

#include <exception>
#include <typeinfo>

#include "api/problem.h"
#include "core/log.h"

namespace kaam::api {

Response AnswerGuarded(const std::function<Response()>& answer) {
  try {
    return answer();
  } catch (const std::exception& exception) {
    // Its text may quote the question, so only the type is written down.
    log::Error("handler_threw", {{"type", typeid(exception).name()}});
  }
  return ToResponse({ProblemKind::kInternal, "The request could not be answered"});
}

}  // namespace kaam::api
