// Skills and how near one is to another.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "taxonomy/occupations.h"
#include "taxonomy/table.h"

namespace kaam::taxonomy {

struct Skill {
  std::string code;  // "S0012"
  std::string name;  // English
  std::string name_hi;
  std::vector<std::string> names_hi_latn;
  std::string kind;  // skill, tool, machine, licence, certificate, knowledge
};

struct RelatedSkill {
  SkillId held;
  std::uint16_t value;  // 0..kFullFit: how far it stands in for the asked one
};

struct OccupationSkill {
  SkillId skill;
  bool essential;
};

// Immutable after loading; threads may share it.
class Skills {
 public:
  // Reads skills.tsv, related_skills.tsv and occupation_skills.tsv. Fails with kInvalidArgument
  // naming file:line for a code that is unknown or stands twice, a kind or relation that is not
  // known, a name (English, Hindi or romanised) that another skill has, or a pair that stands
  // twice.
  static Result<Skills> Load(const TableFiles& tables, const Occupations& occupations);

  std::span<const Skill> all() const { return all_; }
  const Skill& operator[](SkillId id) const { return all_[id.value]; }
  std::size_t size() const { return all_.size(); }

  std::optional<SkillId> Find(std::string_view code) const;
  std::vector<std::string> Nearest(std::string_view code, std::size_t limit) const;

  // Skills that stand in part for `asked`; the skill itself is not among them.
  std::span<const RelatedSkill> RelatedTo(SkillId asked) const;

  // Skills of an occupation; of its family where it has none of its own.
  std::span<const OccupationSkill> Of(OccupationId occupation) const;

  std::string_view Label(SkillId id, std::string_view language) const;

 private:
  Result<void> ReadRelated(const TableFiles& tables);
  Result<void> ReadOccupationSkills(const TableFiles& tables, const Occupations& occupations);
  void InheritFromFamilies(const Occupations& occupations);

  std::vector<Skill> all_;
  boost::unordered_flat_map<std::string, SkillId, StringHash, std::equal_to<>> by_code_;
  std::unordered_map<std::uint16_t, std::vector<RelatedSkill>> related_to_;
  std::unordered_map<std::uint16_t, std::vector<OccupationSkill>> of_occupation_;
};

}  // namespace kaam::taxonomy
