// In which language to answer: Accept-Language (RFC 9110, 12.5.4) against those spoken here.
#pragma once

#include <string_view>

#include "api/http_message.h"

namespace kaam::api {

// The one the client likes best of matcher/messages.h's, the first of equals; "en" when it names
// none of them.
std::string_view LanguageFor(const Request& request);

}  // namespace kaam::api
