// Free texts of a build and what each was understood as. Each distinct text is read once.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

#include "core/ids.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

struct ReadText {
  std::uint16_t id = kNoId;  // OccupationId or SkillId; kNoId when it was not understood
  bool is_skill = false;
  std::uint64_t rows = 0;  // accepted that hold it: for the thread that accepts
};

// Find by any thread.
class TextMemo {
 public:
  explicit TextMemo(const taxonomy::Taxonomy& taxonomy)
      : taxonomy_(taxonomy), near_words_(taxonomy.lexicon()) {}

  // What a text means as a trade, or as a skill. Lives as long as this.
  ReadText& Trade(const std::string& text) { return Find(text, false); }
  ReadText& Skill(const std::string& text) { return Find(text, true); }

  // Texts that gave no code, with how many rows hold each; sorted by text. After all threads are
  // done.
  std::map<std::string, std::uint64_t> NotUnderstood() const;

 private:
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, ReadText> trades;
    std::unordered_map<std::string, ReadText> skills;
  };

  ReadText& Find(const std::string& text, bool is_skill);

  const taxonomy::Taxonomy& taxonomy_;
  taxonomy::NearWordMemo near_words_;
  std::array<Shard, 16> shards_;
};

}  // namespace kaam::indexer
