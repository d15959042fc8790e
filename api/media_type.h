// Content-Type and Accept as far as one type a route can decide (RFC 9110, 8.3 and 12.5.1). Pure.
#pragma once

#include <string_view>

namespace kaam::api {

// True when `content_type` is `type` ("application/json"), without parameters or with
// charset=utf-8 alone.
bool IsMediaType(std::string_view content_type, std::string_view type);

// False only when `accept` holds ranges and none lets `type` through: the most specific range that
// fits decides, and one with q=0 excludes. What is not a media range is passed over.
bool Accepts(std::string_view accept, std::string_view type);

}  // namespace kaam::api
