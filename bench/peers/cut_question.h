// The questions of the comparison, asked by the cut formula.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/result.h"
#include "matcher/question_json.h"

namespace kaam::bench {

// The default weights of the three parts that are left, in their proportion.
inline constexpr matcher::Weights kCutWeights = {{430, 250, 320, 0, 0, 0, 0, 0, 0}};

// One question a line, as the API takes it, in the order of the file.
inline Result<std::vector<matcher::Question>> ReadCutQuestions(const taxonomy::Taxonomy& taxonomy,
                                                               const std::filesystem::path& path) {
  std::ifstream in(path);
  std::vector<matcher::Question> questions;
  for (std::string line; std::getline(in, line);) {
    auto spec = matcher::ParseQuestion(line, matcher::Direction::kWorkersForOpening);
    if (!spec) return spec.error();
    spec->weights = kCutWeights;
    auto question = matcher::Question::Make(taxonomy, *spec, matcher::Direction::kWorkersForOpening,
                                            TodayInIndia());
    if (!question) return question.error();
    questions.push_back(std::move(*question));
  }
  if (questions.empty()) return NotFound("no question in " + path.string());
  return questions;
}

}  // namespace kaam::bench
