#include "matcher/opening_scorer.h"

#include <algorithm>

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

AvailabilityFacts TimeOf(const WorkerFacts& worker, const OpeningRow& row) {
  return {.start = row.start,
          .duration_days = row.duration_days,
          .from = worker.available_from,
          .until = worker.available_until,
          .months = worker.available_months};
}

}  // namespace

OpeningScorer::OpeningScorer(const Index& index, const Question& question, std::size_t list,
                             Distances& distances, TradeScores& trades)
    : index_(index),
      segment_(&index.openings().all().front()),
      worker_(question.AskingWorker(list)),
      rules_(question.rules()),
      filter_(index, question),
      distances_(distances),
      by_trade_(trades) {
  by_trade_.Reset(index.taxonomy().occupations(), worker_);
  PrepareSkills();
  PrepareMost();
  for (const std::uint16_t district : worker_.districts) {
    if (const auto place = index.taxonomy().places().Find(PlaceKind::kDistrict, district)) {
      district_states_ |= std::uint64_t{1} << index.taxonomy().places()[*place].state;
    }
  }
}

void OpeningScorer::PrepareSkills() {
  const std::size_t skills = index_.taxonomy().skills().size();
  held_level_.assign(skills, 0);
  related_.assign(skills, 0);
  for (const schema::PackedSkill held : worker_.skills) {
    std::uint8_t& level = held_level_[held.skill()];
    level = std::max(level, static_cast<std::uint8_t>(held.level() + 1));
    for (const taxonomy::RelatedSkill& other : index_.SkillsAnsweredBy(SkillId{held.skill()})) {
      std::uint16_t& best = related_[other.held.value];
      best = std::max(best, other.value);
    }
  }
}

