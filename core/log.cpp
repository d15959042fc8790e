#include "core/log.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "core/json_text.h"

namespace kaam::log {
namespace {

constexpr std::size_t kMostBuffered = 64 * 1024;
constexpr std::chrono::seconds kWrittenEvery{1};

// Standard error, by the bufferful: writing every line costs a busy server more than making it.
class StderrSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  StderrSink() = default;
  StderrSink(const StderrSink&) = delete;
  StderrSink& operator=(const StderrSink&) = delete;
  ~StderrSink() override { WriteOut(); }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    formatter_->format(message, lines_);
    if (lines_.size() > kMostBuffered) WriteOut();
  }
  void flush_() override { WriteOut(); }

 private:
  void WriteOut() {
    std::string_view left(lines_.data(), lines_.size());
    while (!left.empty()) {
      const ssize_t written = ::write(STDERR_FILENO, left.data(), left.size());
      if (written < 0 && errno != EINTR) break;  // there is nowhere to say so
      if (written > 0) left.remove_prefix(static_cast<std::size_t>(written));
    }
    lines_.clear();
  }

  spdlog::memory_buf_t lines_;
};

void Write(spdlog::level::level_enum level, std::string_view event,
           std::initializer_list<Field> fields) {
  if (!spdlog::default_logger_raw()->should_log(level)) return;
  std::string line;
  JsonAppender json(line);
  json.Key("event").String(event);
  for (const auto& [name, value] : fields) {
    json.Key(name);
    std::visit([&](const auto& v) { json.Value(v); }, value);
  }
  spdlog::default_logger_raw()->log(level, spdlog::string_view_t(line));
}

void WriteNow(spdlog::level::level_enum level, std::string_view event,
              std::initializer_list<Field> fields) {
  Write(level, event, fields);
  spdlog::default_logger_raw()->flush();
}

}  // namespace

void Start(std::string_view program, std::string_view minimum) {
  auto logger =
      std::make_shared<spdlog::logger>(std::string(program), std::make_shared<StderrSink>());
  logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","program":"%n",%v})",
                      spdlog::pattern_time_type::utc);
  logger->set_level(spdlog::level::from_str(std::string(minimum)));
  spdlog::set_default_logger(std::move(logger));
  spdlog::flush_every(kWrittenEvery);
}

void Info(std::string_view event, std::initializer_list<Field> fields) {
  WriteNow(spdlog::level::info, event, fields);
}
void InfoSoon(std::string_view event, std::initializer_list<Field> fields) {
  Write(spdlog::level::info, event, fields);
}
void Warn(std::string_view event, std::initializer_list<Field> fields) {
  WriteNow(spdlog::level::warn, event, fields);
}
void Error(std::string_view event, std::initializer_list<Field> fields) {
  WriteNow(spdlog::level::err, event, fields);
}

}  // namespace kaam::log
