#include "api/http_message.h"

#include <array>
#include <cstddef>

namespace kaam::api {
namespace {

constexpr std::array<std::string_view, 7> kMethodNames = {"GET",   "HEAD",   "POST",   "PUT",
                                                          "PATCH", "DELETE", "OPTIONS"};

}  // namespace

std::string_view Name(Method method) { return kMethodNames[static_cast<std::size_t>(method)]; }

std::optional<Method> MethodFromName(std::string_view name) {
  for (std::size_t i = 0; i < kMethodNames.size(); ++i) {
    if (kMethodNames[i] == name) return static_cast<Method>(i);
  }
  return std::nullopt;
}

std::optional<std::string_view> Find(std::span<const NameValue> values, std::string_view name) {
  for (const NameValue& each : values) {
    if (each.name == name) return each.value;
  }
  return std::nullopt;
}

}  // namespace kaam::api
