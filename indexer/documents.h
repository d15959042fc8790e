// The terms of rows, and the Xapian databases made of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/index_schema.h"
#include "core/result.h"
#include "indexer/segment.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// The boolean terms of one row, each once.
std::vector<std::string> TermsOf(const schema::WorkerRow& row, std::span<const std::uint16_t> pool,
                                 const taxonomy::Taxonomy& taxonomy);
std::vector<std::string> TermsOf(const schema::OpeningRow& row, std::span<const std::uint16_t> pool,
                                 const taxonomy::Taxonomy& taxonomy);

// Writes a database whose docid is row + 1. `words[row]` is text to index word by word; empty for
// none. Builds runs of a few thousand documents on `threads` threads and compacts them into one;
// `done` is told how many more rows are in, from any of those threads.
template <class Row>
Result<void> WriteDocuments(const StagedRows<Row>& staged, const std::vector<std::string>& words,
                            const taxonomy::Taxonomy& taxonomy, const std::filesystem::path& path,
                            unsigned threads, const std::function<void(std::uint64_t)>& done);

}  // namespace kaam::indexer
