#include "matcher/explanation.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "core/records.pb.h"
#include "matcher/messages.h"
#include "matcher/question_json.h"

namespace kaam::matcher {
namespace {

using taxonomy::Rung;

constexpr std::uint32_t kMonthsAYear = 12;

std::string CommaList(std::span<const std::string_view> items) {
  std::string out;
  for (const std::string_view item : items) {
    if (!out.empty()) out += ", ";
    out += item;
  }
  return out;
}

class Explainer {
 public:
  Explainer(const Index& index, const Question& question, const PairScore& pair,
            const WorkerFacts& worker, const OpeningFacts& opening)
      : index_(index),
        question_(question),
        messages_(MessagesIn(question.language())),
        pair_(pair),
        worker_(worker),
        opening_(opening) {}

  std::vector<Reason> Run() {
    ExplainTrade();
    ExplainPlace();
    ExplainSkills();
    ExplainPay();
    ExplainWishes();
    ExplainExperience();
    ExplainStart();
    if (reasons_.empty()) Say("nothing_against", {}, {});
    return std::move(reasons_);
  }

 private:
  bool to_worker() const { return question_.direction() == Direction::kOpeningsForWorker; }
  Audience audience() const { return to_worker() ? Audience::kWorker : Audience::kEmployer; }

  // Not every code is said to both sides.
  void Say(std::string_view code, std::vector<std::string> values,
           std::initializer_list<MessageArgument> arguments) {
    std::string sentence = messages_.Render(code, audience(), arguments);
    if (sentence.empty()) return;
    reasons_.push_back({std::string(code), std::move(values), std::move(sentence)});
  }

  void ExplainTrade() {
    if (!pair_.asked_trade || pair_.held_as == HeldAs::kNone) return;
    // To the employer the worker's own trade says most, to the worker the one that is asked for.
    std::optional<OccupationId> shown = pair_.asked_trade;
    if (!to_worker()) {
      if (pair_.held_as == HeldAs::kPrimary) shown = worker_.primary;
      if (pair_.held_as == HeldAs::kSecondary) shown = worker_.secondary;
    }
    const bool same = pair_.rung == Rung::kSame;
    std::string_view code = "trade_field";
    if (same) code = "trade_exact";
    if (pair_.rung == Rung::kFamily) code = "trade_family";
    if (pair_.rung == Rung::kRelated) code = "trade_related";
    if (pair_.held_as == HeldAs::kSecondary && same) code = "trade_second";
    if (pair_.held_as == HeldAs::kWanted) code = same ? "trade_wanted" : "trade_wanted_near";
    const std::string_view label =
        index_.taxonomy().occupations().Label(*shown, question_.language());
    Say(code, {std::string(label)}, {{"trade", label}});
  }

  void ExplainPlace() {
    const LocalityFacts& place = pair_.locality;
    if (!place.asked) return;
    const bool named = place.in_named_district || place.in_named_state;
    if (!place.distance && !named) return Say("place_not_stated", {}, {});
    if (place.distance) SayDistance(*place.distance);
    if (place.in_named_district)
      Say("named_district", {}, {});
    else if (place.inside_radius)
      Say("inside_radius", {DistanceBand(*place.distance)}, {});
    else if (place.in_named_state)
      Say("named_state", {}, {});
    else if (worker_.radius_km || !worker_.districts.empty() || worker_.move_states != 0)
      Say("outside_named", {}, {});
  }

  // The worker hears how far it is, the employer in which band.
  void SayDistance(Metres distance) {
    const bool inside_area =
        distance == 0 &&
        std::any_of(question_.spots().begin(), question_.spots().end(), [](const Spot& spot) {
          return spot.extent == taxonomy::Extent::kDistrict ||
                 spot.extent == taxonomy::Extent::kState;
        });
    if (inside_area) return Say("in_area", {}, {});
    const Band band = BandOf(distance);
    const bool farthest = band + 1U == kBandEdges.size();
    const std::uint32_t to = farthest ? 0 : kBandEdges[band + 1U] / 1000;
    const std::uint32_t km = (distance + 500) / 1000;
    std::vector<std::string> values{DistanceBand(distance)};
    if (to_worker()) values.push_back(std::to_string(km));
    const std::string_view which = band == 0 ? "nearest" : farthest ? "farthest" : "between";
    Say("distance", std::move(values),
        {{"band", which}, {"from", kBandEdges[band] / 1000}, {"to", to}, {"km", km}});
  }

  void ExplainSkills() {
    if (opening_.skills.empty()) return;
    const auto total = static_cast<std::uint32_t>(opening_.skills.size());
    const std::vector<std::string_view> held =
        SkillsThatAre({SkillState::kHeld, SkillState::kHeldBelowLevel});
    if (!held.empty()) {
      const auto count = static_cast<std::uint32_t>(held.size());
      Say("skills", {std::to_string(count), std::to_string(total), CommaList(held)},
          {{"held", count}, {"asked", total}, {"skills", messages_.Join(held)}});
    }
    SayList("skills_below_level", SkillsThatAre({SkillState::kHeldBelowLevel}));
    SayList("skills_related", SkillsThatAre({SkillState::kRelated}));
    SayList("skills_missing", SkillsThatAre({SkillState::kMissing}));
    SayList("skills_not_stated", SkillsThatAre({SkillState::kNotStated}));
  }

  std::vector<std::string_view> SkillsThatAre(std::initializer_list<SkillState> states) const {
    std::vector<std::string_view> labels;
    for (std::size_t i = 0; i < opening_.skills.size(); ++i) {
      if (std::find(states.begin(), states.end(), pair_.skills[i]) == states.end()) continue;
      labels.push_back(
          index_.taxonomy().skills().Label(opening_.skills[i].skill, question_.language()));
    }
    return labels;
  }

