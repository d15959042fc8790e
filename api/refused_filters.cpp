#include "api/refused_filters.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kaam::api {
namespace {

constexpr std::string_view kNobodys = "work is not given or refused by it";
constexpr std::string_view kHers = "is hers to tell, and no ground to choose by";
constexpr std::string_view kGender =
    "is asked only for a reason the law knows, by a verified employer";

constexpr auto kRefused = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"age", kNobodys},
    {"age_max", kNobodys},
    {"bank", kHers},
    {"bank_account", kHers},
    {"caste", kNobodys},
    {"category", kNobodys},
    {"children", kHers},
    {"community", kNobodys},
    {"disability", kNobodys},
    {"family", kHers},
    {"gender", kGender},
    {"home_district", kNobodys},
    {"home_state", kNobodys},
    {"income", kHers},
    {"marital_status", kHers},
    {"married", kHers},
    {"max_age", kNobodys},
    {"migrant", kNobodys},
    {"mobile", "leads to one person: contact is asked for, not searched by"},
    {"name", "leads to one person, or to a community"},
    {"native_place", kNobodys},
    {"pregnancy", kHers},
    {"pregnant", kHers},
    {"religion", kNobodys},
    {"sex", kGender},
    {"uan", "leads to one person: contact is asked for, not searched by"},
});
static_assert(std::is_sorted(kRefused.begin(), kRefused.end()));

}  // namespace

std::optional<std::string_view> WhyRefused(std::string_view field) {
  const std::string_view name = field.substr(field.rfind('/') + 1);
  const auto* const found = std::find_if(kRefused.begin(), kRefused.end(),
                                         [&](const auto& row) { return row.first == name; });
  if (found == kRefused.end()) return std::nullopt;
  return found->second;
}

}  // namespace kaam::api
