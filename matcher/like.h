// "Like this one": a record of the index turned into the question that looks for others like it.
#pragma once

#include "core/day.h"
#include "matcher/index.h"
#include "matcher/query.h"

namespace kaam::matcher {

// What an employer would ask who wants workers like this one: her trade (the first she holds), her
// skills with their levels, her district, experience, education, languages and licences. Never her
// wishes (pay, requirements, shifts, where she would go), her PIN or anything personal. She herself
// is excluded. kNotFound (field "like") when nobody who may be shown on `as_of` has this ref;
// kFailedPrecondition when neither a trade nor a skill of hers is known.
Result<QuestionSpec> WorkersLike(const Index& index, const WorkerRef& ref, Day as_of);

// What a worker would ask who wants openings like this one: its trades, skills with their levels,
// first eight places, pay by the day, what it offers, its shift and start, and that she has what it
// asks for. It is excluded itself; it need not be open any more. kNotFound (field "like") when none
// has this ref or it is held for review; kFailedPrecondition as above.
Result<QuestionSpec> OpeningsLike(const Index& index, const OpeningRef& ref);

}  // namespace kaam::matcher
