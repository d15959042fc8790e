// JSON as people read it.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>

namespace kaam {

// `value` as one line of JSON. Numbers with a fraction are written as shortest decimals (0.8125),
// where Boost.JSON would write 8.125E-1; everything else as Boost.JSON writes it.
std::string ToJsonText(const boost::json::value& value);

}  // namespace kaam
