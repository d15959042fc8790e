#include "matcher/counts.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "matcher/opening_count.h"
#include "matcher/pair.h"
#include "matcher/ring_count.h"
#include "matcher/top_rows.h"
#include "matcher/worker_tally.h"

namespace kaam::matcher {
namespace {

using taxonomy::Rung;

std::uint16_t DayOfWork(const OpeningFacts& asked, const PairRules& rules) {
  return asked.start != 0 ? asked.start : rules.as_of;
}

// The groups that one opening stands in.
std::vector<std::uint32_t> GroupsOf(const taxonomy::Taxonomy& taxonomy, FacetKind kind,
                                    const OpeningRecord& opening, const WorkerFacts& worker) {
  std::set<std::uint32_t> out;
  switch (kind) {
    case FacetKind::kState:
    case FacetKind::kDistrict:
      for (const Spot& site : opening.sites) {
        const std::uint32_t code = kind == FacetKind::kState ? site.state : site.district;
        out.insert(code == 0 ? kNoGroup : code);
      }
      break;
    case FacetKind::kFamily:
      for (const OccupationId trade : opening.trades) {
        out.insert(FamilyOf(taxonomy.occupations(), trade).value);
      }
      break;
    case FacetKind::kSkill:
      for (const AskedSkill& skill : opening.skills) out.insert(skill.skill.value);
      return {out.begin(), out.end()};  // those that ask for none are in no group
    case FacetKind::kExperience: {
      const std::uint16_t months = opening.facts.experience_months;
      out.insert(months == 0 ? kNoGroup : ExperienceBand(months));
      break;
    }
    case FacetKind::kWage:
      out.insert(WageBand(opening.facts.pay_day_rupees));
      break;
    case FacetKind::kAvailability: {
      const bool stated =
          worker.available_from != 0 || worker.available_until != 0 || worker.available_months != 0;
      if (!stated || opening.facts.start == 0) break;
      out.insert(IsFreeOn(opening.facts.start, worker.available_from, worker.available_until,
                          worker.available_months)
                     ? kFree
                     : kNotFree);
      break;
    }
  }
  if (out.empty()) out.insert(kNoGroup);
  return {out.begin(), out.end()};
}

// Groups of each kind as rows come by.
class GroupSums {
 public:
  explicit GroupSums(const std::vector<FacetKind>& kinds) : kinds_(kinds), sums_(kinds.size()) {}

  template <class KeysOf>
  void Add(KeysOf keys_of) {
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
      for (const std::uint32_t key : keys_of(kinds_[i])) ++sums_[i][key];
    }
  }
  std::vector<Facet> Facets() const {
    std::vector<Facet> out;
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
      std::vector<FacetGroup> groups;
      for (const auto& [key, count] : sums_[i]) groups.push_back({key, count});
      out.push_back(MakeFacet(kinds_[i], std::move(groups)));
    }
    return out;
  }

 private:
  const std::vector<FacetKind>& kinds_;
  std::vector<std::map<std::uint32_t, std::uint64_t>> sums_;
};

// Everybody of a segment whom the clauses let in. False when the deadline passes.
bool ForEachBlockOf(const Index& index, const Segment<schema::WorkerRow>& segment,
                    const WorkerClauses& clauses, const CountRoom& room, auto each) {
  WorkerCount count(index, segment, clauses, room.distances, room.scratch);
  return count.ForEachBlock(room.deadline, each);
}

bool TallyWorkers(const Index& index, const WorkerClauses& clauses, const CountRoom& room,
                  WorkerTally& tally) {
  for (const Segment<schema::WorkerRow>& segment : index.workers().all()) {
    tally.Enter(segment);
    const bool in_time = ForEachBlockOf(index, segment, clauses, room,
                                        [&](schema::View view, std::uint32_t block,
                                            const RowMask& rows) { tally.Add(view, block, rows); });
    if (!in_time) return false;
  }
  return true;
}

// Counts of workers with clauses left out or changed.
class WorkerShortfall {
 public:
  WorkerShortfall(const Index& index, const Question& question, std::size_t list,
                  const CountRoom& room)
      : index_(index),
        question_(question),
        list_(list),
        room_(room),
        clauses_(ClausesOf(index, question, list)) {}

  Result<Shortfall> Run() {
    out_.asked = AskedHeads(question_, list_);
    out_.found = CountOf(clauses_);
    TryWithoutPlace();
    TryWithoutSkills();
    for (unsigned left = clauses_.licences; left != 0; left &= left - 1) {
      WorkerClauses fewer = clauses_;
      fewer.licences = static_cast<std::uint16_t>(clauses_.licences & ~(left & -left));
      Note(Clause::kLicence, static_cast<std::uint16_t>(std::countr_zero(left)), CountOf(fewer));
    }
    TryWithoutMustNot();
    if (!clauses_.excluded.empty()) {
      WorkerClauses fewer = clauses_;
      fewer.excluded.clear();
      Note(Clause::kRefs, 0, CountOf(fewer));
    }
    TryOtherTrades();
    if (late_) return Late();
    std::stable_sort(out_.excluded_by.begin(), out_.excluded_by.end(),
                     [](const Exclusion& a, const Exclusion& b) { return a.count > b.count; });
    return std::move(out_);
  }

