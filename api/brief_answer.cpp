#include "api/brief_answer.h"

#include <cmath>
#include <map>
#include <string_view>

#include "core/day.h"
#include "core/json_text.h"
#include "matcher/count_answer.h"

namespace kaam::api {
namespace {

using matcher::Direction;
using matcher::Hit;

class Writer {
 public:
  Writer(const matcher::Index& index, const matcher::Question& question,
         const matcher::ShownRef& shown_ref)
      : index_(index), question_(question), shown_ref_(shown_ref) {}

  std::string Write(const matcher::Answer& answer) {
    out_.BeginObject();
    out_.Key("snapshot").String(index_.manifest().snapshot);
    out_.Key("as_of").String(FormatDay(question_.as_of()));
    out_.Key("language").String(question_.language());
    out_.Key("lists").BeginArray();
    for (const matcher::AnswerList& list : answer.lists) AddList(list);
    out_.EndArray();
    AddNames();
    out_.EndObject();
    return std::move(text_);
  }

 private:
  void AddList(const matcher::AnswerList& list) {
    out_.BeginObject();
    if (list.trade) AddTrade(list.trade->occupation);
    out_.Key("hits").BeginArray();
    for (const Hit& hit : list.hits) {
      out_.BeginObject();
      question_.direction() == Direction::kWorkersForOpening ? AddWorker(hit) : AddOpening(hit);
      out_.EndObject();
    }
    out_.EndArray();
    const matcher::ToldCount total = matcher::TellTotal(question_, list);
    out_.Key("total").String(matcher::TextOf(question_, total));
    if (list.next) out_.Key("next").String(*list.next);
    out_.EndObject();
  }

  void AddTrade(OccupationId id) {
    const taxonomy::Occupations& occupations = index_.taxonomy().occupations();
    out_.Key("occupation").String(occupations[id].code);
    occupations_.emplace(occupations[id].code, occupations.Label(id, question_.language()));
  }

  void AddDistrict(std::uint16_t lgd) {
    const taxonomy::Places& places = index_.taxonomy().places();
    const auto district = places.Find(taxonomy::PlaceKind::kDistrict, lgd);
    if (!district) return;
    out_.Key("lgd_district").Number(lgd);
    const taxonomy::Place& place = places[*district];
    const bool hindi = question_.language() == "hi" && !place.name_hi.empty();
    districts_.emplace(lgd, hindi ? place.name_hi : place.name);
  }

  void AddScore(const Hit& hit) {
    constexpr double kSteps = 10'000;  // four places: more tells nobody anything
    out_.Key("match").String(matcher::MatchLabel(hit.score));
    const double score = static_cast<double>(hit.score.total) / matcher::kMaxScore;
    out_.Key("score").Fraction(std::floor(score * kSteps) / kSteps);
    if (hit.score.locality.distance) {
      out_.Key("distance_band").String(matcher::DistanceBand(*hit.score.locality.distance));
    }
  }

  void AddWorker(const Hit& hit) {
    const matcher::WorkerRecord record(index_, hit.row);
    WorkerRef ref;
    const auto bytes = index_.workers().RefBytes(hit.row);
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
    out_.Key("ref").String(shown_ref_ ? shown_ref_(ref) : ToHex(ref));
    AddScore(hit);
    const auto trade = record.facts.primary ? record.facts.primary : record.facts.secondary;
    if (trade) AddTrade(*trade);
    if (!record.facts.spots.empty()) AddDistrict(record.spot.district);
  }

  void AddOpening(const Hit& hit) {
    const matcher::OpeningRecord record(index_, hit.row);
    OpeningRef ref;
    const auto bytes = index_.openings().RefBytes(hit.row);
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
    out_.Key("ref").String(ToHex(ref));
    AddScore(hit);
    if (!record.trades.empty()) AddTrade(record.trades.front());
    if (!record.sites.empty()) AddDistrict(record.sites.front().district);
    if (record.facts.pay_day_rupees != 0) {
      out_.Key("pay_a_day").Number(record.facts.pay_day_rupees);
    }
  }

  void AddNames() {
    out_.Key("occupations").BeginObject();
    for (const auto& [code, label] : occupations_) out_.Key(code).String(label);
    out_.EndObject();
    out_.Key("districts").BeginObject();
    for (const auto& [lgd, name] : districts_) out_.Key(std::to_string(lgd)).String(name);
    out_.EndObject();
  }

  const matcher::Index& index_;
  const matcher::Question& question_;
  const matcher::ShownRef& shown_ref_;
  std::map<std::string, std::string_view> occupations_;  // code -> label
  std::map<std::uint16_t, std::string_view> districts_;  // LGD -> name
  std::string text_;
  JsonAppender out_{text_};
};

}  // namespace

std::string BriefJsonText(const matcher::Index& index, const matcher::Question& question,
                          const matcher::Answer& answer, const matcher::ShownRef& shown_ref) {
  return Writer(index, question, shown_ref).Write(answer);
}

}  // namespace kaam::api
