#include "bench/questions.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <random>

#include "taxonomy/table.h"

namespace kaam::bench {
namespace {

namespace json = boost::json;
using matcher::Direction;

// From very common to rare.
constexpr auto kTrades = std::to_array<std::string_view>(
    {"9211.0200", "6111.0200", "7112.0200", "9313.0301", "5152.0100", "9111.0100", "7531.0100",
     "8332.0100", "7126.0101", "7411.0100", "7131.0100", "7115.0100", "5414.0501", "5120.0300",
     "2142.0100", "7212.0301"});
constexpr auto kRareTrades = std::to_array<std::string_view>(
    {"7212.0301", "2142.0100", "5120.0300", "8342.0301", "7221.0200"});
constexpr auto kDrivingTrades =
    std::to_array<std::string_view>({"8332.0100", "8322.0100", "8342.0301"});
constexpr auto kLicences = std::to_array<std::string_view>({"LMV", "HMV"});

struct Shape {
  std::string name;
  Direction direction;
  std::uint32_t per_mille;
};

class Maker {
 public:
  Maker(const taxonomy::Taxonomy& taxonomy, std::uint64_t seed)
      : taxonomy_(taxonomy), random_(seed) {
    for (const taxonomy::Place& place : taxonomy.places().all()) {
      if (place.kind == taxonomy::PlaceKind::kPin) pins_.push_back(place.code);
      if (place.kind == taxonomy::PlaceKind::kDistrict) districts_.push_back(place.code);
    }
  }

  ShapedQuestion Make(const Shape& shape) {
    question_ = {};
    (this->*MakerOf(shape.name))();
    AddTerms();
    return {shape.name, shape.direction, json::serialize(question_)};
  }

  // Null for an unknown shape.
  using Fill = void (Maker::*)();
  static Fill MakerOf(std::string_view shape) {
    constexpr auto kMakers = std::to_array<std::pair<std::string_view, Fill>>(
        {{"place", &Maker::Place},
         {"place and radius", &Maker::PlaceAndRadius},
         {"place and skills", &Maker::PlaceAndSkills},
         {"place and a must skill", &Maker::PlaceAndMustSkill},
         {"nationwide", &Maker::Nowhere},
         {"rare trade in a district", &Maker::RareTradeInDistrict},
         {"many skills", &Maker::ManySkills},
         {"radius of 500 km", &Maker::WideRadius},
         {"crew at several places", &Maker::CrewAtSeveralPlaces},
         {"licence and terms", &Maker::LicenceAndTerms},
         {"openings near a worker", &Maker::Place},
         {"openings for skills", &Maker::PlaceAndSkills},
         {"openings within a radius", &Maker::PlaceAndShortRadius},
         {"openings of several trades", &Maker::SeveralWanted},
         {"openings anywhere", &Maker::AnywhereWithTerms}});
    for (const auto& [name, fill] : kMakers) {
      if (name == shape) return fill;
    }
    return nullptr;
  }

 private:
  std::uint64_t Below(std::uint64_t n) { return random_() % n; }

  template <class List>
  auto Of(const List& list) {
    return list[Below(list.size())];
  }

  // Common trades are asked for more often.
  std::string_view CommonTrade() {
    return kTrades[std::min(Below(kTrades.size()), Below(kTrades.size()))];
  }

  void AskTrade(std::string_view code) {
    trade_ = code;
    question_["occupations"] = json::array{json::object{{"code", code}}};
  }

  void Place() {
    AskTrade(CommonTrade());
    question_["place"] = json::object{{"pin", Of(pins_)}};
  }

  void PlaceAndRadius() {
    Place();
    question_["radius_km"] = Of(std::array{5, 10, 25, 50, 100});
  }

  void PlaceAndShortRadius() {
    Place();
    question_["radius_km"] = Of(std::array{5, 10, 25});
  }

  void WideRadius() {
    Place();
    question_["radius_km"] = 500;
  }

  void PlaceAndSkills() {
    Place();
    AddSkills(2 + Below(4), false);
  }

  void PlaceAndMustSkill() {
    Place();
    AddSkills(2 + Below(4), true);
  }

  void ManySkills() {
    Place();
    AddSkills(8 + Below(8), false);
    for (json::value& skill : question_["skills"].as_array()) {
      if (Below(2) == 0) skill.as_object()["level"] = 1 + Below(3);
    }
  }

  void Nowhere() { AskTrade(CommonTrade()); }

