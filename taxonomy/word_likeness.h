// How alike two words look.
#pragma once

#include <string_view>

namespace kaam::taxonomy {

// Jaro's similarity with Winkler's bonus for an equal beginning (W. E. Winkler, 1990): 0 to 1, 1
// for equal words. Words of more than 64 letters are compared by their first 64.
float WordLikeness(std::string_view a, std::string_view b);

}  // namespace kaam::taxonomy
