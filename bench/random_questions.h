// Random questions about what a store holds: every clause, in both directions, for proof and not
// for timing.
#pragma once

#include <cstdint>
#include <random>
#include <string_view>

#include "matcher/index.h"
#include "matcher/query.h"

namespace kaam::bench {

struct RandomQuestion {
  std::string_view shape;  // what it turns on: "a trade", "must skills", "many places" ...
  matcher::Direction direction = matcher::Direction::kWorkersForOpening;
  matcher::QuestionSpec spec;
};

// Draws around records of the index, so that most questions have hits, with round weights in some,
// so that many end in a tie, and with limits beyond the matches in others. The same seed and index
// give the same questions. One thread.
class QuestionDrawer {
 public:
  QuestionDrawer(const matcher::Index& index, std::uint64_t seed) : index_(index), random_(seed) {}

  RandomQuestion Draw();

 private:
  // A record, as far as questions are drawn around it.
  struct Model;

  std::uint64_t Below(std::uint64_t n) { return random_() % n; }
  bool OneIn(std::uint64_t n) { return Below(n) == 0; }
  Model WorkerModel();
  Model OpeningModel();
  void AddTrades(const Model& model, std::string_view shape, RandomQuestion& out);
  void AddSkills(const Model& model, std::string_view shape, RandomQuestion& out);
  void AddMustNots(RandomQuestion& out);
  void AddPlaces(const Model& model, std::string_view shape, RandomQuestion& out);
  void AddTerms(RandomQuestion& out);
  void AddDays(RandomQuestion& out);
  void AddExclusions(RandomQuestion& out);
  void AddWeights(RandomQuestion& out);
  std::string TradeNear(OccupationId id);
  std::string AnySkill();
  matcher::PlaceSpec PlaceNear(const matcher::Spot& spot);
  std::string DayNear(int before, int after);

  const matcher::Index& index_;
  std::mt19937_64 random_;
};

}  // namespace kaam::bench
