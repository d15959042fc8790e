// Writes the views of workers (core/index_schema.h): by the first, the second and each wanted
// occupation.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/result.h"
#include "indexer/segment.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// `staged` must be in position order.
Result<void> WriteViews(const StagedRows<schema::WorkerRow>& staged,
                        const taxonomy::Taxonomy& taxonomy, const std::filesystem::path& directory,
                        std::string_view prefix);

}  // namespace kaam::indexer
