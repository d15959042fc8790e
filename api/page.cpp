#include "api/page.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <utility>

#include "api/html.h"
#include "matcher/messages.h"
#include "matcher/scoring.h"

namespace kaam::api {
namespace {

namespace json = boost::json;
using matcher::Audience;
using matcher::Direction;
using matcher::MessageArgument;

// As those who speak it write its name.
struct SpokenLanguage {
  std::string_view code;
  std::string_view name;
};
constexpr auto kLanguages = std::to_array<SpokenLanguage>({{"en", "English"},
                                                           {"hi", "हिन्दी"},
                                                           {"as", "অসমীয়া"},
                                                           {"bn", "বাংলা"},
                                                           {"gu", "ગુજરાતી"},
                                                           {"kn", "ಕನ್ನಡ"},
                                                           {"ml", "മലയാളം"},
                                                           {"mr", "मराठी"},
                                                           {"ne", "नेपाली"},
                                                           {"or", "ଓଡ଼ିଆ"},
                                                           {"pa", "ਪੰਜਾਬੀ"},
                                                           {"ta", "தமிழ்"},
                                                           {"te", "తెలుగు"},
                                                           {"ur", "اردو"}});

constexpr std::array<std::uint32_t, 6> kDistances = {5, 10, 25, 50, 100, 200};  // km

std::string_view PathOf(Direction direction) {
  return direction == Direction::kWorkersForOpening ? "/workers" : "/work";
}

// Percent-encoding of all but RFC 3986's unreserved characters.
void AppendEncoded(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
}

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
  static const json::object kNone;
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_object() ? value->get_object() : kNone;
}

const json::array& ListIn(const json::object& object, std::string_view key) {
  static const json::array kNone;
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_array() ? value->get_array() : kNone;
}

class PageWriter {
 public:
  explicit PageWriter(const PageQuestion& asked)
      : asked_(asked),
        messages_(matcher::MessagesIn(asked.language)),
        audience_(for_workers() ? Audience::kEmployer : Audience::kWorker) {}

  // `results` writes what stands below the form.
  template <class Results>
  std::string Write(Results results) {
    out_.Raw("<!doctype html>\n");
    html::Element root(
        out_, "html",
        {{"lang", asked_.language}, {"dir", asked_.language == "ur" ? "rtl" : "ltr"}});
    AddHead();
    html::Element body(out_, "body", {{"data-no-network", Say("page_no_network")}});
    AddHeader();
    {
      html::Element main(out_, "main");
      AddForm();
      html::Element section(out_, "section", {{"id", "results"}, {"aria-live", "polite"}});
      results();
    }
    AddLanguages();
    return out_.Take();
  }

  void AddFault(std::string_view fault) {
    html::Element note(out_, "p", {{"class", "fault"}, {"role", "alert"}});
    out_.Text(Say("page_wrong"));
    out_.Text(" ");
    out_.Text(fault);
  }

  void AddAnswer(const json::object& answer) {
    AddUnderstood(ObjectIn(answer, "understood"));
    const json::array& lists = ListIn(answer, "lists");
    for (const json::value& list : lists) {
      {
        html::Element heading(out_, "h2");
        out_.Text(TextIn(ObjectIn(list.as_object(), "occupation"), "label"));
      }
      AddList(list.as_object());
    }
    if (lists.empty()) AddList(answer);
  }

 private:
  bool for_workers() const { return asked_.direction == Direction::kWorkersForOpening; }

  std::string Say(std::string_view code, std::initializer_list<MessageArgument> arguments = {}) {
    return messages_.Render(code, audience_, arguments);
  }
  std::string SayTo(Audience audience, std::string_view code) {
    return messages_.Render(code, audience, {});
  }

  void Paragraph(std::string_view kind, std::string_view text) {
    html::Element paragraph(out_, "p", {{"class", kind}});
    out_.Text(text);
  }

  void Link(const std::string& address, std::string_view text, std::string_view kind = "link") {
    html::Element link(out_, "a", {{"href", address}, {"class", kind}});
    out_.Text(text);
  }

