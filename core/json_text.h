// JSON as people read it.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace kaam {

// `value` as one line of JSON. Numbers with a fraction are written as shortest decimals (0.8125),
// where Boost.JSON would write 8.125E-1; everything else as Boost.JSON writes it.
std::string ToJsonText(const boost::json::value& value);

// Appends JSON to a string as it goes, without building it first. The caller nests objects and
// arrays rightly and gives every member its key; commas come by themselves.
class JsonAppender {
 public:
  explicit JsonAppender(std::string& out) : out_(out) {}

  void BeginObject() { Open('{'); }
  void EndObject() { out_ += '}'; }
  void BeginArray() { Open('['); }
  void EndArray() { out_ += ']'; }
  // `key` is plain ASCII without quotes.
  JsonAppender& Key(std::string_view key);
  void String(std::string_view text);  // UTF-8
  void Number(std::uint64_t number);
  void Fraction(double number);  // finite
  // The same by type.
  void Value(std::string_view text) { String(text); }
  void Value(std::int64_t number);
  void Value(bool truth) { Raw(truth ? "true" : "false"); }
  // `text` is JSON already.
  void Raw(std::string_view text);

 private:
  bool NeedsComma() const;
  void Separate();
  void Open(char bracket) {
    Separate();
    out_ += bracket;
  }

  std::string& out_;
};

}  // namespace kaam
