#include "matcher/worker_scorer.h"

#include <algorithm>
#include <array>

#include "core/day.h"

namespace kaam::matcher {
namespace {

using schema::BlockSummary;
using taxonomy::Fit;
using taxonomy::Rung;

std::optional<std::uint16_t> Months(std::uint16_t value) {
  return value == kNoId ? std::nullopt : std::optional(value);
}

// The tier that a held occupation of this rung can reach.
Tier TierOfRung(Rung rung) {
  return TierFor(Direction::kWorkersForOpening, true, rung, HeldAs::kPrimary, true);
}

OccupationScore OccupationBy(schema::View view, Fit fit) {
  switch (view) {
    case schema::View::kPrimary:
      return ScoreOccupation(fit, {}, {});
    case schema::View::kSecondary:
      return ScoreOccupation({}, fit, {});
    case schema::View::kWanted:
      break;
  }
  return ScoreOccupation({}, {}, fit);
}

HeldAs HeldAsOf(schema::View view) {
  switch (view) {
    case schema::View::kPrimary:
      return HeldAs::kPrimary;
    case schema::View::kSecondary:
      return HeldAs::kSecondary;
    case schema::View::kWanted:
      break;
  }
  return HeldAs::kWanted;
}

}  // namespace

WorkerScorer::WorkerScorer(const Index& index, const Question& question, std::size_t list,
                           Distances& distances)
    : index_(index),
      segment_(&index.workers().all().front()),
      asked_(question.AskedOpening(list)),
      rules_(question.rules()),
      filter_(index, question),
      distances_(distances) {
  if (!asked_.trades.empty()) {
    fits_ = index.taxonomy().occupations().FitsOf(asked_.trades.front());
    family_asked_ = index.taxonomy().occupations()[asked_.trades.front()].is_family;
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

std::vector<Stretch> WorkerScorer::Stretches(bool family) const {
  std::vector<Stretch> out;
  if (fits_.empty()) {
    const auto all = static_cast<std::uint32_t>(segment_->size());
    if (family)
      out.push_back({schema::View::kPrimary, 0, all, kOccupationNotAsked.value, Tier::kExact});
    return out;
  }
  for (const schema::View view :
       {schema::View::kPrimary, schema::View::kSecondary, schema::View::kWanted}) {
    const bool wanted = view == schema::View::kWanted;
    const RowView& rows = segment_->view(view);
    for (std::uint16_t id = 0; id < fits_.size(); ++id) {
      const Fit fit = fits_[id];
      const bool of_family = fit.rung == Rung::kSame || fit.rung == Rung::kFamily;
      if (fit.value == 0 || (of_family && !wanted) != family) continue;
      const auto [begin, end] = rows.Of(id, static_cast<std::uint16_t>(id + 1));
      if (begin == end) continue;
      const std::uint16_t value = OccupationBy(view, fit).part.value;
      const Tier tier = wanted ? Tier::kWider : TierOfRung(fit.rung);
      const bool goes_on = !out.empty() && out.back().view == view && out.back().end == begin &&
                           out.back().occupation == value && out.back().tier == tier;
      if (goes_on)
        out.back().end = end;
      else
        out.push_back({view, begin, end, value, tier});
    }
  }
  return out;
}

bool WorkerScorer::DigestsDecide(const Stretch& stretch) const {
  if (must_ != 0 || asked_.licences != 0 || !filter_.empty()) return false;
  // Where a family is asked, she may hold two of its trades.
  return stretch.view == schema::View::kPrimary || !family_asked_;
}

std::uint32_t WorkerScorer::OccupationTotal(std::uint16_t part) const {
  return Weighted(PartKind::kOccupation, part);
}

std::uint32_t WorkerScorer::SkillsTotal(std::uint64_t matched, bool states_any) const {
  return Weighted(PartKind::kSkills, ScoreSkills(matched, skill_weight_, states_any).value);
}

std::uint32_t WorkerScorer::MostOfOthers() const {
  // The best block there could be.
  BlockSummary best;
  best.max_months = 0xFFFE;
  best.max_education = 0xFF;
  best.languages = ~std::uint32_t{0};
  best.max_confirmed = rules_.as_of;
  best.has_no_months = best.has_no_education = best.has_no_languages = 1;
  return MostOfOthers(best);
}

std::uint32_t WorkerScorer::MostOfOthers(const BlockSummary& block) const {
  const auto at_least = [](Part best, std::uint8_t some_unstated, Part unstated) {
    return some_unstated != 0 ? std::max(best.value, unstated.value) : best.value;
  };
  const MutualFacts no_wish{.offer_day_rupees = asked_.pay_day_rupees};
  const bool offers_something =
      asked_.pay_day_rupees != 0 || asked_.offers != 0 || asked_.shift != 0;
  return Weighted(PartKind::kMutual, offers_something ? kFull : ScoreMutual(no_wish).value) +
         Weighted(PartKind::kExperience,
                  at_least(ScoreExperience(asked_.experience_months, block.max_months),
                           block.has_no_months,
                           ScoreExperience(asked_.experience_months, std::nullopt))) +
         Weighted(PartKind::kEducation,
                  at_least(ScoreEducation(asked_.education, block.max_education),
                           block.has_no_education, ScoreEducation(asked_.education, 0))) +
         Weighted(PartKind::kLanguages,
                  at_least(ScoreLanguages(asked_.languages, block.languages),
                           block.has_no_languages, ScoreLanguages(asked_.languages, 0))) +
         Weighted(PartKind::kAvailability,
                  asked_.start != 0 ? kFull : ScoreAvailability({}).value) +
         Weighted(PartKind::kConfirmed, ScoreConfirmed(rules_.as_of, block.max_confirmed).value);
}

std::uint32_t WorkerScorer::Others(const schema::DigestGroup& group, std::size_t at,
                                   bool& bounded) const {
  const bool states_availability = (group.flags[at] & schema::kStatesAvailability) != 0;
  const bool availability_bounded = asked_.start != 0 && states_availability;
  // With no trade asked the longer experience counts, and the digest holds that of the first trade.
  const bool experience_bounded = fits_.empty() && asked_.experience_months != 0;
  bounded = availability_bounded || experience_bounded;
  const auto months = experience_bounded ? asked_.experience_months : Months(group.months[at]);
  const Part mutual = ScoreMutual({.wish_day_rupees = group.wage_day_rupees[at],
                                   .offer_day_rupees = asked_.pay_day_rupees,
                                   .requirements = group.requirements[at],
                                   .offers = asked_.offers,
                                   .offers_not = asked_.offers_not,
                                   .shifts = group.shifts[at],
                                   .shift = asked_.shift});
  return Weighted(PartKind::kMutual, mutual.value) +
         Weighted(PartKind::kExperience, ScoreExperience(asked_.experience_months, months).value) +
         Weighted(PartKind::kEducation,
                  ScoreEducation(asked_.education, group.education[at]).value) +
         Weighted(PartKind::kLanguages,
                  ScoreLanguages(asked_.languages, group.languages[at]).value) +
         Weighted(PartKind::kAvailability,
                  availability_bounded ? kFull : ScoreAvailability({.start = asked_.start}).value) +
         Weighted(PartKind::kConfirmed, ScoreConfirmed(rules_.as_of, group.confirmed[at]).value);
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

OccupationScore WorkerScorer::MatchTrades(const Row& row, std::span<const std::uint16_t> wanted,
                                          std::uint16_t& best_wanted) const {
  if (fits_.empty()) return {kOccupationNotAsked, Rung::kNone, HeldAs::kNone};
  const auto fit_of = [&](std::uint16_t id) { return id == kNoId ? Fit{} : fits_[id]; };
  Fit fit_wanted;
  for (const std::uint16_t id : wanted) {
    if (fits_[id].value <= fit_wanted.value) continue;
    fit_wanted = fits_[id];
    best_wanted = id;
  }
  return ScoreOccupation(fit_of(row.primary), fit_of(row.secondary), fit_wanted);
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

Looked WorkerScorer::Look(const Stretch& stretch, std::uint32_t place, RankKey threshold) {
  return Look(segment_->view(stretch.view).RowAt(place), &stretch, place, threshold);
}

Looked WorkerScorer::Look(RowId row, RankKey threshold) { return Look(row, nullptr, 0, threshold); }

Looked WorkerScorer::Look(RowId row_id, const Stretch* stretch, std::uint32_t place_in_view,
                          RankKey threshold) {
  if (segment_->IsOverridden(row_id) || filter_.Excludes(row_id)) return {};
  const Row row = (*segment_)[row_id];
  if ((asked_.licences & ~row.licences) != 0) return {};
  const MutualFacts mutual = {.wish_day_rupees = row.wage_day_rupees,
                              .offer_day_rupees = asked_.pay_day_rupees,
                              .requirements = row.requirements,
                              .offers = asked_.offers,
                              .offers_not = asked_.offers_not,
                              .shifts = row.shifts,
                              .shift = asked_.shift};
  if (row.must_requirements != 0 && !MeetsAll(row.must_requirements, mutual)) return {};
  const auto pool = segment_->pool(row.pool, std::size_t{row.skill_count} + row.wanted_count +
                                                 row.state_count + row.district_count);
  std::uint16_t best_wanted = kNoId;
  const OccupationScore occupation =
      MatchTrades(row, pool.subspan(row.skill_count, row.wanted_count), best_wanted);
  if (occupation.part.value == 0) return {};
  if (stretch != nullptr && !fits_.empty()) {
    if (occupation.held_as != HeldAsOf(stretch->view)) return {};
    if (stretch->view == schema::View::kWanted &&
        segment_->view(stretch->view).OccupationAt(place_in_view) != best_wanted) {
      return {};
    }
  }
  const LocalityFacts place = MatchPlaces(row, pool.last(row.district_count));
  if (rules_.radius && (!place.distance || *place.distance > *rules_.radius)) return {};

  RowSkills skills;
  if (must_ != 0 || asks_only_skills()) {
    skills = MatchSkills(pool.first(row.skill_count));
    if (skills.must_missing || (asks_only_skills() && skills.matched == 0)) return {};
  }
  const bool in_reach = rules_.radius.has_value() || InReach(place);
  const Tier tier = TierFor(Direction::kWorkersForOpening, !fits_.empty(), occupation.rung,
                            occupation.held_as, in_reach);
  Looked looked{std::nullopt, tier == Tier::kExact};
  if (threshold == kNoKey) return looked;

  if (must_ == 0 && !asks_only_skills()) skills = MatchSkills(pool.first(row.skill_count));
  const Parts parts = {occupation.part,
                       ScoreSkills(skills.matched, skill_weight_, row.skill_count > 0),
                       ScoreLocality(place),
                       ScoreMutual(mutual),
                       ScoreExperience(asked_.experience_months, MonthsIn(row, occupation.held_as)),
                       ScoreEducation(asked_.education, row.education),
                       ScoreLanguages(asked_.languages, row.languages),
                       ScoreAvailability({.start = asked_.start,
                                          .duration_days = asked_.duration_days,
                                          .from = row.available_from,
                                          .until = row.available_until,
                                          .months = row.available_months}),
                       ScoreConfirmed(rules_.as_of, row.confirmed)};
  const RankKey key = MakeRankKey(tier, TotalOf(parts, rules_.weights), BandOf(place));
  if (key >= threshold) looked.key = key;
  return looked;
}

}  // namespace kaam::matcher
