// What a text means, as JSON.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "taxonomy/resolver.h"

namespace kaam::matcher {

// {text, occupations: [{code, label, confidence, words, count?, suggested?}], skills, places,
// count?, wage?, ..., not_understood}. Every list is best first; `words` is [from, to) in bytes of
// `text`; an occupation that is `suggested` would not be searched without asking back.
boost::json::object ResolutionToJson(const taxonomy::Taxonomy& taxonomy,
                                     const taxonomy::Understanding& understood,
                                     std::string_view language);

}  // namespace kaam::matcher
