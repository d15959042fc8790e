// Where the parts of an opening lie in the pool (core/index_schema.h). Private to the engine.
#pragma once

#include <algorithm>
#include <cstddef>

#include "core/index_schema.h"

namespace kaam::matcher {

// In its stretch: trades and sites beyond the inline ones, then skills; entries, not bytes.
struct PoolLayout {
  explicit PoolLayout(const schema::OpeningRow& row)
      : more_trades(row.trade_count -
                    std::min<std::size_t>(row.trade_count, schema::kInlineTrades)),
        more_sites(row.site_count - std::min<std::size_t>(row.site_count, schema::kInlineSites)),
        skills(row.skill_count) {}
  std::size_t more_trades;
  std::size_t more_sites;
  std::size_t skills;
  std::size_t size() const { return 2 * more_trades + more_sites + 2 * skills; }
};

}  // namespace kaam::matcher
