// Reads JSON that others wrote, where one wrong byte must not be guessed over.
#pragma once

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <string_view>

#include "core/result.h"

namespace kaam {

// One JSON value and nothing behind it (RFC 8259), at most `max_depth` deep, in `storage`.
// kInvalidArgument, with the place in the text, for what is malformed or deeper, half of a
// surrogate pair, a number beyond a double, and a member said twice, of which the field is named
// ("places/0/pin"): readers differ in which of the two they take.
Result<boost::json::value> ReadJson(std::string_view text, std::size_t max_depth = 32,
                                    boost::json::storage_ptr storage = {});

}  // namespace kaam
