// Keys that tell apart what sounds alike in two writings.
#pragma once

#include <string>
#include <string_view>

#include "taxonomy/sounds.h"

namespace kaam::taxonomy {

// Not equal to any fine key, nor to that of another writing: "పని" (work) and "पानी" (water) are
// both "pani".
inline std::string KeyInWriting(std::string_view fine, Writing writing) {
  return std::string(1, static_cast<char>('0' + static_cast<int>(writing))) + std::string(fine);
}

// Whether the small words of other writings are words here too: those of Hindi are understood all
// over the north, but in Tamil "மீன்" is a fish and no "mein".
inline bool SharesSmallWords(Writing writing) {
  return writing < Writing::kTamil || writing > Writing::kMalayalam;
}

}  // namespace kaam::taxonomy
