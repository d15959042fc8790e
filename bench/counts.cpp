#include "bench/counts.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/questions.h"
#include "matcher/engine.h"
#include "matcher/question_json.h"

namespace kaam::bench {
namespace {

using Clock = std::chrono::steady_clock;

const std::vector<std::string>& FiveFacets() {
  static const std::vector<std::string> names = {"district", "skill", "experience", "wage",
                                                 "availability"};
  return names;
}

// Questions with so many matches and more.
struct SizeClass {
  std::uint64_t from;
  const char* name;
  std::vector<double> count_ms{};
  std::vector<double> facets_ms{};
  std::vector<double> shortfall_ms{};
};

double Percentile(std::vector<double>& values, double share) {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

template <class Ask>
double Milliseconds(Ask ask) {
  const auto start = Clock::now();
  ask();
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

}  // namespace

Result<void> MeasureCounts(const std::filesystem::path& store, std::size_t count,
                           std::uint64_t seed, std::ostream& out) {
  const auto index = matcher::Index::Open(store, Verify::kSizes);
  if (!index) return index.error();
  auto searcher = matcher::Searcher::Open(*index);
  if (!searcher) return searcher.error();
  std::array<SizeClass, 5> classes = {{{700'000, "700,000 and more"},
                                       {100'000, "100,000 .. 700,000"},
                                       {10'000, "10,000 .. 100,000"},
                                       {1'000, "1,000 .. 10,000"},
                                       {0, "fewer"}}};
  const auto questions = MakeQuestions((*index)->taxonomy(), count, seed);
  if (!questions) return questions.error();
  for (const ShapedQuestion& asked : *questions) {
    if (asked.direction != matcher::Direction::kWorkersForOpening) continue;
    for (const bool placed : {true, false}) {
      auto spec = matcher::ParseQuestion(asked.json, asked.direction);
      if (!spec) return spec.error();
      if (!placed) {
        spec->place.reset();
        spec->radius_km.reset();
      }
      const auto make = [&] {
        return matcher::Question::Make((*index)->taxonomy(), *spec, asked.direction,
                                       TodayInIndia());
      };
      const auto plain = make();
      if (!plain) return plain.error();
      spec->facets = FiveFacets();
      const auto with_facets = make();
      if (!with_facets) return with_facets.error();
      std::uint64_t matches = 0;
      std::optional<Error> fault;
      const auto take = [&](const auto& result) {
        if (!result) fault = result.error();
      };
      const auto ask_count = [&] {
        const auto counts = (*searcher)->Count(*plain, 0, Deadline::Never());
        take(counts);
        if (counts) matches = counts->total;
      };
      ask_count();  // warms caches
      const double count_ms = Milliseconds(ask_count);
      const auto ask_facets = [&] { take((*searcher)->Count(*with_facets, 0, Deadline::Never())); };
      ask_facets();
      const double facets_ms = Milliseconds(ask_facets);
      const double shortfall_ms =
          Milliseconds([&] { take((*searcher)->ExplainShortfall(*plain, 0, Deadline::Never())); });
      if (fault) return *fault;
      SizeClass& size = *std::find_if(classes.begin(), classes.end(),
                                      [&](const SizeClass& each) { return matches >= each.from; });
      size.count_ms.push_back(count_ms);
      size.facets_ms.push_back(facets_ms);
      if (matches < matcher::kDefaultLimit) size.shortfall_ms.push_back(shortfall_ms);
    }
  }
  out << (*index)->manifest().workers << " workers, one thread, warm; ms: p50 p99 of the count, "
      << "p50 p99 of five facets, p50 p99 of the shortfall of short lists\n";
  for (SizeClass& size : classes) {
    if (size.count_ms.empty()) continue;
    std::array<char, 160> line{};
    std::snprintf(line.data(), line.size(), "%-20s %6zu  %8.3f %8.3f  %8.3f %8.3f", size.name,
                  size.count_ms.size(), Percentile(size.count_ms, 0.5),
                  Percentile(size.count_ms, 0.99), Percentile(size.facets_ms, 0.5),
                  Percentile(size.facets_ms, 0.99));
    out << line.data();
    if (!size.shortfall_ms.empty()) {
      std::snprintf(line.data(), line.size(), "  %8.3f %8.3f of %zu",
                    Percentile(size.shortfall_ms, 0.5), Percentile(size.shortfall_ms, 0.99),
                    size.shortfall_ms.size());
      out << line.data();
    }
    out << '\n';
  }
  return {};
}

}  // namespace kaam::bench
