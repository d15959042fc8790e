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
#include "indexer/column_map.h"
#include "indexer/refs.h"

namespace kaam::indexer {

// What the tool shows while a build runs. Called from any thread of the build.
struct Progress {
  std::string_view phase;   // "reading", "indexing"
  std::uint64_t done = 0;   // of `total`: bytes while reading, rows while indexing
  std::uint64_t total = 0;  // 0 when not known
  std::uint64_t rows = 0;   // read, or indexed
};

// What building and applying have in common.
struct ReadOptions {
  std::vector<std::filesystem::path> worker_files;  // "-" is standard input
  std::vector<std::filesystem::path> opening_files;
  const ColumnMap* worker_map = nullptr;  // how sheets of workers are read; null: by field names
  std::filesystem::path store;
  Day today{};  // what can already have happened
  unsigned threads = 2;
  std::function<void(const Progress&)> progress = [](const Progress&) {};
};

struct BuildOptions : ReadOptions {
  std::filesystem::path taxonomy;      // tables or compiled, as Taxonomy::Load takes
  std::optional<SecretKey> store_key;  // without it, personal fields are dropped
};

struct ApplyOptions : ReadOptions {
  // Refs to take away, 32 hex digits a line; '#' begins a comment.
  std::vector<std::filesystem::path> removed_workers;
  std::vector<std::filesystem::path> removed_openings;
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
      0;                              // rows whose personal fields were not kept, for want of a key
  std::uint64_t replaced = 0;         // rows of the index that newer ones took the place of
  std::uint64_t removed = 0;          // rows of the index that were taken away
  std::uint64_t removed_unknown = 0;  // refs to take away that the index does not have
  TextCounts texts;
  std::vector<std::string> ignored_columns;
  std::vector<std::string> refused_columns;
  std::vector<std::string> hidden_sheets;  // of workbooks: not read
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
// the rest; texts that gave no code are counted in STORE/not_understood.csv. What a feed changed is
// published once more on top, where it is newer (indexer/live_store.h). Fails when an input
// can't be read at all, another writer holds the store, or the disk refuses; nothing is published
// then.
Result<BuildSummary> Build(const BuildOptions& options);

// Adds rows to the published index, replacing those of the same record, and takes rows away: the
// next generation, with one small segment more and the files of the last one. Answers are those of
// a build of all records, but that a PIN which only now has workers enough stays coarse for those
// who were there before. Folds small segments first when schema::kMaxSmallSegments are there.
// Personal fields are not kept. Faults as Build; kFailedPrecondition when there is no index yet, or
// a feed has changed records of the store: rows without versions have no place among those;
// kInvalidArgument, with file and line, for what is no ref: nothing is published then.
Result<BuildSummary> Apply(const ApplyOptions& options);

}  // namespace kaam::indexer
