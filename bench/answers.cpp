#include "bench/answers.h"

#include <istream>
#include <ostream>
#include <string>

#include "core/day.h"
#include "matcher/answer.h"
#include "matcher/question_json.h"

namespace kaam::bench {
namespace {

Result<std::string> AnswerTo(matcher::Searcher& searcher, matcher::Direction direction,
                             const std::string& line) {
  const matcher::Index& index = searcher.index();
  const auto spec = matcher::ParseQuestion(line, direction);
  if (!spec) return spec.error();
  const auto question = matcher::Question::Make(index.taxonomy(), *spec, direction, TodayInIndia());
  if (!question) return question.error();
  const auto answer = matcher::Search(searcher, *question, Deadline::Never());
  if (!answer) return answer.error();
  return matcher::ToJsonText(index, *question, *answer);
}

}  // namespace

Result<void> AnswerLines(const std::filesystem::path& store, matcher::Direction direction,
                         std::istream& in, std::ostream& out) {
  const auto index = matcher::Index::Open(store, Verify::kSizes);
  if (!index) return index.error();
  const auto searcher = matcher::Searcher::Open(*index);
  if (!searcher) return searcher.error();
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    const auto answer = AnswerTo(**searcher, direction, line);
    if (!answer) {
      Error error = answer.error();
      error.message = "line " + std::to_string(number) + ": " + error.field + ": " + error.message;
      return error;
    }
    out << *answer << '\n';
  }
  return {};
}

}  // namespace kaam::bench
