#include "indexer/text_memo.h"

#include "taxonomy/resolver.h"

namespace kaam::indexer {

ReadText& TextMemo::Find(const std::string& text, bool is_skill) {
  Shard& shard = shards_[std::hash<std::string>()(text) % shards_.size()];
  auto& texts = is_skill ? shard.skills : shard.trades;
  {
    const std::lock_guard lock(shard.mutex);
    if (const auto known = texts.find(text); known != texts.end()) return known->second;
  }
  // Reading takes long: two threads that meet the same new text both read it, which gives the same.
  ReadText read{.is_skill = is_skill};
  if (is_skill) {
    if (const auto skill = taxonomy::ResolveSkill(taxonomy_, text, &near_words_))
      read.id = skill->value;
  } else if (const auto trade = taxonomy::ResolveTrade(taxonomy_, text, &near_words_)) {
    read.id = trade->value;
  }
  const std::lock_guard lock(shard.mutex);
  return texts.try_emplace(text, read).first->second;
}

std::map<std::string, std::uint64_t> TextMemo::NotUnderstood() const {
  std::map<std::string, std::uint64_t> out;
  for (const Shard& shard : shards_) {
    for (const auto* texts : {&shard.trades, &shard.skills}) {
      for (const auto& [text, read] : *texts) {
        if (read.id == kNoId && read.rows > 0) out[text] += read.rows;
      }
    }
  }
  return out;
}

}  // namespace kaam::indexer
