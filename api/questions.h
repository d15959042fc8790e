// From the body of a request to a question, and from an answer to a response.
#pragma once

#include <string>
#include <string_view>

#include "api/resource.h"
#include "matcher/answer.h"
#include "matcher/question_json.h"

namespace kaam::api {

// Reads a question as whoever asks may ask it: the client's language where it names none, `cursor`
// and `limit` of the query where given.
ProblemOr<matcher::QuestionSpec> ReadQuestion(const Ask& ask, std::string_view body,
                                              matcher::Direction direction);

// What the query's parameters of every search say; a problem for those that are none.
std::optional<Problem> CheckSearchParameters(const Request& request);

// Ranks and writes: whole, or brief where the query says form=brief; with a link to the next page
// where one list has more.
ProblemOr<Response> AnswerTo(const Ask& ask, const matcher::Question& question);

// The answer as a line of JSON, without links.
ProblemOr<std::string> AnswerTextTo(const Ask& ask, const matcher::Question& question);

}  // namespace kaam::api
