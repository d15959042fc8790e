// Lists of who holds what (schema::MaskTerm), collected while the rows of a view go by.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/index_schema.h"
#include "core/result.h"

namespace kaam::indexer {

class HolderLists {
 public:
  // Places ascend.
  void Add(schema::MaskKind kind, std::uint16_t id, std::uint32_t place);

  // `path` is that of the files without their suffixes. kIo when they can't be written.
  Result<void> Write(const std::string& path) const;

 private:
  struct Block {
    std::uint32_t number = 0;
    schema::BlockRows rows{};
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Block>> terms_;
};

}  // namespace kaam::indexer
