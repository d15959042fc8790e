// Draws a tiny registry and builds a real store of it, through the real indexer.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/ids.h"
#include "core/records.pb.h"
#include "indexer/build.h"
#include "matcher/answer.h"
#include "matcher/engine.h"
#include "matcher/index.h"
#include "matcher/query.h"
#include "taxonomy/taxonomy.h"

namespace kaam::testing {

// A directory that goes away with the value.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// What taxonomy/data was compiled to, opened once a process.
const taxonomy::Taxonomy& RealTaxonomy();

// The day on which every test asks.
Day Today();

inline constexpr std::uint32_t kNoida = 201301;  // PINs
inline constexpr std::uint32_t kPatna = 800001;

// Masons wanted at a PIN.
matcher::QuestionSpec MasonsAt(std::uint32_t pin, std::string language = "en");

// An adult mason with live consent; change what the test is about.
records::Worker Mason(std::string_view uan, std::uint32_t pin);
// An open posting for one mason.
records::Opening MasonWanted(std::string_view id, std::uint32_t pin);

// A store built of records. One thread.
class World {
 public:
  // The worker's registration in order; `uan` names her in Name().
  void Add(const records::Worker& worker) { workers_.push_back(worker); }
  void Add(const records::Opening& opening) { openings_.push_back(opening); }

  // Builds, opens and keeps the index. Test failure when anything goes wrong.
  void Build();

  // Brings what was added since Build or Apply, and takes away the records of these UANs and
  // opening ids, as one small segment. Likewise.
  indexer::BuildSummary Apply(const std::vector<std::string>& gone_uans = {},
                              const std::vector<std::string>& gone_openings = {});

  // Before Build: gives every record the ref that it has in `other`.
  void UseRefKeyOf(const World& other);

  const std::shared_ptr<const matcher::Index>& index() const { return index_; }
  matcher::Searcher& searcher() { return *searcher_; }
  const std::filesystem::path& store() const { return store_; }

  // Asks and checks against brute force. The refs of hits as UANs (or opening ids), best first, of
  // all lists one after another.
  std::vector<std::string> AskWorkers(const matcher::QuestionSpec& spec);
  std::vector<std::string> AskOpenings(const matcher::QuestionSpec& spec);
  matcher::Answer Answer(const matcher::QuestionSpec& spec, matcher::Direction direction);

  std::string NameOf(RowId row, matcher::Direction direction) const;
  RowId RowOf(std::string_view uan) const;

 private:
  std::vector<std::string> Ask(const matcher::QuestionSpec& spec, matcher::Direction direction);
  // What was added and is in no segment yet.
  void WritePending(indexer::ReadOptions& options);
  void Open();

  TemporaryDirectory directory_;
  std::filesystem::path store_ = directory_ / "store";
  std::vector<records::Worker> workers_;
  std::vector<records::Opening> openings_;
  std::size_t workers_indexed_ = 0;
  std::size_t openings_indexed_ = 0;
  std::shared_ptr<const matcher::Index> index_;
  std::unique_ptr<matcher::Searcher> searcher_;
};

}  // namespace kaam::testing
