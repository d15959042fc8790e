// The Link field that leads to the next page (RFC 8288). Pure.
#pragma once

#include <string_view>

#include "api/http_message.h"

namespace kaam::api {

// The path and query of `request` with `cursor` in place of the one it has. For POST the same body
// is to be sent there.
NameValue NextLink(const Request& request, std::string_view cursor);

}  // namespace kaam::api
