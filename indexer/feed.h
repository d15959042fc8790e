// A feed of changes into a store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "core/day.h"
#include "core/generation.h"
#include "core/result.h"
#include "indexer/refs.h"

namespace kaam::indexer {

struct FeedOptions {
  std::filesystem::path feed;  // JSON Lines; "-" is standard input
  std::filesystem::path store;
  SecretKey store_key{};
  Day today{};  // what can already have happened
  unsigned threads = 2;
};

// What became of every line: the five counts add up to `read`.
struct FeedSummary {
  std::uint64_t read = 0;
  std::uint64_t accepted = 0;
  std::uint64_t superseded = 0;  // something newer said all of it
  std::uint64_t duplicates = 0;  // came before
  std::uint64_t erased = 0;      // of a record that was erased: nothing is kept
  std::uint64_t rejected = 0;
  std::map<std::string, std::uint64_t> rejected_by_reason;
  std::uint64_t log_position = 0;
  Manifest manifest;  // of what is published when all is done
  std::filesystem::path rejects;
};

// Takes every line into the change log, then publishes one generation with all of it. Lines that
// are wrong go to STORE/rejects.csv and do not stop the rest. Faults as LiveStore; kInvalidArgument
// when the feed can't be read. What was read before a fault is kept and published the next time.
Result<FeedSummary> ApplyFeed(const FeedOptions& options);

}  // namespace kaam::indexer
