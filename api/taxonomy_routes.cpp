// The code lists that questions and answers speak in, with what the same things are called
// elsewhere.
#include <string>
#include <utility>

#include "api/answer_language.h"
#include "api/census_codes.h"
#include "api/resource.h"
#include "core/json_text.h"
#include "matcher/messages.h"

namespace kaam::api {
namespace {

using taxonomy::Place;
using taxonomy::PlaceKind;

// One list being written: {version, language, items}.
class CodeList {
 public:
  CodeList(const Ask& ask, std::string_view language) : language_(language) {
    out_.BeginObject();
    out_.Key("version").String(ask.snapshot.taxonomy_version());
    out_.Key("language").String(language);
    out_.Key("items").BeginArray();
  }

  JsonAppender& out() { return out_; }
  std::string_view language() const { return language_; }

  Response End() {
    out_.EndArray();
    out_.EndObject();
    Response response = JsonResponse(std::move(text_), language_);
    // The same until another version is published: to be asked about, not fetched, again.
    response.headers.push_back({"Cache-Control", "private, no-cache"});
    return response;
  }

 private:
  std::string text_;
  JsonAppender out_{text_};
  std::string language_;
};

ProblemOr<std::string_view> LanguageOf(const Request& request) {
  const auto said = Parameter(request, "language");
  if (!said) return LanguageFor(request);
  const auto language = matcher::MessageLanguage(*said);
  if (!language) return WrongParameter("language", "is not one of those spoken here");
  return *language;
}

// Families of NCO-2015 are the unit groups of ISCO-08, but for two of its own.
bool IsIscoGroup(std::string_view family) { return family != "6116" && family != "7419"; }

ProblemOr<Response> Occupations(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {"language", "under"})) return *std::move(wrong);
  const auto language = LanguageOf(ask.request);
  if (!language) return language.error();
  const taxonomy::Occupations& all = ask.snapshot.taxonomy().occupations();
  const std::string_view under = Parameter(ask.request, "under").value_or("");
  CodeList list(ask, *language);
  bool any = false;
  for (std::uint16_t i = 0; i < all.size(); ++i) {
    const OccupationId id{i};
    const std::string_view code = all[id].code;
    if (!code.starts_with(under)) continue;
    any = true;
    JsonAppender& out = list.out();
    out.BeginObject();
    out.Key("code").String(code);
    out.Key("label").String(all.Label(id, *language));
    out.Key("title").String(all[id].title);
    out.Key("nco_2015").String(code);
    const std::string_view family = code.substr(0, 4);
    if (IsIscoGroup(family)) out.Key("isco_08").String(family);
    if (!all[id].is_family) out.Key("family").String(family);
    out.EndObject();
  }
  if (!any) {
    return WrongParameter("under", "no code begins so", all.Nearest(under, 3));
  }
  return list.End();
}

ProblemOr<Response> Skills(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {"language", "occupation"})) {
    return *std::move(wrong);
  }
  const auto language = LanguageOf(ask.request);
  if (!language) return language.error();
  const taxonomy::Taxonomy& taxonomy = ask.snapshot.taxonomy();
  const taxonomy::Skills& all = taxonomy.skills();
  CodeList list(ask, *language);
  const auto add = [&](SkillId id, std::optional<bool> essential) {
    JsonAppender& out = list.out();
    out.BeginObject();
    out.Key("code").String(all[id].code);
    out.Key("label").String(all.Label(id, *language));
    out.Key("kind").String(all[id].kind);
    if (essential) out.Key("essential").Value(*essential);
    out.EndObject();
  };
  if (const auto code = Parameter(ask.request, "occupation")) {
    const auto occupation = taxonomy.occupations().Find(*code);
    if (!occupation) {
      return WrongParameter("occupation", "no such code", taxonomy.occupations().Nearest(*code, 3));
    }
    for (const taxonomy::OccupationSkill& each : all.Of(*occupation)) {
      add(each.skill, each.essential);
    }
    return list.End();
  }
  for (std::uint16_t i = 0; i < all.size(); ++i) add(SkillId{i}, std::nullopt);
  return list.End();
}

std::string_view NameOf(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::kState:
      return "state";
    case PlaceKind::kDistrict:
      return "district";
    case PlaceKind::kSubdistrict:
      return "subdistrict";
    case PlaceKind::kPin:
      break;
  }
  return "pin";
}

void AddPlace(const taxonomy::Places& places, PlaceId id, std::string_view language,
              JsonAppender& out) {
  const Place& place = places[id];
  out.BeginObject();
  out.Key("kind").String(NameOf(place.kind));
  if (place.kind == PlaceKind::kPin) {
    out.Key("pin").Number(place.code);
  } else {
    out.Key("lgd").Number(place.code);
  }
  out.Key("label").String(places.Label(id, language));
  if (place.kind != PlaceKind::kState) {
    out.Key("lgd_state").Number(place.state);
    if (place.kind != PlaceKind::kDistrict) out.Key("lgd_district").Number(place.district);
  }
  if (place.kind == PlaceKind::kState || place.kind == PlaceKind::kDistrict) {
    const auto census =
        place.kind == PlaceKind::kState ? CensusState(place.code) : CensusDistrict(place.code);
    if (census) out.Key("census_2011").String(*census);
  }
  out.EndObject();
}

ProblemOr<Response> Places(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {"district", "kind", "language", "state"})) {
    return *std::move(wrong);
  }
  const auto language = LanguageOf(ask.request);
  if (!language) return language.error();
  const auto kind = Parameter(ask.request, "kind");
  if (kind && *kind != "state" && *kind != "district" && *kind != "subdistrict" && *kind != "pin") {
    return WrongParameter("kind", "must be state, district, subdistrict or pin",
                          {"state", "district", "subdistrict", "pin"});
  }
  const taxonomy::Places& all = ask.snapshot.taxonomy().places();
  const auto state = NumberParameter(ask.request, "state", 1, 99, 0);
  if (!state) return state.error();
  if (*state != 0 && !all.Find(PlaceKind::kState, *state)) {
    return WrongParameter("state", "no State has this LGD code");
  }
  const auto district = NumberParameter(ask.request, "district", 1, UINT16_MAX, 0);
  if (!district) return district.error();
  if (*district != 0 && !all.Find(PlaceKind::kDistrict, *district)) {
    std::vector<std::string> nearest;
    for (const std::uint32_t code : all.NearestDistricts(*district, 3)) {
      nearest.push_back(std::to_string(code));
    }
    return WrongParameter("district", "no district has this LGD code", std::move(nearest));
  }
  CodeList list(ask, *language);
  for (std::uint16_t i = 0; i < all.size(); ++i) {
    const Place& place = all[PlaceId{i}];
    const bool by_default = place.kind == PlaceKind::kState || place.kind == PlaceKind::kDistrict;
    if (kind ? NameOf(place.kind) != *kind : !by_default) continue;
    if (*state != 0 && place.state != *state) continue;
    if (*district != 0 && place.district != *district) continue;
    AddPlace(all, PlaceId{i}, *language, list.out());
  }
  return list.End();
}

}  // namespace

std::vector<Resource> TaxonomyResources() {
  return {
      {Method::kGet, "/v1/taxonomy/occupations", Occupations},
      {Method::kGet, "/v1/taxonomy/skills", Skills},
      {Method::kGet, "/v1/taxonomy/places", Places},
  };
}

}  // namespace kaam::api
