#include "matcher/understood_json.h"

#include "core/day.h"
#include "matcher/question_json.h"

namespace kaam::matcher {
namespace {

namespace json = boost::json;

// Writes in the language of the question.
class UnderstoodWriter {
 public:
  UnderstoodWriter(const taxonomy::Taxonomy& taxonomy, const Question& question)
      : taxonomy_(taxonomy), question_(question) {}

  json::object Write() const {
    const taxonomy::Understanding& said = question_.understood();
    json::object out;
    if (!said.text.empty()) out["text"] = said.text;
    AddTrades(out);
    AddSkills(out);
    if (!question_.must_not().empty()) out["must_not"] = RuledOut();
    const std::size_t refs = question_.excluded_refs().size();
    const std::size_t employers = question_.excluded_employers().size();
    if (refs + employers > 0) out["exclude"] = {{"refs", refs}, {"employers", employers}};
    AddPlaces(out);
    if (const auto& wage = question_.wage()) {
      out["wage"] = json::object{{"paise", wage->paise},
                                 {"unit", PayUnitName(wage->unit)},
                                 {"rupees_a_day", wage->day_rupees}};
    }
    if (said.experience_months) out["experience_months"] = *said.experience_months;
    AddDays(out);
    AddLeftOver(out);
    return out;
  }

 private:
  bool for_workers() const { return question_.direction() == Direction::kWorkersForOpening; }

  json::object TradeOf(OccupationId id) const {
    const taxonomy::Occupations& occupations = taxonomy_.occupations();
    return {{"code", occupations[id].code}, {"label", occupations.Label(id, question_.language())}};
  }

  json::object SkillOf(SkillId id) const {
    const taxonomy::Skills& skills = taxonomy_.skills();
    return {{"code", skills[id].code}, {"label", skills.Label(id, question_.language())}};
  }

  void AddTrades(json::object& out) const {
    const taxonomy::Understanding& said = question_.understood();
    json::array occupations;
    for (const TradeAsk& ask : question_.trades()) {
      json::object entry = TradeOf(ask.occupation);
      if (ask.count) entry["count"] = *ask.count;
      for (const taxonomy::TradeMention& mention : said.trades) {
        if (mention.occupation == ask.occupation) AddMention(said, mention, entry);
      }
      occupations.push_back(std::move(entry));
    }
    out["occupations"] = std::move(occupations);
    json::array wanted;
    for (const std::uint16_t id : question_.wanted()) wanted.push_back(TradeOf(OccupationId{id}));
    if (!wanted.empty()) out["wanted"] = std::move(wanted);
  }

  void AddSkills(json::object& out) const {
    const taxonomy::Understanding& said = question_.understood();
    json::array skills;
    for (const AskedSkill& asked : question_.asked_skills()) {
      json::object entry = SkillOf(asked.skill);
      entry["must"] = asked.must;
      entry["weight"] = asked.weight;
      skills.push_back(std::move(entry));
    }
    if (!for_workers()) {
      for (const taxonomy::SkillMention& mention : said.skills) {
        json::object entry = SkillOf(mention.skill);
        AddMention(said, mention, entry);
        skills.push_back(std::move(entry));
      }
    }
    out["skills"] = std::move(skills);
  }

  void AddPlaces(json::object& out) const {
    json::array places;
    for (std::size_t i = 0; i < question_.spots().size(); ++i) {
      const Spot& spot = question_.spots()[i];
      json::object entry{{"label", question_.place_labels()[i]},
                         {"lat", spot.point.lat_e6 / 1e6},
                         {"lon", spot.point.lon_e6 / 1e6}};
      if (spot.district != 0) entry["lgd_district"] = spot.district;
      if (spot.state != 0) entry["lgd_state"] = spot.state;
      places.push_back(std::move(entry));
    }
    out["places"] = std::move(places);
    if (question_.radius_km())
      out["radius_km"] = *question_.radius_km();
    else if (!question_.spots().empty())
      out["reach_km"] = kReach / 1000;
  }

  void AddDays(json::object& out) const {
    const auto format = [](std::uint16_t day) { return FormatDay(DayFromNumber(day)); };
    if (for_workers()) {
      const OpeningFacts asked = question_.AskedOpening(0);
      if (asked.start != 0) out["start"] = format(asked.start);
      if (asked.duration_days != 0) out["duration_days"] = asked.duration_days;
      return;
    }
    if (const auto said = question_.understood().start) out["start"] = FormatDay(*said);
    const WorkerFacts worker = question_.AskingWorker(0);
    json::object available;
    if (worker.available_from != 0) available["from"] = format(worker.available_from);
    if (worker.available_until != 0) available["until"] = format(worker.available_until);
    json::array months;
    for (unsigned month = 1; month <= 12; ++month) {
      if ((worker.available_months >> (month - 1) & 1) != 0) months.push_back(month);
    }
    if (!months.empty()) available["months"] = std::move(months);
    if (!available.empty()) out["available"] = std::move(available);
  }

  json::object RuledOut() const {
    json::array occupations;
    for (const OccupationId id : question_.not_trades()) occupations.push_back(TradeOf(id));
    json::array skills;
    for (const SkillId id : question_.not_skills()) skills.push_back(SkillOf(id));
    return {{"occupations", std::move(occupations)}, {"skills", std::move(skills)}};
  }

  static void AddMention(const taxonomy::Understanding& said, const auto& mention,
                         json::object& out) {
    out["confidence"] = mention.confidence / 1000.0;
    out["words"] = said.Words(mention.words);
  }

  // Words that were doubtful, refused or not understood.
  void AddLeftOver(json::object& out) const {
    const taxonomy::Understanding& said = question_.understood();
    json::array ambiguous;
    for (const taxonomy::AmbiguousMention& mention : said.ambiguous) {
      json::array choices;
      for (const OccupationId id : mention.choices) choices.push_back(TradeOf(id));
      ambiguous.push_back(
          json::object{{"words", said.Words(mention.words)}, {"choices", std::move(choices)}});
    }
    if (!ambiguous.empty()) out["ambiguous"] = std::move(ambiguous);
    json::array refused;
    for (const taxonomy::RefusedMention& mention : said.refused) {
      refused.push_back(
          json::object{{"words", said.Words(mention.words)}, {"reason", mention.reason}});
    }
    if (!refused.empty()) out["refused"] = std::move(refused);
    json::array rest;
    for (const taxonomy::TextSpan& span : said.not_understood) {
      rest.push_back(json::string(said.Words(span)));
    }
    out["not_understood"] = std::move(rest);
  }

  const taxonomy::Taxonomy& taxonomy_;
  const Question& question_;
};

}  // namespace

json::object UnderstoodJson(const taxonomy::Taxonomy& taxonomy, const Question& question) {
  return UnderstoodWriter(taxonomy, question).Write();
}

}  // namespace kaam::matcher
