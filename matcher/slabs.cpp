#include "matcher/slabs.h"

namespace kaam::matcher {

std::shared_ptr<const Slab> Slabs::Find(const ListKey& list, std::uint32_t passed,
                                        const std::optional<RankedRow>& after) {
  const std::scoped_lock lock(mutex_);
  // The last that begins at or before the row.
  auto found = by_name_.upper_bound({list, passed});
  if (found == by_name_.begin()) return nullptr;
  --found;
  if (found->first.first != list) return nullptr;
  const std::shared_ptr<const Slab> slab = found->second->slab;
  const std::size_t at = passed - slab->passed;
  if (at >= slab->rows.size()) return nullptr;
  // Cursors of a key that is no secret can say anything.
  if ((at == 0 ? slab->after : std::optional(slab->rows[at - 1])) != after) return nullptr;
  order_.splice(order_.begin(), order_, found->second);
  return slab;
}

void Slabs::Keep(const ListKey& list, std::shared_ptr<const Slab> slab) {
  if (slab->rows.size() > most_rows_) return;
  const std::scoped_lock lock(mutex_);
  const Name name{list, slab->passed};
  if (const auto old = by_name_.find(name); old != by_name_.end()) Drop(old->second);
  rows_ += slab->rows.size();
  order_.push_front({name, std::move(slab)});
  by_name_[name] = order_.begin();
  while (rows_ > most_rows_) Drop(std::prev(order_.end()));
}

std::size_t Slabs::rows() const {
  const std::scoped_lock lock(mutex_);
  return rows_;
}

void Slabs::Drop(Order::iterator kept) {
  rows_ -= kept->slab->rows.size();
  by_name_.erase(kept->name);
  order_.erase(kept);
}

}  // namespace kaam::matcher
