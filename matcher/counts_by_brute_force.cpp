#include <map>

#include "matcher/counts.h"
#include "matcher/pair.h"

namespace kaam::matcher {
namespace {

using Sums = std::vector<std::map<std::uint32_t, std::uint64_t>>;

std::uint32_t OrNotStated(std::uint32_t code) { return code == 0 ? kNoGroup : code; }

std::uint32_t TimesKey(bool stated, std::uint16_t day, const WorkerFacts& worker) {
  if (!stated) return kNoGroup;
  return IsFreeOn(day, worker.available_from, worker.available_until, worker.available_months)
             ? kFree
             : kNotFree;
}

bool StatesTimes(const WorkerFacts& worker) {
  return worker.available_from != 0 || worker.available_until != 0 || worker.available_months != 0;
}

// The groups of one worker, once each.
std::map<std::uint32_t, int> KeysOf(const taxonomy::Taxonomy& taxonomy, FacetKind kind,
                                    const WorkerFacts& worker, const PairScore& pair,
                                    std::uint16_t day) {
  switch (kind) {
    case FacetKind::kState:
      return {{worker.spots.empty() ? kNoGroup : OrNotStated(worker.spots[0].state), 1}};
    case FacetKind::kDistrict:
      return {{worker.spots.empty() ? kNoGroup : OrNotStated(worker.spots[0].district), 1}};
    case FacetKind::kFamily: {
      const auto trade = pair.asked_trade ? pair.asked_trade : worker.primary;
      return {{trade ? FamilyOf(taxonomy.occupations(), *trade).value : kNoGroup, 1}};
    }
    case FacetKind::kSkill: {
      std::map<std::uint32_t, int> out;
      for (const schema::PackedSkill skill : worker.skills) out[skill.skill()] = 1;
      return out;
    }
    case FacetKind::kExperience:
      return {{ExperienceBand(pair.held_as == HeldAs::kSecondary ? worker.secondary_months
                                                                 : worker.primary_months),
               1}};
    case FacetKind::kWage:
      return {{WageBand(worker.wage_day_rupees), 1}};
    case FacetKind::kAvailability:
      break;
  }
  return {{TimesKey(StatesTimes(worker), day, worker), 1}};
}

// The groups of one opening, once each.
std::map<std::uint32_t, int> KeysOf(const taxonomy::Taxonomy& taxonomy, FacetKind kind,
                                    const OpeningFacts& opening, const WorkerFacts& worker) {
  std::map<std::uint32_t, int> out;
  switch (kind) {
    case FacetKind::kState:
      for (const Spot& site : opening.sites) out[OrNotStated(site.state)] = 1;
      break;
    case FacetKind::kDistrict:
      for (const Spot& site : opening.sites) out[OrNotStated(site.district)] = 1;
      break;
    case FacetKind::kFamily:
      for (const OccupationId trade : opening.trades) {
        out[FamilyOf(taxonomy.occupations(), trade).value] = 1;
      }
      break;
    case FacetKind::kSkill:
      for (const AskedSkill& skill : opening.skills) out[skill.skill.value] = 1;
      return out;
    case FacetKind::kExperience:
      if (opening.experience_months != 0) out[ExperienceBand(opening.experience_months)] = 1;
      break;
    case FacetKind::kWage:
      out[WageBand(opening.pay_day_rupees)] = 1;
      break;
    case FacetKind::kAvailability:
      out[TimesKey(opening.start != 0 && StatesTimes(worker), opening.start, worker)] = 1;
      break;
  }
  if (out.empty()) out[kNoGroup] = 1;
  return out;
}

template <class Record, class Row>
Counts CountAll(const Index& index, const Segments<Row>& rows, const Question& question,
                auto may_show, auto keys_of) {
  Counts out;
  Sums sums(question.facets().size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const Segment<Row>& segment = rows.Of(RowId{i});
    if (segment.IsOverridden(RowId{i})) continue;
    if (!may_show(segment[RowId{i}], question.rules().as_of)) continue;
    if (question.ExcludesRef(segment.RefBytes(RowId{i}))) continue;
    if constexpr (std::is_same_v<Row, schema::OpeningRow>) {
      if (question.ExcludesEmployer(index.OpeningDocument(RowId{i}).employer_id())) continue;
    }
    const Record record(index, RowId{i});
    for (std::size_t at = 0; at <= sums.size(); ++at) {
      const auto keys = keys_of(record.facts, at);
      if (!keys) break;
      if (at == sums.size()) {
        ++out.total;
        continue;
      }
      for (const auto& [key, once] : *keys) ++sums[at][key];
    }
  }
  for (std::size_t at = 0; at < sums.size(); ++at) {
    std::vector<FacetGroup> groups;
    for (const auto& [key, count] : sums[at]) groups.push_back({key, count});
    out.facets.push_back(MakeFacet(question.facets()[at], std::move(groups)));
  }
  return out;
}

}  // namespace

Counts CountByBruteForce(const Index& index, const Question& question, std::size_t list) {
  using Keys = std::optional<std::map<std::uint32_t, int>>;
  const std::vector<FacetKind>& kinds = question.facets();
  if (question.direction() == Direction::kWorkersForOpening) {
    const OpeningFacts opening = question.AskedOpening(list);
    const std::uint16_t day = opening.start != 0 ? opening.start : question.rules().as_of;
    return CountAll<WorkerRecord>(index, index.workers(), question, IsVisible,
                                  [&](const WorkerFacts& worker, std::size_t at) -> Keys {
                                    const auto pair = ScorePair(index.taxonomy(), worker, opening,
                                                                question.rules());
                                    if (!pair || pair->tier != Tier::kExact) return std::nullopt;
                                    if (at == kinds.size()) return Keys(std::in_place);
                                    return KeysOf(index.taxonomy(), kinds[at], worker, *pair, day);
                                  });
  }
  const WorkerFacts worker = question.AskingWorker(list);
  return CountAll<OpeningRecord>(index, index.openings(), question, IsOpen,
                                 [&](const OpeningFacts& opening, std::size_t at) -> Keys {
                                   const auto pair = ScorePair(index.taxonomy(), worker, opening,
                                                               question.rules());
                                   if (!pair || pair->tier != Tier::kExact) return std::nullopt;
                                   if (at == kinds.size()) return Keys(std::in_place);
                                   return KeysOf(index.taxonomy(), kinds[at], opening, worker);
                                 });
}

}  // namespace kaam::matcher
