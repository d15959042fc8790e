// What of a question says how it is counted: part of QuestionMaker.
#include <algorithm>

#include "matcher/question_maker.h"
#include "taxonomy/spelling_distance.h"

namespace kaam::matcher {
namespace {

// Where a name stands in a list of all; else a fault with the nearest ones first.
Result<std::size_t> Choose(std::span<const std::string_view> names, std::string_view name,
                           const std::string& field) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  constexpr unsigned kMostEdits = 60;
  std::vector<std::string> known(names.begin(), names.end());
  std::stable_sort(known.begin(), known.end(), [&](const std::string& a, const std::string& b) {
    return taxonomy::EditDistance(name, a, kMostEdits) <
           taxonomy::EditDistance(name, b, kMostEdits);
  });
  return UnknownCode("is not one of the known names", field, std::move(known));
}

}  // namespace

Result<void> QuestionMaker::ReadCounts() {
  for (std::size_t i = 0; i < spec_.facets.size(); ++i) {
    const std::string field = "facets/" + std::to_string(i);
    const auto at = Choose(kFacetNames, spec_.facets[i], field);
    if (!at) return at.error();
    const auto kind = static_cast<FacetKind>(*at);
    if (std::find(q_.facets_.begin(), q_.facets_.end(), kind) != q_.facets_.end()) {
      return InvalidArgument("is asked for twice", field);
    }
    q_.facets_.push_back(kind);
  }
  if (spec_.total) {
    constexpr auto kTotals = std::to_array<std::string_view>({"bounded", "exact"});
    const auto at = Choose(kTotals, *spec_.total, "total");
    if (!at) return at.error();
    q_.wants_exact_total_ = *at == 1;
  }
  if (spec_.viewer) {
    const auto at = Choose(kViewerNames, *spec_.viewer, "viewer");
    if (!at) return at.error();
    q_.viewer_ = static_cast<Viewer>(*at);
  }
  q_.wants_shortfall_ = spec_.shortfall;
  return {};
}

}  // namespace kaam::matcher
