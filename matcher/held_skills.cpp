#include "matcher/held_skills.h"

#include <algorithm>

#include "matcher/scoring.h"

namespace kaam::matcher {

using schema::PackedSkill;

void HeldSkills::Reset(const Index& index, std::span<const PackedSkill> skills) {
  table_.resize(std::size_t{schema::kMaxSkills} * kLevels);
  for (const std::uint16_t skill : set_) {
    for (unsigned level = 0; level < kLevels; ++level) At(skill, level) = 0;
  }
  set_.clear();
  const auto raise = [&](std::uint16_t skill, unsigned level, std::uint32_t fit) {
    std::uint32_t& at = At(skill, level);
    at = std::max(at & 0xFFFFU, fit) | (at & kHeld);
  };
  const auto best_level = [&](std::uint16_t skill) {
    unsigned best = 0;
    for (const PackedSkill held : skills) {
      if (held.skill() == skill) best = std::max(best, held.level());
    }
    return best;
  };
  for (const PackedSkill held : skills) {
    set_.push_back(held.skill());
    const unsigned held_level = best_level(held.skill());
    for (unsigned level = 0; level < kLevels; ++level) {
      raise(held.skill(), level, SkillFit(level, held_level));
      At(held.skill(), level) |= kHeld;
    }
    for (const taxonomy::RelatedSkill& other : index.SkillsAnsweredBy(SkillId{held.skill()})) {
      set_.push_back(other.held.value);
      for (unsigned level = 0; level < kLevels; ++level) {
        raise(other.held.value, level, other.value);
      }
    }
  }
}

}  // namespace kaam::matcher
