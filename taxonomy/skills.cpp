#include "taxonomy/skills.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/index_schema.h"
#include "taxonomy/table.h"

namespace kaam::taxonomy {
namespace {

constexpr std::array<std::string_view, 6> kKinds = {"skill",     "tool",    "machine",
                                                    "knowledge", "licence", "certificate"};

// Which skill owns a name: within one column a name belongs to one skill only. Keeps views.
class NameOwners {
 public:
  // The code of the other skill that has the name already; empty when there is none.
  std::string_view Claim(std::size_t column, std::string_view name, std::string_view code) {
    const auto [owner, first] = owners_.emplace(std::pair(column, name), code);
    return first || owner->second == code ? std::string_view() : owner->second;
  }

 private:
  std::map<std::pair<std::size_t, std::string_view>, std::string_view> owners_;
};

// One row of skills.tsv.
Result<Skill> ReadSkill(const Table& table, std::size_t row, NameOwners& owners) {
  Skill skill{std::string(table.Cell(row, 0)),
              std::string(table.Cell(row, 1)),
              std::string(table.Cell(row, 2)),
              {},
              std::string(table.Cell(row, 4))};
  if (skill.name.empty()) return table.Fault(row, 1, "a skill needs a name");
  if (std::find(kKinds.begin(), kKinds.end(), skill.kind) == kKinds.end()) {
    return table.Fault(row, 4, "no such kind");
  }
  for (const std::string_view name : SplitList(table.Cell(row, 3))) {
    skill.names_hi_latn.emplace_back(name);
  }
  const bool is_compiled = table.content() == nullptr;
  if (is_compiled) return skill;  // its names were checked when it was compiled
  for (const std::size_t column : {1, 2, 3}) {
    for (const std::string_view name : SplitList(table.Cell(row, column))) {
      const std::string_view other = owners.Claim(column, name, table.Cell(row, 0));
      if (other.empty()) continue;
      return table.Fault(row, column,
                         "'" + std::string(name) + "' is " + std::string(other) + " already");
    }
  }
  return skill;
}

}  // namespace

Result<Skills> Skills::Load(const TableFiles& tables, const Occupations& occupations) {
  Skills out;
  const auto skills =
      tables.Load("skills.tsv", {"code", "name", "name_hi", "names_hi_latn", "kind"});
  if (!skills) return skills.error();
  NameOwners owners;
  for (std::size_t row = 0; row < skills->rows(); ++row) {
    auto skill = ReadSkill(*skills, row, owners);
    if (!skill) return skill.error();
    if (out.all_.size() >= schema::kMaxSkills) return skills->Fault(row, 0, "more skills than ids");
    const SkillId id{static_cast<std::uint16_t>(out.all_.size())};
    if (!out.by_code_.emplace(skill->code, id).second) {
      return skills->Fault(row, 0, "'" + skill->code + "' stands twice");
    }
    out.all_.push_back(std::move(*skill));
  }
  if (auto read = out.ReadRelated(tables); !read) return read.error();
  if (auto read = out.ReadOccupationSkills(tables, occupations); !read) return read.error();
  out.InheritFromFamilies(occupations);
  return out;
}

Result<void> Skills::ReadRelated(const TableFiles& tables) {
  const auto table = tables.Load("related_skills.tsv", {"from", "to", "weight"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto from = Find(table->Cell(row, 0));
    if (!from) return table->Fault(row, 0, "no such skill");
    const auto to = Find(table->Cell(row, 1));
    if (!to) return table->Fault(row, 1, "no such skill");
    if (*from == *to) return table->Fault(row, 1, "a skill is not related to itself");
    const auto weight = table->Number(row, 2, 1000);
    if (!weight) return weight.error();
    std::vector<RelatedSkill>& related = related_to_[to->value];
    const bool twice = std::any_of(related.begin(), related.end(),
                                   [&](const RelatedSkill& known) { return known.held == *from; });
    if (twice) return table->Fault(row, 0, "the pair stands twice");
    related.push_back(
        {*from, static_cast<std::uint16_t>(std::uint32_t{kFullFit} * *weight / 1000)});
  }
  return {};
}

Result<void> Skills::ReadOccupationSkills(const TableFiles& tables,
                                          const Occupations& occupations) {
  const auto table = tables.Load("occupation_skills.tsv", {"occupation", "skill", "relation"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto occupation = occupations.Find(table->Cell(row, 0));
    if (!occupation) return table->Fault(row, 0, "no such occupation");
    const auto skill = Find(table->Cell(row, 1));
    if (!skill) return table->Fault(row, 1, "no such skill");
    const std::string_view relation = table->Cell(row, 2);
    if (relation != "essential" && relation != "optional") {
      return table->Fault(row, 2, "must be essential or optional");
    }
    std::vector<OccupationSkill>& links = of_occupation_[occupation->value];
    const bool twice = std::any_of(links.begin(), links.end(), [&](const OccupationSkill& known) {
      return known.skill == *skill;
    });
    if (twice) return table->Fault(row, 1, "the pair stands twice");
    links.push_back({*skill, relation == "essential"});
  }
  return {};
}

void Skills::InheritFromFamilies(const Occupations& occupations) {
  for (std::uint16_t id = 0; id < occupations.size(); ++id) {
    if (of_occupation_.contains(id)) continue;
    const auto family = occupations.Find(occupations[OccupationId{id}].code.substr(0, 4));
    if (!family) continue;
    const auto inherited = of_occupation_.find(family->value);
    if (inherited == of_occupation_.end()) continue;
    auto copy = inherited->second;
    of_occupation_.emplace(id, std::move(copy));
  }
}

std::optional<SkillId> Skills::Find(std::string_view code) const {
  const auto found = by_code_.find(code);
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
