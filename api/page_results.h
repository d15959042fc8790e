// What stands below the form of the page: an answer, or why there is none.
#pragma once

#include <boost/json/fwd.hpp>
#include <string_view>

#include "api/page_writer.h"

namespace kaam::api {

// `answer` is one that ToJsonText of matcher/answer.h wrote.
void WritePageResults(const PageQuestion& asked, const boost::json::object& answer,
                      html::Writer& out);
void WritePageFault(const PageQuestion& asked, std::string_view fault, html::Writer& out);

}  // namespace kaam::api
