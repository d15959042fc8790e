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
    case json::kind::double_: {
      std::array<char, 400> digits{};  // the longest fixed double has 309 + 17
      const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(),
                                              value.get_double(), std::chars_format::fixed);
      static_cast<void>(error);
      out.append(digits.data(), end);
      break;
    }
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

}  // namespace kaam
