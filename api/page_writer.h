// What the parts of the page share: its words, and elements that stand in several of them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "api/html.h"
#include "api/page.h"
#include "matcher/messages.h"

namespace kaam::api {

class PageWriter {
 public:
  PageWriter(const PageQuestion& asked, html::Writer& out)
      : asked_(asked),
        out_(out),
        messages_(matcher::MessagesIn(asked.language)),
        audience_(for_workers() ? matcher::Audience::kEmployer : matcher::Audience::kWorker) {}

 protected:
  bool for_workers() const { return asked_.direction == matcher::Direction::kWorkersForOpening; }

  std::string Say(std::string_view code,
                  std::initializer_list<matcher::MessageArgument> arguments = {}) const {
    return messages_.Render(code, audience_, arguments);
  }

  void Element(std::string_view name, std::string_view text,
               const html::Attributes& attributes = {}) {
    const html::Element element(out_, name, attributes);
    out_.Text(text);
  }
  void Paragraph(std::string_view kind, std::string_view text) {
    Element("p", text, {{"class", kind}});
  }
  void Link(const std::string& address, std::string_view text, const std::string& kind) {
    Element("a", text, {{"href", address}, {"class", kind}});
  }

  const PageQuestion& asked_;
  html::Writer& out_;
  const matcher::Messages& messages_;
  const matcher::Audience audience_;
};

}  // namespace kaam::api
