// Makes questions: checks a spec field by field. Private to matcher/query.cpp.
#pragma once

#include <string>
#include <vector>

#include "matcher/query.h"

namespace kaam::matcher {

// Fills one Question from a spec; the first fault ends it. Used once.
class QuestionMaker {
 public:
  QuestionMaker(const taxonomy::Taxonomy& taxonomy, const QuestionSpec& spec, Direction direction,
                Day today);

  Result<Question> Make();
  // The same for a worker whose record fills what the spec leaves open.
  Result<Question> MakeFor(const Index& index, RowId row);
  // The same for an opening (question_opening.cpp).
  Result<Question> MakeForOpening(const Index& index, RowId row);

 private:
  static constexpr std::size_t kNearestShown = 3;  // valid codes that a fault names

  bool for_workers() const { return q_.rules_.direction == Direction::kWorkersForOpening; }
  Result<void> ReadLanguage();
  Result<void> ReadText();
  Result<void> ReadTrades();
  Result<void> ReadWanted();
  Result<void> ReadSkills();
  Result<void> ReadPay();
  Result<void> ReadAbilities();
  Result<void> ReadAmenities();
  Result<void> ReadRanking();
  Result<void> RefuseEmpty();
  Result<OccupationId> FindTrade(const std::string& code, const std::string& field) const;
  Result<SkillId> FindSkill(const std::string& code, const std::string& field) const;
  void AddTrade(TradeAsk ask);
  void AddSkill(const AskedSkill& skill);

  // --- question_counts.cpp ---
  Result<void> ReadCounts();

  // --- question_days.cpp ---
  Result<void> ReadDays();
  void StartOn(Day day);
  Result<void> ReadSeason();
  Result<void> ReadAvailable(const AvailableSpec& available);

  // --- question_must_not.cpp ---
  Result<void> ReadMustNot();
  Result<void> ReadExclude();
  Result<void> RuleOutTrade(const OccupationSpec& asked, const std::string& field);
  Result<void> RuleOutSkill(const SkillSpec& asked, const std::string& field);
  std::string WhereAsked(OccupationId id) const;
  std::string WhereAsked(SkillId id) const;

  // --- question_places.cpp ---
  Result<void> ReadPlaces();
  Result<void> ReadRadius();
  Result<void> ReadPlace(const PlaceSpec& place, const std::string& field);
  void AddMentions(const taxonomy::Understanding& understood);
  std::string LabelOf(const taxonomy::PlaceMention& said) const;
  void AddCoded(PlaceId id, taxonomy::Extent extent);
  Result<void> AddPoint(double lat, double lon, const std::string& field);
  void AddSpot(const Spot& spot, std::string label);

  const taxonomy::Taxonomy& taxonomy_;
  const QuestionSpec& spec_;
  Day today_;
  Question q_;
};

}  // namespace kaam::matcher
