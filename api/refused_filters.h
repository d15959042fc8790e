// What nobody may choose workers by, refused by name.
#pragma once

#include <optional>
#include <string_view>

namespace kaam::api {

// Why a field of that name is refused as a filter; absent when it is just unknown. `field` is as in
// Error::field: its last segment counts. Pure.
std::optional<std::string_view> WhyRefused(std::string_view field);

}  // namespace kaam::api
