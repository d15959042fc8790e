#include "api/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "matcher/messages.h"

namespace kaam::api {
namespace {

namespace json = boost::json;
using matcher::Direction;
using testing::HasSubstr;
using testing::Not;

PageQuestion Asked(Direction direction, std::string language = "en") {
  PageQuestion asked;
  asked.direction = direction;
  asked.language = std::move(language);
  asked.text = "mason in Noida";
  return asked;
}

json::object SomeAnswer() {
  return json::parse(R"({"understood": {"occupations": [{"label": "Mason", "count": 6}],
      "places": [{"label": "Noida"}], "not_understood": ["xyz"], "radius_km": 10,
      "wage": {"rupees_a_day": 700}},
    "total": {"value": 2, "relation": "eq"}, "next": "c+/=",
    "shortfall": {"text": "few", "excluded_by": [{"text": "too far"}],
      "next_ring": {"radius_km": 25, "text": "some"}, "adjacent_trades": [{"text": "near"}]},
    "hits": [{"match": "farther", "score": 0.83, "title": "T", "district": "D", "sites": ["S"],
      "occupations": [{"label": "Mason", "places_open": 2}], "pay_a_day": {"rupees": 590},
      "start": "2027-01-01", "valid_through": "2027-01-27", "reasons": ["R"],
      "parts": {"occupation": {"value": 65535, "weight": 340}}}]})")
      .as_object();
}

// Every text of `value` made `text`.
void Fill(json::value& value, const std::string& text) {
  if (value.is_string()) {
    value = text;
  } else if (value.is_array()) {
    for (json::value& each : value.get_array()) Fill(each, text);
  } else if (value.is_object()) {
    for (auto& member : value.get_object()) Fill(member.value(), text);
  }
}

TEST(PageTest, WhatAFieldHoldsIsNeverMarkup) {
  const std::string evil = "\"'><script>alert(1)</script>&";
  for (const Direction direction : {Direction::kWorkersForOpening, Direction::kOpeningsForWorker}) {
    json::value answer = SomeAnswer();
    Fill(answer, evil);
    PageQuestion asked = Asked(direction);
    asked.text = asked.km = asked.pay = evil;
    asked.weights = {{"skills", evil}};
    const std::string page = PageOf(asked, answer.as_object());
    EXPECT_THAT(page, Not(HasSubstr("<script>")));
    EXPECT_THAT(page, Not(HasSubstr("\"'>")));
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)"));
    EXPECT_THAT(PageOfFault(asked, evil), Not(HasSubstr("<script>")));
  }
}

TEST(PageTest, AnEmployerReadsFitReasonsAndDistrict) {
  const std::string page = PageOf(Asked(Direction::kWorkersForOpening), SomeAnswer());
  for (const char* text : {"2 workers fit", "Mason × 6", "Up to 10 km", "700 rupees a day",
                           "Not understood: xyz", "Fit: 83 of 100", "Farther away", "<li>R</li>",
                           "too far", "Look farther: up to 25 km", "Show more"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
  EXPECT_THAT(page, HasSubstr("cursor=c%2B%2F%3D"));
  EXPECT_THAT(page, Not(HasSubstr("ask you for money")));
}

TEST(PageTest, AWorkerReadsPayDaysPlacesAndThatWorkIsFree) {
  const std::string page = PageOf(Asked(Direction::kOpeningsForWorker), SomeAnswer());
  for (const char* text :
       {"2 openings fit", "590 rupees a day", "2 places open", "Starts on 2027-01-01",
        "Open until 2027-01-27", "Nobody may ask you for money to get work."}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

TEST(PageTest, EveryLanguageHasThePageWithNothingLeftUnsaid) {
  for (const matcher::MessageFile& file : matcher::MessageFiles()) {
    const std::string language(file.language);
    const std::string page = PageOf(Asked(Direction::kOpeningsForWorker, language), SomeAnswer());
    EXPECT_THAT(page, HasSubstr("<html lang=\"" + language + "\""));
    for (const char* empty : {"<label></label>", "<p class=\"total\"></p>", "<li></li>",
                              "<button type=\"submit\"></button>", "<dt></dt>",
                              "<summary></summary>", "placeholder=\"\""}) {
      EXPECT_THAT(page, Not(HasSubstr(empty))) << language;
    }
    // A link to the page in this language, from every page.
    EXPECT_THAT(PageOf(Asked(Direction::kWorkersForOpening)),
                HasSubstr("hreflang=\"" + language + "\""));
  }
}

TEST(PageTest, UrduIsWrittenFromTheRight) {
  EXPECT_THAT(PageOf(Asked(Direction::kOpeningsForWorker, "ur")), HasSubstr("dir=\"rtl\""));
  EXPECT_THAT(PageOf(Asked(Direction::kOpeningsForWorker, "hi")), HasSubstr("dir=\"ltr\""));
}

TEST(PageTest, AnAddressIsTheWholeQuestion) {
  PageQuestion asked = Asked(Direction::kOpeningsForWorker, "hi");
  asked.text = "राज & co";
  asked.km = "25";
  asked.weights = {{"skills", "90"}};
  EXPECT_EQ(PageAddress(asked),
            "/work?lang=hi&q=%E0%A4%B0%E0%A4%BE%E0%A4%9C%20%26%20co&km=25&w_skills=90");
  EXPECT_EQ(PageAddress(Asked(Direction::kWorkersForOpening)),
            "/workers?lang=en&q=mason%20in%20Noida");
}

TEST(PageTest, NothingFoundIsSaidSo) {
  const json::object none = json::parse(R"({"understood": {}, "hits": [],
      "total": {"value": 0, "relation": "eq"}})")
                                .as_object();
  EXPECT_THAT(PageOf(Asked(Direction::kWorkersForOpening), none),
              HasSubstr("Nothing fits all of this."));
  const json::object few = json::parse(R"({"understood": {}, "hits": [],
      "total": {"value": "<10", "relation": "eq"}})")
                               .as_object();
  EXPECT_THAT(PageOf(Asked(Direction::kWorkersForOpening), few), HasSubstr("Fewer than 10 fit"));
}

}  // namespace
}  // namespace kaam::api
