// Workers for a posting, openings for a worker, and many such questions at once.
#include <boost/json.hpp>
#include <utility>

#include "api/questions.h"
#include "api/resource.h"
#include "core/day.h"
#include "core/json_reader.h"
#include "core/json_text.h"

namespace kaam::api {
namespace {

namespace json = boost::json;
using matcher::Direction;

constexpr std::size_t kMaxBatch = 50;
constexpr std::size_t kMaxDepth = 8;

ProblemOr<matcher::Question> QuestionOf(const Ask& ask, std::string_view body,
                                        Direction direction) {
  const auto spec = ReadQuestion(ask, body, direction);
  if (!spec) return spec.error();
  auto question =
      matcher::Question::Make(ask.snapshot.taxonomy(), *spec, direction, TodayInIndia());
  if (!question) return ProblemFrom(question.error());
  return std::move(*question);
}

ProblemOr<Response> Search(const Ask& ask, Direction direction) {
  if (auto wrong = CheckSearchParameters(ask.request)) return *std::move(wrong);
  const auto question = QuestionOf(ask, ask.request.body, direction);
  if (!question) return question.error();
  return AnswerTo(ask, *question);
}

ProblemOr<Response> SearchWorkers(const Ask& ask) {
  return Search(ask, Direction::kWorkersForOpening);
}

ProblemOr<Response> SearchOpenings(const Ask& ask) {
  return Search(ask, Direction::kOpeningsForWorker);
}

// The questions of a batch, each as JSON again.
ProblemOr<std::vector<std::string>> ReadBatch(std::string_view body) {
  const auto value = ReadJson(body, kMaxDepth + 2);
  if (!value) return ProblemFrom(value.error());
  const json::object* object = value->if_object();
  const json::value* list = object != nullptr ? object->if_contains("questions") : nullptr;
  if (list == nullptr || !list->is_array() || object->size() != 1) {
    return ProblemFrom(InvalidArgument("must be a list, and the only member", "questions"));
  }
  if (list->get_array().empty() || list->get_array().size() > kMaxBatch) {
    return ProblemFrom(InvalidArgument("must be 1 to 50 questions", "questions"));
  }
  std::vector<std::string> questions;
  for (const json::value& each : list->get_array()) questions.push_back(json::serialize(each));
  return questions;
}

// A fate each: {status, answer}, or {status, problem}. The batch as a whole is 200 once it could
// be read; when the deadline passes, what is left is 503.
ProblemOr<Response> SearchBatch(const Ask& ask) {
  if (auto wrong = CheckSearchParameters(ask.request)) return *std::move(wrong);
  const auto questions = ReadBatch(ask.request.body);
  if (!questions) return questions.error();
  std::string text;
  JsonAppender out(text);
  out.BeginObject();
  out.Key("results").BeginArray();
  for (const std::string& each : *questions) {
    const auto question = QuestionOf(ask, each, Direction::kWorkersForOpening);
    const auto answer =
        question ? AnswerTextTo(ask, *question) : ProblemOr<std::string>(question.error());
    out.BeginObject();
    if (answer) {
      out.Key("status").Number(200);
      out.Key("answer").Raw(*answer);
    } else {
      const Response problem = ToResponse(answer.error());
      out.Key("status").Number(static_cast<std::uint64_t>(problem.status));
      out.Key("problem").Raw(problem.body);
    }
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  return JsonResponse(std::move(text));
}

}  // namespace

std::vector<Resource> SearchResources() {
  return {
      {Method::kPost, "/v1/workers:search", SearchWorkers, nullptr, true},
      {Method::kPost, "/v1/openings:search", SearchOpenings, nullptr, true},
      {Method::kPost, "/v1/workers:searchBatch", SearchBatch, nullptr, true},
  };
}

}  // namespace kaam::api
