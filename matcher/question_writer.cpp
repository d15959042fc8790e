// Questions as JSON: the way back of question_json.cpp.
#include <boost/json.hpp>

#include "core/json_text.h"
#include "matcher/question_json.h"

namespace kaam::matcher {
namespace {

namespace json = boost::json;

template <class T>
void Put(json::object& out, std::string_view name, const std::optional<T>& value) {
  if (value) out[name] = *value;
}

template <class T>
void PutList(json::object& out, std::string_view name, const std::vector<T>& values) {
  if (!values.empty()) out[name] = json::array(values.begin(), values.end());
}

// `write` gives the JSON of each entry.
template <class T, class Write>
void PutObjects(json::object& out, std::string_view name, const std::vector<T>& entries,
                Write write) {
  json::array list;
  for (const T& entry : entries) list.push_back(write(entry));
  if (!list.empty()) out[name] = std::move(list);
}

json::object OccupationJson(const OccupationSpec& occupation) {
  json::object out{{"code", occupation.code}};
  Put(out, "count", occupation.count);
  if (occupation.must_not) out["must_not"] = true;
  return out;
}

json::object SkillJson(const SkillSpec& skill) {
  json::object out{{"code", skill.code}};
  if (skill.must) out["must"] = true;
  if (skill.must_not) out["must_not"] = true;
  Put(out, "weight", skill.weight);
  Put(out, "level", skill.level);
  return out;
}

json::object PlaceJson(const PlaceSpec& place) {
  json::object out;
  Put(out, "pin", place.pin);
  Put(out, "lat", place.lat);
  Put(out, "lon", place.lon);
  Put(out, "lgd_district", place.lgd_district);
  Put(out, "text", place.text);
  return out;
}

json::object WageJson(const WageSpec& wage) {
  json::object out;
  if (wage.paise % 100 == 0)
    out["amount"] = wage.paise / 100;
  else
    out["amount"] = static_cast<double>(wage.paise) / 100;
  out["unit"] = PayUnitName(wage.unit);
  Put(out, "pieces_a_day", wage.pieces_a_day);
  Put(out, "hours_a_day", wage.hours_a_day);
  Put(out, "days_a_week", wage.days_a_week);
  return out;
}

json::object AvailableJson(const AvailableSpec& available) {
  json::object out;
  Put(out, "from", available.from);
  Put(out, "until", available.until);
  PutList(out, "months", available.months);
  return out;
}

json::object WeightsJson(const Weights& weights) {
  json::object out;
  for (std::size_t i = 0; i < kPartCount; ++i) out[kPartNames[i]] = weights.per_mille[i];
  return out;
}

}  // namespace

std::string FormatQuestion(const QuestionSpec& spec) {
  json::object out;
  Put(out, "text", spec.text);
  PutObjects(out, "occupations", spec.occupations, OccupationJson);
  PutObjects(out, "wanted", spec.wanted,
             [](const std::string& code) { return json::object{{"code", code}}; });
  PutObjects(out, "skills", spec.skills, SkillJson);
  if (spec.place) out["place"] = PlaceJson(*spec.place);
  PutObjects(out, "places", spec.places, PlaceJson);
  Put(out, "radius_km", spec.radius_km);
  if (spec.wage) out["wage"] = WageJson(*spec.wage);
  Put(out, "experience_months", spec.experience_months);
  Put(out, "education", spec.education);
  PutList(out, "languages", spec.languages);
  PutList(out, "licences", spec.licences);
  PutList(out, "offers", spec.offers);
  PutList(out, "requirements", spec.requirements);
  Put(out, "shift", spec.shift);
  Put(out, "start", spec.start);
  Put(out, "duration_days", spec.duration_days);
  if (spec.available) out["available"] = AvailableJson(*spec.available);
  json::object exclude;
  PutList(exclude, "refs", spec.exclude.refs);
  PutList(exclude, "employers", spec.exclude.employers);
  if (!exclude.empty()) out["exclude"] = std::move(exclude);
  Put(out, "as_of", spec.as_of);
  if (spec.weights) out["weights"] = WeightsJson(*spec.weights);
  Put(out, "limit", spec.limit);
  if (spec.explain) out["explain"] = true;
  if (spec.language != QuestionSpec{}.language) out["language"] = spec.language;
  return kaam::ToJsonText(out);
}

}  // namespace kaam::matcher
