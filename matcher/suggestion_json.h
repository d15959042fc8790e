// How a text may go on, as JSON.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "taxonomy/suggest.h"

namespace kaam::matcher {

// {text, kind: occupation, skill, place or ambiguous, code or codes or lgd, label}. Never how many
// people stand behind it.
boost::json::object SuggestionToJson(const taxonomy::Taxonomy& taxonomy,
                                     const taxonomy::Suggestion& suggestion,
                                     std::string_view language);

}  // namespace kaam::matcher
