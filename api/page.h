// The page: both searches as plain HTML that any phone shows, with or without scripts.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "api/http_message.h"
#include "matcher/query.h"

namespace kaam::api {

// What the address asks, as it came: a shared link is the whole question.
struct PageQuestion {
  matcher::Direction direction = matcher::Direction::kWorkersForOpening;
  std::string language = "en";     // one of matcher/messages.h's
  std::string text;                // as typed; empty: nothing is asked yet
  std::string km;                  // a whole number, or empty
  std::string pay;                 // rupees a day, or empty
  std::vector<NameValue> weights;  // of the sliders that were moved: a part's name and 0..100
};

// Address of the page that asks this, with `cursor` where it is not empty.
std::string PageAddress(const PageQuestion& asked, std::string_view cursor = {});

// A document with the form, and below it what is known: `answer` as ToJsonText of
// matcher/answer.h writes it, or why there is none. Whatever stands in them is escaped in one
// place (Html::Text).
std::string PageOf(const PageQuestion& asked);
std::string PageOf(const PageQuestion& asked, const boost::json::object& answer);
std::string PageOfFault(const PageQuestion& asked, std::string_view fault);

}  // namespace kaam::api
