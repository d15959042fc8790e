#include "matcher/answer.h"

#include <boost/json.hpp>

#include "core/day.h"
#include "core/ids.h"
#include "core/json_text.h"

namespace kaam::matcher {
namespace {

namespace json = boost::json;

std::string_view BasisName(Basis basis) {
  switch (basis) {
    case Basis::kStated:
      return "stated";
    case Basis::kNotAsked:
      return "not_asked";
    case Basis::kNotStated:
      return "not_stated";
  }
  return {};
}

std::string_view HeldAsName(HeldAs held_as) {
  switch (held_as) {
    case HeldAs::kPrimary:
      return "primary";
    case HeldAs::kSecondary:
      return "secondary";
    case HeldAs::kWanted:
      return "wanted";
    case HeldAs::kNone:
      break;
  }
  return "none";
}

// As questions name it.
std::string_view UnitName(records::PayUnit unit) {
  switch (unit) {
    case records::PAY_UNIT_HOUR:
      return "hour";
    case records::PAY_UNIT_WEEK:
      return "week";
    case records::PAY_UNIT_MONTH:
      return "month";
    case records::PAY_UNIT_PIECE:
      return "piece";
    default:
      return "day";
  }
}

// The list of an answer's skills that a skill stands in.
std::string_view ListOf(SkillState state) {
  switch (state) {
    case SkillState::kHeld:
    case SkillState::kHeldBelowLevel:
      return "held";
    case SkillState::kRelated:
    case SkillState::kMissing:
      return "missing";
    case SkillState::kNotStated:
      break;
  }
  return "not_stated";
}

// Writes one answer in the language of its question.
class Writer {
 public:
  Writer(const Index& index, const Question& question) : index_(index), question_(question) {}

  std::string Write(const Answer& answer) const {
    // What was understood is small and written once; hits are many and written as they go.
    std::string text = kaam::ToJsonText(json::object{{"understood", Understood()},
                                                     {"language", question_.language()},
                                                     {"as_of", FormatDay(question_.as_of())},
                                                     {"weights", WeightsUsed()},
                                                     {"exact", true},
                                                     {"snapshot", index_.manifest().snapshot}});
    text.pop_back();                          // its closing brace
    constexpr std::size_t kBytesAHit = 1024;  // about
    for (const AnswerList& list : answer.lists) {
      text.reserve(text.capacity() + list.hits.size() * kBytesAHit);
    }
    JsonAppender out(text);
    if (answer.lists.size() == 1) {
      AddList(answer.lists.front(), out);
    } else {
      out.Key("lists").BeginArray();
      for (const AnswerList& list : answer.lists) {
        out.BeginObject();
        out.Key("occupation").BeginObject();
        AddTrade(list.trade->occupation, out);
        out.EndObject();
        if (list.trade->count) out.Key("count").Number(*list.trade->count);
        AddList(list, out);
        out.EndObject();
      }
      out.EndArray();
    }
    out.EndObject();
    return text;
  }

 private:
  bool for_workers() const { return question_.direction() == Direction::kWorkersForOpening; }

  json::object TradeOf(OccupationId id) const {
    const taxonomy::Occupations& occupations = index_.taxonomy().occupations();
    return {{"code", occupations[id].code}, {"label", occupations.Label(id, question_.language())}};
  }

  json::object SkillOf(SkillId id) const {
    const taxonomy::Skills& skills = index_.taxonomy().skills();
    return {{"code", skills[id].code}, {"label", skills.Label(id, question_.language())}};
  }

  json::object Understood() const {
    const taxonomy::Understanding& said = question_.understood();
    json::object out;
    if (!said.text.empty()) out["text"] = said.text;
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
    if (!question_.must_not().empty()) out["must_not"] = RuledOut();
    const std::size_t refs = question_.excluded_refs().size();
    const std::size_t employers = question_.excluded_employers().size();
    if (refs + employers > 0) out["exclude"] = {{"refs", refs}, {"employers", employers}};
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
    if (const auto& wage = question_.wage()) {
      out["wage"] = json::object{{"paise", wage->paise},
                                 {"unit", UnitName(wage->unit)},
                                 {"rupees_a_day", wage->day_rupees}};
    }
    if (said.experience_months) out["experience_months"] = *said.experience_months;
    json::array ambiguous;
    for (const taxonomy::AmbiguousMention& mention : said.ambiguous) {
      json::array choices;
      for (const OccupationId id : mention.choices) choices.push_back(TradeOf(id));
      ambiguous.push_back(
          json::object{{"words", said.Words(mention.words)}, {"choices", std::move(choices)}});
    }
    if (!ambiguous.empty()) out["ambiguous"] = std::move(ambiguous);
    AddDays(out);
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
    return out;
  }

