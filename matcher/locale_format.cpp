#include "matcher/locale_format.h"

#include <unicode/dcfmtsym.h>
#include <unicode/decimfmt.h>
#include <unicode/listformatter.h>
#include <unicode/locid.h>

#include <algorithm>

namespace kaam::matcher {
namespace {

constexpr auto kPlurals =
    std::to_array<std::string_view>({"zero", "one", "two", "few", "many", "other"});

std::string Utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// What the language puts around and between `Count` items.
template <std::size_t Count>
std::array<std::string, Count + 1> Between(const icu::ListFormatter& lists, UErrorCode& error) {
  std::array<icu::UnicodeString, Count> items;
  for (std::size_t i = 0; i < Count; ++i) items[i] = static_cast<char16_t>(0xE000 + i);  // private
  icu::UnicodeString joined;
  lists.format(items.data(), Count, joined, error);
  std::array<std::string, Count + 1> out;
  int begin = 0;
  for (std::size_t i = 0; i < Count; ++i) {
    const int at = joined.indexOf(items[i]);
    if (at < begin) error = U_UNSUPPORTED_ERROR;  // no list that can be cut in pieces
    if (U_FAILURE(error)) return out;
    out[i] = Utf8(joined.tempSubStringBetween(begin, at));
    begin = at + 1;
  }
  out[Count] = Utf8(joined.tempSubString(begin));
  return out;
}

}  // namespace

Result<LocaleFormat> LocaleFormat::For(const std::string& language) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Locale locale(language.c_str(), "IN");
  LocaleFormat out;
  const icu::DecimalFormatSymbols symbols(locale, error);
  // Of a language that it has not, ICU gives another's.
  const bool unknown = symbols.getLocale(ULOC_VALID_LOCALE, error).getLanguage() != language;
  for (std::size_t i = 0; i < out.digits_.size(); ++i) {
    out.digits_[i] = Utf8(symbols.getConstDigitSymbol(static_cast<int>(i)));
  }
  out.group_ = Utf8(symbols.getConstSymbol(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol));
  const std::unique_ptr<icu::NumberFormat> numbers(
      icu::NumberFormat::createInstance(locale, error));
  const std::unique_ptr<icu::ListFormatter> lists(
      icu::ListFormatter::createInstance(locale, error));
  out.plurals_.reset(icu::PluralRules::forLocale(locale, error));
  if (U_SUCCESS(error)) {
    if (const auto* decimal = dynamic_cast<const icu::DecimalFormat*>(numbers.get())) {
      out.first_group_ = static_cast<std::uint32_t>(decimal->getGroupingSize());
      const int others = decimal->getSecondaryGroupingSize();
      out.other_groups_ = others > 0 ? static_cast<std::uint32_t>(others) : out.first_group_;
    }
    out.pair_ = Between<2>(*lists, error);
    out.list_ = Between<4>(*lists, error);
  }
  if (U_FAILURE(error) || unknown) {
    return InvalidArgument("ICU has no language '" + language + "'");
  }
  for (std::size_t i = 0; i < out.small_plurals_.size(); ++i) {
    out.small_plurals_[i] = out.AskPluralOf(static_cast<std::uint32_t>(i));
  }
  return out;
}

void LocaleFormat::AppendNumber(std::uint32_t number, std::string& out) const {
  std::array<std::uint8_t, 10> digits{};  // last first
  std::size_t count = 0;
  do {
    digits[count++] = static_cast<std::uint8_t>(number % 10);
    number /= 10;
  } while (number != 0);
  while (count-- > 0) {
    out += digits_[digits[count]];
    if (count >= first_group_ && (count - first_group_) % other_groups_ == 0) out += group_;
  }
}

std::string LocaleFormat::Join(std::span<const std::string_view> items) const {
  if (items.empty()) return {};
  if (items.size() == 1) return std::string(items.front());
  const std::size_t last = items.size() - 1;
  const bool two = last == 1;
  std::string out = two ? pair_[0] : list_[0];
  for (std::size_t i = 0; i < last; ++i) {
    out += items[i];
    if (two)
      out += pair_[1];
    else
      out += i + 1 == last ? list_[3] : i == 0 ? list_[1] : list_[2];
  }
  out += items[last];
  return out += two ? pair_[2] : list_[4];
}

std::string_view LocaleFormat::PluralOf(std::uint32_t number) const {
  return number < small_plurals_.size() ? small_plurals_[number] : AskPluralOf(number);
}

std::string_view LocaleFormat::AskPluralOf(std::uint32_t number) const {
  const icu::UnicodeString keyword = plurals_->select(static_cast<std::int32_t>(number));
  std::array<char, 8> name{};
  keyword.extract(0, keyword.length(), name.data(), name.size(), US_INV);
  const auto known = std::find(kPlurals.begin(), kPlurals.end(), std::string_view(name.data()));
  return known == kPlurals.end() ? kPlurals.back() : *known;
}

}  // namespace kaam::matcher
