#include "api/answer_language.h"

#include "api/weighted_list.h"
#include "matcher/messages.h"

namespace kaam::api {

std::string_view LanguageFor(const Request& request) {
  std::string_view best = "en";
  const auto accept = Find(request.headers, "accept-language");
  if (!accept) return best;
  int weight = 0;
  for (const WeightedItem& item : WeightedItems(*accept)) {
    if (item.weight <= weight) continue;
    const auto language = matcher::MessageLanguage(item.value);
    if (!language) continue;
    best = *language;
    weight = item.weight;
  }
  return best;
}

}  // namespace kaam::api
