#include "bench/questions.h"

#include <array>
#include <boost/json.hpp>
#include <random>

namespace kaam::bench {
namespace {

namespace json = boost::json;
using matcher::Direction;

// Trades from very common to rare.
constexpr auto kTrades = std::to_array<std::string_view>(
    {"9211.0200", "6111.0200", "7112.0200", "9313.0301", "5152.0100", "9111.0100", "7531.0100",
     "8332.0100", "7126.0101", "7411.0100", "7131.0100", "7115.0100", "5414.0501", "5120.0300",
     "2142.0100", "7212.0301"});

// A shape and how many questions in a hundred have it.
struct Shape {
  std::string_view name;
  unsigned percent;
};
constexpr std::array<Shape, 6> kShapes = {{{"place", 35},
                                           {"place and radius", 20},
                                           {"place and skills", 20},
                                           {"place and a must skill", 10},
                                           {"openings near a worker", 10},
                                           {"nationwide", 5}}};

class Maker {
 public:
  Maker(const taxonomy::Taxonomy& taxonomy, std::uint64_t seed)
      : taxonomy_(taxonomy), random_(seed) {
    for (const taxonomy::Place& place : taxonomy.places().all()) {
      if (place.kind == taxonomy::PlaceKind::kPin) pins_.push_back(place.code);
    }
    for (const std::string_view code : kTrades) {
      if (taxonomy.occupations().Find(code)) trades_.push_back(code);
    }
  }

  ShapedQuestion Make() {
    const Shape& shape = DrawShape();
    // Common trades are asked for more often.
    const std::string_view trade = trades_[std::min(Below(trades_.size()), Below(trades_.size()))];
    json::object question{{"occupations", {{{"code", trade}}}}};
    if (shape.name != "nationwide") {
      question["place"] = json::object{{"pin", pins_[Below(pins_.size())]}};
    }
    if (shape.name == "place and radius") {
      question["radius_km"] = std::array{5, 10, 25, 50, 100}[Below(5)];
    }
    if (shape.name.ends_with("skills") || shape.name.ends_with("must skill")) {
      AddSkills(trade, shape.name.ends_with("must skill"), question);
    }
    if (Below(2) == 0) question["wage"] = json::object{{"amount", 350 + 10 * Below(50)}};
    if (Below(3) == 0) question["experience_months"] = 12 * (1 + Below(8));
    if (Below(4) == 0) question["languages"] = json::array{"hi"};
    const bool openings = shape.name == "openings near a worker";
    return {shape.name, openings ? Direction::kOpeningsForWorker : Direction::kWorkersForOpening,
            json::serialize(question)};
  }

 private:
  std::uint64_t Below(std::uint64_t n) { return random_() % n; }

  const Shape& DrawShape() {
    std::uint64_t at = Below(100);
    for (const Shape& shape : kShapes) {
      if (at < shape.percent) return shape;
      at -= shape.percent;
    }
    return kShapes.front();
  }

  void AddSkills(std::string_view trade, bool must, json::object& question) {
    const auto skills = taxonomy_.skills().Of(*taxonomy_.occupations().Find(trade));
    json::array list;
    for (std::size_t i = 0; i < std::min<std::size_t>(2 + Below(4), skills.size()); ++i) {
      const SkillId id = skills[(i + Below(2)) % skills.size()].skill;
      list.push_back(json::object{{"code", taxonomy_.skills()[id].code},
                                  {"must", must && i == 0},
                                  {"weight", 1 + Below(5)}});
    }
    if (!list.empty()) question["skills"] = std::move(list);
  }

  const taxonomy::Taxonomy& taxonomy_;
  std::mt19937_64 random_;
  std::vector<std::uint32_t> pins_;
  std::vector<std::string_view> trades_;
};

}  // namespace

std::vector<ShapedQuestion> MakeQuestions(const taxonomy::Taxonomy& taxonomy, std::size_t count,
                                          std::uint64_t seed) {
  Maker maker(taxonomy, seed);
  std::vector<ShapedQuestion> questions;
  questions.reserve(count);
  for (std::size_t i = 0; i < count; ++i) questions.push_back(maker.Make());
  return questions;
}

}  // namespace kaam::bench
