#include "matcher/suggestion_json.h"

#include <boost/json.hpp>

namespace kaam::matcher {

namespace json = boost::json;

json::object SuggestionToJson(const taxonomy::Taxonomy& taxonomy,
                              const taxonomy::Suggestion& suggestion, std::string_view language) {
  using taxonomy::ConceptKind;
  json::object out{{"text", suggestion.text}};
  const std::uint32_t id = suggestion.meaning.id;
  switch (suggestion.meaning.kind) {
    case ConceptKind::kTrade:
    case ConceptKind::kTitle: {
      const OccupationId occupation{static_cast<std::uint16_t>(id)};
      out["kind"] = "occupation";
      out["code"] = taxonomy.occupations()[occupation].code;
      out["label"] = taxonomy.occupations().Label(occupation, language);
      break;
    }
    case ConceptKind::kAmbiguous: {
      json::array codes;
      for (const OccupationId choice : taxonomy.occupations().ambiguous_words()[id].choices) {
        codes.push_back(json::string(taxonomy.occupations()[choice].code));
      }
      out["kind"] = "ambiguous";
      out["codes"] = std::move(codes);
      out["label"] = suggestion.name;
      break;
    }
    case ConceptKind::kSkill: {
      const SkillId skill{static_cast<std::uint16_t>(id)};
      out["kind"] = "skill";
      out["code"] = taxonomy.skills()[skill].code;
      out["label"] = taxonomy.skills().Label(skill, language);
      break;
    }
    case ConceptKind::kTown:
      out["kind"] = "place";
      out["lgd"] = taxonomy.places().towns()[id].district;
      out["label"] = taxonomy.places().towns()[id].name;
      break;
    default: {
      const PlaceId place{static_cast<std::uint16_t>(id)};
      out["kind"] = "place";
      out["lgd"] = taxonomy.places()[place].code;
      out["label"] = taxonomy.places().Label(place, language);
      break;
    }
  }
  return out;
}

}  // namespace kaam::matcher
