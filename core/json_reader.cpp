#include "core/json_reader.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace kaam {
namespace {

namespace json = boost::json;
using json::error_code;

// Looks at a text as it is parsed, keeping nothing but the names of what is open.
class Inspector {
 public:
  // NOLINTBEGIN(readability-identifier-naming): Boost.JSON asks for these names.
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;
  // NOLINTEND(readability-identifier-naming)

  const std::string& fault() const { return fault_; }
  // Of the member at fault; empty where it is no member.
  std::string Field() const {
    std::string out;
    for (std::size_t i = 0; i < depth_; ++i) {
      if (i > 0) out += '/';
      out += open_[i].is_object ? open_[i].key : std::to_string(open_[i].elements);
    }
    return out;
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return Open(true); }
  bool on_object_end(std::size_t, error_code&) { return Close(); }
  bool on_array_begin(error_code&) { return Open(false); }
  bool on_array_end(std::size_t, error_code&) { return Close(); }
  bool on_key_part(json::string_view part, std::size_t, error_code&) {
    part_ += part;
    return true;
  }
  bool on_key(json::string_view rest, std::size_t, error_code& error) {
    Level& level = open_[depth_ - 1];
    level.key = std::exchange(part_, {});
    level.key += rest;
    if (level.keys.insert(level.key).second) return true;
    return Refuse("is said a second time", error);
  }
  bool on_string_part(json::string_view, std::size_t, error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, error_code&) { return Pass(); }
  bool on_number_part(json::string_view, error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, error_code&) { return Pass(); }
  bool on_uint64(std::uint64_t, json::string_view, error_code&) { return Pass(); }
  bool on_double(double value, json::string_view, error_code& error) {
    if (!std::isfinite(value)) return Refuse("is a number beyond what can be read", error);
    return Pass();
  }
  bool on_bool(bool, error_code&) { return Pass(); }
  bool on_null(error_code&) { return Pass(); }
  bool on_comment_part(json::string_view, error_code&) { return true; }
  bool on_comment(json::string_view, error_code&) { return true; }

 private:
  struct Level {
    bool is_object = false;
    std::size_t elements = 0;  // of an array, that are complete
    std::string key;           // the last one
    boost::unordered_flat_set<std::string> keys;
  };

  bool Open(bool is_object) {
    if (depth_ == open_.size()) open_.emplace_back();
    Level& level = open_[depth_++];
    level.is_object = is_object;
    level.elements = 0;
    level.keys.clear();
    return true;
  }
  bool Close() {
    --depth_;
    return Pass();
  }
  // A value is complete.
  bool Pass() {
    if (depth_ > 0) ++open_[depth_ - 1].elements;
    return true;
  }
  bool Refuse(std::string fault, error_code& error) {
    fault_ = std::move(fault);
    error = json::error::syntax;
    return false;
  }

  std::vector<Level> open_;  // the first `depth_`; those behind are kept for their memory
  std::size_t depth_ = 0;
  std::string part_;  // of a key
  std::string fault_;
};

}  // namespace

Result<json::value> ReadJson(std::string_view text, std::size_t max_depth,
                             json::storage_ptr storage) {
  const json::parse_options options{.max_depth = max_depth};
  json::basic_parser<Inspector> parser(options);
  error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  const std::string at = " at byte " + std::to_string(used + 1);
  if (const Inspector& seen = parser.handler(); !seen.fault().empty()) {
    return InvalidArgument(seen.fault() + at, seen.Field());
  }
  if (error) return InvalidArgument("not JSON: " + error.message() + at);
  if (text.find_first_not_of(" \t\r\n", used) != std::string_view::npos) {
    return InvalidArgument("not JSON: more follows the first value" + at);
  }
  return json::parse(text, std::move(storage), options);
}

}  // namespace kaam
