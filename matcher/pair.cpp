#include "matcher/pair.h"

#include <algorithm>

namespace kaam::matcher {
namespace {

using taxonomy::Extent;
using taxonomy::Fit;
using taxonomy::Occupations;

struct TradeMatch {
  OccupationScore score;
  std::optional<OccupationId> trade;
  std::optional<std::uint16_t> months;  // in the occupation that counts
};

TradeMatch MatchTrades(const Occupations& occupations, const WorkerFacts& worker,
                       const OpeningFacts& opening) {
  TradeMatch best;
  for (const OccupationId asked : opening.trades) {
    if (worker.must_not.HasTrade(asked)) continue;
    const Fit primary = worker.primary ? occupations.FitOf(asked, *worker.primary) : Fit{};
    const Fit secondary = worker.secondary ? occupations.FitOf(asked, *worker.secondary) : Fit{};
    Fit wanted;
    for (const std::uint16_t id : worker.wanted) {
      const Fit fit = occupations.FitOf(asked, OccupationId{id});
      if (fit.value > wanted.value) wanted = fit;
    }
    const OccupationScore score = ScoreOccupation(primary, secondary, wanted);
    if (!best.trade || score.part.value > best.score.part.value) best = {score, asked, {}};
  }
  switch (best.score.held_as) {
    case HeldAs::kPrimary:
      best.months = worker.primary_months;
      break;
    case HeldAs::kSecondary:
      best.months = worker.secondary_months;
      break;
    case HeldAs::kWanted:
    case HeldAs::kNone:
      best.months = std::max(worker.primary_months, worker.secondary_months);
  }
  return best;
}

LocalityFacts MatchPlaces(const WorkerFacts& worker, const OpeningFacts& opening) {
  LocalityFacts facts;
  facts.asked = !opening.sites.empty();
  for (const Spot& site : opening.sites) {
    for (const Spot& spot : worker.spots) {
      const Metres distance = SpotDistance(spot, site);
      if (!facts.distance || distance < *facts.distance) facts.distance = distance;
    }
    facts.in_named_district |=
        site.district != 0 &&
        std::binary_search(worker.districts.begin(), worker.districts.end(), site.district);
    facts.in_named_state |= site.state != 0 && (worker.move_states >> site.state & 1) != 0;
  }
  facts.inside_radius =
      facts.distance && worker.radius_km && *facts.distance <= Metres{*worker.radius_km} * 1000;
  return facts;
}

struct SkillMatch {
  std::uint64_t matched = 0;
  std::uint32_t weight = 0;
  bool must_missing = false;
  std::vector<SkillState> states;
};

SkillMatch MatchSkills(const taxonomy::Skills& skills, const WorkerFacts& worker,
                       const OpeningFacts& opening) {
  SkillMatch match;
  for (const AskedSkill& asked : opening.skills) {
    SkillState state = worker.skills.empty() ? SkillState::kNotStated : SkillState::kMissing;
    std::uint16_t fit = 0;
    for (const schema::PackedSkill held : worker.skills) {
      if (held.skill() == asked.skill.value) {
        const std::uint16_t here = SkillFit(asked.level, held.level());
        if (here > fit) {
          fit = here;
          state = here == kFull ? SkillState::kHeld : SkillState::kHeldBelowLevel;
        }
      }
    }
    const bool held = fit > 0;
    for (const taxonomy::RelatedSkill& related : skills.RelatedTo(asked.skill)) {
      for (const schema::PackedSkill other : worker.skills) {
        if (other.skill() == related.held.value && related.value > fit) {
          fit = related.value;
          state = SkillState::kRelated;
        }
      }
    }
    if (asked.must && !held) match.must_missing = true;
    match.matched += std::uint64_t{asked.weight} * fit;
    match.weight += asked.weight;
    match.states.push_back(state);
  }
  return match;
}

// Whether one side has what the other rules out.
bool IsRuledOut(const WorkerFacts& worker, const OpeningFacts& opening) {
  if (worker.inclusive_only && !opening.inclusive) return true;
  for (const std::optional<OccupationId> held : {worker.primary, worker.secondary}) {
    if (held && opening.must_not.HasTrade(*held)) return true;
  }
  for (const schema::PackedSkill held : worker.skills) {
    if (opening.must_not.HasSkill(SkillId{held.skill()})) return true;
  }
  for (const AskedSkill& asked : opening.skills) {
    if (worker.must_not.HasSkill(asked.skill)) return true;
  }
  return !opening.trades.empty() &&
         std::all_of(opening.trades.begin(), opening.trades.end(),
                     [&](OccupationId trade) { return worker.must_not.HasTrade(trade); });
}

}  // namespace

Metres SpotDistance(const Spot& a, const Spot& b) {
  const bool over_state = a.extent == Extent::kState || b.extent == Extent::kState;
  if (over_state && a.state != 0 && a.state == b.state) return 0;
  const bool over_district = a.extent == Extent::kDistrict || b.extent == Extent::kDistrict;
  if (over_district && a.district != 0 && a.district == b.district) return 0;
  return DistanceMetres(a.point, b.point);
}

Tier TierFor(Direction direction, bool trades_count, taxonomy::Rung rung, HeldAs held_as,
             bool in_reach) {
  if (!in_reach) return Tier::kWider;
  if (!trades_count) return Tier::kExact;
  const bool held = held_as == HeldAs::kPrimary || held_as == HeldAs::kSecondary ||
                    (direction == Direction::kOpeningsForWorker && held_as == HeldAs::kWanted);
  if (held && rung == taxonomy::Rung::kSame) return Tier::kExact;
  if (held && rung == taxonomy::Rung::kFamily) return Tier::kFamily;
  return Tier::kWider;
}

std::optional<PairScore> ScorePair(const taxonomy::Taxonomy& taxonomy, const WorkerFacts& worker,
                                   const OpeningFacts& opening, const PairRules& rules) {
  PairScore out;
  if ((opening.licences & ~worker.licences) != 0) return std::nullopt;
  if (IsRuledOut(worker, opening)) return std::nullopt;

  const TradeMatch trade = MatchTrades(taxonomy.occupations(), worker, opening);
  const bool states_trade = worker.primary || worker.secondary || !worker.wanted.empty();
  const bool trades_count = !opening.trades.empty() && states_trade;
  const bool worker_asks = rules.direction == Direction::kOpeningsForWorker;
  // A row whose trade nobody understood is no answer to a question about a trade.
  if (worker_asks ? opening.trades.empty() && states_trade
                  : !opening.trades.empty() && !states_trade) {
    return std::nullopt;
  }
  if (trades_count && trade.score.part.value == 0) return std::nullopt;
  Part occupation = trade.score.part;
  if (opening.trades.empty())
    occupation = kOccupationNotAsked;
  else if (!states_trade)
    occupation = kOccupationNotStated;
  out.rung = trade.score.rung;
  out.held_as = trade.score.held_as;
  out.asked_trade = trade.trade;

  SkillMatch skills = MatchSkills(taxonomy.skills(), worker, opening);
  if (skills.must_missing) return std::nullopt;
  const bool only_skills = worker_asks ? !states_trade && !worker.skills.empty()
                                       : opening.trades.empty() && !opening.skills.empty();
  if (only_skills && skills.matched == 0) return std::nullopt;
  out.skills = std::move(skills.states);

  out.locality = MatchPlaces(worker, opening);
  if (rules.radius && (!out.locality.distance || *out.locality.distance > *rules.radius)) {
    return std::nullopt;
  }

  out.mutual = {.wish_day_rupees = worker.wage_day_rupees,
                .offer_day_rupees = opening.pay_day_rupees,
                .requirements = worker.requirements,
                .offers = opening.offers,
                .offers_not = opening.offers_not,
                .shifts = worker.shifts,
                .shift = opening.shift};
  if (!MeetsAll(worker.must_requirements, out.mutual)) return std::nullopt;

  out.parts = {occupation,
               ScoreSkills(skills.matched, skills.weight, !worker.skills.empty()),
               ScoreLocality(out.locality),
               ScoreMutual(out.mutual),
               ScoreExperience(opening.experience_months, trade.months),
               ScoreEducation(opening.education, worker.education),
               ScoreLanguages(opening.languages, worker.languages),
               ScoreAvailability({.start = opening.start,
                                  .duration_days = opening.duration_days,
                                  .from = worker.available_from,
                                  .until = worker.available_until,
                                  .months = worker.available_months}),
               ScoreConfirmed(rules.as_of, worker.confirmed)};
  out.total = TotalOf(out.parts, rules.weights);
  const bool in_reach = rules.radius.has_value() || InReach(out.locality);
  out.tier = TierFor(rules.direction, trades_count, out.rung, out.held_as, in_reach);
  return out;
}

}  // namespace kaam::matcher
