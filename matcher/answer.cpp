#include "matcher/answer.h"

#include <boost/json.hpp>

#include "core/day.h"
#include "core/ids.h"
#include "core/json_text.h"
#include "matcher/count_answer.h"
#include "matcher/understood_json.h"

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
  Writer(const Index& index, const Question& question, const ShownRef& shown_ref)
      : index_(index), question_(question), shown_ref_(shown_ref) {}

  std::string Write(const Answer& answer) const {
    // What was understood is small and written once; hits are many and written as they go.
    std::string text =
        kaam::ToJsonText(json::object{{"understood", UnderstoodJson(index_.taxonomy(), question_)},
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
    if (question_.lists() == 1) {
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
    AddCounts(index_, question_, list, out);
    if (list.withdrawn > 0) out.Key("withdrawn").Number(list.withdrawn);
    if (list.next) out.Key("next").String(*list.next);
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
    out.Key("ref").String(ShownRefOf(hit.row));
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
    out.Key("ref").String(ToHex(RefOf<OpeningRef>(index_.openings().RefBytes(hit.row))));
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

  template <class R>
  static R RefOf(std::span<const std::uint8_t, 16> bytes) {
    R ref;
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
    return ref;
  }

  std::string ShownRefOf(RowId worker) const {
    const auto ref = RefOf<WorkerRef>(index_.workers().RefBytes(worker));
    return shown_ref_ ? shown_ref_(ref) : ToHex(ref);
  }

  const Index& index_;
  const Question& question_;
  const ShownRef& shown_ref_;
};

}  // namespace

namespace {

// Counts as asked for, and what would help where that is too little.
Result<void> CountList(Searcher& searcher, const Question& question, std::size_t list,
                       Deadline deadline, AnswerList& out) {
  const std::uint64_t asked = AskedHeads(question, list);
  const bool may_be_short = question.wants_shortfall() && out.total.value < asked;
  const bool counts_again =
      !question.facets().empty() ||
      (out.total.relation == Relation::kAtLeast && (question.wants_exact_total() || may_be_short));
  if (counts_again) {
    auto counts = searcher.Count(question, list, deadline);
    if (!counts) return counts.error();
    out.total = {counts->total, Relation::kEqual};
    out.facets = std::move(counts->facets);
  }
  if (!may_be_short || out.total.value >= asked) return {};
  auto shortfall = searcher.ExplainShortfall(question, list, deadline);
  if (!shortfall) return shortfall.error();
  out.shortfall = std::move(*shortfall);
  return {};
}

}  // namespace

Result<Answer> Search(Searcher& searcher, const Question& question, Deadline deadline,
                      const Paging& paging) {
  const Index& index = searcher.index();
  const auto cursor = CursorOf(question, ListOrder::kByScore, index, paging.key);
  if (!cursor) return cursor.error();
  Answer answer;
  for (std::size_t i = 0; i < question.lists(); ++i) {
    if (*cursor && (*cursor)->list != i) continue;
    const PageAsk ask{.list = i, .count = question.limit(), .from = *cursor};
    const auto page = FindPage(searcher, question, ask, paging, deadline);
    if (!page) return page.error();
    AnswerList list{.trade = question.trade(i), .total = page->total, .effort = page->effort};
    if (page->next) list.next = SealCursor(*page->next, paging.key);
    list.withdrawn = page->withdrawn;
    if (auto counted = CountList(searcher, question, i, deadline, list); !counted) {
      return counted.error();
    }
    for (const RankedRow& row : page->rows) {
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

std::string ToJsonText(const Index& index, const Question& question, const Answer& answer,
                       const ShownRef& shown_ref) {
  return Writer(index, question, shown_ref).Write(answer);
}

}  // namespace kaam::matcher
