#include "matcher/like.h"

#include <algorithm>
#include <string>

#include "core/records.pb.h"
#include "matcher/question_json.h"

namespace kaam::matcher {
namespace {

using taxonomy::Place;
using taxonomy::PlaceKind;

Error Unknown(const char* what) {
  return NotFound(std::string("no ") + what + " of this index has this ref", "like");
}

Error SaysNothing(const char* what) {
  return FailedPrecondition(
      std::string("neither a trade nor a skill of this ") + what + " is known", "like");
}

std::vector<std::string> CodesOf(std::uint32_t bits, const std::vector<taxonomy::CodedBit>& known) {
  std::vector<std::string> codes;
  for (const taxonomy::CodedBit& entry : known) {
    if ((bits >> entry.bit & 1) != 0) codes.push_back(entry.code);
  }
  return codes;
}

template <class Number>
std::optional<std::uint32_t> Unless(Number absent, Number value) {
  return value == absent ? std::nullopt : std::optional<std::uint32_t>(value);
}

class Maker {
 public:
  explicit Maker(const Index& index) : index_(index) {}

  QuestionSpec OfWorker(RowId row_id) {
    const WorkerRecord record(index_, row_id);
    const WorkerFacts& facts = record.facts;
    const bool states_first = facts.primary.has_value();
    if (states_first || facts.secondary) AddTrade(states_first ? *facts.primary : *facts.secondary);
    for (const schema::PackedSkill held : facts.skills) {
      AddSkill(SkillId{held.skill()}, held.level());
    }
    if (!facts.spots.empty()) AddDistrict(record.spot);
    if (const auto months = states_first ? facts.primary_months : facts.secondary_months) {
      spec_.experience_months = std::min<std::uint32_t>(*months, kMostMonths);
    }
    AddAbilities(facts.education, facts.languages, facts.licences);
    return std::move(spec_);
  }

  QuestionSpec OfOpening(RowId row_id) {
    const OpeningRecord record(index_, row_id);
    const OpeningFacts& facts = record.facts;
    for (const OccupationId trade : record.trades) AddTrade(trade);
    for (const AskedSkill& asked : record.skills) AddSkill(asked.skill, asked.level);
    for (const PlaceId site : record.site_places) AddSite(site);
    if (facts.pay_day_rupees != 0) {
      spec_.wage = WageSpec{std::uint64_t{facts.pay_day_rupees} * 100, records::PAY_UNIT_DAY};
    }
    spec_.experience_months = Unless<std::uint16_t>(0, facts.experience_months);
    AddAbilities(facts.education, facts.languages, facts.licences);
    for (unsigned amenity = 1; facts.offers >> amenity != 0; ++amenity) {
      if ((facts.offers >> amenity & 1U) == 0) continue;
      spec_.requirements.push_back(
          WordOf(*records::Amenity_descriptor(), "AMENITY_", static_cast<int>(amenity)));
    }
    if (facts.shift != 0) {
      spec_.shift = WordOf(*records::Shift_descriptor(), "SHIFT_", facts.shift);
    }
    if (facts.start != 0) spec_.start = FormatDay(DayFromNumber(facts.start));
    return std::move(spec_);
  }

 private:
  static constexpr std::uint32_t kMostMonths = 1200;

  void AddTrade(OccupationId id) {
    if (spec_.occupations.size() == kMaxTrades) return;
    spec_.occupations.push_back({index_.taxonomy().occupations()[id].code, std::nullopt});
  }

  void AddSkill(SkillId id, unsigned level) {
    if (spec_.skills.size() == kMaxAskedSkills) return;
    SkillSpec skill{index_.taxonomy().skills()[id].code, false, std::nullopt, std::nullopt};
    skill.level = Unless(0U, level);
    spec_.skills.push_back(std::move(skill));
  }

  void AddDistrict(const Spot& spot) {
    if (spot.district == 0) return;
    spec_.place = PlaceSpec{.lgd_district = spot.district};
  }

  // By PIN or district; a place of another kind stands at its central point.
  void AddSite(PlaceId id) {
    if (spec_.places.size() == kMaxPlaces) return;
    const Place& place = index_.taxonomy().places()[id];
    PlaceSpec& said = spec_.places.emplace_back();
    if (place.kind == PlaceKind::kPin) {
      said.pin = place.code;
    } else if (place.kind == PlaceKind::kDistrict) {
      said.lgd_district = place.code;
    } else {
      said.lat = place.point.lat_e6 / 1e6;
      said.lon = place.point.lon_e6 / 1e6;
    }
  }

  void AddAbilities(std::uint8_t education, std::uint32_t languages, std::uint16_t licences) {
    spec_.education = Unless<std::uint8_t>(0, education);
    spec_.languages = CodesOf(languages, index_.taxonomy().codes().languages());
    spec_.licences = CodesOf(licences, index_.taxonomy().codes().licences());
  }

  const Index& index_;
  QuestionSpec spec_;
};

}  // namespace

Result<QuestionSpec> WorkersLike(const Index& index, const WorkerRef& ref, Day as_of) {
  const auto row = index.workers().FindByRef(ref.bytes);
  // Whoever may not be shown is not known of either.
  if (!row || !IsVisible(index.workers()[*row], ToDay16(as_of))) return Unknown("worker");
  QuestionSpec spec = Maker(index).OfWorker(*row);
  if (spec.occupations.empty() && spec.skills.empty()) return SaysNothing("worker");
  spec.exclude.refs = {ToHex(ref)};
  return spec;
}

Result<QuestionSpec> OpeningsLike(const Index& index, const OpeningRef& ref) {
  const auto row = index.openings().FindByRef(ref.bytes);
  if (!row || index.openings()[*row].status == records::OPENING_STATUS_HELD_FOR_REVIEW) {
    return Unknown("opening");
  }
  QuestionSpec spec = Maker(index).OfOpening(*row);
  if (spec.occupations.empty() && spec.skills.empty()) return SaysNothing("opening");
  spec.exclude.refs = {ToHex(ref)};
  return spec;
}

}  // namespace kaam::matcher
