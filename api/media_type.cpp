#include "api/media_type.h"

#include <cstddef>

#include "api/ascii.h"

namespace kaam::api {
namespace {

struct TypeParameter {
  std::string_view name;
  std::string_view value;  // without quotes
};

TypeParameter TakeParameter(std::string_view& rest) {
  const std::string_view element = TakeElement(rest, ';');
  const std::size_t equals = element.find('=');
  if (equals == std::string_view::npos) return {element, {}};
  std::string_view value = element.substr(equals + 1);
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
    value = value.substr(1, value.size() - 2);
  }
  return {element.substr(0, equals), value};
}

// How closely `range` names `type`: 0 not at all, 1 "*/*", 2 "application/*", 3 itself.
int Closeness(std::string_view range, std::string_view type) {
  if (range == "*/*" || range == "*") return 1;
  if (EqualsIgnoringCase(range, type)) return 3;
  const std::string_view family = type.substr(0, type.find('/') + 1);
  const bool whole_family =
      range.ends_with("/*") && EqualsIgnoringCase(range.substr(0, range.size() - 1), family);
  return whole_family ? 2 : 0;
}

// "0", "0.", "0.0" to "0.000".
bool IsZeroWeight(std::string_view q) {
  return q.starts_with('0') && q.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool IsMediaType(std::string_view content_type, std::string_view type) {
  if (!EqualsIgnoringCase(TakeElement(content_type, ';'), type)) return false;
  while (!content_type.empty()) {
    const TypeParameter parameter = TakeParameter(content_type);
    if (parameter.name.empty() && parameter.value.empty()) continue;
    if (!EqualsIgnoringCase(parameter.name, "charset") ||
        !EqualsIgnoringCase(parameter.value, "utf-8")) {
      return false;
    }
  }
  return true;
}

bool Accepts(std::string_view accept, std::string_view type) {
  bool any_range = false;
  int closest = 0;
  bool accepted = false;
  while (!accept.empty()) {
    std::string_view element = TakeElement(accept, ',');
    const std::string_view range = TakeElement(element, ';');
    if (range != "*" && range.find('/') == std::string_view::npos) continue;
    any_range = true;
    bool excluded = false;
    while (!element.empty()) {
      const TypeParameter parameter = TakeParameter(element);
      if (EqualsIgnoringCase(parameter.name, "q")) excluded = IsZeroWeight(parameter.value);
    }
    const int closeness = Closeness(range, type);
    if (closeness == 0 || closeness < closest) continue;
    accepted = closeness > closest ? !excluded : accepted || !excluded;
    closest = closeness;
  }
  return accepted || !any_range;
}

}  // namespace kaam::api
