// HTML written as it goes. Text and attribute values are escaped here and nowhere else.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kaam::api::html {

// Names and values; they need not outlive the call they are given to.
using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;

class Writer {
 public:
  // `markup` is ours.
  void Raw(std::string_view markup) { out_ += markup; }

  void Text(std::string_view text) {
    for (const char c : text) {
      switch (c) {
        case '&':
          out_ += "&amp;";
          break;
        case '<':
          out_ += "&lt;";
          break;
        case '>':
          out_ += "&gt;";
          break;
        case '"':
          out_ += "&quot;";
          break;
        case '\'':
          out_ += "&#39;";
          break;
        default:
          out_ += c;
      }
    }
  }

  // `<name a="b">`: an element that has no end.
  void Void(std::string_view name, const Attributes& attributes = {}) {
    out_ += '<';
    out_ += name;
    for (const auto& [key, value] : attributes) {
      out_ += ' ';
      out_ += key;
      out_ += "=\"";
      Text(value);
      out_ += '"';
    }
    out_ += '>';
  }

  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

// Open from here to the end of its scope.
class [[nodiscard]] Element {
 public:
  Element(Writer& out, std::string_view name, const Attributes& attributes = {})
      : out_(out), name_(name) {
    out_.Void(name, attributes);
  }
  ~Element() {
    out_.Raw("</");
    out_.Raw(name_);
    out_.Raw(">");
  }
  Element(const Element&) = delete;
  Element& operator=(const Element&) = delete;

 private:
  Writer& out_;
  const std::string_view name_;
};

}  // namespace kaam::api::html
