#include "core/json_text.h"

#include <array>
#include <boost/json.hpp>
#include <charconv>

namespace kaam {
namespace {

namespace json = boost::json;

void Append(const json::value& value, std::string& out) {
  switch (value.kind()) {
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
        out += json::serialize(json::string(key));
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
