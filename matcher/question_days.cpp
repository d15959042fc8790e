// When a question asks for: the day it is asked for, start and length of the work, when she is
// free.
#include "core/day.h"
#include "matcher/question_maker.h"

namespace kaam::matcher {
namespace {

constexpr const char* kNoDay = "must be a date that exists, as YYYY-MM-DD";

}  // namespace

Result<void> QuestionMaker::ReadDays() {
  q_.as_of_ = today_;
  if (spec_.as_of) {
    const auto day = ParseDay(*spec_.as_of);
    if (!day) return InvalidArgument(kNoDay, "as_of");
    q_.as_of_ = *day;
  }
  q_.rules_.as_of = ToDay16(q_.as_of_);
  if (spec_.start) {
    const auto day = ParseDay(*spec_.start);
    if (!day) return InvalidArgument(kNoDay, "start");
    StartOn(*day);
  }
  return {};
}

void QuestionMaker::StartOn(Day day) {
  if (for_workers())
    q_.opening_.start = ToDay16(day);
  else
    q_.worker_.available_from = ToDay16(day);
}

Result<void> QuestionMaker::ReadSeason() {
  if (spec_.duration_days && for_workers()) {
    if (*spec_.duration_days == 0 || *spec_.duration_days > schema::kMaxDurationDays) {
      return InvalidArgument("must be from 1 to " + std::to_string(schema::kMaxDurationDays),
                             "duration_days");
    }
    if (q_.opening_.start == kDay16Absent) {
      return InvalidArgument("a duration needs a start to be counted from", "duration_days");
    }
    q_.opening_.duration_days = static_cast<std::uint16_t>(*spec_.duration_days);
  }
  return spec_.available && !for_workers() ? ReadAvailable(*spec_.available) : Result<void>{};
}

Result<void> QuestionMaker::ReadAvailable(const AvailableSpec& available) {
  WorkerFacts& worker = q_.worker_;
  if (available.from) {
    const auto day = ParseDay(*available.from);
    if (!day) return InvalidArgument(kNoDay, "available/from");
    if (spec_.start) {
      return InvalidArgument("says when she is free from, which start says too", "available/from");
    }
    worker.available_from = ToDay16(*day);
  }
  if (available.until) {
    const auto day = ParseDay(*available.until);
    if (!day) return InvalidArgument(kNoDay, "available/until");
    worker.available_until = ToDay16(*day);
    if (worker.available_until < worker.available_from) {
      return InvalidArgument("lies before the day she is free from", "available/until");
    }
  }
  for (std::size_t i = 0; i < available.months.size(); ++i) {
    const std::uint32_t month = available.months[i];
    if (month < 1 || month > 12) {
      return InvalidArgument("must be a month from 1 to 12",
                             "available/months/" + std::to_string(i));
    }
    worker.available_months =
        static_cast<std::uint16_t>(worker.available_months | 1U << (month - 1));
  }
  return {};
}

}  // namespace kaam::matcher
