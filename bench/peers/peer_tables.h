// What the peers are loaded with and asked: an index and its questions as two plain tables.
#pragma once

#include <filesystem>
#include <span>

#include "core/result.h"
#include "matcher/index.h"
#include "matcher/query.h"

namespace kaam::bench {

// DIR/rows.tsv, a worker a line: row (as in the index, from 0), trade, latitude and longitude in
// degrees, skills as {1,2,3}. Trades and skills are ids of the taxonomy, 65535 no trade.
// kFailedPrecondition when a worker is more than the cut formula sees (see CutRegistry).
Result<void> WritePeerRows(const matcher::Index& index, const std::filesystem::path& dir);

// DIR/questions.tsv, a question a line: number (from 1), latitude, longitude, the most that
// locality, then skills of a worker who states none, add to the score, pivot and reach in metres,
// {trades}, {what each adds}, {its tier: 0 exact, 1 family, 2 wider}, {asked skills}, {what each
// adds}. Scores are 0..1. Trades that nobody in the index holds are left out.
Result<void> WritePeerQuestions(const matcher::Index& index,
                                std::span<const matcher::Question> questions,
                                const std::filesystem::path& dir);

}  // namespace kaam::bench
