#include "matcher/index_follower.h"

#include <algorithm>
#include <utility>

#include "core/digests.h"
#include "core/generations.h"
#include "core/suppression.h"

namespace kaam::matcher {

namespace fs = std::filesystem;

Result<std::unique_ptr<IndexFollower>> IndexFollower::Open(const fs::path& store, Options options) {
  std::unique_ptr<IndexFollower> follower(new IndexFollower(store, std::move(options)));
  follower->mark_ = follower->Look();  // before: what changes meanwhile is seen at the next look
  auto index = Index::Open(store, Verify::kAll);
  if (!index) return index.error();
  if (auto told = follower->Tell(*index); !told) return told.error();
  follower->index_ = std::move(*index);
  follower->thread_ = std::thread([raw = follower.get()] { raw->Follow(); });
  return follower;
}

IndexFollower::~IndexFollower() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const Index> IndexFollower::index() const {
  const std::lock_guard lock(mutex_);
  return index_;
}

IndexFollower::Mark IndexFollower::Look() const {
  Mark mark;
  if (auto current = ReadWholeFile(store_ / kCurrentName)) mark.current = std::move(*current);
  std::error_code missing;
  const fs::path suppressed = store_ / kSuppressionName;
  mark.suppressed_bytes = fs::file_size(suppressed, missing);
  if (!missing) mark.suppressed_time = fs::last_write_time(suppressed, missing);
  return mark;
}

Result<std::shared_ptr<const Index>> IndexFollower::Reopen(const Index& old) const {
  auto index = Index::Open(store_, Verify::kSizes);
  if (!index) return index;
  const Manifest& manifest = (*index)->manifest();
  const std::string name = manifest.snapshot.substr(0, manifest.snapshot.find('-'));
  const auto& known = old.manifest().files;
  for (const GenerationFile& file : manifest.files) {
    const bool is_shared = std::any_of(known.begin(), known.end(), [&](const auto& other) {
      return other.name == file.name && other.sha256 == file.sha256;
    });
    if (is_shared) continue;
    const fs::path path = store_ / kGenerationsName / name / file.name;
    const auto mapped = MappedFile::Open(path);
    if (!mapped) return mapped.error();
    if (HexText(DigestOf(mapped->bytes())) != file.sha256) {
      return DataLoss("the index is damaged: " + file.name + " has changed; rebuild it", path);
    }
  }
  return index;
}

// Whoever came into the list since the index was opened is hidden when the list is looked at next.
Result<void> IndexFollower::Tell(const std::shared_ptr<const Index>& index) const {
  const auto suppressed = SuppressionList::Read(store_);
  if (!suppressed) return suppressed.error();
  std::vector<Question::RefBytes> hidden;
  for (const WorkerRef& ref : suppressed->Hidden()) hidden.push_back(ref.bytes);
  std::sort(hidden.begin(), hidden.end());
  options_.on_change(index, hidden);
  return {};
}

void IndexFollower::Follow() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, options_.interval, [&] { return ending_; })) {
    std::shared_ptr<const Index> old = index_;
    lock.unlock();
    Mark mark = Look();
    if (mark != mark_) {
      auto index = Reopen(*old);
      const auto told = index ? Tell(*index) : Result<void>(index.error());
      if (told) {
        mark_ = std::move(mark);
        lock.lock();
        index_ = std::move(*index);
        lock.unlock();
        old.reset();  // closing one takes a while
        lock.lock();
        continue;
      }
      options_.on_error(told.error());
    }
    lock.lock();
  }
}

}  // namespace kaam::matcher
