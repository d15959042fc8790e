#include "matcher/resolution_json.h"

#include <algorithm>
#include <boost/json.hpp>
#include <vector>

#include "core/day.h"

namespace kaam::matcher {
namespace {

namespace json = boost::json;
using taxonomy::Understanding;

json::array WordsOf(taxonomy::TextSpan span) { return {span.begin, span.end}; }

std::string_view UnitName(taxonomy::WordRole unit) {
  switch (unit) {
    case taxonomy::WordRole::kHour:
      return "hour";
    case taxonomy::WordRole::kWeek:
      return "week";
    case taxonomy::WordRole::kMonth:
      return "month";
    default:
      return "day";
  }
}

std::string_view ExtentName(taxonomy::Extent extent) {
  switch (extent) {
    case taxonomy::Extent::kDistrict:
      return "district";
    case taxonomy::Extent::kState:
      return "state";
    default:
      return "point";
  }
}

json::array OccupationsToJson(const taxonomy::Taxonomy& taxonomy, const Understanding& understood,
                              std::string_view language) {
  json::array out;
  for (const taxonomy::RankedTrade& trade : taxonomy::RankTrades(taxonomy, understood)) {
    const taxonomy::TradeMention& mention = trade.mention;
    json::object entry{{"code", taxonomy.occupations()[mention.occupation].code},
                       {"label", taxonomy.occupations().Label(mention.occupation, language)},
                       {"confidence", mention.confidence / 1000.0},
                       {"words", WordsOf(mention.words)}};
    if (mention.count) entry["count"] = *mention.count;
    if (trade.suggested) entry["suggested"] = true;
    out.push_back(std::move(entry));
  }
  return out;
}

json::array SkillsToJson(const taxonomy::Taxonomy& taxonomy, const Understanding& understood,
                         std::string_view language) {
  std::vector<taxonomy::SkillMention> skills = understood.skills;
  std::stable_sort(skills.begin(), skills.end(),
                   [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
  json::array out;
  for (const taxonomy::SkillMention& mention : skills) {
    out.push_back(json::object{{"code", taxonomy.skills()[mention.skill].code},
                               {"label", taxonomy.skills().Label(mention.skill, language)},
                               {"confidence", mention.confidence / 1000.0},
                               {"words", WordsOf(mention.words)}});
  }
  return out;
}

json::array PlacesToJson(const Understanding& understood) {
  std::vector<taxonomy::PlaceMention> places = understood.places;
  std::stable_sort(places.begin(), places.end(),
                   [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
  json::array out;
  for (const taxonomy::PlaceMention& place : places) {
    json::object entry{{"lgd", place.lgd},
                       {"pin", nullptr},
                       {"label", place.label},
                       {"extent", ExtentName(place.extent)},
                       {"lat", place.point.lat_e6 / 1e6},
                       {"lon", place.point.lon_e6 / 1e6},
                       {"confidence", place.confidence / 1000.0},
                       {"words", WordsOf(place.words)}};
    if (place.pin != 0) entry["pin"] = place.pin;
    if (place.district != 0) entry["lgd_district"] = place.district;
    if (place.state != 0) entry["lgd_state"] = place.state;
    out.push_back(std::move(entry));
  }
  return out;
}

std::uint64_t HeadCount(const Understanding& understood) {
  std::uint64_t sum = 0;
  for (const taxonomy::TradeMention& trade : understood.trades) sum += trade.count.value_or(0);
  for (const taxonomy::AmbiguousMention& word : understood.ambiguous) sum += word.count.value_or(0);
  return sum;
}

}  // namespace

json::object ResolutionToJson(const taxonomy::Taxonomy& taxonomy, const Understanding& understood,
                              std::string_view language) {
  json::object out{{"text", understood.text},
                   {"occupations", OccupationsToJson(taxonomy, understood, language)},
                   {"skills", SkillsToJson(taxonomy, understood, language)},
                   {"places", PlacesToJson(understood)}};
  const std::uint64_t count = HeadCount(understood);
  out["count"] = count == 0 ? json::value(nullptr) : json::value(count);
  out["wage"] = nullptr;
  if (const auto& pay = understood.pay) {
    out["wage"] = json::object{{"amount", static_cast<double>(pay->paise) / 100},
                               {"currency", "INR"},
                               {"unit", UnitName(pay->unit)},
                               {"words", WordsOf(pay->words)}};
  }
  if (understood.radius_km) out["radius_km"] = *understood.radius_km;
  if (understood.experience_months) out["experience_months"] = *understood.experience_months;
  if (understood.start) out["start"] = FormatDay(*understood.start);
  json::array ambiguous;
  for (const taxonomy::AmbiguousMention& mention : understood.ambiguous) {
    json::array choices;
    for (const OccupationId id : mention.choices) {
      choices.push_back(json::object{{"code", taxonomy.occupations()[id].code},
                                     {"label", taxonomy.occupations().Label(id, language)}});
    }
    json::object entry{{"words", WordsOf(mention.words)}, {"choices", std::move(choices)}};
    if (mention.count) entry["count"] = *mention.count;
    ambiguous.push_back(std::move(entry));
  }
  out["ambiguous"] = std::move(ambiguous);
  json::array refused;
  for (const taxonomy::RefusedMention& mention : understood.refused) {
    refused.push_back(json::object{{"words", WordsOf(mention.words)}, {"reason", mention.reason}});
  }
  out["refused"] = std::move(refused);
  json::array rest;
  for (const taxonomy::TextSpan& span : understood.not_understood) {
    rest.push_back(json::string(understood.Words(span)));
  }
  // Particles alone say nothing: the whole text was not understood then.
  const bool blank = understood.text.find_first_not_of(" \t") == std::string::npos;
  const bool nothing = understood.empty() && understood.refused.empty() && !understood.pay &&
                       !understood.start && !understood.radius_km && !understood.experience_months;
  if (rest.empty() && nothing && !blank) rest.push_back(json::string(understood.text));
  out["not_understood"] = std::move(rest);
  return out;
}

}  // namespace kaam::matcher
