// The whole registry matched in one run: for every worker who may be shown the best openings, or
// for every opening that is open the best workers.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "core/day.h"
#include "core/result.h"
#include "matcher/index.h"
#include "matcher/pair.h"

namespace kaam::matcher {

struct BatchOptions {
  Direction direction = Direction::kOpeningsForWorker;
  std::uint32_t top = 10;  // hits a list, 1..100
  std::filesystem::path out;
  std::optional<Day> as_of;  // else the day of the run that is resumed, else `today`
  Day today{};
  unsigned threads = 1;
  std::chrono::milliseconds checkpoint_every{5000};
};

struct BatchProgress {
  std::uint64_t done = 0;     // rows of those who ask, shown or not
  std::uint64_t total = 0;    // rows
  std::uint64_t resumed = 0;  // of `done`, found done
  std::uint64_t asked = 0;    // questions, by this run
  std::uint64_t hits = 0;     // written by this run
};

// Writes `options.out`, one hit a line in TSV with a heading: those who ask in index order, their
// hits best first, as Searcher::Rank gives them for Question::ForWorker or ForOpening (which is
// what `kaam-match openings --ref` and `workers --ref` ask). The same index and options give the
// same bytes, whatever the threads and however often the run was killed.
//
// The file appears under its name when it is whole. Until then OUT.part grows and OUT.resume says
// which rows of it are on disk for certain; a later run goes on from there. `progress` is called
// from this thread after every piece written; false ends the run as a kill would: kUnavailable, to
// be resumed.
//
// Fails with kInvalidArgument (field "top"); kFailedPrecondition when OUT.resume is of another
// index or of other options; kDataLoss when OUT.part lacks what OUT.resume says it holds;
// kUnavailable when another run writes OUT.part; kIo when a file can't be written.
Result<BatchProgress> RunBatch(const std::shared_ptr<const Index>& index,
                               const BatchOptions& options,
                               const std::function<bool(const BatchProgress&)>& progress);

}  // namespace kaam::matcher
