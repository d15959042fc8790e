// What answers requests: one object for each search thread, never called by two threads at once.
#pragma once

#include <functional>
#include <memory>

#include "api/http_message.h"

namespace kaam::api {

class Handler {
 public:
  virtual ~Handler() = default;

  // `request.route` says which route was matched. Should give up when request.deadline passes: no
  // one else can stop it. An exception is answered 500.
  virtual Response Handle(const Request& request) = 0;
};

// Called once for each search thread before it starts; null means that no handler can be made.
using HandlerFactory = std::function<std::unique_ptr<Handler>()>;

// What `answer` returns; 500 when it throws.
Response AnswerGuarded(const std::function<Response()>& answer);

}  // namespace kaam::api
