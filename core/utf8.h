// Whether bytes are UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace kaam {

// Offset of the first byte that is not part of a well-formed UTF-8 sequence (RFC 3629: no overlong
// forms, no surrogates, nothing above U+10FFFF); absent when all is well.
std::optional<std::size_t> FirstInvalidUtf8(std::string_view text);

}  // namespace kaam
