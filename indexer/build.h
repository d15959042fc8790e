// Registry files in, a published generation out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/generation.h"
#include "core/result.h"
#include "indexer/refs.h"

namespace kaam::indexer {

// What the tool shows while a build runs. Called from any thread of the build.
struct Progress {
  std::string_view phase;   // "reading", "indexing"
  std::uint64_t done = 0;   // of `total`: bytes while reading, rows while indexing
  std::uint64_t total = 0;  // 0 when not known
  std::uint64_t rows = 0;   // read, or indexed
};

struct BuildOptions {
  std::vector<std::filesystem::path> worker_files;  // "-" is standard input
  std::vector<std::filesystem::path> opening_files;
  std::filesystem::path store;
  std::filesystem::path taxonomy;      // tables or compiled, as Taxonomy::Load takes
  std::optional<SecretKey> store_key;  // without it, personal fields are dropped
  Day today{};                         // what can already have happened
  unsigned threads = 2;
  std::function<void(const Progress&)> progress = [](const Progress&) {};
};

// How much of the free text of accepted rows was understood.
struct TextCounts {
  std::uint64_t trades = 0;
  std::uint64_t trades_understood = 0;
  std::uint64_t skills = 0;
  std::uint64_t skills_understood = 0;
};

struct KindSummary {
  std::uint64_t read = 0;
  std::uint64_t accepted = 0;
  std::uint64_t rejected = 0;
  std::map<std::string, std::uint64_t> rejected_by_reason;
  std::uint64_t texts_masked = 0;  // free texts that held a possible Aadhaar number
  std::uint64_t personal_dropped =
      0;  // rows whose personal fields were not kept, for want of a key
  TextCounts texts;
  std::vector<std::string> ignored_columns;
  std::vector<std::string> refused_columns;
};

struct BuildSummary {
  KindSummary workers;
  KindSummary openings;
  Manifest manifest;
  std::uint64_t index_bytes = 0;    // of the generation
  std::uint64_t contact_bytes = 0;  // of the contact store
  std::filesystem::path rejects;
  std::filesystem::path not_understood;
};

// Builds and publishes. Rows that are wrong go to STORE/rejects.csv with the reason and do not stop
// the rest; texts that gave no code are counted in STORE/not_understood.csv. Fails when an input
// can't be read at all, another writer holds the store, or the disk refuses; nothing is published
// then.
Result<BuildSummary> Build(const BuildOptions& options);

}  // namespace kaam::indexer
