// What the server has counted, in the text format of Prometheus.
#pragma once

#include <string>

#include "api/serving.h"

namespace kaam::api {

// Latency histograms by route and phase, answers, refusals, connections, requests under way, and
// the generation that is served. No label holds anything of a request.
std::string MetricsText(const Serving& serving);

}  // namespace kaam::api
