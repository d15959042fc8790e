#include "matcher/row_filter.h"

#include <algorithm>

namespace kaam::matcher {

using schema::OpeningRow;
using schema::PackedSkill;

bool WorkerFilter::IsRuledOut(RowId row_id) const {
  const schema::WorkerDigest& digest = segment_.digests()[row_id.value];
  // No range holds kNoId.
  if (must_not_.HasTrade(OccupationId{digest.primary})) return true;
  if (must_not_.HasTrade(OccupationId{digest.secondary})) return true;
  if (must_not_.skills.empty()) return false;
  const schema::WorkerRow row = segment_[row_id.value];
  const auto held = segment_.pool(row.pool, row.skill_count);
  return std::any_of(held.begin(), held.end(), [&](std::uint16_t bits) {
    return must_not_.HasSkill(SkillId{PackedSkill{bits}.skill()});
  });
}

bool OpeningFilter::IsRuledOut(RowId row_id) const {
  const OpeningRow& row = segment_[row_id.value];
  const std::size_t inline_trades = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  const std::size_t more_trades = row.trade_count - inline_trades;
  const std::size_t more_sites =
      row.site_count - std::min<std::size_t>(row.site_count, schema::kInlineSites);
  const auto pool =
      segment_.pool(row.pool, 2 * more_trades + more_sites + 2 * std::size_t{row.skill_count});
  const auto skills = pool.last(2 * std::size_t{row.skill_count});
  for (std::size_t i = 0; i < skills.size(); i += 2) {
    if (must_not_.HasSkill(SkillId{PackedSkill{skills[i]}.skill()})) return true;
  }
  for (std::size_t i = 0; i < inline_trades; ++i) {
    if (!must_not_.HasTrade(OccupationId{row.trades[i]})) return false;
  }
  for (std::size_t i = 0; i < more_trades; ++i) {
    if (!must_not_.HasTrade(OccupationId{pool[2 * i]})) return false;
  }
  return row.trade_count > 0;
}

}  // namespace kaam::matcher
