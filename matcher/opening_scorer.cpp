#include "matcher/opening_scorer.h"

#include <algorithm>
#include <bit>

#include "matcher/pool_layout.h"

namespace kaam::matcher {
namespace {

using schema::OpeningRow;
using schema::View;
using taxonomy::PlaceKind;

MutualFacts MutualOf(const WorkerFacts& worker, const OpeningRow& row) {
  return {.wish_day_rupees = worker.wage_day_rupees,
          .offer_day_rupees = row.pay_day_rupees,
          .requirements = worker.requirements,
          .offers = row.offers,
          .offers_not = row.offers_not,
          .shifts = worker.shifts,
          .shift = row.shift};
}

}  // namespace

OpeningScorer::OpeningScorer(const Index& index, const Question& question, std::size_t list,
                             Distances& distances, WorkerTables& tables)
    : index_(index),
      segment_(&index.openings().all().front()),
      worker_(question.AskingWorker(list)),
      rules_(question.rules()),
      filter_(index, question),
      distances_(distances),
      by_trade_(tables.trades),
      held_(tables.skills) {
  by_trade_.Reset(index.taxonomy().occupations(), worker_);
  held_.Reset(index, worker_.skills);
  PrepareMost();
  PrepareMoves();
}

void OpeningScorer::PrepareMoves() {
  const auto add_bit = [&](std::uint16_t code) {
    move_bits_ = static_cast<std::uint16_t>(move_bits_ | schema::MoveFilterBit(code));
  };
  for (const std::uint16_t district : worker_.districts) {
    add_bit(district);
    if (const auto place = index_.taxonomy().places().Find(PlaceKind::kDistrict, district)) {
      district_states_ |= std::uint64_t{1} << index_.taxonomy().places()[*place].state;
    }
  }
  for (std::uint64_t left = worker_.move_states; left != 0; left &= left - 1) {
    const auto state = static_cast<std::uint8_t>(std::countr_zero(left));
    move_states_.push_back(state);
    add_bit(state);
  }
}

OpeningScreenRules OpeningScorer::ScreenRules() const {
  OpeningScreenRules out;
  out.worker = &worker_;
  if (!worker_.skills.empty()) out.held = &held_;
  if (!worker_.spots.empty()) out.spots = distances_.sites();
  out.states = move_states_;
  out.move_bits = move_bits_;
  out.weights = rules_.weights;
  out.as_of = rules_.as_of;
  out.has_radius = rules_.radius.has_value();
  out.radius = rules_.radius.value_or(UINT32_MAX);
  out.travels = Metres{worker_.radius_km.value_or(0)} * 1000;
  return out;
}

std::uint32_t OpeningScorer::LessWhereSkillsAreAsked() const {
  if (!worker_.skills.empty()) return 0;
  return Weighted(PartKind::kSkills,
                  ScoreSkills(0, 0, false).value - ScoreSkills(0, 1, false).value);
}

std::vector<Stretch> OpeningScorer::Stretches(bool wide) const {
  std::vector<Stretch> out;
  if (!states_trade()) {
    for (const View view : schema::ViewsOf<Row>()) {
      const auto all = static_cast<std::uint32_t>(segment_->view(view).size());
      if (!wide) out.push_back({view, 0, all, kOccupationNotStated.value, Tier::kExact});
    }
    return out;
  }
  for (const View view : schema::ViewsOf<Row>()) {
    for (const std::uint16_t id : by_trade_.fitting()) {
      const OccupationScore& score = by_trade_[id];
      if (score.part.value == 0) continue;
      const Tier tier = TierFor(rules_.direction, true, score.rung, score.held_as, true);
      if ((tier == Tier::kWider) != wide) continue;
      const auto [begin, end] = segment_->view(view).Of(id, static_cast<std::uint16_t>(id + 1));
      if (begin == end) continue;
      const bool goes_on = !out.empty() && out.back().view == view && out.back().end == begin &&
                           out.back().occupation == score.part.value && out.back().tier == tier;
      if (goes_on)
        out.back().end = end;
      else
        out.push_back({view, begin, end, score.part.value, tier});
    }
  }
  return out;
}

void OpeningScorer::PrepareMost() {
  // What she does not state scores the same for all openings that ask for it, and less than not
  // being asked, or as much.
  const auto add = [&](PartKind kind, bool states, Part not_asked) {
    most_of_others_ += Weighted(kind, states ? kFull : not_asked.value);
  };
  const bool wishes =
      worker_.wage_day_rupees != 0 || worker_.requirements != 0 || worker_.shifts != 0;
  const bool states_months = worker_.primary_months || worker_.secondary_months;
  const bool states_time =
      worker_.available_from != 0 || worker_.available_until != 0 || worker_.available_months != 0;
  add(PartKind::kSkills, !worker_.skills.empty(), ScoreSkills(0, 0, false));
  add(PartKind::kMutual, wishes, ScoreMutual({}));
  add(PartKind::kExperience, states_months, ScoreExperience(0, std::nullopt));
  add(PartKind::kEducation, worker_.education != 0, ScoreEducation(0, 0));
  add(PartKind::kLanguages, worker_.languages != 0, ScoreLanguages(0, 0));
  add(PartKind::kAvailability, states_time, ScoreAvailability({}));
  confirmed_ =
      Weighted(PartKind::kConfirmed, ScoreConfirmed(rules_.as_of, worker_.confirmed).value);
  most_of_others_ += confirmed_;
}

OccupationScore OpeningScorer::MatchTrades(const Row& row, std::span<const std::uint16_t> more,
                                           std::uint16_t& best_trade) const {
  OccupationScore best;
  const auto consider = [&](std::uint16_t id) {
    if (by_trade_[id].part.value <= best.part.value) return;
    best = by_trade_[id];
    best_trade = id;
  };
  const std::size_t first = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  for (std::size_t i = 0; i < first; ++i) consider(row.trades[i]);
  for (std::size_t i = 0; i < more.size(); i += 2) consider(more[i]);
  return best;
}

OpeningScorer::RowSkills OpeningScorer::MatchSkills(std::span<const std::uint16_t> wanted) const {
  RowSkills out;
  for (std::size_t i = 0; i < wanted.size(); i += 2) {
    const schema::PackedSkill asked{wanted[i]};
    out.matched += std::uint64_t{wanted[i + 1]} * held_.FitOf(asked);
    out.weight += wanted[i + 1];
    out.must_missing |= asked.flag() && !held_.Holds(asked);
  }
  return out;
}

LocalityFacts OpeningScorer::MatchPlaces(const Row& row, std::span<const std::uint16_t> more,
                                         std::uint16_t& nearest) {
  LocalityFacts facts;
  nearest = row.sites[0];
  facts.asked = row.site_count > 0;
  const auto consider = [&](std::uint16_t id) {
    const Spot& site = index_.SpotOf(PlaceId{id});
    if (!worker_.spots.empty()) {
      const Metres distance = distances_.To(PlaceId{id});
      if (!facts.distance || distance < *facts.distance) {
        facts.distance = distance;
        nearest = id;
      }
    }
    facts.in_named_district |=
        site.district != 0 &&
        std::binary_search(worker_.districts.begin(), worker_.districts.end(), site.district);
    facts.in_named_state |= (worker_.move_states >> site.state & 1) != 0;
  };
  const std::size_t first = std::min<std::size_t>(row.site_count, schema::kInlineSites);
  for (std::size_t i = 0; i < first; ++i) consider(row.sites[i]);
  for (const std::uint16_t id : more) consider(id);
  facts.inside_radius =
      facts.distance && worker_.radius_km && *facts.distance <= Metres{*worker_.radius_km} * 1000;
  return facts;
}

bool OpeningScorer::StandsBy(const Row& row, std::uint16_t trade, const Stretch& stretch,
                             std::uint32_t place) const {
  if (stretch.view == View::kPrimary) return trade == row.trades[0];
  if (row.trade_count == 0) return true;
  return segment_->view(stretch.view).OccupationAt(place) == trade;
}

std::optional<std::uint16_t> OpeningScorer::MonthsIn(HeldAs held_as) const {
  if (held_as == HeldAs::kPrimary) return worker_.primary_months;
  if (held_as == HeldAs::kSecondary) return worker_.secondary_months;
  return std::max(worker_.primary_months, worker_.secondary_months);
}

Looked OpeningScorer::Look(const Stretch& stretch, std::uint32_t place) {
  return Look(segment_->view(stretch.view).RowAt(place), &stretch, place);
}

Looked OpeningScorer::Look(RowId row) { return Look(row, nullptr, 0); }

Looked OpeningScorer::Look(RowId row_id, const Stretch* stretch, std::uint32_t place_in_view) {
  if (segment_->IsOverridden(row_id) || filter_.Excludes(row_id)) return {};
  const Row& row = (*segment_)[row_id];
  if (!IsOpen(row, rules_.as_of) || (row.licences & ~worker_.licences) != 0) return {};
  const PoolLayout layout(row);
  const auto pool = segment_->pool(row.pool, layout.size());

  OccupationScore occupation;
  std::uint16_t trade = row.trades[0];  // by which it is to be found
  if (row.trade_count == 0) {
    if (states_trade()) return {};
    occupation.part = kOccupationNotAsked;
  } else if (!states_trade()) {
    occupation.part = kOccupationNotStated;
  } else {
    occupation = MatchTrades(row, pool.first(2 * layout.more_trades), trade);
    if (occupation.part.value == 0) return {};
  }
  if (stretch != nullptr && !StandsBy(row, trade, *stretch, place_in_view)) return {};

  const MutualFacts mutual = MutualOf(worker_, row);
  if (!MeetsAll(worker_.must_requirements, mutual)) return {};
  const RowSkills skills = MatchSkills(pool.subspan(2 * layout.more_trades + layout.more_sites));
  if (skills.must_missing) return {};
  if (!states_trade() && !worker_.skills.empty() && skills.matched == 0) return {};

  std::uint16_t nearest = kNoId;
  const LocalityFacts place =
      MatchPlaces(row, pool.subspan(2 * layout.more_trades, layout.more_sites), nearest);
  if (stretch != nullptr && row.site_count > 1 &&
      segment_->view(stretch->view).SiteAt(place_in_view) != nearest) {
    return {};
  }
  if (rules_.radius && (!place.distance || *place.distance > *rules_.radius)) return {};

  const Parts parts = {occupation.part,
                       ScoreSkills(skills.matched, skills.weight, !worker_.skills.empty()),
                       ScoreLocality(place),
                       ScoreMutual(mutual),
                       ScoreExperience(row.experience_months, MonthsIn(occupation.held_as)),
                       ScoreEducation(row.education, worker_.education),
                       ScoreLanguages(row.languages, worker_.languages),
                       ScoreAvailability({.start = row.start,
                                          .duration_days = row.duration_days,
                                          .from = worker_.available_from,
                                          .until = worker_.available_until,
                                          .months = worker_.available_months}),
                       ScoreConfirmed(rules_.as_of, worker_.confirmed)};
  const bool in_reach = rules_.radius.has_value() || InReach(place);
  const bool trades_count = row.trade_count > 0 && states_trade();
  const Tier tier =
      TierFor(rules_.direction, trades_count, occupation.rung, occupation.held_as, in_reach);
  return {MakeRankKey(tier, TotalOf(parts, rules_.weights), BandOf(place)), tier == Tier::kExact};
}

}  // namespace kaam::matcher
