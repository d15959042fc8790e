// One worker as an employer may see her, and the openings that suit her.
#include <optional>
#include <utility>

#include "api/answer_language.h"
#include "api/questions.h"
#include "api/resource.h"
#include "api/worker_view.h"
#include "core/day.h"
#include "matcher/messages.h"

namespace kaam::api {
namespace {

// One answer for whoever is not there and whoever may not be seen.
Problem NoSuchWorker() { return {ProblemKind::kNotFound, "Nobody who may be shown has this ref"}; }

ProblemOr<WorkerRef> RefOf(const Ask& ask) {
  const auto text = Find(ask.request.path_parameters, "ref");
  const auto ref = ask.caller.ReadRef(text.value_or(""));
  const bool own_alone = ask.caller.role == Role::kWorker;
  if (!ref || (own_alone && ref != ask.caller.own)) return NoSuchWorker();
  return *ref;
}

// The `language` of the query, else the client's.
ProblemOr<std::string> LanguageOf(const Ask& ask) {
  const auto said = Parameter(ask.request, "language");
  if (!said) return std::string(LanguageFor(ask.request));
  const auto language = matcher::MessageLanguage(*said);
  if (!language) return WrongParameter("language", "is not one of those spoken here");
  return std::string(*language);
}

ProblemOr<Response> ShowWorker(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {"language"})) return *std::move(wrong);
  const auto language = LanguageOf(ask);
  if (!language) return language.error();
  const auto ref = RefOf(ask);
  if (!ref) return ref.error();
  const matcher::Index& index = *ask.snapshot.index();
  const auto row = index.workers().FindByRef(ref->bytes);
  if (!row || !matcher::IsVisible(index.workers()[*row], ToDay16(TodayInIndia()))) {
    return NoSuchWorker();
  }
  return JsonResponse(WorkerJsonText(index, *row, *language, ask.caller.ShownRef(*ref)), *language);
}

ProblemOr<Response> OpeningsForWorker(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {"cursor", "form", "language", "limit"})) {
    return *std::move(wrong);
  }
  const auto language = LanguageOf(ask);
  if (!language) return language.error();
  const auto limit =
      NumberParameter(ask.request, "limit", 1, matcher::kMaxLimit, matcher::kDefaultLimit);
  if (!limit) return limit.error();
  const auto ref = RefOf(ask);
  if (!ref) return ref.error();
  matcher::QuestionSpec spec;
  spec.language = *language;
  spec.limit = *limit;
  if (const auto cursor = Parameter(ask.request, "cursor")) spec.cursor = std::string(*cursor);
  const auto question =
      matcher::Question::ForWorker(*ask.snapshot.index(), *ref, spec, TodayInIndia());
  if (question) return AnswerTo(ask, *question);
  // Not known, or known to be under 18: whoever asks cannot tell the two apart.
  const bool hidden = question.error().code == ErrorCode::kNotFound ||
                      question.error().code == ErrorCode::kFailedPrecondition;
  return hidden ? NoSuchWorker() : ProblemFrom(question.error());
}

}  // namespace

std::vector<Resource> WorkerResources() {
  return {
      {Method::kGet, "/v1/workers/{ref}", ShowWorker},
      {Method::kGet, "/v1/workers/{ref}/openings", OpeningsForWorker},
  };
}

}  // namespace kaam::api
