// What every answer of a route gets on its way out: validator, coding and what it varies by.
#pragma once

#include "api/http_message.h"

namespace kaam::api {

// Answers to GET and HEAD that are 200 get an ETag, and become 304 when If-None-Match has it
// (RFC 9110, 13.1.2). Bodies from 1 KiB on are compressed for those who take gzip. Pure.
Response Finish(const Request& request, Response response);

}  // namespace kaam::api
