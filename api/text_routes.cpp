// Words: how a text may go on while it is typed, and what a whole one means.
#include <boost/json.hpp>
#include <utility>

#include "api/answer_language.h"
#include "api/resource.h"
#include "core/day.h"
#include "core/json_reader.h"
#include "core/json_text.h"
#include "core/privacy.h"
#include "matcher/messages.h"
#include "matcher/resolution_json.h"
#include "matcher/suggestion_json.h"

namespace kaam::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxTyped = 200;
constexpr std::size_t kLongestText = 2000;
constexpr std::uint32_t kMaxSuggestions = 20;
constexpr std::uint32_t kDefaultSuggestions = 8;

ProblemOr<Response> Suggest(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {"language", "limit", "q"})) {
    return *std::move(wrong);
  }
  const auto typed = Parameter(ask.request, "q");
  if (!typed || typed->empty()) return WrongParameter("q", "must be what was typed so far");
  if (typed->size() > kMaxTyped) return WrongParameter("q", "must be at most 200 bytes");
  const auto limit = NumberParameter(ask.request, "limit", 1, kMaxSuggestions, kDefaultSuggestions);
  if (!limit) return limit.error();
  std::string_view language = LanguageFor(ask.request);
  if (const auto said = Parameter(ask.request, "language")) {
    const auto known = matcher::MessageLanguage(*said);
    if (!known) return WrongParameter("language", "is not one of those spoken here");
    language = *known;
  }
  const taxonomy::Taxonomy& taxonomy = ask.snapshot.taxonomy();
  json::array list;
  for (const taxonomy::Suggestion& each :
       taxonomy::Suggest(taxonomy, *typed, *limit, ask.snapshot.popularity())) {
    list.push_back(matcher::SuggestionToJson(taxonomy, each, language));
  }
  return JsonResponse(ToJsonText(json::object{{"suggestions", std::move(list)}}), language);
}

struct ResolveQuestion {
  std::string text;
  std::string language;
  Day as_of = TodayInIndia();
};

ProblemOr<ResolveQuestion> ReadResolve(const Request& request) {
  const auto value = ReadJson(request.body);
  if (!value) return ProblemFrom(value.error());
  if (!value->is_object()) return ProblemFrom(InvalidArgument("must be a JSON object"));
  ResolveQuestion out;
  out.language = LanguageFor(request);
  for (const auto& [key, member] : value->get_object()) {
    const std::string name(key);
    if (name != "text" && name != "language" && name != "as_of") {
      return ProblemFrom(UnknownCode("no such field", name, {"text", "language", "as_of"}));
    }
    if (!member.is_string()) return ProblemFrom(InvalidArgument("must be a text", name));
    const std::string_view said = member.get_string();
    if (name == "text") {
      out.text = said;
    } else if (name == "language") {
      const auto language = matcher::MessageLanguage(said);
      if (!language) {
        return ProblemFrom(InvalidArgument("is not one of those spoken here", name));
      }
      out.language = *language;
    } else {
      const auto day = ParseDay(said);
      if (!day) return ProblemFrom(InvalidArgument("must be a date that exists, YYYY-MM-DD", name));
      out.as_of = *day;
    }
  }
  MaskAadhaarIn(out.text);  // it is echoed
  if (out.text.empty() || out.text.size() > kLongestText) {
    return ProblemFrom(InvalidArgument("must be 1 to 2,000 bytes", "text"));
  }
  return out;
}

ProblemOr<Response> Resolve(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {})) return *std::move(wrong);
  const auto question = ReadResolve(ask.request);
  if (!question) return question.error();
  const taxonomy::Taxonomy& taxonomy = ask.snapshot.taxonomy();
  const auto understood = taxonomy::Resolve(taxonomy, question->text, question->as_of);
  return JsonResponse(
      ToJsonText(matcher::ResolutionToJson(taxonomy, understood, question->language)),
      question->language);
}

}  // namespace

std::vector<Resource> TextResources() {
  return {
      {Method::kGet, "/v1/suggest", Suggest},
      {Method::kPost, "/v1/resolve", Resolve, nullptr, true},
  };
}

}  // namespace kaam::api
