#include "core/json_text.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <string_view>

namespace kaam {
namespace {

namespace json = boost::json;

// Whether JSON writes it as it is: no control characters, quotes or backslashes.
bool IsPlain(std::string_view text) {
  bool plain = true;
  for (const char c : text) {  // to the end, without a branch for each
    const auto byte = static_cast<unsigned char>(c);
    plain &= byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F;
  }
  return plain;
}

void AppendString(std::string_view text, std::string& out) {
  if (!IsPlain(text)) {
    out += json::serialize(json::string(text));
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

template <class Number>
void AppendNumber(Number number, std::string& out) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  static_cast<void>(error);
  out.append(digits.data(), end);
}

void AppendFraction(double number, std::string& out) {
  std::array<char, 400> digits{};  // the longest fixed double has 309 + 17
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
  static_cast<void>(error);
  out.append(digits.data(), end);
}

void Append(const json::value& value, std::string& out) {
  switch (value.kind()) {
    case json::kind::string:
      AppendString(value.get_string(), out);
      break;
    case json::kind::int64:
      AppendNumber(value.get_int64(), out);
      break;
    case json::kind::uint64:
      AppendNumber(value.get_uint64(), out);
      break;
    case json::kind::double_:
      AppendFraction(value.get_double(), out);
      break;
    case json::kind::array: {
      out += '[';
      bool first = true;
      for (const json::value& element : value.get_array()) {
        if (!first) out += ',';
        first = false;
        Append(element, out);
      }
      out += ']';
      break;
    }
    case json::kind::object: {
      out += '{';
      bool first = true;
      for (const auto& [key, member] : value.get_object()) {
        if (!first) out += ',';
        first = false;
        AppendString(key, out);
        out += ':';
        Append(member, out);
      }
      out += '}';
      break;
    }
    default:
      out += json::serialize(value);
  }
}

}  // namespace

std::string ToJsonText(const json::value& value) {
  std::string out;
  Append(value, out);
  return out;
}

// After a value another one needs a comma; after a bracket or a key it does not.
bool JsonAppender::NeedsComma() const {
  if (out_.empty()) return false;
  const char last = out_.back();
  return last != '{' && last != '[' && last != ':';
}

void JsonAppender::Separate() {
  if (NeedsComma()) out_ += ',';
}

// The pieces of an answer are many and short, so that each is put together first and appended once.
JsonAppender& JsonAppender::Key(std::string_view key) {
  constexpr std::size_t kLongest = 60;
  if (key.size() > kLongest) {
    Separate();
    AppendString(key, out_);
    out_ += ':';
    return *this;
  }
  std::array<char, kLongest + 4> piece;  // NOLINT: filled below
  char* end = piece.data();
  if (NeedsComma()) *end++ = ',';
  *end++ = '"';
  end = std::copy(key.begin(), key.end(), end);
  *end++ = '"';
  *end++ = ':';
  out_.append(piece.data(), end);
  return *this;
}

void JsonAppender::String(std::string_view text) {
  Separate();
  AppendString(text, out_);
}

void JsonAppender::Number(std::uint64_t number) {
  Separate();
  AppendNumber(number, out_);
}

void JsonAppender::Value(std::int64_t number) {
  Separate();
  AppendNumber(number, out_);
}

void JsonAppender::Fraction(double number) {
  Separate();
  AppendFraction(number, out_);
}

void JsonAppender::Raw(std::string_view text) {
  Separate();
  out_ += text;
}

}  // namespace kaam
