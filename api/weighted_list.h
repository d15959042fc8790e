// Lists of what a client takes, each with a weight: "hi, en;q=0.5" (RFC 9110, 12.4.2). Pure.
#pragma once

#include <string_view>
#include <vector>

namespace kaam::api {

struct WeightedItem {
  std::string_view value;
  int weight = 1000;  // per mille; 0 excludes
};

// In order of writing. Items whose weight is malformed and empty ones are passed over; views live
// as long as `list`.
std::vector<WeightedItem> WeightedItems(std::string_view list);

}  // namespace kaam::api
