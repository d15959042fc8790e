#include "taxonomy/word_likeness.h"

#include <algorithm>
#include <bitset>

namespace kaam::taxonomy {

float WordLikeness(std::string_view a, std::string_view b) {
  constexpr std::size_t kMost = 64;
  a = a.substr(0, kMost);
  b = b.substr(0, kMost);
  if (a == b) return 1;
  if (a.empty() || b.empty()) return 0;
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
  std::bitset<kMost> matched_a;
  std::bitset<kMost> matched_b;
  std::size_t matches = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t from = i > window ? i - window : 0;
    const std::size_t to = std::min(b.size(), i + window + 1);
    for (std::size_t j = from; j < to; ++j) {
      if (matched_b[j] || a[i] != b[j]) continue;
      matched_a[i] = matched_b[j] = true;
      ++matches;
      break;
    }
  }
  if (matches == 0) return 0;
  std::size_t out_of_order = 0;
  std::size_t j = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!matched_a[i]) continue;
    while (!matched_b[j]) ++j;
    if (a[i] != b[j++]) ++out_of_order;
  }
  const auto m = static_cast<float>(matches);
  const float jaro = (m / static_cast<float>(a.size()) + m / static_cast<float>(b.size()) +
                      (m - static_cast<float>(out_of_order) / 2) / m) /
                     3;
  std::size_t prefix = 0;
  while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
  return jaro + 0.1F * static_cast<float>(prefix) * (1 - jaro);
}

}  // namespace kaam::taxonomy
