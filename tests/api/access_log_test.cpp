#include "api/access_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>

#include "core/log.h"

namespace kaam::api {
namespace {

TEST(AccessLog, WritesOneLineOfJsonForEachAnswer) {
  log::Start("test", "info");
  testing::internal::CaptureStderr();
  LogAnswer({"00ff", "POST", "/v1/workers:search", 200, 512, std::chrono::microseconds(340),
             std::chrono::microseconds(12), ""});
  log::Info("written");  // with all before it
  const std::string lines = testing::internal::GetCapturedStderr();
  ASSERT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
  const std::string line = lines.substr(0, lines.find('\n'));
  boost::json::object entry = boost::json::parse(line).as_object();
  entry.erase("time");
  EXPECT_EQ(entry, boost::json::parse(R"({"level": "info", "program": "test", "event": "answer",
    "id": "00ff", "method": "POST", "route": "/v1/workers:search", "status": 200, "bytes": 512,
    "us": 340, "queue_us": 12, "problem": "", "trace": ""})"));
}

}  // namespace
}  // namespace kaam::api
