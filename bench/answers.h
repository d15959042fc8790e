// Answers to many questions of a file, as the tools give them.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "core/result.h"
#include "matcher/pair.h"

namespace kaam::bench {

// Reads one question a line, as JSON, and writes one answer a line, as `kaam-match --json` does.
// Fails at the first question that is refused, naming its line.
Result<void> AnswerLines(const std::filesystem::path& store, matcher::Direction direction,
                         std::istream& in, std::ostream& out);

}  // namespace kaam::bench
