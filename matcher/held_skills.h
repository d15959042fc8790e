// How far the skills of one worker answer what openings ask. Private to the engine.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/index_schema.h"
#include "matcher/index.h"

namespace kaam::matcher {

// Kept from worker to worker for its room. One thread.
class HeldSkills {
 public:
  void Reset(const Index& index, std::span<const schema::PackedSkill> skills);

  // How far an asked skill at its level is answered, 0..65535, by itself or by a related one.
  std::uint32_t FitOf(schema::PackedSkill asked) const { return table_[asked.bits >> 1] & 0xFFFFU; }
  bool Holds(schema::PackedSkill asked) const { return (table_[asked.bits >> 1] & kHeld) != 0; }

  // Both for vector code: by the bits of a PackedSkill without its flag, the fit and kHeld.
  static constexpr std::uint32_t kHeld = 1U << 16;
  const std::uint32_t* table() const { return table_.data(); }

 private:
  static constexpr unsigned kLevels = 4;
  std::uint32_t& At(std::uint16_t skill, unsigned level) {
    return table_[schema::PackedSkill::Make(skill, level, false).bits >> 1];
  }

  std::vector<std::uint32_t> table_;
  std::vector<std::uint16_t> set_;  // the skills of which it says anything
};

}  // namespace kaam::matcher
