#include "bench/random_questions.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/day.h"
#include "core/records.pb.h"

namespace kaam::bench {
namespace {

using matcher::Direction;
using matcher::PlaceSpec;
using matcher::SkillSpec;
using matcher::Spot;

constexpr std::string_view kOneTrade = "a trade at a place";
constexpr std::string_view kRadius = "within a radius";
constexpr std::string_view kManySkills = "many skills";
constexpr std::string_view kMust = "must skills and licences";
constexpr std::string_view kManyPlaces = "several places";
constexpr std::string_view kCrew = "several trades";
constexpr std::string_view kNowhere = "no place";
constexpr std::string_view kOnlySkills = "skills without a trade";
constexpr std::string_view kOnlyPlace = "a place alone";
constexpr std::string_view kTerms = "pay, days and amenities";
// As often as they stand here: a place alone is dear to check, as everybody matches.
constexpr auto kShapes = std::to_array<std::string_view>(
    {kOneTrade,   kOneTrade,   kOneTrade,   kOneTrade,   kRadius,  kRadius,  kRadius,
     kRadius,     kManySkills, kManySkills, kManySkills, kMust,    kMust,    kMust,
     kManyPlaces, kManyPlaces, kCrew,       kCrew,       kNowhere, kNowhere, kOnlySkills,
     kOnlySkills, kOnlyPlace,  kTerms,      kTerms});

constexpr auto kAmenities =
    std::to_array<const char*>({"toilets", "creche", "hostel", "transport", "no_nights", "stay",
                                "food", "night_transport", "complaints_committee"});
constexpr auto kShifts = std::to_array<const char*>({"day", "evening", "night", "rotating"});
constexpr auto kLimits = std::to_array<std::uint32_t>({1, 3, 5, 10, 20, 20, 20, 50, 100});

// Records without a trade or a place are passed over so many times.
constexpr int kMostTries = 1000;

std::string RefText(std::span<const std::uint8_t, 16> bytes) {
  WorkerRef ref;
  std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
  return ToHex(ref);
}

bool Asks(const auto& entries) {
  return std::any_of(entries.begin(), entries.end(),
                     [](const auto& entry) { return !entry.must_not; });
}

}  // namespace

struct QuestionDrawer::Model {
  std::vector<OccupationId> trades;
  std::vector<SkillId> skills;
  std::vector<Spot> spots;
};

QuestionDrawer::Model QuestionDrawer::WorkerModel() {
  Model model;
  const RowId row{static_cast<std::uint32_t>(Below(index_.workers().size()))};
  const matcher::WorkerRecord record(index_, row);
  if (record.facts.primary) model.trades.push_back(*record.facts.primary);
  if (record.facts.secondary) model.trades.push_back(*record.facts.secondary);
  for (const schema::PackedSkill skill : record.facts.skills) {
    model.skills.push_back(SkillId{skill.skill()});
  }
  model.spots.assign(record.facts.spots.begin(), record.facts.spots.end());
  return model;
}

QuestionDrawer::Model QuestionDrawer::OpeningModel() {
  Model model;
  const RowId row{static_cast<std::uint32_t>(Below(index_.openings().size()))};
  const matcher::OpeningRecord record(index_, row);
  model.trades = record.trades;
  for (const matcher::AskedSkill& skill : record.skills) model.skills.push_back(skill.skill);
  model.spots = record.sites;
  return model;
}

RandomQuestion QuestionDrawer::Draw() {
  RandomQuestion out;
  out.shape = kShapes[Below(kShapes.size())];
  out.direction = OneIn(2) ? Direction::kOpeningsForWorker : Direction::kWorkersForOpening;
  // A worker's words drawn from an opening meet openings, and the other way round.
  const bool for_workers = out.direction == Direction::kWorkersForOpening;
  Model model = for_workers ? WorkerModel() : OpeningModel();
  for (int tries = 0; tries < kMostTries && (model.trades.empty() || model.spots.empty());
       ++tries) {
    model = for_workers ? WorkerModel() : OpeningModel();
  }
  if (model.trades.empty()) model.trades.push_back(OccupationId{0});
  if (model.spots.empty()) model.spots.push_back(index_.SpotOf(PlaceId{0}));
  AddTrades(model, out.shape, out);
  AddSkills(model, out.shape, out);
  if (OneIn(6)) AddMustNots(out);
  const bool names_work =
      Asks(out.spec.occupations) || Asks(out.spec.skills) || !out.spec.wanted.empty();
  if (out.shape != kNowhere || !names_work) AddPlaces(model, out.shape, out);
  AddTerms(out);
  AddDays(out);
  if (OneIn(5)) AddExclusions(out);
  if (OneIn(2)) AddWeights(out);
  out.spec.limit = kLimits[Below(kLimits.size())];
  return out;
}

std::string QuestionDrawer::TradeNear(OccupationId id) {
  const taxonomy::Occupations& occupations = index_.taxonomy().occupations();
  if (OneIn(8)) return occupations[id].code.substr(0, 4);
  if (!OneIn(8)) return occupations[id].code;
  const auto family = occupations.Group(id, 4);
  const auto size = static_cast<std::uint16_t>(family.end - family.begin);
  return occupations[OccupationId{static_cast<std::uint16_t>(family.begin + Below(size))}].code;
}

std::string QuestionDrawer::AnySkill() {
  const taxonomy::Skills& skills = index_.taxonomy().skills();
  return skills.all()[Below(skills.size())].code;
}

void QuestionDrawer::AddTrades(const Model& model, std::string_view shape, RandomQuestion& out) {
  if (shape == kOnlySkills || shape == kOnlyPlace) return;
  const taxonomy::Occupations& occupations = index_.taxonomy().occupations();
  const auto add = [&](const std::string& code) {
    if (occupations.Find(code)) out.spec.occupations.push_back({code, std::nullopt});
  };
  add(TradeNear(model.trades.front()));
  if (shape == kCrew) {
    for (auto more = 1 + Below(3); more > 0; --more) {
      const Model other = OneIn(2) ? WorkerModel() : OpeningModel();
      if (!other.trades.empty()) add(TradeNear(other.trades.front()));
    }
  }
  if (out.direction == Direction::kOpeningsForWorker && OneIn(4)) {
    const std::string code = TradeNear(model.trades.back());
    if (occupations.Find(code)) out.spec.wanted.push_back(code);
  }
}

void QuestionDrawer::AddSkills(const Model& model, std::string_view shape, RandomQuestion& out) {
  std::vector<std::string> codes;
  const std::size_t most = shape == kManySkills                     ? 12
                           : shape == kOnlySkills || shape == kMust ? 3
                                                                    : Below(3);
  for (const SkillId skill : model.skills) {
    if (codes.size() < most) codes.push_back(index_.taxonomy().skills()[skill].code);
  }
  for (const auto& skill : index_.taxonomy().skills().Of(model.trades.front())) {
    const bool wanted = shape == kManySkills || (shape == kOnlySkills && codes.empty());
    if (wanted && codes.size() < most) {
      codes.push_back(index_.taxonomy().skills()[skill.skill].code);
    }
  }
  if (shape == kOnlySkills && codes.empty()) codes.push_back(AnySkill());
  for (const std::string& code : codes) {
    SkillSpec skill{code, false, std::nullopt, std::nullopt};
    if (shape == kMust) skill.must = OneIn(2);
    if (OneIn(2)) skill.weight = 1 + static_cast<std::uint32_t>(Below(100));
    if (OneIn(3)) skill.level = 1 + static_cast<std::uint32_t>(Below(3));
    out.spec.skills.push_back(std::move(skill));
  }
  if (shape == kMust && OneIn(3)) {
    const auto& licences = index_.taxonomy().codes().licences();
    out.spec.licences.push_back(licences[Below(licences.size())].code);
  }
}

// Only what contradicts nothing asked for.
void QuestionDrawer::AddMustNots(RandomQuestion& out) {
  const Model other = WorkerModel();
  if (!other.trades.empty()) {
    const taxonomy::Occupations& occupations = index_.taxonomy().occupations();
    const std::string code = occupations[other.trades.front()].code.substr(0, OneIn(2) ? 4 : 9);
    const bool asked =
        std::any_of(out.spec.occupations.begin(), out.spec.occupations.end(),
                    [&](const auto& entry) { return entry.code.starts_with(code); }) ||
        std::any_of(out.spec.wanted.begin(), out.spec.wanted.end(),
                    [&](const std::string& wanted) { return wanted.starts_with(code); });
    if (!asked && occupations.Find(code)) {
      out.spec.occupations.push_back({code, std::nullopt, true});
    }
  }
  const std::string code = AnySkill();
  const bool asked = std::any_of(out.spec.skills.begin(), out.spec.skills.end(),
                                 [&](const SkillSpec& skill) { return skill.code == code; });
  if (!asked) out.spec.skills.push_back({code, false, std::nullopt, std::nullopt, true});
}

PlaceSpec QuestionDrawer::PlaceNear(const Spot& spot) {
  const taxonomy::Places& places = index_.taxonomy().places();
  if (OneIn(5) && places.Find(taxonomy::PlaceKind::kDistrict, spot.district)) {
    return {.lgd_district = spot.district};
  }
  const double lat = spot.point.lat_e6 / 1e6 + static_cast<double>(Below(2001)) / 1e4 - 0.1;
  const double lon = spot.point.lon_e6 / 1e6 + static_cast<double>(Below(2001)) / 1e4 - 0.1;
  const bool in_india = lat >= 6 && lat <= 38 && lon >= 68 && lon <= 98;
  if (OneIn(5) && in_india) return {.lat = lat, .lon = lon};
  return {.pin = places[places.NearestPin(spot.point)].code};
}

void QuestionDrawer::AddPlaces(const Model& model, std::string_view shape, RandomQuestion& out) {
  out.spec.place = PlaceNear(model.spots.front());
  if (shape == kManyPlaces) {
    for (auto more = 1 + Below(7); more > 0; --more) {
      const Model other = OneIn(2) ? WorkerModel() : OpeningModel();
      out.spec.places.push_back(
          PlaceNear(other.spots.empty() ? model.spots.front() : other.spots.front()));
    }
  }
  if (shape == kRadius || OneIn(8)) {
    constexpr auto kRadii = std::to_array<std::uint32_t>({2, 5, 10, 25, 50, 100, 200, 500, 2000});
    out.spec.radius_km = kRadii[Below(kRadii.size())];
  }
}

void QuestionDrawer::AddTerms(RandomQuestion& out) {
  matcher::QuestionSpec& spec = out.spec;
  const std::uint64_t n = out.shape == kTerms ? 2 : 5;
  if (OneIn(n)) {
    constexpr auto kUnits = std::to_array<std::pair<records::PayUnit, std::uint64_t>>(
        {{records::PAY_UNIT_HOUR, 7'000},
         {records::PAY_UNIT_DAY, 50'000},
         {records::PAY_UNIT_DAY, 50'000},
         {records::PAY_UNIT_WEEK, 300'000},
         {records::PAY_UNIT_MONTH, 1'300'000},
         {records::PAY_UNIT_PIECE, 1'000}});
    const auto& [unit, paise] = kUnits[Below(kUnits.size())];
    matcher::WageSpec wage{paise * (60 + Below(90)) / 100, unit};
    if (unit == records::PAY_UNIT_PIECE) {
      wage.pieces_a_day = 20 + static_cast<std::uint32_t>(Below(60));
    }
    if (OneIn(4)) wage.hours_a_day = 4 + static_cast<std::uint32_t>(Below(9));
    if (OneIn(4)) wage.days_a_week = 4 + static_cast<std::uint32_t>(Below(4));
    spec.wage = wage;
  }
  if (OneIn(n)) spec.experience_months = static_cast<std::uint32_t>(Below(120));
  if (OneIn(n)) spec.education = 1 + static_cast<std::uint32_t>(Below(9));
  if (OneIn(n)) {
    const auto& languages = index_.taxonomy().codes().languages();
    for (auto more = 1 + Below(3); more > 0; --more) {
      spec.languages.push_back(OneIn(2) ? "hi" : languages[Below(languages.size())].code);
    }
  }
  if (OneIn(n)) spec.shift = kShifts[Below(kShifts.size())];
  auto& amenities =
      out.direction == Direction::kWorkersForOpening ? spec.offers : spec.requirements;
  if (OneIn(n)) {
    for (auto more = 1 + Below(3); more > 0; --more) {
      amenities.emplace_back(kAmenities[Below(kAmenities.size())]);
    }
  }
}

std::string QuestionDrawer::DayNear(int before, int after) {
  const int days = static_cast<int>(Below(static_cast<std::uint64_t>(before + after))) - before;
  return FormatDay(TodayInIndia() + std::chrono::days{days});
}

void QuestionDrawer::AddDays(RandomQuestion& out) {
  matcher::QuestionSpec& spec = out.spec;
  const std::uint64_t n = out.shape == kTerms ? 2 : 6;
  if (OneIn(10)) spec.as_of = DayNear(10, 30);
  if (OneIn(n)) spec.start = DayNear(20, 120);
  if (out.direction == Direction::kWorkersForOpening) {
    if (spec.start && OneIn(2)) spec.duration_days = 1 + static_cast<std::uint32_t>(Below(400));
    return;
  }
  if (!OneIn(n)) return;
  spec.available = matcher::AvailableSpec{};
  if (!spec.start && OneIn(2)) spec.available->from = DayNear(20, 60);
  if (OneIn(2))
    spec.available->until = FormatDay(TodayInIndia() + std::chrono::days{150 + Below(200)});
  for (auto more = Below(5); more > 0; --more) {
    spec.available->months.push_back(1 + static_cast<std::uint32_t>(Below(12)));
  }
}

void QuestionDrawer::AddExclusions(RandomQuestion& out) {
  const auto add_refs = [&](const auto& segment) {
    for (auto more = Below(200); more > 0; --more) {
      const RowId row{static_cast<std::uint32_t>(Below(segment.size()))};
      out.spec.exclude.refs.push_back(RefText(segment.RefBytes(row)));
    }
  };
  if (out.direction == Direction::kWorkersForOpening) return add_refs(index_.workers());
  add_refs(index_.openings());
  for (auto more = Below(30); more > 0; --more) {
    const RowId row{static_cast<std::uint32_t>(Below(index_.openings().size()))};
    const std::string id = index_.OpeningDocument(row).employer_id();
    if (!id.empty()) out.spec.exclude.employers.push_back(id);
  }
}

// The fewer parts count, the more rows are equal.
void QuestionDrawer::AddWeights(RandomQuestion& out) {
  const std::uint64_t parts = 1 + Below(OneIn(2) ? 3 : matcher::kPartCount);
  std::vector<std::size_t> counted;
  for (std::size_t i = 0; i < parts; ++i) counted.push_back(Below(matcher::kPartCount));
  matcher::Weights weights{};
  for (int left = 1000; left > 0; left -= 50) {
    weights.per_mille[counted[Below(counted.size())]] += 50;
  }
  out.spec.weights = weights;
}

}  // namespace kaam::bench
