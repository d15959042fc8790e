// What workers are counted by, block by block of a view (schema::BlockTally), and how many hold
// each skill (schema::SkillTotal).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/index_schema.h"
#include "core/result.h"
#include "taxonomy/places.h"

namespace kaam::indexer {

class BlockTallies {
 public:
  // `day` is the one that tallies are of. Keeps a reference to `places`.
  BlockTallies(const taxonomy::Places& places, std::uint16_t day) : places_(places), day_(day) {}

  // The next row of the view, by `occupation`; `months` as in schema::DigestGroup, `skills` are
  // schema::PackedSkill.
  void Add(const schema::WorkerRow& row, std::uint16_t occupation, std::uint16_t months,
           std::span<const std::uint16_t> skills);

  // `path` is that of the view's files without their suffixes. Once, after the last row. kIo when
  // they can't be written.
  Result<void> Write(const std::string& path);

 private:
  void Begin();
  void End();
  void AddTimes(const schema::WorkerRow& row, std::uint8_t at);
  void AddArea(std::uint16_t place, std::uint8_t at);
  void AddSkills(std::uint16_t occupation, std::span<const std::uint16_t> skills);
  void EndOccupation();

  const taxonomy::Places& places_;
  const std::uint16_t day_;
  std::uint32_t next_ = 0;
  std::vector<schema::BlockTally> blocks_;
  std::vector<schema::DayChange> changes_;
  std::vector<schema::DayChange> shown_;  // of the last block, as rows came
  std::vector<schema::DayChange> free_;
  std::vector<std::uint8_t> event_days_;  // of one row: days ahead
  std::vector<schema::AreaRun> areas_;
  std::vector<schema::SkillTotal> totals_;
  std::uint16_t occupation_ = 0;
  std::uint32_t shown_of_occupation_ = 0;
  std::vector<std::uint32_t> holders_of_occupation_ =
      std::vector<std::uint32_t>(schema::kMaxSkills);  // by skill
};

}  // namespace kaam::indexer
