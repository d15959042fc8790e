#include "taxonomy/skills.h"

#include "core/index_schema.h"
#include "taxonomy/table.h"

namespace kaam::taxonomy {

Result<Skills> Skills::Load(const TableFiles& tables,
                            const Occupations& occupations) {
  Skills out;
  const auto skills =
      tables.Load("skills.tsv", {"code", "name", "name_hi", "names_hi_latn", "kind"});
  if (!skills) return skills.error();
  for (std::size_t row = 0; row < skills->rows(); ++row) {
    Skill skill{std::string(skills->Cell(row, 0)), std::string(skills->Cell(row, 1)),
                std::string(skills->Cell(row, 2)), {}, std::string(skills->Cell(row, 4))};
    for (const std::string_view name : SplitList(skills->Cell(row, 3))) {
      skill.names_hi_latn.emplace_back(name);
    }
    if (out.all_.size() >= schema::kMaxSkills) return skills->Fault(row, 0, "more skills than ids");
    const SkillId id{static_cast<std::uint16_t>(out.all_.size())};
    if (!out.by_code_.emplace(skill.code, id).second) {
      return skills->Fault(row, 0, "'" + skill.code + "' stands twice");
    }
    out.all_.push_back(std::move(skill));
  }

  const auto related = tables.Load("related_skills.tsv", {"from", "to", "weight"});
  if (!related) return related.error();
  for (std::size_t row = 0; row < related->rows(); ++row) {
    const auto from = out.Find(related->Cell(row, 0));
    if (!from) return related->Fault(row, 0, "no such skill");
    const auto to = out.Find(related->Cell(row, 1));
    if (!to) return related->Fault(row, 1, "no such skill");
    const auto weight = related->Number(row, 2, 1000);
    if (!weight) return weight.error();
    out.related_to_[to->value].push_back(
        {*from, static_cast<std::uint16_t>(std::uint32_t{kFullFit} * *weight / 1000)});
  }

  const auto links =
      tables.Load("occupation_skills.tsv", {"occupation", "skill", "relation"});
  if (!links) return links.error();
  for (std::size_t row = 0; row < links->rows(); ++row) {
    const auto occupation = occupations.Find(links->Cell(row, 0));
    if (!occupation) return links->Fault(row, 0, "no such occupation");
    const auto skill = out.Find(links->Cell(row, 1));
    if (!skill) return links->Fault(row, 1, "no such skill");
    const std::string_view relation = links->Cell(row, 2);
    if (relation != "essential" && relation != "optional") {
      return links->Fault(row, 2, "must be essential or optional");
    }
    out.of_occupation_[occupation->value].push_back({*skill, relation == "essential"});
  }
  for (std::uint16_t id = 0; id < occupations.size(); ++id) {
    if (out.of_occupation_.contains(id)) continue;
    const auto family = occupations.Find(occupations[OccupationId{id}].code.substr(0, 4));
    if (!family) continue;
    const auto inherited = out.of_occupation_.find(family->value);
    if (inherited == out.of_occupation_.end()) continue;
    auto copy = inherited->second;
    out.of_occupation_.emplace(id, std::move(copy));
  }
  return out;
}

std::optional<SkillId> Skills::Find(std::string_view code) const {
  const auto found = by_code_.find(std::string(code));
  if (found == by_code_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Skills::Nearest(std::string_view code, std::size_t limit) const {
  // Codes carry no meaning, so the neighbours that share its beginning are the best guess.
  std::vector<std::string> out;
  for (std::size_t length = code.size(); length > 0 && out.empty(); --length) {
    for (const Skill& skill : all_) {
      if (out.size() < limit && skill.code.starts_with(code.substr(0, length))) {
        out.push_back(skill.code);
      }
    }
  }
  return out;
}

std::span<const RelatedSkill> Skills::RelatedTo(SkillId asked) const {
  const auto found = related_to_.find(asked.value);
  return found == related_to_.end() ? std::span<const RelatedSkill>() : found->second;
}

std::span<const OccupationSkill> Skills::Of(OccupationId occupation) const {
  const auto found = of_occupation_.find(occupation.value);
  return found == of_occupation_.end() ? std::span<const OccupationSkill>() : found->second;
}

std::string_view Skills::Label(SkillId id, std::string_view language) const {
  const Skill& skill = all_[id.value];
  return language == "hi" && !skill.name_hi.empty() ? skill.name_hi : skill.name;
}

}  // namespace kaam::taxonomy