  void SayList(std::string_view code, const std::vector<std::string_view>& skills) {
    if (skills.empty()) return;
    Say(code, {CommaList(skills)}, {{"skills", messages_.Join(skills)}});
  }

  // She hears the amount, the employer only whether it meets her wish.
  void ExplainPay() {
    const std::uint32_t rupees = opening_.pay_day_rupees;
    std::vector<std::string> values;
    if (to_worker() && rupees != 0) values.push_back(std::to_string(rupees));
    std::string_view code = rupees != 0 ? "pay_stated" : "pay_not_stated";
    switch (FitPay(pair_.mutual.wish_day_rupees, pair_.mutual.offer_day_rupees)) {
      case PayFit::kMet:
        code = "pay_meets";
        break;
      case PayFit::kNear:
        code = "pay_near";
        break;
      case PayFit::kShort:
      case PayFit::kFar:
        code = "pay_short";
        break;
      case PayFit::kNoWish:
      case PayFit::kNotOffered:
        break;
    }
    Say(code, std::move(values), {{"rupees", rupees}});
  }

  // What she wishes besides pay and place. She hears which wishes are met; the employer only
  // whether all are.
  void ExplainWishes() {
    std::vector<std::string> met;
    std::vector<std::string> unmet;
    std::vector<std::string> not_stated;
    const MutualFacts& facts = pair_.mutual;
    for (unsigned left = facts.requirements; left != 0; left &= left - 1) {
      const auto amenity = std::countr_zero(left);
      const auto is_met = MeetsRequirement(facts, static_cast<unsigned>(amenity));
      (is_met ? *is_met ? met : unmet : not_stated)
          .push_back(WordOf(*records::Amenity_descriptor(), "AMENITY_", amenity));
    }
    const bool shift_met = (facts.shifts >> facts.shift & 1) != 0;
    for (unsigned left = facts.shifts; left != 0; left &= left - 1) {
      const auto shift = std::countr_zero(left);
      if (shift_met && shift != facts.shift) continue;
      (facts.shift == 0 ? not_stated
       : shift_met      ? met
                        : unmet)
          .push_back("shift_" + WordOf(*records::Shift_descriptor(), "SHIFT_", shift));
    }
    if (to_worker()) {
      SayWishes("wishes_met", std::move(met));
      SayWishes("wishes_unmet", std::move(unmet));
      SayWishes("wishes_not_stated", std::move(not_stated));
    } else if (!unmet.empty()) {
      Say("wishes_unmet", {}, {});
    } else if (!not_stated.empty()) {
      Say("wishes_not_stated", {}, {});
    } else if (!met.empty()) {
      Say("wishes_met", {}, {});
    }
  }

  void SayWishes(std::string_view code, std::vector<std::string> wishes) {
    if (wishes.empty()) return;
    std::vector<std::string> names;
    for (const std::string& wish : wishes) {
      names.push_back(messages_.Render("wish_" + wish, audience(), {}));
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    Say(code, std::move(wishes), {{"wishes", messages_.Join(views)}});
  }

  void ExplainExperience() {
    if (opening_.experience_months == 0) return;
    const std::string asked_value = std::to_string(opening_.experience_months);
    const std::string asked = Duration(opening_.experience_months);
    if (Get(pair_.parts, PartKind::kExperience).basis == Basis::kNotStated) {
      return Say("experience_not_stated", {asked_value}, {{"asked", asked}});
    }
    std::optional<std::uint16_t> held = std::max(worker_.primary_months, worker_.secondary_months);
    if (pair_.held_as == HeldAs::kPrimary) held = worker_.primary_months;
    if (pair_.held_as == HeldAs::kSecondary) held = worker_.secondary_months;
    const std::uint32_t months = held.value_or(0);
    Say("experience", {std::to_string(months), asked_value},
        {{"held", Duration(months)}, {"asked", asked}});
  }

  // "2 years", "18 months" as "1 year 6 months".
  std::string Duration(std::uint32_t months) const {
    const std::uint32_t years = months / kMonthsAYear;
    const std::uint32_t rest = months % kMonthsAYear;
    const std::string_view code = years == 0  ? "duration_months"
                                  : rest == 0 ? "duration_years"
                                              : "duration_years_months";
    return messages_.Render(code, audience(), {{"years", years}, {"months", rest}});
  }

  void ExplainStart() {
    // It is about the first day, however long the work is.
    const Part part = ScoreAvailability({.start = opening_.start,
                                         .from = worker_.available_from,
                                         .until = worker_.available_until,
                                         .months = worker_.available_months});
    if (part.basis != Basis::kStated) return;
    Say(part.value == kFull ? "free_on_start"
        : part.value == 0   ? "free_no_longer"
                            : "free_later",
        {}, {});
  }

  const Index& index_;
  const Question& question_;
  const Messages& messages_;
  const PairScore& pair_;
  const WorkerFacts& worker_;
  const OpeningFacts& opening_;
  std::vector<Reason> reasons_;
};

}  // namespace

std::string DistanceBand(Metres distance) {
  const Band band = BandOf(distance);
  const std::string from = std::to_string(kBandEdges[band] / 1000);
  if (band + 1U == kBandEdges.size()) return from + "+ km";
  return from + "-" + std::to_string(kBandEdges[band + 1U] / 1000) + " km";
}

std::vector<Reason> Explain(const Index& index, const Question& question, const PairScore& pair,
                            const WorkerFacts& worker, const OpeningFacts& opening) {
  return Explainer(index, question, pair, worker, opening).Run();
}

}  // namespace kaam::matcher
