// What was made of a question, for the one who asked: the `understood` of an answer.
#pragma once

#include <boost/json.hpp>

#include "matcher/query.h"
#include "taxonomy/taxonomy.h"

namespace kaam::matcher {

// Every trade, skill, place, amount and day that the question came to, with the words they were
// read from; what it rules out; and the words that were doubtful, refused or not understood.
boost::json::object UnderstoodJson(const taxonomy::Taxonomy& taxonomy, const Question& question);

}  // namespace kaam::matcher
