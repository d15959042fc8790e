// As much of JSON Schema (2020-12) as the contract uses.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>

namespace kaam::api {

// Absent when `value` is what `schema`, a part of `contract`, says; else where it is not, and why.
// Formats and descriptions say nothing here.
std::optional<std::string> SchemaFault(const boost::json::value& contract,
                                       const boost::json::value& schema,
                                       const boost::json::value& value, const std::string& at = "");

}  // namespace kaam::api
