#include "api/worker_view.h"

#include <array>
#include <optional>
#include <vector>

#include "core/day.h"
#include "core/json_text.h"
#include "matcher/facets.h"

namespace kaam::api {
namespace {

using matcher::WorkerFacts;

// "0-11", "12-35" ... "120+" months: the bands of the facet.
std::string ExperienceText(std::uint16_t months) {
  const std::uint32_t band = ExperienceBand(months);
  const auto& edges = kExperienceEdges;
  const std::string least = std::to_string(edges[band]);
  return band + 1 == edges.size() ? least + "+" : least + "-" + std::to_string(edges[band + 1] - 1);
}

class WorkerWriter {
 public:
  WorkerWriter(const matcher::Index& index, std::string_view language)
      : taxonomy_(index.taxonomy()), language_(language) {}

  std::string Write(const matcher::WorkerRecord& record, std::string_view snapshot,
                    std::string_view ref) {
    const WorkerFacts& facts = record.facts;
    out_.BeginObject();
    out_.Key("ref").String(ref);
    out_.Key("snapshot").String(snapshot);
    out_.Key("language").String(language_);
    out_.Key("occupations").BeginArray();
    AddTrade(facts.primary, facts.primary_months, "primary");
    AddTrade(facts.secondary, facts.secondary_months, "secondary");
    out_.EndArray();
    AddSkills(facts);
    AddSchooling(facts.education);
    AddCodes("languages", facts.languages, taxonomy_.codes().languages());
    AddCodes("licences", facts.licences, taxonomy_.codes().licences());
    if (!facts.spots.empty()) AddDistrict(record.spot.district);
    if (facts.confirmed != 0) {
      constexpr std::size_t kYearAndMonth = 7;
      out_.Key("confirmed")
          .String(FormatDay(DayFromNumber(facts.confirmed)).substr(0, kYearAndMonth));
    }
    out_.EndObject();
    return std::move(text_);
  }

 private:
  void AddTrade(std::optional<OccupationId> id, std::optional<std::uint16_t> months,
                std::string_view held_as) {
    if (!id) return;
    out_.BeginObject();
    out_.Key("code").String(taxonomy_.occupations()[*id].code);
    out_.Key("label").String(taxonomy_.occupations().Label(*id, language_));
    out_.Key("held_as").String(held_as);
    if (months) out_.Key("experience_months").String(ExperienceText(*months));
    out_.Key("evidence").String("self-declared");
    out_.EndObject();
  }

  void AddSkills(const WorkerFacts& facts) {
    out_.Key("skills").BeginArray();
    for (const schema::PackedSkill held : facts.skills) {
      const SkillId id{held.skill()};
      out_.BeginObject();
      out_.Key("code").String(taxonomy_.skills()[id].code);
      out_.Key("label").String(taxonomy_.skills().Label(id, language_));
      if (held.level() != 0) out_.Key("level").Number(held.level());
      out_.EndObject();
    }
    out_.EndArray();
  }

  void AddSchooling(std::uint8_t level) {
    for (const taxonomy::EducationLevel& each : taxonomy_.codes().education()) {
      if (each.level != level) continue;
      out_.Key("education").BeginObject();
      out_.Key("level").Number(level);
      out_.Key("label").String(language_ == "hi" ? each.name_hi : each.name);
      out_.EndObject();
    }
  }

  void AddCodes(std::string_view key, std::uint32_t bits,
                const std::vector<taxonomy::CodedBit>& known) {
    out_.Key(key).BeginArray();
    for (const taxonomy::CodedBit& each : known) {
      if ((bits >> each.bit & 1U) != 0) out_.String(each.code);
    }
    out_.EndArray();
  }

  void AddDistrict(std::uint16_t lgd) {
    const auto id = taxonomy_.places().Find(taxonomy::PlaceKind::kDistrict, lgd);
    if (!id) return;
    out_.Key("district").BeginObject();
    out_.Key("lgd").Number(lgd);
    out_.Key("label").String(taxonomy_.places().Label(*id, language_));
    out_.EndObject();
  }

  const taxonomy::Taxonomy& taxonomy_;
  std::string_view language_;
  std::string text_;
  JsonAppender out_{text_};
};

}  // namespace

std::string WorkerJsonText(const matcher::Index& index, RowId row, std::string_view language,
                           std::string_view shown_ref) {
  const matcher::WorkerRecord record(index, row);
  return WorkerWriter(index, language).Write(record, index.manifest().snapshot, shown_ref);
}

}  // namespace kaam::api
