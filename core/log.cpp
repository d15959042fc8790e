#include "core/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/json.hpp>
#include <memory>
#include <string>

namespace kaam::log {
namespace {

void Write(spdlog::level::level_enum level, std::string_view event,
           std::initializer_list<Field> fields) {
  if (!spdlog::default_logger_raw()->should_log(level)) return;
  std::string line;
  for (const auto& [name, value] : fields) {
    line += ',';
    line += boost::json::serialize(boost::json::string(name));
    line += ':';
    std::visit([&](const auto& v) { line += boost::json::serialize(boost::json::value(v)); },
               value);
  }
  spdlog::log(level, R"("event":{}{})", boost::json::serialize(boost::json::string(event)), line);
}

}  // namespace

void Start(std::string_view program, std::string_view minimum) {
  auto logger = std::make_shared<spdlog::logger>(std::string(program),
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","program":"%n",%v})",
                      spdlog::pattern_time_type::utc);
  logger->set_level(spdlog::level::from_str(std::string(minimum)));
  spdlog::set_default_logger(std::move(logger));
}

void Info(std::string_view event, std::initializer_list<Field> fields) {
  Write(spdlog::level::info, event, fields);
}
void Warn(std::string_view event, std::initializer_list<Field> fields) {
  Write(spdlog::level::warn, event, fields);
}
void Error(std::string_view event, std::initializer_list<Field> fields) {
  Write(spdlog::level::err, event, fields);
}

}  // namespace kaam::log