std::vector<Stretch> OpeningScorer::Stretches(bool wide) const {
  std::vector<Stretch> out;
  if (!states_trade()) {
    const auto all = static_cast<std::uint32_t>(segment_->size());
    if (!wide) {
      out.push_back({View::kPrimary, 0, all, kOccupationNotStated.value, Tier::kExact});
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
  const auto set = [&](PartKind kind, bool states, Part not_asked) {
    const std::uint16_t most = states ? kFull : not_asked.value;
    most_[static_cast<std::size_t>(kind)] = most;
    most_of_others_ += Weighted(kind, most);
  };
  const bool wishes =
      worker_.wage_day_rupees != 0 || worker_.requirements != 0 || worker_.shifts != 0;
  const bool states_months = worker_.primary_months || worker_.secondary_months;
  const bool states_time =
      worker_.available_from != 0 || worker_.available_until != 0 || worker_.available_months != 0;
  set(PartKind::kSkills, !worker_.skills.empty(), ScoreSkills(0, 0, false));
  set(PartKind::kMutual, wishes, ScoreMutual({}));
  set(PartKind::kExperience, states_months, ScoreExperience(0, std::nullopt));
  set(PartKind::kEducation, worker_.education != 0, ScoreEducation(0, 0));
  set(PartKind::kLanguages, worker_.languages != 0, ScoreLanguages(0, 0));
  set(PartKind::kAvailability, states_time, ScoreAvailability({}));
  set(PartKind::kConfirmed, false, ScoreConfirmed(rules_.as_of, worker_.confirmed));
}

OpeningScorer::Most OpeningScorer::MostOf(const Row& row, const Stretch& stretch,
                                          RankKey threshold) const {
  if (!IsOpen(row, rules_.as_of) || (row.licences & ~worker_.licences) != 0) return {kNoMatch};
  const LocalityFacts place = AtBest(row);
  if (rules_.radius && (!place.distance || *place.distance > *rules_.radius)) return {kNoMatch};
  const bool in_reach = rules_.radius.has_value() || InReach(place);
  const Tier tier = in_reach ? stretch.tier : Tier::kWider;
  const bool may_be_exact = tier == Tier::kExact;
  RankKey most =
      MakeRankKey(tier,
                  Weighted(PartKind::kOccupation, stretch.occupation) +
                      Weighted(PartKind::kLocality, ScoreLocality(place).value) + most_of_others_,
                  BandOf(place));
  // Part by part, the cheap ones first; most rows need no more than a few.
  const auto is_at_most = [&](PartKind kind, std::uint32_t value) {
    most -= Weighted(kind, most_[static_cast<std::size_t>(kind)] - value) << 4;
  };
  if (most < threshold) return {most, may_be_exact};
  const bool states_skills = !worker_.skills.empty();
  if (row.skill_count == 0)
    is_at_most(PartKind::kSkills, ScoreSkills(0, 0, states_skills).value);
  else if (!states_skills)
    is_at_most(PartKind::kSkills, ScoreSkills(0, 1, false).value);
  // The months that count depend on the trade; the more of both is a bound.
  const auto months = std::max(worker_.primary_months, worker_.secondary_months);
  is_at_most(PartKind::kExperience,
             std::max(ScoreExperience(row.experience_months, months).value,
                      ScoreExperience(row.experience_months, std::nullopt).value));
  is_at_most(PartKind::kLanguages, ScoreLanguages(row.languages, worker_.languages).value);
  is_at_most(PartKind::kEducation, ScoreEducation(row.education, worker_.education).value);
  if (most < threshold) return {most, may_be_exact};
  is_at_most(PartKind::kMutual, ScoreMutual(MutualOf(worker_, row)).value);
  if (most < threshold) return {most, may_be_exact};
  is_at_most(PartKind::kAvailability, ScoreAvailability(TimeOf(worker_, row)).value);
  return {most, may_be_exact};
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
    const std::uint8_t held = held_level_[asked.skill()];
    std::uint16_t fit = held == 0 ? std::uint16_t{0} : SkillFit(asked.level(), held - 1U);
    fit = std::max(fit, related_[asked.skill()]);
    out.matched += std::uint64_t{wanted[i + 1]} * fit;
    out.weight += wanted[i + 1];
    out.must_missing |= asked.flag() && held == 0;
  }
  return out;
}

LocalityFacts OpeningScorer::MatchPlaces(const Row& row, std::span<const std::uint16_t> more) {
  LocalityFacts facts;
  facts.asked = row.site_count > 0;
  const auto consider = [&](std::uint16_t id) {
    const Spot& site = index_.SpotOf(PlaceId{id});
    if (!worker_.spots.empty()) {
      const Metres distance = distances_.To(PlaceId{id});
      if (!facts.distance || distance < *facts.distance) facts.distance = distance;
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

LocalityFacts OpeningScorer::AtBest(const Row& row) const {
  LocalityFacts facts;
  facts.asked = row.site_count > 0;
  if (row.site_count > schema::kInlineSites) {  // the rest is in the pool
    facts.in_named_district = district_states_ != 0 || worker_.move_states != 0;
    if (!worker_.spots.empty()) facts.distance = 0;
    return facts;
  }
  for (std::size_t i = 0; i < row.site_count; ++i) {
    const PlaceId id{row.sites[i]};
    if (!worker_.spots.empty()) {
      const Metres distance = distances_.AtLeastTo(id);
      if (!facts.distance || distance < *facts.distance) facts.distance = distance;
    }
    if ((district_states_ | worker_.move_states) == 0) continue;
    const Spot& site = index_.SpotOf(id);
    facts.in_named_district |=
        site.district != 0 &&
        std::binary_search(worker_.districts.begin(), worker_.districts.end(), site.district);
    facts.in_named_state |= (worker_.move_states >> site.state & 1) != 0;
  }
  facts.inside_radius =
      facts.distance && worker_.radius_km && *facts.distance <= Metres{*worker_.radius_km} * 1000;
  return facts;
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
  if (row.trade_count == 0) {
    if (states_trade()) return {};
    occupation.part = kOccupationNotAsked;
  } else if (!states_trade()) {
    occupation.part = kOccupationNotStated;
  } else {
    std::uint16_t best_trade = kNoId;
    occupation = MatchTrades(row, pool.first(2 * layout.more_trades), best_trade);
    if (occupation.part.value == 0) return {};
    if (stretch != nullptr) {
      const bool is_first = best_trade == row.trades[0];
      const bool here =
          stretch->view == View::kPrimary
              ? is_first
              : !is_first &&
                    segment_->view(stretch->view).OccupationAt(place_in_view) == best_trade;
      if (!here) return {};
    }
  }

  const MutualFacts mutual = MutualOf(worker_, row);
  if (!MeetsAll(worker_.must_requirements, mutual)) return {};
  const RowSkills skills = MatchSkills(pool.subspan(2 * layout.more_trades + layout.more_sites));
  if (skills.must_missing) return {};
  if (!states_trade() && !worker_.skills.empty() && skills.matched == 0) return {};

  const LocalityFacts place =
      MatchPlaces(row, pool.subspan(2 * layout.more_trades, layout.more_sites));
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
