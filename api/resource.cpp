#include "api/resource.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "taxonomy/spelling_distance.h"

namespace kaam::api {

const std::vector<Resource>& AllResources() {
  static const std::vector<Resource> all = [] {
    std::vector<Resource> out;
    for (const auto& some : {HealthResources(), ContractResources(), SearchResources(),
                             WorkerResources(), ScrollResources(), PostingResources(),
                             PageResources(), TextResources(), TaxonomyResources()}) {
      out.insert(out.end(), some.begin(), some.end());
    }
    return out;
  }();
  return all;
}

Response JsonResponse(std::string json, std::string_view language) {
  json += '\n';
  Response response{.status = 200, .content_type = "application/json", .body = std::move(json)};
  if (!language.empty()) {
    response.headers.push_back({"Content-Language", std::string(language)});
    response.headers.push_back({"Vary", "Accept-Language"});
  }
  return response;
}

std::optional<std::string_view> Parameter(const Request& request, std::string_view name) {
  return Find(request.query, name);
}

Problem WrongParameter(std::string_view name, std::string detail,
                       std::vector<std::string> nearest) {
  std::string whole = std::string(name) + ": " + detail;
  return {ProblemKind::kInvalidArgument,
          std::move(whole),
          {{ProblemPlace::In::kQuery, std::string(name), std::move(detail), std::move(nearest)}}};
}

ProblemOr<std::uint32_t> NumberParameter(const Request& request, std::string_view name,
                                         std::uint32_t least, std::uint32_t most,
                                         std::uint32_t otherwise) {
  const auto text = Parameter(request, name);
  if (!text) return otherwise;
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error == std::errc() && end == text->data() + text->size() && number >= least &&
      number <= most) {
    return number;
  }
  return WrongParameter(
      name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

std::optional<Problem> CheckParameters(const Request& request,
                                       std::initializer_list<std::string_view> names) {
  for (auto it = request.query.begin(); it != request.query.end(); ++it) {
    if (std::find(names.begin(), names.end(), it->name) == names.end()) {
      std::vector<std::pair<unsigned, std::string>> ranked;
      for (const std::string_view name : names) {
        ranked.emplace_back(taxonomy::EditDistance(it->name, name, 60), name);
      }
      std::sort(ranked.begin(), ranked.end());
      std::vector<std::string> nearest;
      for (std::size_t i = 0; i < std::min<std::size_t>(3, ranked.size()); ++i) {
        nearest.push_back(ranked[i].second);
      }
      return WrongParameter(it->name, "no such parameter", std::move(nearest));
    }
    const bool again = std::any_of(request.query.begin(), it,
                                   [&](const NameValue& other) { return other.name == it->name; });
    if (again) return WrongParameter(it->name, "stands twice");
  }
  return std::nullopt;
}

}  // namespace kaam::api
