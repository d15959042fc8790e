// Writes the views of rows (core/index_schema.h): of workers by the first, the second and each
// wanted occupation, of openings by the first trade and by each other.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/result.h"
#include "indexer/segment.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// `staged` must be in position order.
template <class Row>
Result<void> WriteViews(const StagedRows<Row>& staged, const taxonomy::Taxonomy& taxonomy,
                        const std::filesystem::path& directory, std::string_view prefix);

}  // namespace kaam::indexer
