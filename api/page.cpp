#include "api/page.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <utility>

#include "api/page_results.h"
#include "api/page_writer.h"
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

class FrameWriter : PageWriter {
 public:
  using PageWriter::PageWriter;

  // `results` writes what stands below the form.
  template <class Results>
  void Write(Results results) {
    out_.Raw("<!doctype html>\n");
    const html::Element root(
        out_, "html",
        {{"lang", asked_.language}, {"dir", asked_.language == "ur" ? "rtl" : "ltr"}});
    AddHead();
    const html::Element body(out_, "body", {{"data-no-network", Say("page_no_network")}});
    AddHeader();
    {
      const html::Element main(out_, "main");
      AddForm();
      const html::Element section(out_, "section", {{"id", "results"}, {"aria-live", "polite"}});
      results(out_);
    }
    AddLanguages();
  }

 private:
  void AddHead() {
    const html::Element head(out_, "head");
    out_.Void("meta", {{"charset", "utf-8"}});
    out_.Void("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    out_.Void("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    Element("title",
            asked_.text.empty() ? Say("page_title") : asked_.text + " · " + Say("page_title"));
    out_.Void("link", {{"rel", "stylesheet"}, {"href", "/page/page.css"}});
    Element("script", "", {{"src", "/page/page.js"}, {"type", "module"}});
  }

  void AddHeader() {
    const html::Element header(out_, "header");
    Link("/?lang=" + asked_.language, Say("page_title"), "name");
    const html::Element nav(out_, "nav");
    for (const Direction direction :
         {Direction::kOpeningsForWorker, Direction::kWorkersForOpening}) {
      PageQuestion other;
      other.direction = direction;
      other.language = asked_.language;
      const bool here = direction == asked_.direction;
      const html::Element link(
          out_, "a", {{"href", PageAddress(other)}, {"aria-current", here ? "page" : "false"}});
      const bool workers = direction == Direction::kWorkersForOpening;
      out_.Text(
          messages_.Render("page_need", workers ? Audience::kEmployer : Audience::kWorker, {}));
    }
  }

  void AddForm() {
    const html::Element form(
        out_, "form",
        {{"action", PathOf(asked_.direction)}, {"method", "get"}, {"role", "search"}});
    out_.Void("input", {{"type", "hidden"}, {"name", "lang"}, {"value", asked_.language}});
    Element("label", Say("page_ask"), {{"for", "q"}});
    out_.Void("input", {{"id", "q"},
                        {"name", "q"},
                        {"type", "search"},
                        {"required", ""},
                        {"maxlength", "500"},
                        {"autocomplete", "off"},
                        {"list", "suggestions"},
                        {"placeholder", Say("page_example")},
                        {"value", asked_.text}});
    Element("datalist", "", {{"id", "suggestions"}});
    {
      const html::Element row(out_, "div", {{"class", "row"}});
      AddDistance();
      AddPay();
      Element("button", Say("page_search"), {{"type", "submit"}});
    }
    if (!asked_.text.empty()) AddSliders();
  }

  void AddDistance() {
    const html::Element label(out_, "label");
    out_.Text(Say("page_distance"));
    const html::Element select(out_, "select", {{"name", "km"}});
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
    const html::Element option(out_, "option",
                               chosen ? html::Attributes{{"value", value}, {"selected", ""}}
                                      : html::Attributes{{"value", value}});
    out_.Text(text);
  }

  void AddPay() {
    const html::Element label(out_, "label");
    out_.Text(Say("page_pay"));
    out_.Void("input", {{"name", "pay"},
                        {"type", "number"},
                        {"inputmode", "numeric"},
                        {"min", "1"},
                        {"max", "100000"},
                        {"value", asked_.pay}});
  }

  void AddSliders() {
    const html::Element details(
        out_, "details",
        asked_.weights.empty() ? html::Attributes{} : html::Attributes{{"open", ""}});
    Element("summary", Say("page_what_counts"));
    for (std::size_t i = 0; i < matcher::kPartCount; ++i) {
      const std::string part(matcher::kPartNames[i]);
      const auto moved = Find(asked_.weights, part);
      const std::string standing = std::to_string(matcher::kDefaultWeights.per_mille[i] / 10);
      const html::Element label(out_, "label", {{"class", "slider"}});
      out_.Text(Say("page_part_" + part));
      out_.Void("input", {{"type", "range"},
                          {"name", "w_" + part},
                          {"min", "0"},
                          {"max", "100"},
                          {"value", moved ? *moved : std::string_view(standing)}});
    }
    Element("button", Say("page_sort_again"), {{"type", "submit"}});
  }

  void AddLanguages() {
    const html::Element footer(out_, "footer");
    const html::Element nav(out_, "nav", {{"aria-label", Say("page_language")}});
    for (const SpokenLanguage& each : kLanguages) {
      PageQuestion other = asked_;
      other.language = each.code;
      const bool here = each.code == asked_.language;
      const html::Element link(out_, "a",
                               {{"href", PageAddress(other)},
                                {"lang", each.code},
                                {"hreflang", each.code},
                                {"aria-current", here ? "true" : "false"}});
      out_.Text(each.name);
    }
  }
};

template <class Results>
std::string FrameOf(const PageQuestion& asked, Results results) {
  html::Writer out;
  FrameWriter(asked, out).Write(results);
  return out.Take();
}

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
  return FrameOf(asked, [](html::Writer&) {});
}

std::string PageOf(const PageQuestion& asked, const json::object& answer) {
  return FrameOf(asked, [&](html::Writer& out) { WritePageResults(asked, answer, out); });
}

std::string PageOfFault(const PageQuestion& asked, std::string_view fault) {
  return FrameOf(asked, [&](html::Writer& out) { WritePageFault(asked, fault, out); });
}

}  // namespace kaam::api
