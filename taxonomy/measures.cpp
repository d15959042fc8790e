// Numbers with their units, days, and head counts.
#include <algorithm>
#include <charconv>
#include <chrono>

#include "taxonomy/reader.h"

namespace kaam::taxonomy {
namespace {

constexpr std::uint32_t kLeastPay = 20;  // rupees: "2 din" is a duration, "700 roz" is pay
constexpr std::uint32_t kMostHeads = 100'000;
constexpr std::uint32_t kMostDaysAhead = 366;

// 1 Monday .. 7 Sunday.
unsigned WeekdayOf(Day day) { return std::chrono::weekday(day).iso_encoding(); }

}  // namespace

std::optional<std::uint32_t> Reader::NumberAt(std::size_t word) const {
  if (word >= words_.size()) return std::nullopt;
  if (!words_[word].is_number) {
    if (!IsRole(word, WordRole::kNumber)) return std::nullopt;
    return Role(word)->value;
  }
  std::uint32_t value = 0;
  const std::string& digits = words_[word].text;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// "50 km", "700 roz", "₹700", "5 saal".
void Reader::ReadMeasures() {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (taken_[i]) continue;
    const auto number = NumberAt(i);
    if (!number) continue;
    if (IsRole(i + 1, WordRole::kKilometre)) {
      out_.radius_km = *number;
      Take(i, 2);
    } else if (IsRole(i + 1, WordRole::kYear)) {
      out_.experience_months = std::min<std::uint32_t>(*number, 100) * 12;
      Take(i, 2);
    } else {
      ReadPay(i, *number);
    }
  }
}

bool Reader::ReadPay(std::size_t word, std::uint32_t number) {
  std::size_t next = word + 1;
  const bool rupee_word = word > 0 && IsRole(word - 1, WordRole::kRupee);
  const bool rupees_before = rupee_word || RupeeSignBefore(word);
  const bool rupees_after = IsRole(next, WordRole::kRupee);
  if (rupees_after) ++next;
  while (IsRole(next, WordRole::kParticle)) ++next;  // "700 per day"
  std::optional<WordRole> unit;
  for (const WordRole role : {WordRole::kHour, WordRole::kDay, WordRole::kWeek, WordRole::kMonth}) {
    if (IsRole(next, role)) unit = role;
  }
  const bool is_pay = rupees_before || rupees_after || (unit && number >= kLeastPay);
  if (!is_pay) return false;
  const std::size_t last = unit ? next : rupees_after ? word + 1 : word;
  const std::size_t first = rupee_word ? word - 1 : word;
  out_.pay = PayMention{std::uint64_t{number} * 100, unit.value_or(WordRole::kDay),
                        SpanOf(first, last - first + 1)};
  Take(first, last - first + 1);
  return true;
}

bool Reader::RupeeSignBefore(std::size_t word) const {
  constexpr std::string_view kSign = "\u20B9";
  std::string_view before = std::string_view(out_.text).substr(0, words_[word].begin);
  while (before.ends_with(' ')) before.remove_suffix(1);
  return before.ends_with(kSign);
}

// "kal se", "next Monday", "अगले हफ्ते", "2 din baad", "1 December". The first day said is the start.
void Reader::ReadDays() {
  using std::chrono::days;
  for (std::size_t i = 0; i < words_.size() && !out_.start; ++i) {
    if (taken_[i]) continue;
    if (IsRole(i, WordRole::kDayOffset)) {
      out_.start = as_of_ + days{Role(i)->value};
      Take(i, 1);
    } else if (IsRole(i, WordRole::kWeekday)) {
      // The next such day; "next Monday" is the one of next week, weeks starting on Monday.
      const auto to_monday = static_cast<int>(8 - WeekdayOf(as_of_));
      const auto day = static_cast<int>(Role(i)->value);
      const bool next = i > 0 && IsRole(i - 1, WordRole::kNext);
      const int ahead = day + to_monday - 1;
      out_.start = as_of_ + days{!next && ahead > 7 ? ahead - 7 : ahead};
      Take(i, 1);
    } else if (IsRole(i, WordRole::kNext) && IsRole(i + 1, WordRole::kWeek)) {
      out_.start = as_of_ + days{8 - static_cast<int>(WeekdayOf(as_of_))};
      Take(i, 2);
    } else if (IsRole(i, WordRole::kNext) && IsRole(i + 1, WordRole::kMonth)) {
      const std::chrono::year_month_day today(as_of_);
      out_.start = Day((today.year() / today.month() + std::chrono::months{1}) / 1);
      Take(i, 2);
    } else if (IsRole(i, WordRole::kAfter) && NumberAt(i + 1)) {
      if (ReadOffset(i + 1)) Take(i, 1);
    } else if (NumberAt(i) && !ReadDate(i) && IsRole(i + 2, WordRole::kAfter)) {
      if (ReadOffset(i)) Take(i + 2, 1);
    } else if (IsRole(i, WordRole::kMonthName) && NumberAt(i + 1)) {
      if (ReadDate(i + 1)) Take(i, 1);
    }
  }
}

// A day of a month whose name stands before or behind, this year or next.
bool Reader::ReadDate(std::size_t word) {
  const auto number = NumberAt(word);
  const bool behind = IsRole(word + 1, WordRole::kMonthName);
  const bool before = word > 0 && IsRole(word - 1, WordRole::kMonthName);
  if (!number || (!behind && !before)) return false;
  const std::chrono::month month{Role(behind ? word + 1 : word - 1)->value};
  std::chrono::year year = std::chrono::year_month_day(as_of_).year();
  const auto date = [&] { return year / month / static_cast<int>(*number); };
  if (!date().ok()) return false;
  if (Day(date()) < as_of_) ++year;
  if (!date().ok()) return false;
  out_.start = Day(date());
  Take(word, behind ? 2 : 1);
  return true;
}

// "2 din", "3 weeks" from today.
bool Reader::ReadOffset(std::size_t word) {
  const auto number = NumberAt(word);
  if (!number) return false;
  const std::uint32_t unit = IsRole(word + 1, WordRole::kDay)     ? 1
                             : IsRole(word + 1, WordRole::kWeek)  ? 7
                             : IsRole(word + 1, WordRole::kMonth) ? 30
                                                                  : 0;
  if (unit == 0 || *number > kMostDaysAhead / unit) return false;
  out_.start = as_of_ + std::chrono::days{*number * unit};
  Take(word, 2);
  return true;
}

// "6 rajmistri", "50 civil engineers", "six masons": a number goes to the next trade said, certain
// or ambiguous; a number behind the only one goes to it too.
void Reader::ReadCounts() {
  constexpr std::size_t kMaxTrades = 64;  // texts of thousands of words name no crew
  struct Said {
    TextSpan words;
    std::optional<std::uint32_t>* count;
  };
  std::vector<Said> said;
  for (TradeMention& trade : out_.trades) said.push_back({trade.words, &trade.count});
  for (AmbiguousMention& word : out_.ambiguous) said.push_back({word.words, &word.count});
  if (said.size() > kMaxTrades) return;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (taken_[i]) continue;
    const auto number = NumberAt(i);
    if (!number || *number == 0 || *number > kMostHeads) continue;
    const Said* next = nullptr;
    for (const Said& trade : said) {
      const bool after = trade.words.begin >= words_[i].end;
      if (after && (next == nullptr || trade.words.begin < next->words.begin)) next = &trade;
    }
    if (next == nullptr && said.size() == 1) next = &said.front();
    if (next == nullptr || *next->count) continue;
    *next->count = *number;
    Take(i, 1);
  }
  std::stable_sort(
      out_.trades.begin(), out_.trades.end(),
      [](const TradeMention& a, const TradeMention& b) { return a.words.begin < b.words.begin; });
}

}  // namespace kaam::taxonomy
