#include "api/access_log.h"

#include <cstdint>

#include "core/log.h"

namespace kaam::api {

void LogAnswer(const AnswerRecord& record) {
  log::InfoSoon("answer", {{"id", record.id},
                           {"method", record.method},
                           {"route", record.route},
                           {"status", std::int64_t{record.status}},
                           {"bytes", static_cast<std::int64_t>(record.bytes)},
                           {"us", std::int64_t{record.took.count()}},
                           {"queue_us", std::int64_t{record.queued.count()}},
                           {"problem", record.problem},
                           {"trace", record.trace}});
}

}  // namespace kaam::api
