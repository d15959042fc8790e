// What workers are counted by, block by block of a view (schema::BlockTally).
#pragma once

#include <cstdint>
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

  // The next row of the view; `months` as in schema::DigestGroup.
  void Add(const schema::WorkerRow& row, std::uint16_t months);

  // `path` is that of the view's files without their suffixes. Once, after the last row. kIo when
  // they can't be written.
  Result<void> Write(const std::string& path);

 private:
  void Begin();
  void End();
  void AddTimes(const schema::WorkerRow& row, std::uint8_t at);
  void AddArea(std::uint16_t place, std::uint8_t at);

  const taxonomy::Places& places_;
  const std::uint16_t day_;
  std::uint32_t next_ = 0;
  std::vector<schema::BlockTally> blocks_;
  std::vector<schema::DayChange> changes_;
  std::vector<schema::DayChange> shown_;  // of the last block, as rows came
  std::vector<schema::DayChange> free_;
  std::vector<std::uint8_t> event_days_;  // of one row: days ahead
  std::vector<schema::AreaRun> areas_;
};

}  // namespace kaam::indexer
