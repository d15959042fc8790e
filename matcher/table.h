// An answer as an aligned table for a terminal.
#pragma once

#include <ostream>

#include "matcher/answer.h"

namespace kaam::matcher {

// One row a hit with its reasons in words; with `explain`, every part of the score below it.
// Columns align by characters, not bytes.
void PrintTable(const Index& index, const Question& question, const Answer& answer, bool explain,
                std::ostream& out);

}  // namespace kaam::matcher