  void AddHead() {
    html::Element head(out_, "head");
    out_.Void("meta", {{"charset", "utf-8"}});
    out_.Void("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    out_.Void("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    {
      html::Element title(out_, "title");
      out_.Text(asked_.text.empty() ? Say("page_title") : asked_.text + " · " + Say("page_title"));
    }
    out_.Void("link", {{"rel", "stylesheet"}, {"href", "/page/page.css"}});
    html::Element script(out_, "script", {{"src", "/page/page.js"}, {"type", "module"}});
  }

  void AddHeader() {
    html::Element header(out_, "header");
    Link("/?lang=" + asked_.language, Say("page_title"), "name");
    html::Element nav(out_, "nav");
    for (const Direction direction :
         {Direction::kOpeningsForWorker, Direction::kWorkersForOpening}) {
      PageQuestion other;
      other.direction = direction;
      other.language = asked_.language;
      const bool here = direction == asked_.direction;
      html::Element link(out_, "a",
                         {{"href", PageAddress(other)}, {"aria-current", here ? "page" : "false"}});
      out_.Text(SayTo(
          direction == Direction::kWorkersForOpening ? Audience::kEmployer : Audience::kWorker,
          "page_need"));
    }
  }

  void AddForm() {
    html::Element form(
        out_, "form",
        {{"action", PathOf(asked_.direction)}, {"method", "get"}, {"role", "search"}});
    out_.Void("input", {{"type", "hidden"}, {"name", "lang"}, {"value", asked_.language}});
    {
      html::Element label(out_, "label", {{"for", "q"}});
      out_.Text(Say("page_ask"));
    }
    out_.Void("input", {{"id", "q"},
                        {"name", "q"},
                        {"type", "search"},
                        {"required", ""},
                        {"maxlength", "500"},
                        {"autocomplete", "off"},
                        {"list", "suggestions"},
                        {"placeholder", Say("page_example")},
                        {"value", asked_.text}});
    {
      html::Element list(out_, "datalist", {{"id", "suggestions"}});
    }
    {
      html::Element row(out_, "div", {{"class", "row"}});
      AddDistance();
      AddPay();
      html::Element button(out_, "button", {{"type", "submit"}});
      out_.Text(Say("page_search"));
    }
    if (!asked_.text.empty()) AddSliders();
  }

  void AddDistance() {
    html::Element label(out_, "label");
    out_.Text(Say("page_distance"));
    html::Element select(out_, "select", {{"name", "km"}});
    AddOption("", Say("page_any_distance"));
    bool listed = asked_.km.empty();
    for (const std::uint32_t km : kDistances) {
      const std::string value = std::to_string(km);
      listed |= value == asked_.km;
      AddOption(value, Say("page_up_to_km", {{"km", km}}));
    }
    std::uint32_t km = 0;
    const auto read = std::from_chars(asked_.km.data(), asked_.km.data() + asked_.km.size(), km);
    if (!listed && read.ec == std::errc()) AddOption(asked_.km, Say("page_up_to_km", {{"km", km}}));
  }

  void AddOption(const std::string& value, std::string_view text) {
    const bool chosen = value == asked_.km;
    html::Element option(out_, "option",
                         chosen ? html::Attributes{{"value", value}, {"selected", ""}}
                                : html::Attributes{{"value", value}});
    out_.Text(text);
  }

  void AddPay() {
    html::Element label(out_, "label");
    out_.Text(Say("page_pay"));
    out_.Void("input", {{"name", "pay"},
                        {"type", "number"},
                        {"inputmode", "numeric"},
                        {"min", "1"},
                        {"max", "100000"},
                        {"value", asked_.pay}});
  }

  void AddSliders() {
    html::Element details(
        out_, "details",
        asked_.weights.empty() ? html::Attributes{} : html::Attributes{{"open", ""}});
    {
      html::Element summary(out_, "summary");
      out_.Text(Say("page_what_counts"));
    }
    for (std::size_t i = 0; i < matcher::kPartCount; ++i) {
      const std::string part(matcher::kPartNames[i]);
      const auto moved = Find(asked_.weights, part);
      const std::string standing = std::to_string(matcher::kDefaultWeights.per_mille[i] / 10);
      html::Element label(out_, "label", {{"class", "slider"}});
      out_.Text(Say("page_part_" + part));
      out_.Void("input", {{"type", "range"},
                          {"name", "w_" + part},
                          {"min", "0"},
                          {"max", "100"},
                          {"value", moved ? *moved : std::string_view(standing)}});
    }
    html::Element button(out_, "button", {{"type", "submit"}});
    out_.Text(Say("page_sort_again"));
  }

  void AddUnderstood(const json::object& understood) {
    html::Element box(out_, "div", {{"class", "understood"}});
    Paragraph("quiet", Say("page_understood"));
    {
      html::Element list(out_, "ul", {{"class", "chips"}});
      for (const std::string_view kind : {"occupations", "skills", "places"}) {
        for (const json::value& each : ListIn(understood, kind)) {
          html::Element item(out_, "li", {{"class", kind}});
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

  void Chip(std::string_view text) {
    html::Element item(out_, "li");
    out_.Text(text);
  }

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
      html::Element hit_list(out_, "ol", {{"class", "hits"}});
      for (const json::value& hit : hits) AddHit(hit.as_object());
    }
    const std::string_view next = TextIn(list, "next");
    if (!next.empty()) Link(PageAddress(asked_, next), Say("page_more"), "more");
  }

  // Why there are too few, and what would help: as sentences of the answer, and a link where one
  // step further does.
  void AddShortfall(const json::object& shortfall) {
    if (shortfall.empty()) return;
    html::Element box(out_, "div", {{"class", "shortfall"}});
    Paragraph("", TextIn(shortfall, "text"));
    html::Element list(out_, "ul");
    for (const std::string_view key : {"excluded_by", "adjacent_trades"}) {
      for (const json::value& each : ListIn(shortfall, key)) {
        html::Element item(out_, "li");
        out_.Text(TextIn(each.as_object(), "text"));
      }
    }
    const json::object& ring = ObjectIn(shortfall, "next_ring");
    const auto km = static_cast<std::uint32_t>(NumberIn(ring, "radius_km"));
    if (km == 0) return;
    PageQuestion farther = asked_;
    farther.km = std::to_string(km);
    html::Element item(out_, "li");
    out_.Text(TextIn(ring, "text"));
    out_.Text(" ");
    Link(PageAddress(farther), Say("page_look_farther", {{"km", km}}));
  }

  void AddHit(const json::object& hit) {
    html::Element item(out_, "li");
    html::Element card(out_, "article");
    const std::string_view match = TextIn(hit, "match");
    {
      html::Element heading(out_, "h3");
      out_.Text(TitleOf(hit));
    }
    if (match != "exact") {
      Paragraph("match", Say(match == "farther" ? "page_farther" : "page_adjacent"));
    }
    AddFit(hit);
    for_workers() ? Paragraph("where", TextIn(hit, "district")) : AddTerms(hit);
    {
      html::Element list(out_, "ul", {{"class", "reasons"}});
      for (const json::value& reason : ListIn(hit, "reasons")) {
        html::Element line(out_, "li");
        out_.Text(reason.is_string() ? std::string_view(reason.get_string()) : std::string_view());
      }
    }
    AddParts(ObjectIn(hit, "parts"));
    html::Element button(out_, "button", {{"type", "button"}, {"class", "listen"}, {"hidden", ""}});
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
    html::Element paragraph(out_, "p", {{"class", "fit"}});
    AddMeter(percent, 100);
    out_.Text(Say("page_fit", {{"percent", percent}}));
  }

  void AddMeter(std::uint32_t value, std::uint32_t full) {
    html::Element meter(out_, "meter",
                        {{"min", "0"},
                         {"max", std::to_string(full)},
                         {"value", std::to_string(value)},
                         {"aria-hidden", "true"}});
  }

  // Of an opening: where, pay, days, places.
  void AddTerms(const json::object& hit) {
    html::Element list(out_, "ul", {{"class", "terms"}});
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
    html::Element details(out_, "details");
    {
      html::Element summary(out_, "summary");
      out_.Text(Say("page_how_scored"));
    }
    html::Element list(out_, "dl");
    for (const std::string_view part : matcher::kPartNames) {
      const json::object& each = ObjectIn(parts, part);
      const auto weight = static_cast<std::uint32_t>(NumberIn(each, "weight"));
      if (weight == 0) continue;
      const auto got =
          static_cast<std::uint32_t>(NumberIn(each, "value") * weight / matcher::kFull);
      {
        html::Element term(out_, "dt");
        out_.Text(Say("page_part_" + std::string(part)));
      }
      html::Element value(out_, "dd");
      AddMeter(got, weight);
    }
  }

  void AddLanguages() {
    html::Element footer(out_, "footer");
    html::Element nav(out_, "nav", {{"aria-label", Say("page_language")}});
    for (const SpokenLanguage& each : kLanguages) {
      PageQuestion other = asked_;
      other.language = each.code;
      const bool here = each.code == asked_.language;
      html::Element link(out_, "a",
                         {{"href", PageAddress(other)},
                          {"lang", each.code},
                          {"hreflang", each.code},
                          {"aria-current", here ? "true" : "false"}});
      out_.Text(each.name);
    }
  }

  const PageQuestion& asked_;
  const matcher::Messages& messages_;
  const Audience audience_;
  html::Writer out_;
};

}  // namespace

std::string PageAddress(const PageQuestion& asked, std::string_view cursor) {
  std::string out(PathOf(asked.direction));
  out += "?lang=" + asked.language;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out += '&';
    out += name;
    out += '=';
    AppendEncoded(value, out);
  };
  add("q", asked.text);
  add("km", asked.km);
  add("pay", asked.pay);
  for (const NameValue& weight : asked.weights) add("w_" + weight.name, weight.value);
  add("cursor", cursor);
  return out;
}

std::string PageOf(const PageQuestion& asked) {
  return PageWriter(asked).Write([] {});
}

std::string PageOf(const PageQuestion& asked, const json::object& answer) {
  PageWriter writer(asked);
  return writer.Write([&] { writer.AddAnswer(answer); });
}

std::string PageOfFault(const PageQuestion& asked, std::string_view fault) {
  PageWriter writer(asked);
  return writer.Write([&] { writer.AddFault(fault); });
}

}  // namespace kaam::api
