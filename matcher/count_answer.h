// Totals, facets and shortfalls of a list as they may be told: numbers, JSON and sentences.
#pragma once

#include <string>

#include "core/json_text.h"
#include "matcher/answer.h"
#include "matcher/small_counts.h"

namespace kaam::matcher {

// How many of a list are just what was asked for (matcher/small_counts.h, rule 3).
ToldCount TellTotal(const Question& question, const AnswerList& list);

// "1,234", "1,230+" or "<10", in the digits of the question's language.
std::string TextOf(const Question& question, const ToldCount& count);

// The members `total`, and where the list has them `facets` and `shortfall`.
void AddCounts(const Index& index, const Question& question, const AnswerList& list,
               JsonAppender& out);

// The same for people: a line each of a shortfall, then of facets.
std::vector<std::string> CountLines(const Index& index, const Question& question,
                                    const AnswerList& list);

}  // namespace kaam::matcher
