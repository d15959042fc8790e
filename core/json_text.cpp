#include "core/json_text.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <string_view>

namespace kaam {
namespace {

namespace json = boost::json;

void AppendString(std::string_view text, std::string& out) {
  const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '\x7F';
  });
  if (!plain) {
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
void JsonAppender::Separate() {
  if (out_.empty()) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_ += ',';
}

JsonAppender& JsonAppender::Key(std::string_view key) {
  Separate();
  out_ += '"';
  out_ += key;
  out_ += "\":";
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
