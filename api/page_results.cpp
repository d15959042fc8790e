#include "api/page_results.h"

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "matcher/scoring.h"

namespace kaam::api {
namespace {

namespace json = boost::json;

// Members of an answer, which is ours: what is not there reads as empty or zero.
std::string_view TextIn(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                : std::string_view();
}

double NumberIn(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_number() ? value->to_number<double>() : 0;
}

const json::object& ObjectIn(const json::object& object, std::string_view key) {
  static const json::object none;
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_object() ? value->get_object() : none;
}

const json::array& ListIn(const json::object& object, std::string_view key) {
  static const json::array none;
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_array() ? value->get_array() : none;
}

class ResultsWriter : PageWriter {
 public:
  using PageWriter::PageWriter;

  void AddFault(std::string_view fault) {
    const html::Element note(out_, "p", {{"class", "fault"}, {"role", "alert"}});
    out_.Text(Say("page_wrong"));
    out_.Text(" ");
    out_.Text(fault);
  }

  void AddAnswer(const json::object& answer) {
    AddUnderstood(ObjectIn(answer, "understood"));
    const json::array& lists = ListIn(answer, "lists");
    for (const json::value& list : lists) {
      Element("h2", TextIn(ObjectIn(list.as_object(), "occupation"), "label"));
      AddList(list.as_object());
    }
    if (lists.empty()) AddList(answer);
  }

 private:
  void AddUnderstood(const json::object& understood) {
    const html::Element box(out_, "div", {{"class", "understood"}});
    Paragraph("quiet", Say("page_understood"));
    {
      const html::Element list(out_, "ul", {{"class", "chips"}});
      for (const std::string_view kind : {"occupations", "skills", "places"}) {
        for (const json::value& each : ListIn(understood, kind)) {
          const html::Element item(out_, "li", {{"class", kind}});
          out_.Text(TextIn(each.as_object(), "label"));
          const auto count = static_cast<unsigned>(NumberIn(each.as_object(), "count"));
          if (count > 0) out_.Text(" × " + std::to_string(count));
        }
      }
      const auto km = static_cast<std::uint32_t>(NumberIn(understood, "radius_km"));
      if (km > 0) Chip(Say("page_up_to_km", {{"km", km}}));
      const auto rupees =
          static_cast<std::uint32_t>(NumberIn(ObjectIn(understood, "wage"), "rupees_a_day"));
      if (rupees > 0) Chip(Say("page_pay_a_day", {{"rupees", rupees}}));
    }
    std::vector<std::string_view> words;
    for (const json::value& each : ListIn(understood, "not_understood")) {
      if (each.is_string()) words.emplace_back(each.get_string());
    }
    if (!words.empty()) {
      Paragraph("warning", Say("page_not_understood", {{"words", messages_.Join(words)}}));
    }
  }

  void Chip(std::string_view text) { Element("li", text); }

  // A count of an answer: a number, or "<10".
  void AddTotal(const json::object& total) {
    const json::value* value = total.if_contains("value");
    if (value == nullptr) return;
    if (value->is_string()) {
      Paragraph("total", Say("page_found_few", {{"n", 10U}}));
      return;
    }
    const auto n = static_cast<std::uint32_t>(NumberIn(total, "value"));
    if (TextIn(total, "relation") == "gte") {
      Paragraph("total", Say("page_found_at_least", {{"n", n}}));
    } else if (n > 0) {
      Paragraph("total", Say("page_found", {{"n", n}}));
    }
  }

  void AddList(const json::object& list) {
    AddTotal(ObjectIn(list, "total"));
    AddShortfall(ObjectIn(list, "shortfall"));
    const json::array& hits = ListIn(list, "hits");
    if (hits.empty()) {
      Paragraph("none", Say("page_found_none"));
      return;
    }
    if (!for_workers()) Paragraph("no-fee", Say("page_no_fee"));
    {
      const html::Element hit_list(out_, "ol", {{"class", "hits"}});
      for (const json::value& hit : hits) AddHit(hit.as_object());
    }
    const std::string_view next = TextIn(list, "next");
    if (!next.empty()) Link(PageAddress(asked_, next), Say("page_more"), "more");
  }

