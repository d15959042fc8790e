#include "api/weighted_list.h"

#include <optional>

#include "api/ascii.h"

namespace kaam::api {
namespace {

constexpr std::size_t kMaxItems = 32;

// "0", "0.25", "1", "1.000" in thousandths; absent for anything else.
std::optional<int> WeightFrom(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int weight = text[0] == '1' ? 1000 : 0;
  int unit = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (!IsDigit(c)) return std::nullopt;
    weight += (c - '0') * unit;
    unit /= 10;
  }
  if (weight > 1000) return std::nullopt;
  return weight;
}

}  // namespace

std::vector<WeightedItem> WeightedItems(std::string_view list) {
  std::vector<WeightedItem> items;
  while (!list.empty() && items.size() < kMaxItems) {
    std::string_view element = TakeElement(list, ',');
    WeightedItem item{TakeElement(element, ';')};
    if (item.value.empty()) continue;
    bool sound = true;
    while (!element.empty()) {
      const std::string_view parameter = TakeElement(element, ';');
      if (parameter.size() < 2 || LowerCase(parameter[0]) != 'q' || parameter[1] != '=') continue;
      const auto weight = WeightFrom(parameter.substr(2));
      sound = weight.has_value();
      item.weight = weight.value_or(0);
    }
    if (sound) items.push_back(item);
  }
  return items;
}

}  // namespace kaam::api
