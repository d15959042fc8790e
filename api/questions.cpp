#include "api/questions.h"

#include <utility>

#include "api/answer_language.h"
#include "api/brief_answer.h"
#include "api/next_link.h"
#include "api/refused_filters.h"

namespace kaam::api {
namespace {

// A parameter that the question may say itself, but not otherwise.
template <class Value>
std::optional<Problem> Take(std::string_view name, Value value, std::optional<Value>& out) {
  if (out && *out != value) return WrongParameter(name, "the question says another one");
  out = std::move(value);
  return std::nullopt;
}

// A field that is unknown because nobody may choose by it is refused as such.
Problem ProblemOf(const Error& error) {
  const auto why = error.message == "no such field" ? WhyRefused(error.field) : std::nullopt;
  if (!why) return ProblemFrom(error);
  const std::string detail = error.field + ": " + std::string(*why);
  return {ProblemKind::kRefusedFilter,
          detail,
          {{ProblemPlace::In::kBody, error.field, std::string(*why)}}};
}

// Refs as this client was shown them, made those of the index. What is none stays for the question
// to refuse.
void ReadExcluded(const Caller& caller, matcher::QuestionSpec& spec) {
  if (!caller.refs) return;
  for (std::string& each : spec.exclude.refs) {
    if (const auto ref = caller.ReadRef(each)) each = ToHex(*ref);
  }
}

bool WantsBrief(const Request& request) { return Parameter(request, "form") == "brief"; }

ProblemOr<matcher::Answer> Rank(const Ask& ask, const matcher::Question& question) {
  auto answer = matcher::Search(ask.searcher, question, ask.request.deadline,
                                ask.serving.PagingOf(ask.snapshot));
  if (!answer) return ProblemFrom(answer.error());
  return std::move(*answer);
}

std::string Write(const Ask& ask, const matcher::Question& question,
                  const matcher::Answer& answer) {
  const matcher::Index& index = *ask.snapshot.index();
  matcher::ShownRef shown_ref;
  if (ask.caller.refs) {
    shown_ref = [&](const WorkerRef& ref) { return ask.caller.ShownRef(ref); };
  }
  return WantsBrief(ask.request) ? BriefJsonText(index, question, answer, shown_ref)
                                 : matcher::ToJsonText(index, question, answer, shown_ref);
}

}  // namespace

std::optional<Problem> CheckSearchParameters(const Request& request) {
  if (auto wrong = CheckParameters(request, {"cursor", "form", "limit"})) return wrong;
  const auto form = Parameter(request, "form");
  if (form && form != "brief" && form != "full") {
    return WrongParameter("form", "must be full or brief", {"full", "brief"});
  }
  return std::nullopt;
}

ProblemOr<matcher::QuestionSpec> ReadQuestion(const Ask& ask, std::string_view body,
                                              matcher::Direction direction) {
  auto spec = matcher::ParseQuestion(body, direction, LanguageFor(ask.request));
  if (!spec) return ProblemOf(spec.error());
  // Who asks decides what small counts may be told.
  if (spec->viewer) {
    return ProblemFrom(InvalidArgument("is not for the question to say", "viewer"));
  }
  spec->viewer = matcher::kViewerNames[static_cast<std::size_t>(ViewerFor(ask.caller.role))];
  if (direction == matcher::Direction::kWorkersForOpening) ReadExcluded(ask.caller, *spec);
  if (const auto cursor = Parameter(ask.request, "cursor")) {
    if (auto wrong = Take("cursor", std::string(*cursor), spec->cursor)) return *std::move(wrong);
  }
  if (Parameter(ask.request, "limit")) {
    const auto limit = NumberParameter(ask.request, "limit", 1, matcher::kMaxLimit, 0);
    if (!limit) return limit.error();
    if (auto wrong = Take("limit", *limit, spec->limit)) return *std::move(wrong);
  }
  return std::move(*spec);
}

ProblemOr<std::string> AnswerTextTo(const Ask& ask, const matcher::Question& question) {
  const auto answer = Rank(ask, question);
  if (!answer) return answer.error();
  return Write(ask, question, *answer);
}

ProblemOr<Response> AnswerTo(const Ask& ask, const matcher::Question& question) {
  const auto answer = Rank(ask, question);
  if (!answer) return answer.error();
  Response response = JsonResponse(Write(ask, question, *answer), question.language());
  if (answer->lists.size() == 1 && answer->lists.front().next) {
    response.headers.push_back(NextLink(ask.request, *answer->lists.front().next));
  }
  return response;
}

}  // namespace kaam::api
