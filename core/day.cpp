#include "core/day.h"

namespace kaam {

std::optional<Day> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t begin, std::size_t length) -> int {
    int out = 0;
    for (std::size_t i = begin; i < begin + length; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      out = out * 10 + (text[i] - '0');
    }
    return out;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Day{date};
}

std::string FormatDay(Day day) {
  const std::chrono::year_month_day date{day};
  const int year = int{date.year()};
  if (year < 0 || year > 9999) {
    const Day same_date{std::chrono::year{2000} / date.month() / date.day()};
    return std::to_string(year) + FormatDay(same_date).substr(4);
  }
  std::string out = "0000-00-00";
  const auto put = [&](std::size_t last, unsigned number) {
    for (; number > 0; number /= 10) out[last--] = static_cast<char>('0' + number % 10);
  };
  put(3, static_cast<unsigned>(year));
  put(6, unsigned{date.month()});
  put(9, unsigned{date.day()});
  return out;
}

Day TodayInIndia() {
  const auto now = std::chrono::system_clock::now() + std::chrono::minutes{330};
  return std::chrono::floor<std::chrono::days>(now);
}

Day Birthday(Day birth, int years) {
  const std::chrono::year_month_day born{birth};
  const std::chrono::year_month_day turned{born.year() + std::chrono::years{years}, born.month(),
                                           born.day()};
  if (turned.ok()) return Day{turned};
  return Day{std::chrono::year_month_day{turned.year(), std::chrono::March, std::chrono::day{1}}};
}

}  // namespace kaam
