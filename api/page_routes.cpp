// The page's addresses: "/", both searches, and the two files beside them.
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <numeric>

#include "api/answer_language.h"
#include "api/embedded.h"
#include "api/page.h"
#include "api/questions.h"
#include "api/resource.h"
#include "core/day.h"
#include "core/json_text.h"
#include "core/privacy.h"
#include "matcher/messages.h"
#include "matcher/scoring.h"

namespace kaam::api {
namespace {

namespace json = boost::json;
using matcher::Direction;

constexpr std::uint32_t kHitsAPage = 10;

Response HtmlResponse(std::string html, std::string_view language, int status = 200) {
  Response response{
      .status = status, .content_type = "text/html; charset=utf-8", .body = std::move(html)};
  response.headers.push_back(
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
       "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"});
  response.headers.push_back({"Content-Language", std::string(language)});
  response.headers.push_back({"Cache-Control", "private, no-cache"});
  return response;
}

Response FileResponse(std::string_view type, std::string_view body) {
  Response response{.status = 200, .content_type = std::string(type), .body = std::string(body)};
  response.headers.push_back({"Cache-Control", "public, no-cache"});
  return response;
}

// What is not one of ours in a shared address is passed over: others add to addresses.
PageQuestion QuestionIn(const Request& request, Direction direction) {
  const auto said = [&](std::string_view name) {
    return std::string(Find(request.query, name).value_or(""));
  };
  PageQuestion asked;
  asked.direction = direction;
  asked.language = matcher::MessageLanguage(said("lang")).value_or(LanguageFor(request));
  asked.text = said("q");
  MaskAadhaarIn(asked.text);  // it is shown again
  asked.km = said("km");
  asked.pay = said("pay");
  for (std::size_t i = 0; i < matcher::kPartCount; ++i) {
    const std::string part(matcher::kPartNames[i]);
    const std::string value = said("w_" + part);
    const std::string standing = std::to_string(matcher::kDefaultWeights.per_mille[i] / 10);
    if (!value.empty() && value != standing) asked.weights.push_back({part, value});
  }
  return asked;
}

// A number of the form as JSON; what is none goes on as text, for the question to refuse.
json::value NumberOrText(const std::string& text) {
  std::uint32_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return json::string(text);
  return number;
}

// Where the sliders stand, as weights: they sum to 1000, what division leaves goes to the first
// parts. Absent when none was moved, or all stand at nothing.
std::optional<json::object> WeightsOf(const PageQuestion& asked) {
  if (asked.weights.empty()) return std::nullopt;
  std::array<std::uint32_t, matcher::kPartCount> at{};
  for (std::size_t i = 0; i < at.size(); ++i) {
    at[i] = matcher::kDefaultWeights.per_mille[i] / 10U;
    const auto moved = Find(asked.weights, matcher::kPartNames[i]);
    if (!moved) continue;
    std::uint32_t value = 0;
    const auto read = std::from_chars(moved->data(), moved->data() + moved->size(), value);
    if (read.ec == std::errc()) at[i] = std::min(value, 100U);
  }
  const std::uint32_t sum = std::accumulate(at.begin(), at.end(), 0U);
  if (sum == 0) return std::nullopt;
  json::object weights;
  std::uint32_t left = 1000;
  for (const std::uint32_t each : at) left -= each * 1000 / sum;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const bool takes_one = left > 0 && at[i] > 0;
    weights[matcher::kPartNames[i]] = at[i] * 1000 / sum + (takes_one ? 1 : 0);
    if (takes_one) --left;
  }
  return weights;
}

std::string BodyOf(const PageQuestion& asked, std::string_view cursor) {
  json::object body{{"text", asked.text}, {"language", asked.language}, {"limit", kHitsAPage}};
  if (!asked.km.empty()) body["radius_km"] = NumberOrText(asked.km);
  if (!asked.pay.empty()) body["wage"] = {{"amount", NumberOrText(asked.pay)}, {"unit", "day"}};
  if (const auto weights = WeightsOf(asked)) body["weights"] = *weights;
  if (!cursor.empty()) body["cursor"] = cursor;
  return json::serialize(body);
}

ProblemOr<std::string> AnswerOf(const Ask& ask, const PageQuestion& asked) {
  const std::string body = BodyOf(asked, Find(ask.request.query, "cursor").value_or(""));
  const auto spec = ReadQuestion(ask, body, asked.direction);
  if (!spec) return spec.error();
  const auto question =
      matcher::Question::Make(ask.snapshot.taxonomy(), *spec, asked.direction, TodayInIndia());
  if (!question) return ProblemFrom(question.error());
  return AnswerTextTo(ask, *question);
}

// A wrong question is answered by the same page, with the form as it was filled in.
ProblemOr<Response> SearchPage(const Ask& ask, Direction direction) {
  const PageQuestion asked = QuestionIn(ask.request, direction);
  if (asked.text.empty()) return HtmlResponse(PageOf(asked), asked.language);
  const auto answer = AnswerOf(ask, asked);
  if (answer) {
    return HtmlResponse(PageOf(asked, json::parse(*answer).as_object()), asked.language);
  }
  const int status = StatusOf(answer.error().kind);
  const std::string fault = status >= 500
                                ? matcher::MessagesIn(asked.language)
                                      .Render("page_try_again", matcher::Audience::kWorker, {})
                                : answer.error().detail;
  return HtmlResponse(PageOfFault(asked, fault), asked.language, status);
}

ProblemOr<Response> FindWorkers(const Ask& ask) {
  return SearchPage(ask, Direction::kWorkersForOpening);
}

ProblemOr<Response> FindWork(const Ask& ask) {
  return SearchPage(ask, Direction::kOpeningsForWorker);
}

ProblemOr<Response> Front(const Request& request, const Serving&) {
  const PageQuestion asked = QuestionIn(request, Direction::kOpeningsForWorker);
  return HtmlResponse(PageOf(asked), asked.language);
}

ProblemOr<Response> PageFile(const Request& request, const Serving&) {
  const auto name = Find(request.path_parameters, "file");
  if (name == "page.css") return FileResponse("text/css; charset=utf-8", PageStyle());
  if (name == "page.js") return FileResponse("text/javascript; charset=utf-8", PageScript());
  return Problem{ProblemKind::kNotFound, "The page has no such file"};
}

}  // namespace

std::vector<Resource> PageResources() {
  return {
      {Method::kGet, "/", nullptr, Front, false, "text/html"},
      {Method::kGet, "/workers", FindWorkers, nullptr, false, "text/html"},
      {Method::kGet, "/work", FindWork, nullptr, false, "text/html"},
      {Method::kGet, "/page/{file}", nullptr, PageFile, false, ""},
  };
}

}  // namespace kaam::api
