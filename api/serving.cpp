#include "api/serving.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include "matcher/popularity.h"

namespace kaam::api {
namespace {

constexpr std::size_t kSlabRows = std::size_t{1} << 21;  // 16 MiB at most

// RFC 3339 in UTC, as manifests have it; absent for anything else.
std::optional<std::time_t> TimeFrom(const std::string& text) {
  std::tm at{};
  const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &at);
  if (end == nullptr) return std::nullopt;
  return timegm(&at);
}

}  // namespace

std::string Snapshot::taxonomy_version() const {
  constexpr std::size_t kDigits = 12;
  for (const GenerationFile& file : index_->manifest().files) {
    if (file.name == taxonomy::kCompiledName) return file.sha256.substr(0, kDigits);
  }
  return index_->manifest().snapshot;
}

const taxonomy::Popularity& Snapshot::popularity() const {
  std::call_once(counted_, [this] { popularity_ = matcher::PopularityOf(*index_); });
  return popularity_;
}

std::chrono::seconds Snapshot::age() const {
  const std::time_t now = std::time(nullptr);
  return std::chrono::seconds(
      std::max<std::time_t>(0, now - TimeFrom(index_->manifest().created).value_or(now)));
}

Serving::Serving(std::shared_ptr<const matcher::Index> index, Secrets secrets,
                 std::unique_ptr<AuditLog> audit, std::unique_ptr<StoreWriter> writer)
    : secrets_(secrets),
      audit_(std::move(audit)),
      writer_(std::move(writer)),
      slabs_(kSlabRows),
      snapshot_(std::make_shared<const Snapshot>(std::move(index))) {}

std::shared_ptr<const Snapshot> Serving::snapshot() const {
  const std::scoped_lock lock(mutex_);
  return snapshot_;
}

void Serving::Replace(std::shared_ptr<const matcher::Index> index,
                      std::vector<matcher::Question::RefBytes> withdrawn) {
  auto next = std::make_shared<const Snapshot>(std::move(index), std::move(withdrawn));
  const std::scoped_lock lock(mutex_);
  snapshot_.swap(next);
}

matcher::Paging Serving::PagingOf(const Snapshot& snapshot) const {
  return {.slabs = &slabs_, .withdrawn = snapshot.withdrawn(), .key = {secrets_.cursor}};
}

}  // namespace kaam::api
