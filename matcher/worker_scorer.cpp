#include "matcher/worker_scorer.h"

#include <algorithm>
#include <array>

#include "core/day.h"

namespace kaam::matcher {
namespace {

using schema::BlockSummary;
using schema::MaskKind;
using taxonomy::Fit;
using taxonomy::Rung;

std::optional<std::uint16_t> Months(std::uint16_t value) {
  return value == kNoId ? std::nullopt : std::optional(value);
}

// The tier that a held occupation of this rung can reach.
Tier TierOfRung(Rung rung) {
  return TierFor(Direction::kWorkersForOpening, true, rung, HeldAs::kPrimary, true);
}

std::uint32_t OccupationAndLocality(Part occupation, Part locality, const Weights& weights) {
  const auto weight = [&](PartKind kind) {
    return std::uint32_t{weights.per_mille[static_cast<std::size_t>(kind)]};
  };
  return weight(PartKind::kOccupation) * occupation.value +
         weight(PartKind::kLocality) * locality.value;
}

}  // namespace

WorkerScorer::WorkerScorer(const Index& index, const Question& question, std::size_t list,
                           Distances& distances)
    : index_(index),
      segment_(index.workers()),
      asked_(question.AskedOpening(list)),
      rules_(question.rules()),
      filter_(index, question),
      distances_(distances) {
  if (!asked_.trades.empty()) {
    fits_ = index.taxonomy().occupations().FitsOf(asked_.trades.front());
  }
  for (const Spot& site : asked_.sites) site_states_ |= std::uint64_t{1} << site.state;
  site_states_ &= ~std::uint64_t{1};  // State 0 is no State
  PrepareSkills();
}

void WorkerScorer::PrepareSkills() {
  if (asked_.skills.empty()) return;
  const taxonomy::Skills& skills = index_.taxonomy().skills();
  gains_of_skill_.assign(skills.size(), 0);
  const auto add = [&](SkillId held, SkillGain gain) {
    std::uint16_t& slot = gains_of_skill_[held.value];
    if (slot == 0) {
      gains_.emplace_back();
      slot = static_cast<std::uint16_t>(gains_.size());
    }
    gains_[slot - 1U].push_back(gain);
  };
  for (std::size_t i = 0; i < asked_.skills.size(); ++i) {
    const AskedSkill& asked = asked_.skills[i];
    skill_weight_ += asked.weight;
    if (asked.must) must_ |= std::uint64_t{1} << i;
    const auto at = static_cast<std::uint8_t>(i);
    add(asked.skill, {at, true, 0});
    for (const taxonomy::RelatedSkill& related : skills.RelatedTo(asked.skill)) {
      add(related.held, {at, false, related.value});
    }
  }
}

void WorkerScorer::FindCandidates(Ladder ladder, CandidateBlocks& candidates) const {
  const auto rows = static_cast<std::uint32_t>(segment_.size());
  const bool only_skills = fits_.empty() && !asked_.skills.empty();
  if (!fits_.empty()) {
    for (std::uint16_t id = 0; id < fits_.size(); ++id) {
      const Fit fit = fits_[id];
      const bool of_family = fit.rung == Rung::kSame || fit.rung == Rung::kFamily;
      if (fit.value == 0 || (ladder == Ladder::kFamily && !of_family)) continue;
      const auto [begin, end] = segment_.RowsOf(id, static_cast<std::uint16_t>(id + 1));
      candidates.AddRange(begin, end, ScoreOccupation(fit, {}, {}).part.value,
                          TierOfRung(fit.rung));
      candidates.AddMasks(segment_.Masks(MaskKind::kOccupation, id),
                          ScoreOccupation({}, fit, {}).part.value, TierOfRung(fit.rung));
      if (ladder == Ladder::kFamily) continue;
      candidates.AddMasks(segment_.Masks(MaskKind::kWanted, id),
                          ScoreOccupation({}, {}, fit).part.value, Tier::kWider);
    }
  } else if (only_skills) {
    for (std::uint16_t id = 0; id < gains_of_skill_.size(); ++id) {
      if (gains_of_skill_[id] == 0) continue;
      candidates.AddMasks(segment_.Masks(MaskKind::kSkill, id), kOccupationNotAsked.value,
                          Tier::kExact);
    }
  } else {
    candidates.AddRange(0, rows, kOccupationNotAsked.value, Tier::kExact);
  }
  const taxonomy::Skills& skills = index_.taxonomy().skills();
  for (const AskedSkill& asked : asked_.skills) {
    const auto direct = segment_.Masks(MaskKind::kSkill, asked.skill.value);
    if (asked.must) candidates.Require(direct);
    std::vector<std::span<const schema::MaskEntry>> related;
    std::vector<std::uint16_t> values;
    for (const taxonomy::RelatedSkill& other : skills.RelatedTo(asked.skill)) {
      related.push_back(segment_.Masks(MaskKind::kSkill, other.held.value));
      values.push_back(other.value);
    }
    candidates.AddSkill(asked.weight, direct, related, values);
  }
}

std::optional<RankKey> WorkerScorer::Bound(Candidate& candidate) const {
  const BlockSummary& block = segment_.blocks()[candidate.block];
  if ((asked_.licences & ~block.licences) != 0) return std::nullopt;

  LocalityFacts place;
  place.asked = !asked_.sites.empty();
  if (place.asked && !block.box.empty()) {
    place.distance = distances_.AtLeastTo(block.box);
    place.inside_radius = *place.distance <= Metres{block.max_radius_km} * 1000;
  }
  if (rules_.radius && (!place.distance || *place.distance > *rules_.radius)) return std::nullopt;
  place.in_named_district = (block.district_states & site_states_) != 0;
  place.in_named_state = (block.move_states & site_states_) != 0;
  std::uint16_t locality = ScoreLocality(place).value;
  if (place.asked && block.has_placeless != 0) {
    locality = std::max(locality, ScoreLocality({.asked = true}).value);
  }

  const auto at_least = [](Part best, std::uint8_t some_unstated, Part unstated) {
    return some_unstated != 0 ? std::max(best.value, unstated.value) : best.value;
  };
  const Part no_skills = ScoreSkills(0, skill_weight_, false);
  const Part skills = ScoreSkills(candidate.skills_matched, skill_weight_, true);
  const MutualFacts no_wish{.offer_day_rupees = asked_.pay_day_rupees};
  const bool offers_something =
      asked_.pay_day_rupees != 0 || asked_.offers != 0 || asked_.shift != 0;
  const Parts best = {{
      {candidate.occupation},
      {std::max(skills.value, no_skills.value)},
      {locality},
      {offers_something ? kFull : ScoreMutual(no_wish).value},
      {at_least(ScoreExperience(asked_.experience_months, block.max_months), block.has_no_months,
                ScoreExperience(asked_.experience_months, std::nullopt))},
      {at_least(ScoreEducation(asked_.education, block.max_education), block.has_no_education,
                ScoreEducation(asked_.education, 0))},
      {at_least(ScoreLanguages(asked_.languages, block.languages), block.has_no_languages,
                ScoreLanguages(asked_.languages, 0))},
      {asked_.start != 0 ? kFull : ScoreAvailability({}).value},
      {ScoreConfirmed(rules_.as_of, block.max_confirmed)},
  }};
  const std::uint32_t total = TotalOf(best, rules_.weights);
  candidate.rest = total - OccupationAndLocality(best[0], best[2], rules_.weights);
  const bool in_reach = rules_.radius.has_value() || InReach(place);
  const Tier tier = in_reach ? candidate.tier : Tier::kWider;
  return MakeRankKey(tier, total, BandOf(place));
}

void WorkerScorer::Narrow(const Candidate& block, RankKey threshold) {
  near_ = UINT32_MAX;
  if (asked_.sites.empty() || threshold == 0) return;
  const Metres reach = rules_.radius.value_or(kReach);
  // Farther than this, the total stays below the threshold's.
  Metres by_total = UINT32_MAX;
  const std::uint32_t without_locality =
      OccupationAndLocality({block.occupation}, {0}, rules_.weights) + block.rest;
  const std::uint64_t weight =
      rules_.weights.per_mille[static_cast<std::size_t>(PartKind::kLocality)];
  if (const std::uint32_t total = TotalOf(threshold); total > without_locality) {
    by_total = weight == 0 ? 0 : FarthestWith((total - without_locality + weight - 1) / weight);
  }
  // Out of reach, every row is of the widest tier.
  const Tier tier = TierOf(threshold);
  if (threshold == kNoKey)
    near_ = 0;
  else if (rules_.radius || tier == Tier::kWider)
    near_ = block.tier < tier ? std::max(reach, by_total) : by_total;
  else
    near_ = block.tier < tier ? reach : std::min(reach, by_total);
  if (block.tier == Tier::kExact) near_ = std::max(near_, reach);  // to be counted
  if (rules_.radius) near_ = std::min(near_, reach);
  if (near_ != UINT32_MAX) near_box_ = distances_.Around(near_);
}

WorkerScorer::RowSkills WorkerScorer::MatchSkills(std::span<const std::uint16_t> held) {
  if (asked_.skills.empty()) return {};
  std::vector<std::uint16_t>& best = best_of_skill_;
  best.assign(asked_.skills.size(), 0);
  std::uint64_t direct = 0;
  for (const std::uint16_t bits : held) {
    const schema::PackedSkill skill{bits};
    const std::uint16_t slot = gains_of_skill_[skill.skill()];
    if (slot == 0) continue;
    for (const SkillGain& gain : gains_[slot - 1U]) {
      std::uint16_t value = gain.value;
      if (gain.direct) {
        value = SkillFit(asked_.skills[gain.asked].level, skill.level());
        direct |= std::uint64_t{1} << gain.asked;
      }
      best[gain.asked] = std::max(best[gain.asked], value);
    }
  }
  RowSkills out;
  out.must_missing = (must_ & ~direct) != 0;
  for (std::size_t i = 0; i < asked_.skills.size(); ++i) {
    out.matched += std::uint64_t{asked_.skills[i].weight} * best[i];
  }
  return out;
}

LocalityFacts WorkerScorer::MatchPlaces(const Row& row, std::span<const std::uint16_t> districts) {
  LocalityFacts facts;
  facts.asked = !asked_.sites.empty();
  if (!facts.asked) return facts;
  if (row.place != kNoId) {
    facts.distance = distances_.To(PlaceId{row.place});
    facts.inside_radius =
        row.move_radius_km != kNoId && *facts.distance <= Metres{row.move_radius_km} * 1000;
  }
  facts.in_named_state = (row.move_states & site_states_) != 0;
  if (!districts.empty()) {
    for (const Spot& site : asked_.sites) {
      facts.in_named_district |=
          site.district != 0 &&
          std::binary_search(districts.begin(), districts.end(), site.district);
    }
  }
  return facts;
}

OccupationScore WorkerScorer::MatchTrades(const Row& row,
                                          std::span<const std::uint16_t> wanted) const {
  if (fits_.empty()) return {kOccupationNotAsked, Rung::kNone, HeldAs::kNone};
  const auto fit_of = [&](std::uint16_t id) { return id == kNoId ? Fit{} : fits_[id]; };
  Fit best_wanted;
  for (const std::uint16_t id : wanted) {
    if (fits_[id].value > best_wanted.value) best_wanted = fits_[id];
  }
  return ScoreOccupation(fit_of(row.primary), fit_of(row.secondary), best_wanted);
}

std::optional<std::uint16_t> WorkerScorer::MonthsIn(const Row& row, HeldAs held_as) const {
  switch (held_as) {
    case HeldAs::kPrimary:
      return Months(row.primary_months);
    case HeldAs::kSecondary:
      return Months(row.secondary_months);
    case HeldAs::kWanted:
    case HeldAs::kNone:
      break;
  }
  return std::max(Months(row.primary_months), Months(row.secondary_months));
}

bool WorkerScorer::CanBeSkipped(const schema::WorkerDigest& row, std::uint16_t most_by_trade,
                                std::uint32_t rest, RankKey threshold, Looked& looked) {
  // What she wants, must skills and licences stand in the rest of the row.
  const bool undecided = row.has_wanted != 0 || must_ != 0 || asked_.licences != 0 || fits_.empty();
  LocalityFacts place{.asked = !asked_.sites.empty()};
  if (place.asked && row.place != kNoId) {
    place.distance = distances_.To(PlaceId{row.place});
    place.inside_radius =
        row.move_radius_km != kNoId && *place.distance <= Metres{row.move_radius_km} * 1000;
  }
  if (rules_.radius && (!place.distance || *place.distance > *rules_.radius)) return true;
  const Band band = BandOf(place);
  if (MayMoveHere(row)) return false;
  if (undecided) {
    const bool in_reach = rules_.radius.has_value() || InReach(place);
    const std::uint32_t most =
        OccupationAndLocality({most_by_trade}, ScoreLocality(place), rules_.weights) + rest;
    // It may still be an exact match that has to be counted.
    return !in_reach && MakeRankKey(Tier::kWider, std::min(most, kMaxScore), band) < threshold;
  }
  const auto fit_of = [&](std::uint16_t id) { return id == kNoId ? Fit{} : fits_[id]; };
  const OccupationScore occupation =
      ScoreOccupation(fit_of(row.primary), fit_of(row.secondary), {});
  if (occupation.part.value == 0) return true;
  const bool in_reach = rules_.radius.has_value() || InReach(place);
  const Tier tier =
      TierFor(Direction::kWorkersForOpening, true, occupation.rung, occupation.held_as, in_reach);
  const std::uint32_t most =
      OccupationAndLocality(occupation.part, ScoreLocality(place), rules_.weights) + rest;
  if (MakeRankKey(tier, std::min(most, kMaxScore), band) >= threshold) return false;
  looked.exact = tier == Tier::kExact;
  return true;
}

Looked WorkerScorer::Look(RowId row_id, std::uint16_t most_by_trade, std::uint32_t rest,
                          RankKey threshold) {
  if (filter_.Excludes(row_id)) return {};
  Looked skipped;
  if (CanBeSkipped(segment_.digests()[row_id.value], most_by_trade, rest, threshold, skipped)) {
    return skipped;
  }
  const Row& row = segment_[row_id.value];
  if ((asked_.licences & ~row.licences) != 0) return {};
  const auto pool =
      segment_.pool(row.pool, std::size_t{row.skill_count} + row.wanted_count + row.district_count);
  const OccupationScore occupation =
      MatchTrades(row, pool.subspan(row.skill_count, row.wanted_count));
  if (occupation.part.value == 0) return {};
  const LocalityFacts place = MatchPlaces(
      row, pool.subspan(std::size_t{row.skill_count} + row.wanted_count, row.district_count));
  if (rules_.radius && (!place.distance || *place.distance > *rules_.radius)) return {};

  const bool only_skills = fits_.empty() && !asked_.skills.empty();
  RowSkills skills;
  if (must_ != 0 || only_skills) {
    skills = MatchSkills(pool.first(row.skill_count));
    if (skills.must_missing || (only_skills && skills.matched == 0)) return {};
  }
  const bool in_reach = rules_.radius.has_value() || InReach(place);
  const Tier tier = TierFor(Direction::kWorkersForOpening, !fits_.empty(), occupation.rung,
                            occupation.held_as, in_reach);
  Looked looked{std::nullopt, tier == Tier::kExact};
  const Part locality = ScoreLocality(place);
  const Band band = BandOf(place);
  const std::uint32_t most =
      OccupationAndLocality(occupation.part, locality, rules_.weights) + rest;
  if (MakeRankKey(tier, std::min(most, kMaxScore), band) < threshold) return looked;

  if (must_ == 0 && !only_skills) skills = MatchSkills(pool.first(row.skill_count));
  const Parts parts = {occupation.part,
                       ScoreSkills(skills.matched, skill_weight_, row.skill_count > 0),
                       locality,
                       ScoreMutual({.wish_day_rupees = row.wage_day_rupees,
                                    .offer_day_rupees = asked_.pay_day_rupees,
                                    .requirements = row.requirements,
                                    .offers = asked_.offers,
                                    .offers_not = asked_.offers_not,
                                    .shifts = row.shifts,
                                    .shift = asked_.shift}),
                       ScoreExperience(asked_.experience_months, MonthsIn(row, occupation.held_as)),
                       ScoreEducation(asked_.education, row.education),
                       ScoreLanguages(asked_.languages, row.languages),
                       ScoreAvailability({.start = asked_.start,
                                          .duration_days = asked_.duration_days,
                                          .from = row.available_from,
                                          .until = row.available_until,
                                          .months = row.available_months}),
                       ScoreConfirmed(rules_.as_of, row.confirmed)};
  looked.key = MakeRankKey(tier, TotalOf(parts, rules_.weights), band);
  return looked;
}

}  // namespace kaam::matcher
