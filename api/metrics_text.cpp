#include "api/metrics_text.h"

#include <string_view>

#include "api/resource.h"
#include "api/route_times.h"

namespace kaam::api {
namespace {

class MetricsWriter {
 public:
  void Family(std::string_view name, std::string_view type, std::string_view help) {
    Line({"# HELP ", name, " ", help});
    Line({"# TYPE ", name, " ", type});
  }

  void Sample(std::string_view name, std::string_view labels, std::uint64_t value) {
    const std::string number = std::to_string(value);
    labels.empty() ? Line({name, " ", number}) : Line({name, "{", labels, "} ", number});
  }

  void Buckets(std::string_view name, std::string_view labels, const Histogram& histogram) {
    std::uint64_t sum = 0;
    const auto bucket = [&](std::string_view edge) {
      Line({name, "_bucket{", labels, ",le=\"", edge, "\"} ", std::to_string(sum)});
    };
    for (std::size_t i = 0; i < Histogram::kEdges.size(); ++i) {
      sum += histogram.count(i);
      bucket(Seconds(Histogram::kEdges[i]));
    }
    sum += histogram.count(Histogram::kEdges.size());
    bucket("+Inf");
    Line({name, "_sum{", labels, "} ", Seconds(histogram.microseconds())});
    Line({name, "_count{", labels, "} ", std::to_string(sum)});
  }

  std::string Take() { return std::move(out_); }

 private:
  static std::string Seconds(std::uint64_t microseconds) {
    std::string fraction = std::to_string(microseconds % 1'000'000);
    fraction.insert(0, 6 - fraction.size(), '0');
    return std::to_string(microseconds / 1'000'000) + "." + fraction;
  }

  void Line(std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) out_ += part;
    out_ += '\n';
  }

  std::string out_;
};

void AddTimes(const Counters& counters, MetricsWriter& out) {
  constexpr std::string_view kName = "kaam_request_seconds";
  out.Family(kName, "histogram",
             "From a request's last byte to its answer's last byte (total); of that, waiting for "
             "a search thread (queue).");
  const auto& resources = AllResources();
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const RouteTimes& times = counters.routes[i];
    if (times.total.empty()) continue;
    const std::string route = "route=\"" + std::string(Name(resources[i].method)) + " " +
                              std::string(resources[i].pattern) + "\",phase=\"";
    out.Buckets(kName, route + "queue\"", times.queue);
    out.Buckets(kName, route + "total\"", times.total);
  }
}

}  // namespace

std::string MetricsText(const Serving& serving) {
  const Counters& counters = *serving.counters();
  MetricsWriter out;
  out.Family("kaam_answers_total", "counter", "Answers, by the first digit of the status.");
  for (std::size_t digit = 1; digit < counters.answered.size(); ++digit) {
    out.Sample("kaam_answers_total", "class=\"" + std::to_string(digit) + "xx\"",
               counters.answered[digit]);
  }
  const auto one = [&](std::string_view name, std::string_view type, std::string_view help,
                       std::uint64_t value) {
    out.Family(name, type, help);
    out.Sample(name, "", value);
  };
  one("kaam_connections", "gauge", "Connections open now.", counters.active);
  one("kaam_connections_accepted_total", "counter", "Connections let in.", counters.accepted);
  one("kaam_connections_refused_total", "counter", "Connections over a limit.",
      counters.refused_connections);
  one("kaam_requests_refused_total", "counter", "Requests refused for their bytes.",
      counters.refused_requests);
  one("kaam_requests_timed_out_total", "counter", "Requests that did not arrive in time.",
      counters.timed_out);
  one("kaam_requests_overloaded_total", "counter", "Requests that found the queue full.",
      counters.overloaded);
  one("kaam_requests_under_way", "gauge", "Requests queued for a search thread or with one.",
      counters.under_way);
  AddTimes(counters, out);
  const auto snapshot = serving.snapshot();
  const Manifest& manifest = snapshot->index()->manifest();
  out.Family("kaam_index_info", "gauge", "The generation that is served.");
  out.Sample("kaam_index_info", "snapshot=\"" + manifest.snapshot + "\"", 1);
  one("kaam_index_age_seconds", "gauge", "Since it was made.",
      static_cast<std::uint64_t>(snapshot->age().count()));
  one("kaam_index_workers", "gauge", "Workers in it.", manifest.workers);
  one("kaam_index_openings", "gauge", "Openings in it.", manifest.openings);
  one("kaam_index_small_segments", "gauge", "Small segments besides its base.",
      manifest.small_segments);
  return out.Take();
}

}  // namespace kaam::api
