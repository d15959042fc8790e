#include "matcher/opening_count.h"

#include <algorithm>
#include <bit>

#include "matcher/pool_layout.h"

namespace kaam::matcher {

using schema::OpeningRow;
using schema::PackedSkill;
using schema::View;

OpeningCount::OpeningCount(const Index& index, const Question& question, std::size_t list,
                           Distances& distances, WorkerTables& tables)
    : index_(index),
      question_(question),
      worker_(question.AskingWorker(list)),
      scorer_(index, question, list, distances, tables),
      screen_(scorer_.ScreenRules()),
      is_plain_(scorer_.states_trade() && OpeningFilter(index, question).excludes_no_row()),
      distances_(distances) {}

OpeningCount::Sorted OpeningCount::SortOut(const Openings& segment, const Stretch& stretch,
                                           std::uint32_t block, Metres limit) const {
  const RowView& view = segment.view(stretch.view);
  const RowMask rows =
      segment.Live(stretch.view, block, RowsOf(stretch, block, schema::kOpeningBlockRows));
  if (!is_plain_) return {rows, 0};
  const ClearedOpenings sorted = ClearOpenings(view.OpeningGroupsOf(block), screen_, limit);
  // A first trade that fits in full is the one that fits best.
  const bool all_stand_here = stretch.view == View::kPrimary && stretch.occupation == kFull;
  Sorted out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint64_t near =
        sorted.unsure[i] | sorted.may_reach[i] | (sorted.clear[i] & sorted.within[i]);
    out.look[i] = rows[i] & (near | (all_stand_here ? 0 : sorted.clear[i]));
    out.far += static_cast<std::uint64_t>(std::popcount(rows[i] & sorted.clear[i] & ~out.look[i]));
  }
  return out;
}

RowMask OpeningCount::MayMeetAll(const Openings& segment, const Stretch& stretch,
                                 std::uint32_t block) const {
  const RowView& view = segment.view(stretch.view);
  RowMask rows =
      segment.Live(stretch.view, block, RowsOf(stretch, block, schema::kOpeningBlockRows));
  if (!is_plain_) return rows;
  const ClearedOpenings sorted = ClearOpenings(view.OpeningGroupsOf(block), screen_, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i] &= sorted.clear[i] & (sorted.may_reach[i] | sorted.unsure[i]);
  }
  return rows;
}

// An opening stands in views by each of its trades at each of its sites; it counts by the trade
// that fits best, at the first site.
bool OpeningCount::StandsHere(const Openings& segment, const Stretch& stretch,
                              std::uint32_t place) const {
  const RowView& view = segment.view(stretch.view);
  const OpeningRow& row = segment[view.RowAt(place)];
  if (!scorer_.states_trade()) return stretch.view == View::kPrimary && !IsRuledOut(segment, row);
  if (row.trade_count == 0 || view.SiteAt(place) != row.sites[0]) return false;
  std::uint16_t best = kNoId;
  const auto more = segment.pool(row.pool, 2 * PoolLayout(row).more_trades);
  if (scorer_.BestTrade(row, more, best).part.value == 0) return false;
  if (stretch.view == View::kPrimary) return best == row.trades[0];
  return best != row.trades[0] && view.OccupationAt(place) == best;
}

// Offers nothing but trades that she rules out.
bool OpeningCount::IsRuledOut(const Openings& segment, const OpeningRow& row) const {
  const std::size_t more = PoolLayout(row).more_trades;
  const auto pool = segment.pool(row.pool, 2 * more);
  for (std::size_t i = 0; i < row.trade_count - more; ++i) {
    if (!worker_.must_not.HasTrade(OccupationId{row.trades[i]})) return false;
  }
  for (std::size_t i = 0; i < pool.size(); i += 2) {
    if (!worker_.must_not.HasTrade(OccupationId{pool[i]})) return false;
  }
  return row.trade_count > 0;
}

bool OpeningCount::Asks(const Openings& segment, const OpeningRow& row, OccupationId trade) const {
  const std::size_t more = PoolLayout(row).more_trades;
  const auto first = row.trades.begin();
  const auto last = first + static_cast<std::ptrdiff_t>(row.trade_count - more);
  if (std::find(first, last, trade.value) != last) return true;
  const auto pool = segment.pool(row.pool, 2 * more);
  for (std::size_t i = 0; i < pool.size(); i += 2) {
    if (pool[i] == trade.value) return true;
  }
  return false;
}

