// gzip (RFC 1952) as a content coding: who takes it, and the bytes. Pure.
#pragma once

#include <string>
#include <string_view>

namespace kaam::api {

// Whether an Accept-Encoding field lets gzip through (RFC 9110, 12.5.3): named, or "*", with a
// weight above 0. An absent field asks for no coding.
bool AcceptsGzip(std::string_view accept_encoding);

// Quick rather than small. Empty when memory is out.
std::string Gzip(std::string_view bytes);

// What Gzip was given. Empty for anything else.
std::string Gunzip(std::string_view bytes);

}  // namespace kaam::api