 private:
  void Walk(const WorkerClauses& clauses, WorkerTally& tally) {
    late_ |= !TallyWorkers(index_, clauses, room_, tally);
  }
  WorkerTally TallyOf(const WorkerClauses& clauses) const {
    return {index_, {}, clauses.trade, clauses.as_of};
  }
  std::uint64_t CountOf(const WorkerClauses& clauses) {
    WorkerTally tally = TallyOf(clauses);
    Walk(clauses, tally);
    return tally.total();
  }
  void Note(Clause clause, std::uint16_t id, std::uint64_t without) {
    if (without > out_.found) out_.excluded_by.push_back({clause, id, without - out_.found});
  }

  // Everybody wherever she is: how many the place rules out, and what each ring holds.
  void TryWithoutPlace() {
    if (clauses_.sites.empty()) return;
    WorkerClauses fewer = clauses_;
    fewer.sites = {};
    fewer.radius.reset();
    const std::vector<std::uint32_t> rings = RingsBeyond(question_);
    RingCount in_rings(index_, rings, room_.distances);
    std::uint64_t total = 0;
    for (const Segment<schema::WorkerRow>& segment : index_.workers().all()) {
      late_ |= !ForEachBlockOf(index_, segment, fewer, room_,
                               [&](schema::View view, std::uint32_t block, const RowMask& rows) {
                                 total += matcher::CountOf(rows);
                                 in_rings.Add(segment.view(view), block, rows);
                               });
    }
    Note(clauses_.radius ? Clause::kRadius : Clause::kPlace, 0, total);
    out_.next_ring = ChooseRing(rings, in_rings.Counts(), out_.asked, out_.found);
  }

  void TryWithoutSkills() {
    for (std::size_t i = 0; i < clauses_.skills.size(); ++i) {
      WorkerClauses fewer = clauses_;
      fewer.skills.erase(fewer.skills.begin() + static_cast<std::ptrdiff_t>(i));
      Note(Clause::kSkill, clauses_.skills[i].value, CountOf(fewer));
    }
  }

  void TryWithoutMustNot() {
    for (std::size_t i = 0; i < clauses_.not_trades.size(); ++i) {
      WorkerClauses fewer = clauses_;
      fewer.not_trades.erase(fewer.not_trades.begin() + static_cast<std::ptrdiff_t>(i));
      Note(Clause::kNotTrade, clauses_.not_trades[i].begin, CountOf(fewer));
    }
    for (std::size_t i = 0; i < clauses_.not_skills.size(); ++i) {
      WorkerClauses fewer = clauses_;
      fewer.not_skills.erase(fewer.not_skills.begin() + static_cast<std::ptrdiff_t>(i));
      Note(Clause::kNotSkill, clauses_.not_skills[i].value, CountOf(fewer));
    }
  }

  void TryOtherTrades() {
    if (!clauses_.trade) return;
    for (const OccupationId trade : AdjacentTrades(index_.taxonomy(), *clauses_.trade,
                                                   question_.direction(), question_.must_not())) {
      if (out_.adjacent_trades.size() == kMostAdjacentTrades) return;
      WorkerClauses other = clauses_;
      other.trade = trade;
      if (const std::uint64_t count = CountOf(other); count != 0) {
        out_.adjacent_trades.push_back({trade, count});
      }
    }
  }

  const Index& index_;
  const Question& question_;
  const std::size_t list_;
  const CountRoom room_;
  const WorkerClauses clauses_;
  Shortfall out_;
  bool late_ = false;
};

Result<Shortfall> OpeningShortfall(const Index& index, const Question& question, std::size_t list,
                                   const CountRoom& room) {
  using Fault = OpeningFault;
  Shortfall out;
  out.asked = AskedHeads(question, list);
  const std::vector<std::uint32_t> rings = RingsBeyond(question);
  std::vector<std::uint64_t> in_ring(rings.size());
  std::map<unsigned, std::uint64_t> by_only_fault;
  OpeningCount openings(index, question, list, room.distances, room.tables);
  const Metres farthest = rings.empty() ? 0 : rings.back() * 1000;
  std::uint64_t far = 0;
  const auto look = [&](const OpeningCount::Judged& judged) {
    if (std::popcount(judged.faults) <= 1) ++by_only_fault[judged.faults];
    if ((judged.faults & ~Fault::kPlace) != 0 || !judged.distance) return;
    for (std::size_t i = 0; i < rings.size(); ++i) {
      if (*judged.distance <= rings[i] * 1000) ++in_ring[i];
    }
  };
  bool in_time = openings.ForEach(farthest, room.deadline, far, look);
  by_only_fault[Fault::kPlace] += far;
  out.found = by_only_fault[0];
  const Clause place = question.rules().radius ? Clause::kRadius : Clause::kPlace;
  for (const auto& [fault, clause] :
       {std::pair{Fault::kPlace, place}, std::pair{Fault::kSkill, Clause::kSkill},
        std::pair{Fault::kLicence, Clause::kLicence},
        std::pair{Fault::kNotSkill, Clause::kNotSkill}, std::pair{Fault::kRef, Clause::kRefs},
        std::pair{Fault::kEmployer, Clause::kEmployers}}) {
    const std::uint64_t count = by_only_fault[fault];
    if (count != 0) out.excluded_by.push_back({clause, 0, count});
  }
  std::stable_sort(out.excluded_by.begin(), out.excluded_by.end(),
                   [](const Exclusion& a, const Exclusion& b) { return a.count > b.count; });
  if (!rings.empty()) out.next_ring = ChooseRing(rings, in_ring, out.asked, out.found);
  if (const auto own = question.AskingWorker(list).primary) {
    for (const OccupationId trade :
         AdjacentTrades(index.taxonomy(), *own, question.direction(), question.must_not())) {
      if (out.adjacent_trades.size() == kMostAdjacentTrades) break;
      std::uint64_t count = 0;
      in_time &= openings.ForEachOf(trade, room.deadline, [&](const OpeningCount::Judged& judged) {
        if (judged.faults == 0) ++count;
      });
      if (count != 0) out.adjacent_trades.push_back({trade, count});
    }
  }
  if (!in_time) return Late();
  return out;
}

}  // namespace