unsigned OpeningCount::SkillFaults(std::span<const std::uint16_t> asked, bool& any_held) const {
  unsigned faults = 0;
  const taxonomy::Skills& skills = index_.taxonomy().skills();
  const auto holds = [&](SkillId id) {
    return std::any_of(worker_.skills.begin(), worker_.skills.end(),
                       [&](PackedSkill held) { return held.skill() == id.value; });
  };
  for (std::size_t i = 0; i < asked.size(); i += 2) {
    const PackedSkill skill{asked[i]};
    const SkillId id{skill.skill()};
    const bool held = holds(id);
    if (skill.flag() && !held) faults |= OpeningFault::kSkill;
    if (worker_.must_not.HasSkill(id)) faults |= OpeningFault::kNotSkill;
    if (scorer_.states_trade() || any_held || asked[i + 1] == 0) continue;
    const auto related = skills.RelatedTo(id);
    any_held = held || std::any_of(related.begin(), related.end(), [&](const auto& other) {
                 return other.value != 0 && holds(other.held);
               });
  }
  return faults;
}

std::optional<OpeningCount::Judged> OpeningCount::Judge(const Openings& segment,
                                                        RowId row_id) const {
  if (segment.IsOverridden(row_id)) return std::nullopt;
  const OpeningRow& row = segment[row_id];
  if (!IsOpen(row, question_.rules().as_of)) return std::nullopt;
  Judged out{row_id, 0, {}};
  const PoolLayout layout(row);
  const auto pool = segment.pool(row.pool, layout.size());
  bool any_held = false;
  out.faults = SkillFaults(pool.last(2 * layout.skills), any_held);
  if (!scorer_.states_trade() && !worker_.skills.empty() && !any_held) return std::nullopt;
  if ((row.licences & ~worker_.licences) != 0) out.faults |= OpeningFault::kLicence;
  if (question_.ExcludesRef(segment.RefBytes(row_id))) out.faults |= OpeningFault::kRef;
  if (row.employer != 0 && !question_.excluded_employers().empty() &&
      question_.ExcludesEmployer(index_.OpeningDocument(row_id).employer_id())) {
    out.faults |= OpeningFault::kEmployer;
  }
  const MutualFacts mutual = {
      .offers = row.offers, .offers_not = row.offers_not, .shift = row.shift};
  if ((worker_.inclusive_only && row.inclusive == 0) ||
      !MeetsAll(worker_.must_requirements, mutual)) {
    out.faults |= OpeningFault::kOther;
  }
  const LocalityFacts place =
      PlacesOf(row, pool.subspan(2 * layout.more_trades, layout.more_sites));
  out.distance = place.distance;
  const std::optional<Metres> radius = question_.rules().radius;
  const bool in_reach = radius ? place.distance && *place.distance <= *radius : InReach(place);
  if (!in_reach) out.faults |= OpeningFault::kPlace;
  return out;
}

LocalityFacts OpeningCount::PlacesOf(const OpeningRow& row,
                                     std::span<const std::uint16_t> more) const {
  LocalityFacts facts{.asked = row.site_count > 0};
  const auto consider = [&](std::uint16_t id) {
    const Spot& site = index_.SpotOf(PlaceId{id});
    if (!worker_.spots.empty()) {
      const Metres distance = distances_.To(PlaceId{id});
      facts.distance = std::min(facts.distance.value_or(distance), distance);
    }
    facts.in_named_district |=
        site.district != 0 &&
        std::binary_search(worker_.districts.begin(), worker_.districts.end(), site.district);
    facts.in_named_state |= site.state != 0 && (worker_.move_states >> site.state & 1) != 0;
  };
  const std::size_t first = std::min<std::size_t>(row.site_count, schema::kInlineSites);
  for (std::size_t i = 0; i < first; ++i) consider(row.sites[i]);
  for (const std::uint16_t id : more) consider(id);
  facts.inside_radius =
      facts.distance && worker_.radius_km && *facts.distance <= Metres{*worker_.radius_km} * 1000;
  return facts;
}

}  // namespace kaam::matcher