  // Why there are too few, and what would help: as sentences of the answer, and a link where one
  // step further does.
  void AddShortfall(const json::object& shortfall) {
    if (shortfall.empty()) return;
    const html::Element box(out_, "div", {{"class", "shortfall"}});
    // A worker has asked for no number of openings.
    if (for_workers()) Paragraph("", TextIn(shortfall, "text"));
    const html::Element list(out_, "ul");
    for (const std::string_view key : {"excluded_by", "adjacent_trades"}) {
      for (const json::value& each : ListIn(shortfall, key)) {
        Element("li", TextIn(each.as_object(), "text"));
      }
    }
    const json::object& ring = ObjectIn(shortfall, "next_ring");
    const auto km = static_cast<std::uint32_t>(NumberIn(ring, "radius_km"));
    if (km == 0) return;
    PageQuestion farther = asked_;
    farther.km = std::to_string(km);
    const html::Element item(out_, "li");
    out_.Text(TextIn(ring, "text"));
    out_.Text(" ");
    Link(PageAddress(farther), Say("page_look_farther", {{"km", km}}), "link");
  }

  void AddHit(const json::object& hit) {
    const html::Element item(out_, "li");
    const html::Element card(out_, "article");
    const std::string_view match = TextIn(hit, "match");
    Element("h3", TitleOf(hit));
    if (match != "exact") {
      Paragraph("match", Say(match == "farther" ? "page_farther" : "page_adjacent"));
    }
    AddFit(hit);
    for_workers() ? Paragraph("where", TextIn(hit, "district")) : AddTerms(hit);
    {
      const html::Element list(out_, "ul", {{"class", "reasons"}});
      for (const json::value& reason : ListIn(hit, "reasons")) {
        if (reason.is_string()) Element("li", reason.get_string());
      }
    }
    AddParts(ObjectIn(hit, "parts"));
    const html::Element button(out_, "button",
                               {{"type", "button"}, {"class", "listen"}, {"hidden", ""}});
    out_.Text(Say("page_listen"));
  }

  static std::string_view TitleOf(const json::object& hit) {
    const std::string_view title = TextIn(hit, "title");
    const json::array& trades = ListIn(hit, "occupations");
    if (!title.empty() || trades.empty()) return title;
    return TextIn(trades.front().as_object(), "label");
  }

  void AddFit(const json::object& hit) {
    const auto percent = static_cast<std::uint32_t>(NumberIn(hit, "score") * 100);
    const html::Element paragraph(out_, "p", {{"class", "fit"}});
    AddMeter(percent, 100);
    out_.Text(Say("page_fit", {{"percent", percent}}));
  }

  void AddMeter(std::uint32_t value, std::uint32_t full) {
    const html::Element meter(out_, "meter",
                              {{"min", "0"},
                               {"max", std::to_string(full)},
                               {"value", std::to_string(value)},
                               {"aria-hidden", "true"}});
  }

  // Of an opening: where, pay, days, places.
  void AddTerms(const json::object& hit) {
    const html::Element list(out_, "ul", {{"class", "terms"}});
    for (const json::value& site : ListIn(hit, "sites")) {
      if (site.is_string()) Chip(site.get_string());
    }
    const auto rupees = static_cast<std::uint32_t>(NumberIn(ObjectIn(hit, "pay_a_day"), "rupees"));
    if (rupees > 0) Chip(Say("page_pay_a_day", {{"rupees", rupees}}));
    std::uint32_t open = 0;
    for (const json::value& trade : ListIn(hit, "occupations")) {
      open += static_cast<std::uint32_t>(NumberIn(trade.as_object(), "places_open"));
    }
    if (open > 0) Chip(Say("page_places_open", {{"n", open}}));
    const std::string_view start = TextIn(hit, "start");
    if (!start.empty()) Chip(Say("page_starts", {{"day", start}}));
    const std::string_view until = TextIn(hit, "valid_through");
    if (!until.empty()) Chip(Say("page_open_until", {{"day", until}}));
  }

  // How much of each part's weight the hit has.
  void AddParts(const json::object& parts) {
    const html::Element details(out_, "details");
    Element("summary", Say("page_how_scored"));
    const html::Element list(out_, "dl");
    for (const std::string_view part : matcher::kPartNames) {
      const json::object& each = ObjectIn(parts, part);
      const auto weight = static_cast<std::uint32_t>(NumberIn(each, "weight"));
      if (weight == 0) continue;
      const auto got =
          static_cast<std::uint32_t>(NumberIn(each, "value") * weight / matcher::kFull);
      Element("dt", Say("page_part_" + std::string(part)));
      const html::Element value(out_, "dd");
      AddMeter(got, weight);
    }
  }
};

}  // namespace

void WritePageResults(const PageQuestion& asked, const json::object& answer, html::Writer& out) {
  ResultsWriter(asked, out).AddAnswer(answer);
}

void WritePageFault(const PageQuestion& asked, std::string_view fault, html::Writer& out) {
  ResultsWriter(asked, out).AddFault(fault);
}

}  // namespace kaam::api
