#include "matcher/plan.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

#include "core/day.h"
#include "core/index_schema.h"

namespace kaam::matcher {
namespace {

void Must(std::ostream& out, std::string_view what) { out << "must   " << what << '\n'; }

void PrintMusts(const Plan& plan, const Question& question, std::ostream& out) {
  const bool for_workers = question.direction() == Direction::kWorkersForOpening;
  const std::string day = FormatDay(question.as_of());
  Must(out, for_workers ? "adult and visible to employers on " + day : "open on " + day);
  for (const MustClause& clause : plan.musts) {
    Must(out, std::string(clause.field) + " " + clause.code + ": " + std::to_string(clause.rows) +
                  " rows");
  }
  if (question.radius_km()) {
    Must(out, "within " + std::to_string(*question.radius_km()) + " km of one of " +
                  std::to_string(question.spots().size()) + " places");
  }
  const std::size_t ruled_out = question.not_trades().size() + question.not_skills().size();
  if (ruled_out > 0) Must(out, "none of " + std::to_string(ruled_out) + " trades and skills");
  const std::size_t excluded =
      question.excluded_refs().size() + question.excluded_employers().size();
  if (excluded > 0) Must(out, "none of " + std::to_string(excluded) + " refs and employers");
}

void PrintParts(const Question& question, std::ostream& out) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < kPartCount; ++i) order.push_back(i);
  const auto& weights = question.rules().weights.per_mille;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  for (const std::size_t i : order) {
    std::array<char, 64> line{};
    std::snprintf(line.data(), line.size(), "part   %-13s up to 0.%03u\n",
                  std::string(kPartNames[i]).c_str(), unsigned{weights[i]} % 1000U);
    out << (weights[i] == 1000 ? "part   " + std::string(kPartNames[i]) + " up to 1\n"
                               : line.data());
  }
}

}  // namespace

Plan MakePlan(const taxonomy::Taxonomy& taxonomy, const Question& question,
              const std::function<std::uint64_t(const std::string& term)>& rows_with) {
  Plan plan;
  // An opening asks a skill or a licence; a worker who has none of it rules nothing out.
  if (question.direction() != Direction::kWorkersForOpening) return plan;
  const auto add = [&](std::string_view field, std::string_view prefix, std::string code) {
    std::string term = std::string(prefix) + code;
    const std::uint64_t rows = rows_with(term);
    plan.musts.push_back({field, std::move(code), std::move(term), rows});
  };
  for (const AskedSkill& skill : question.asked_skills()) {
    if (skill.must) add("skills", schema::term::kSkill, taxonomy.skills()[skill.skill].code);
  }
  const std::uint16_t licences = question.AskedOpening(0).licences;
  for (const taxonomy::CodedBit& licence : taxonomy.codes().licences()) {
    if ((licences >> licence.bit & 1) != 0) {
      add("licences", schema::term::kLicence, std::string(licence.code));
    }
  }
  std::stable_sort(plan.musts.begin(), plan.musts.end(),
                   [](const MustClause& a, const MustClause& b) { return a.rows < b.rows; });
  if (!plan.musts.empty() && plan.musts.front().rows <= kRareRows) plan.way = Way::kWalk;
  return plan;
}

void PrintPlan(const Plan& plan, const std::vector<PlanStep>& steps,
               const taxonomy::Taxonomy& taxonomy, const Question& question, std::size_t list,
               std::ostream& out) {
  const bool for_workers = question.direction() == Direction::kWorkersForOpening;
  out << "list " << list + 1 << " of " << question.lists() << ": "
      << (for_workers ? "workers" : "openings");
  if (const auto trade = question.trade(list)) {
    const taxonomy::Occupation& occupation = taxonomy.occupations()[trade->occupation];
    out << " for " << occupation.code << ' '
        << taxonomy.occupations().Label(trade->occupation, question.language());
  }
  out << ", the best " << question.limit() << '\n';
  PrintMusts(plan, question, out);
  if (plan.way == Way::kWalk) {
    out << "way    walk the " << plan.musts.front().rows << " rows of " << plan.musts.front().code
        << ", as " << kRareRows << " or fewer have it\n";
  } else {
    out << "way    blocks of " << (for_workers ? schema::kBlockRows : schema::kOpeningBlockRows)
        << " rows, those that could hold the best first, until no other could change the list\n";
    for (std::size_t i = 0; i < steps.size(); ++i) {
      out << "step " << i + 1 << " " << steps[i].what << ": " << steps[i].rows << " rows in "
          << steps[i].blocks << " blocks, " << steps[i].stretches << " stretches"
          << (i > 0 ? "; only where the list is not full of what was asked for" : "") << '\n';
    }
  }
  PrintParts(question, out);
}

}  // namespace kaam::matcher
