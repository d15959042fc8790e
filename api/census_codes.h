// Codes of the Census of India 2011 for places that the Local Government Directory numbers
// otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kaam::api {

// Two digits; absent for States made or joined since.
std::optional<std::string_view> CensusState(std::uint32_t lgd);

// Three digits; absent for districts made since. From taxonomy/data/census_districts.tsv.
std::optional<std::string_view> CensusDistrict(std::uint32_t lgd);

}  // namespace kaam::api