  void AddDays(json::object& out) const {
    const auto format = [](std::uint16_t day) { return FormatDay(DayFromNumber(day)); };
    if (for_workers()) {
      const OpeningFacts asked = question_.AskedOpening(0);
      if (asked.start != 0) out["start"] = format(asked.start);
      if (asked.duration_days != 0) out["duration_days"] = asked.duration_days;
      return;
    }
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

  json::object WeightsUsed() const {
    json::object out;
    for (std::size_t i = 0; i < kPartCount; ++i) {
      out[kPartNames[i]] = question_.rules().weights.per_mille[i];
    }
    return out;
  }

  void AddTrade(OccupationId id, JsonAppender& out) const {
    const taxonomy::Occupations& occupations = index_.taxonomy().occupations();
    out.Key("code").String(occupations[id].code);
    out.Key("label").String(occupations.Label(id, question_.language()));
  }

  void AddList(const AnswerList& list, JsonAppender& out) const {
    out.Key("hits").BeginArray();
    for (const Hit& hit : list.hits) {
      out.BeginObject();
      for_workers() ? AddWorker(hit, out) : AddOpening(hit, out);
      out.EndObject();
    }
    out.EndArray();
    const bool equal = list.total.relation == Relation::kEqual;
    out.Key("total").BeginObject();
    out.Key("value").Number(list.total.value);
    out.Key("relation").String(equal ? "eq" : "gte");
    out.EndObject();
  }

  void AddScore(const Hit& hit, JsonAppender& out) const {
    out.Key("match").String(MatchLabel(hit.score));
    out.Key("score").Fraction(static_cast<double>(hit.score.total) / kMaxScore);
    out.Key("parts").BeginObject();
    for (std::size_t i = 0; i < kPartCount; ++i) {
      const Part& part = hit.score.parts[i];
      out.Key(kPartNames[i]).BeginObject();
      out.Key("value").Number(part.value);
      out.Key("weight").Number(question_.rules().weights.per_mille[i]);
      out.Key("basis").String(BasisName(part.basis));
      out.EndObject();
    }
    out.EndObject();
    if (hit.score.locality.distance) {
      out.Key("distance_band").String(DistanceBand(*hit.score.locality.distance));
    }
    out.Key("reasons").BeginArray();
    for (const Reason& reason : hit.reasons) AddReason(reason, out);
    out.EndArray();
  }

  void AddReason(const Reason& reason, JsonAppender& out) const {
    if (!question_.explain()) return out.String(reason.text);
    out.BeginObject();
    out.Key("code").String(reason.code);
    out.Key("values").BeginArray();
    for (const std::string& value : reason.values) out.String(value);
    out.EndArray();
    out.Key("text").String(reason.text);
    out.EndObject();
  }

  void AddSkills(const Hit& hit, std::span<const AskedSkill> asked, JsonAppender& out) const {
    if (asked.empty()) return;
    const taxonomy::Skills& skills = index_.taxonomy().skills();
    out.Key("skills").BeginObject();
    for (const std::string_view list : {"held", "missing", "not_stated"}) {
      out.Key(list).BeginArray();
      for (std::size_t i = 0; i < asked.size(); ++i) {
        if (ListOf(hit.score.skills[i]) != list) continue;
        out.BeginObject();
        out.Key("code").String(skills[asked[i].skill].code);
        out.Key("label").String(skills.Label(asked[i].skill, question_.language()));
        out.EndObject();
      }
      out.EndArray();
    }
    out.EndObject();
  }

  void AddWorker(const Hit& hit, JsonAppender& out) const {
    const WorkerRecord record(index_, hit.row);
    out.Key("ref").String(RefText(index_.workers().RefBytes(hit.row)));
    AddScore(hit, out);
    out.Key("occupations").BeginArray();
    for (const auto& [held, name] : {std::pair{record.facts.primary, "primary"},
                                     std::pair{record.facts.secondary, "secondary"}}) {
      if (!held) continue;
      out.BeginObject();
      AddTrade(*held, out);
      out.Key("held_as").String(name);
      out.Key("evidence").String("self-declared");
      out.EndObject();
    }
    out.EndArray();
    out.Key("matched_as").String(HeldAsName(hit.score.held_as));
    if (!record.facts.spots.empty()) {
      const taxonomy::Places& places = index_.taxonomy().places();
      const auto district = places.Find(taxonomy::PlaceKind::kDistrict, record.spot.district);
      if (district) out.Key("district").String(places.Label(*district, question_.language()));
    }
    AddSkills(hit, question_.asked_skills(), out);
  }

  void AddOpening(const Hit& hit, JsonAppender& out) const {
    const OpeningRecord record(index_, hit.row);
    const records::Opening shown = index_.OpeningDocument(hit.row);
    out.Key("ref").String(RefText(index_.openings().RefBytes(hit.row)));
    AddScore(hit, out);
    if (shown.has_title()) out.Key("title").String(shown.title());
    if (shown.has_employer_id()) out.Key("employer").String(shown.employer_id());
    out.Key("occupations").BeginArray();
    for (std::size_t i = 0; i < record.trades.size(); ++i) {
      out.BeginObject();
      AddTrade(record.trades[i], out);
      if (record.heads_open[i] != kNoId) out.Key("places_open").Number(record.heads_open[i]);
      out.EndObject();
    }
    out.EndArray();
    out.Key("sites").BeginArray();
    for (const PlaceId site : record.site_places) {
      out.String(index_.taxonomy().places().Label(site, question_.language()));
    }
    out.EndArray();
    if (record.facts.pay_day_rupees != 0) {
      out.Key("pay_a_day").BeginObject();
      out.Key("rupees").Number(record.facts.pay_day_rupees);
      out.EndObject();
    }
    if (shown.has_start_day()) {
      out.Key("start").String(FormatDay(DayFromNumber(shown.start_day())));
    }
    if (shown.has_valid_through_day()) {
      out.Key("valid_through").String(FormatDay(DayFromNumber(shown.valid_through_day())));
    }
    AddSkills(hit, record.skills, out);
  }

  static std::string RefText(std::span<const std::uint8_t, 16> bytes) {
    WorkerRef ref;
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
    return ToHex(ref);
  }

  const Index& index_;
  const Question& question_;
};

}  // namespace

Result<Answer> Search(Searcher& searcher, const Question& question, Deadline deadline) {
  const Index& index = searcher.index();
  Answer answer;
  for (std::size_t i = 0; i < question.lists(); ++i) {
    auto ranked = searcher.Rank(question, i, deadline);
    if (!ranked) return ranked.error();
    AnswerList list{question.trade(i), {}, ranked->total, ranked->effort};
    for (const RankedRow& row : ranked->rows) {
      const auto add = [&](const WorkerFacts& worker, const OpeningFacts& opening) {
        auto score = ScorePair(index.taxonomy(), worker, opening, question.rules());
        std::vector<Reason> reasons = Explain(index, question, *score, worker, opening);
        list.hits.push_back({row.row, std::move(*score), std::move(reasons)});
      };
      if (question.direction() == Direction::kWorkersForOpening) {
        const WorkerRecord record(index, row.row);
        add(record.facts, question.AskedOpening(i));
      } else {
        const OpeningRecord record(index, row.row);
        add(question.AskingWorker(i), record.facts);
      }
    }
    answer.lists.push_back(std::move(list));
  }
  return answer;
}

std::string_view MatchLabel(const PairScore& score) {
  if (score.tier == Tier::kExact) return "exact";
  const bool right_trade = score.rung == taxonomy::Rung::kSame || score.held_as == HeldAs::kNone;
  if (score.tier == Tier::kWider && right_trade && score.held_as != HeldAs::kWanted) {
    return "farther";
  }
  return "adjacent";
}

std::string ToJsonText(const Index& index, const Question& question, const Answer& answer) {
  return Writer(index, question).Write(answer);
}

}  // namespace kaam::matcher