std::uint64_t AskedHeads(const Question& question, std::size_t list) {
  const auto trade = question.trade(list);
  return trade && trade->count ? *trade->count : question.limit();
}

std::vector<OccupationId> AdjacentTrades(const taxonomy::Taxonomy& taxonomy, OccupationId trade,
                                         Direction direction, const MustNot& must_not) {
  const taxonomy::Occupations& occupations = taxonomy.occupations();
  const auto fits = direction == Direction::kWorkersForOpening ? occupations.FitsOf(trade)
                                                               : occupations.FitsFor(trade);
  std::vector<OccupationId> out;
  for (std::uint16_t id = 0; id < fits.size(); ++id) {
    const Rung rung = fits[id].rung;
    const bool near = rung == Rung::kFamily || rung == Rung::kRelated || rung == Rung::kMinor;
    if (!near || occupations[OccupationId{id}].is_family) continue;
    if (!must_not.HasTrade(OccupationId{id})) out.push_back(OccupationId{id});
  }
  std::stable_sort(out.begin(), out.end(), [&](OccupationId a, OccupationId b) {
    return fits[a.value].value > fits[b.value].value;
  });
  out.resize(std::min(out.size(), kMostTradesTried));
  return out;
}

std::vector<std::uint32_t> RingsBeyond(const Question& question) {
  std::vector<std::uint32_t> out;
  if (question.spots().empty()) return out;
  const Metres reach = question.rules().radius.value_or(kReach);
  for (const Metres edge : kBandEdges) {
    if (edge > reach) out.push_back(edge / 1000);
  }
  return out;
}

std::optional<Shortfall::Ring> ChooseRing(const std::vector<std::uint32_t>& rings,
                                          const std::vector<std::uint64_t>& counts,
                                          std::uint64_t asked, std::uint64_t found) {
  if (rings.empty() || counts.back() <= found) return std::nullopt;
  const std::uint64_t enough = std::min(asked, counts.back());
  for (std::size_t i = 0; i < rings.size(); ++i) {
    if (counts[i] >= enough && counts[i] > found) return Shortfall::Ring{rings[i], counts[i]};
  }
  return std::nullopt;
}

Result<Counts> CountMatches(const Index& index, const Question& question, std::size_t list,
                            const CountRoom& room) {
  Counts out;
  if (question.direction() == Direction::kWorkersForOpening) {
    const OpeningFacts asked = question.AskedOpening(list);
    const WorkerClauses clauses = ClausesOf(index, question, list);
    WorkerTally tally(index, question.facets(), clauses.trade, DayOfWork(asked, question.rules()));
    if (!TallyWorkers(index, clauses, room, tally)) return Late();
    out.total = tally.total();
    out.facets = tally.Facets();
    return out;
  }
  const WorkerFacts worker = question.AskingWorker(list);
  GroupSums sums(question.facets());
  OpeningCount count(index, question, list, room.distances, room.tables);
  std::uint64_t far = 0;
  const auto look = [&](const OpeningCount::Judged& judged) {
    if (judged.faults != 0) return;
    ++out.total;
    if (question.facets().empty()) return;
    const OpeningRecord opening(index, judged.row);
    sums.Add([&](FacetKind kind) { return GroupsOf(index.taxonomy(), kind, opening, worker); });
  };
  if (!count.ForEach(0, room.deadline, far, look)) return Late();
  out.facets = sums.Facets();
  return out;
}

Result<Shortfall> FindShortfall(const Index& index, const Question& question, std::size_t list,
                                const CountRoom& room) {
  if (question.direction() == Direction::kOpeningsForWorker) {
    return OpeningShortfall(index, question, list, room);
  }
  return WorkerShortfall(index, question, list, room).Run();
}

}  // namespace kaam::matcher
