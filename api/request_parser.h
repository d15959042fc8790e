// From a header block that the fence has let through to the fields of a request.
#pragma once

#include <string_view>
#include <vector>

#include "api/http_message.h"
#include "api/problem.h"
#include "api/request_fence.h"

namespace kaam::api {

// Parses `block`, which is head.length bytes long, with Beast. Fails with kMalformedRequest when
// Beast refuses it, and with kAmbiguousLength when Beast reads method, version or length otherwise
// than the fence did: then a proxy might too. Names come back in lower case; the values of a
// repeated field are joined by ", ". Pure.
ProblemOr<std::vector<NameValue>> ParseFields(std::string_view block, const RequestHead& head);

}  // namespace kaam::api