  void RareTradeInDistrict() {
    AskTrade(Of(kRareTrades));
    question_["place"] = json::object{{"lgd_district", Of(districts_)}};
  }

  void CrewAtSeveralPlaces() {
    json::array trades;
    for (auto more = 2 + Below(3); more > 0; --more) {
      trades.push_back(json::object{{"code", CommonTrade()}, {"count", 1 + Below(12)}});
    }
    question_["occupations"] = std::move(trades);
    json::array places;
    for (auto more = 2 + Below(4); more > 0; --more) {
      places.push_back(json::object{{"pin", Of(pins_)}});
    }
    question_["places"] = std::move(places);
  }

  void LicenceAndTerms() {
    Place();
    AskTrade(Of(kDrivingTrades));
    question_["licences"] = json::array{Of(kLicences)};
    question_["shift"] = Of(std::array{"day", "night", "rotating"});
    question_["offers"] = Below(2) == 0 ? json::array{"stay", "food"} : json::array{"transport"};
  }

  void SeveralWanted() {
    Place();
    question_["wanted"] =
        json::array{json::object{{"code", CommonTrade()}}, json::object{{"code", CommonTrade()}}};
  }

  void AnywhereWithTerms() {
    Nowhere();
    question_["requirements"] = json::array{"stay"};
    question_["wage"] = json::object{{"amount", 400 + 10 * Below(50)}};
  }

  // What any posting may say besides.
  void AddTerms() {
    if (Below(2) == 0) question_["wage"] = json::object{{"amount", 350 + 10 * Below(50)}};
    if (Below(3) == 0) question_["experience_months"] = 12 * (1 + Below(8));
    if (Below(4) == 0) question_["languages"] = json::array{"hi"};
  }

  // Skills of the trade that is asked for.
  void AddSkills(std::size_t count, bool must) {
    const auto skills = taxonomy_.skills().Of(*taxonomy_.occupations().Find(trade_));
    json::array list;
    for (std::size_t i = 0; i < std::min(count, skills.size()); ++i) {
      const SkillId id = skills[(i + Below(2)) % skills.size()].skill;
      list.push_back(json::object{{"code", taxonomy_.skills()[id].code},
                                  {"must", must && i == 0},
                                  {"weight", 1 + Below(5)}});
    }
    question_["skills"] = std::move(list);
  }

  const taxonomy::Taxonomy& taxonomy_;
  std::mt19937_64 random_;
  std::vector<std::uint32_t> pins_;
  std::vector<std::uint32_t> districts_;
  json::object question_;
  std::string_view trade_;  // the one asked for
};

Result<std::vector<Shape>> ReadMix() {
  const auto table =
      taxonomy::Table::Load(KAAM_QUESTION_MIX, {"side", "shape", "per_mille", "stands_for", "why"});
  if (!table) return table.error();
  std::vector<Shape> shapes;
  std::uint32_t sum = 0;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const bool for_workers = table->Cell(row, 0) == "workers";
    if (!for_workers && table->Cell(row, 0) != "openings") {
      return table->Fault(row, 0, "must be workers or openings");
    }
    const auto per_mille = table->Number(row, 2, 1000);
    if (!per_mille) return per_mille.error();
    if (Maker::MakerOf(table->Cell(row, 1)) == nullptr) {
      return table->Fault(row, 1, "no such shape is made");
    }
    shapes.push_back({std::string(table->Cell(row, 1)),
                      for_workers ? Direction::kWorkersForOpening : Direction::kOpeningsForWorker,
                      *per_mille});
    sum += *per_mille;
  }
  if (sum != 1000) return InvalidArgument("the shares of the mix sum to " + std::to_string(sum));
  return shapes;
}

}  // namespace

Result<std::vector<ShapedQuestion>> MakeQuestions(const taxonomy::Taxonomy& taxonomy,
                                                  std::size_t count, std::uint64_t seed) {
  const auto shapes = ReadMix();
  if (!shapes) return shapes.error();
  Maker maker(taxonomy, seed);
  std::mt19937_64 random(seed);
  std::vector<ShapedQuestion> questions;
  while (questions.size() < count) {
    auto at = static_cast<std::uint32_t>(random() % 1000);
    auto shape = shapes->begin();
    for (; at >= shape->per_mille; ++shape) at -= shape->per_mille;
    questions.push_back(maker.Make(*shape));
  }
  return questions;
}

}  // namespace kaam::bench
