#include "matcher/query.h"

#include <algorithm>

#include "core/day.h"
#include "matcher/question_maker.h"

namespace kaam::matcher {
namespace {

// FNV-1a over the fields of a question, finished so that every bit depends on all of them.
class QuestionHash {
 public:
  void Add(std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) {
      hash_ = (hash_ ^ (value >> shift & 0xFF)) * 0x100000001B3U;
    }
  }
  std::uint64_t Finish(std::uint64_t salt) const {
    std::uint64_t z = hash_ + salt * 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
  }

 private:
  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

}  // namespace

Result<Question> Question::Make(const taxonomy::Taxonomy& taxonomy, const QuestionSpec& spec,
                                Direction direction, Day today) {
  return QuestionMaker(taxonomy, spec, direction, today).Make();
}

Result<Question> Question::ForWorker(const Index& index, const WorkerRef& ref,
                                     const QuestionSpec& spec, Day today) {
  const auto row = index.workers().FindByRef(ref.bytes);
  if (!row) return NotFound("no worker of this index has this ref", "ref");
  return ForWorker(index, *row, spec, today);
}

Result<Question> Question::ForWorker(const Index& index, RowId row, const QuestionSpec& spec,
                                     Day today) {
  auto made = QuestionMaker(index.taxonomy(), spec, Direction::kOpeningsForWorker, today)
                  .MakeFor(index, row);
  if (!made) return made;
  const std::uint16_t adult_from = index.workers().detail(row).adult_from;
  if (adult_from > made->rules().as_of) {
    return FailedPrecondition("openings are shown from the eighteenth birthday on", "ref");
  }
  return made;
}

Result<Question> Question::ForOpening(const Index& index, const OpeningRef& ref,
                                      const QuestionSpec& spec, Day today) {
  const auto row = index.openings().FindByRef(ref.bytes);
  if (!row) return NotFound("no opening of this index has this ref", "ref");
  return ForOpening(index, *row, spec, today);
}

Result<Question> Question::ForOpening(const Index& index, RowId row, const QuestionSpec& spec,
                                      Day today) {
  return QuestionMaker(index.taxonomy(), spec, Direction::kWorkersForOpening, today)
      .MakeForOpening(index, row);
}

bool Question::ExcludesRef(std::span<const std::uint8_t, 16> ref) const {
  RefBytes bytes;
  std::copy(ref.begin(), ref.end(), bytes.begin());
  return std::binary_search(excluded_refs_.begin(), excluded_refs_.end(), bytes);
}

bool Question::ExcludesEmployer(std::string_view id) const {
  return std::binary_search(excluded_employers_.begin(), excluded_employers_.end(), id);
}

std::size_t Question::lists() const { return trades_.empty() ? 1 : trades_.size(); }

std::optional<TradeAsk> Question::trade(std::size_t list) const {
  return list < trades_.size() ? std::optional(trades_[list]) : std::nullopt;
}

OpeningFacts Question::AskedOpening(std::size_t list) const {
  OpeningFacts facts = opening_;
  if (list < trade_ids_.size()) facts.trades = {&trade_ids_[list], 1};
  facts.sites = spots_;
  facts.skills = asked_skills_;
  facts.must_not = must_not();
  return facts;
}

WorkerFacts Question::AskingWorker(std::size_t list) const {
  WorkerFacts facts = worker_;
  if (list < trade_ids_.size()) facts.primary = trade_ids_[list];
  facts.wanted = wanted_;
  facts.skills = held_skills_;
  facts.spots = spots_;
  facts.districts = districts_;
  facts.must_not = must_not();
  return facts;
}

Question::Start Question::StartOf(std::size_t list) const {
  QuestionHash print;
  print.Add(static_cast<std::uint64_t>(rules_.direction));
  print.Add(list < trades_.size() ? trades_[list].occupation.value : kNoId);
  print.Add(rules_.as_of);
  print.Add(rules_.radius.value_or(0));
  for (const std::uint16_t weight : rules_.weights.per_mille) print.Add(weight);
  // Any of the places will do, in whatever order they were named.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> places;
  for (const Spot& spot : spots_) {
    places.emplace_back(static_cast<std::uint64_t>(spot.extent) << 32 | spot.district,
                        std::uint64_t{static_cast<std::uint32_t>(spot.point.lat_e6)} << 32 |
                            static_cast<std::uint32_t>(spot.point.lon_e6));
  }
  std::sort(places.begin(), places.end());
  for (const auto& [area, point] : places) {
    print.Add(area);
    print.Add(point);
  }
  for (const AskedSkill& skill : asked_skills_) {
    print.Add(std::uint64_t{skill.skill.value} << 32 | std::uint64_t{skill.weight} << 8 |
              std::uint64_t{skill.level} << 1 | (skill.must ? 1U : 0U));
  }
  for (const schema::PackedSkill skill : held_skills_) print.Add(skill.bits);
  for (const std::uint16_t trade : wanted_) print.Add(std::uint64_t{1} << 34 | trade);
  for (const OccupationId trade : not_trades_) print.Add(std::uint64_t{1} << 32 | trade.value);
  if (inclusive_only()) print.Add(std::uint64_t{1} << 35);
  for (const SkillId skill : not_skills_) print.Add(std::uint64_t{1} << 33 | skill.value);
  const OpeningFacts& o = opening_;
  for (const std::uint64_t value :
       {std::uint64_t{o.pay_day_rupees}, std::uint64_t{o.offers}, std::uint64_t{o.shift},
        std::uint64_t{o.experience_months}, std::uint64_t{o.education}, std::uint64_t{o.languages},
        std::uint64_t{o.licences}, std::uint64_t{o.start}, std::uint64_t{worker_.wage_day_rupees},
        std::uint64_t{worker_.requirements} | std::uint64_t{worker_.must_requirements} << 16,
        std::uint64_t{o.duration_days}, std::uint64_t{worker_.available_from},
        std::uint64_t{worker_.available_until}, std::uint64_t{worker_.available_months}}) {
    print.Add(value);
  }
  // Rotation starts among those whose first trade is the one asked for, at a hashed place.
  const std::uint16_t first =
      list < trades_.size() ? trades_[list].occupation.value : std::uint16_t{0};
  return {schema::PositionGroup(first, 0, static_cast<std::uint32_t>(print.Finish(1))),
          print.Finish(2)};
}

}  // namespace kaam::matcher
