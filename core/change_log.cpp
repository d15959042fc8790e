#include "core/change_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "core/digests.h"
#include "core/generation.h"

namespace kaam {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".log";
constexpr std::uint32_t kMagic = 0x474F4C4B;  // "KLOG"
constexpr std::uint32_t kMaxFrameBytes = 1U << 30;

// What stands before the entries of one sync. Each entry has its length before it (uint32).
struct FrameHead {
  std::uint32_t magic = kMagic;
  std::uint32_t bytes = 0;  // that follow
  std::uint64_t first = 0;  // position of the first entry
  std::uint32_t count = 0;
  std::uint32_t reserved = 0;
  std::array<unsigned char, 16> checksum{};  // of this with zeros here, and of what follows
};
static_assert(sizeof(FrameHead) == 40);

std::array<unsigned char, 16> ChecksumOf(FrameHead head, std::string_view payload) {
  head.checksum.fill(0);
  Sha256 sum;
  sum.Add(std::as_bytes(std::span(&head, 1)));
  sum.Add(std::as_bytes(std::span(payload)));
  const Digest digest = sum.Finish();
  std::array<unsigned char, 16> out;
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

struct Frame {
  FrameHead head;
  std::string_view payload;
  std::size_t size() const { return sizeof head + payload.size(); }
};

// The frame that `bytes` begin with, if it is whole.
std::optional<Frame> FrameAt(std::string_view bytes) {
  Frame frame;
  if (bytes.size() < sizeof frame.head) return std::nullopt;
  std::memcpy(&frame.head, bytes.data(), sizeof frame.head);
  const bool fits = frame.head.magic == kMagic && frame.head.bytes <= kMaxFrameBytes &&
                    frame.head.bytes <= bytes.size() - sizeof frame.head;
  if (!fits) return std::nullopt;
  frame.payload = bytes.substr(sizeof frame.head, frame.head.bytes);
  if (ChecksumOf(frame.head, frame.payload) != frame.head.checksum) return std::nullopt;
  return frame;
}

// Whether a whole frame stands anywhere in `bytes`.
bool HasFrame(std::string_view bytes) {
  std::array<char, sizeof kMagic> magic;
  std::memcpy(magic.data(), &kMagic, sizeof kMagic);
  const std::string_view wanted(magic.data(), magic.size());
  for (std::size_t at = bytes.find(wanted); at != std::string_view::npos;
       at = bytes.find(wanted, at + 1)) {
    if (FrameAt(bytes.substr(at))) return true;
  }
  return false;
}

struct LogFile {
  std::uint64_t first = 0;  // position of its first entry
  fs::path path;
};

// By position.
std::vector<LogFile> FilesOf(const fs::path& directory) {
  std::vector<LogFile> files;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, ignored)) {
    const std::string stem = entry.path().stem();
    const bool is_file = entry.path().extension() == kSuffix && !stem.empty() &&
                         stem.find_first_not_of("0123456789") == std::string::npos;
    if (is_file) files.push_back({std::stoull(stem), entry.path()});
  }
  std::sort(files.begin(), files.end(),
            [](const LogFile& a, const LogFile& b) { return a.first < b.first; });
  return files;
}

fs::path FileName(std::uint64_t first) {
  std::array<char, 32> name{};
  std::snprintf(name.data(), name.size(), "%020llu", static_cast<unsigned long long>(first));
  return std::string(name.data()) + std::string(kSuffix);
}

Error Damaged(const fs::path& path, std::size_t byte, std::string_view what) {
  return DataLoss("the change log is damaged: " + path.string() + " at byte " +
                      std::to_string(byte) + ": " + std::string(what),
                  path);
}

// Where a file's whole frames end, and the position that follows them.
struct Extent {
  std::size_t bytes = 0;
  std::uint64_t next = 0;
};

// Walks the frames of one file. Only the last file may end in something else than a whole frame,
// and no whole frame may follow that.
template <class Each>
Result<Extent> Walk(const LogFile& file, bool is_last, Each each) {
  // Read, not mapped: a writer that opens the log may cut its end.
  const auto text = ReadWholeFile(file.path);
  if (!text) return text.error();
  const std::string_view bytes = *text;
  Extent extent{0, file.first};
  while (extent.bytes < bytes.size()) {
    const std::string_view rest = bytes.substr(extent.bytes);
    const auto frame = FrameAt(rest);
    if (!frame) {
      if (is_last && !HasFrame(rest)) break;
      return Damaged(file.path, extent.bytes, "an entry has changed and others follow it");
    }
    if (frame->head.first != extent.next) {
      return Damaged(file.path, extent.bytes,
                     "position " + std::to_string(frame->head.first) + " stands where " +
                         std::to_string(extent.next) + " must");
    }
    if (auto taken = each(*frame); !taken) return taken.error();
    extent.bytes += frame->size();
    extent.next += frame->head.count;
  }
  return extent;
}

Result<void> SyncDirectory(const fs::path& directory) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return IoError("open", directory, errno);
  const int failed = ::fsync(fd);
  const int reason = errno;
  ::close(fd);
  if (failed != 0) return IoError("sync", directory, reason);
  return {};
}

}  // namespace

Result<std::unique_ptr<ChangeLog>> ChangeLog::Open(const fs::path& directory, Options options) {
  std::error_code failed;
  fs::create_directories(directory, failed);
  if (failed) return IoError("create", directory, failed.value());
  const fs::path path = directory / "LOCK";
  const int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return IoError("open", path, errno);
  std::unique_ptr<ChangeLog> log(new ChangeLog(directory, options, lock));
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      return Unavailable("another writer holds the change log of " +
                         directory.parent_path().string() + ": wait for it");
    }
    return IoError("lock", path, errno);
  }
  if (auto recovered = log->Recover(); !recovered) return recovered.error();
  return log;
}

ChangeLog::~ChangeLog() {
  if (file_ >= 0) ::close(file_);
  ::close(lock_);
}

Result<void> ChangeLog::Recover() {
  const std::vector<LogFile> files = FilesOf(directory_);
  if (files.empty()) return StartFile(1);
  const LogFile& last = files.back();
  const auto extent = Walk(last, true, [](const Frame&) { return Result<void>(); });
  if (!extent) return extent.error();
  file_ = ::open(last.path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file_ < 0) return IoError("open", last.path, errno);
  if (::ftruncate(file_, static_cast<off_t>(extent->bytes)) != 0 || ::fsync(file_) != 0) {
    return IoError("cut", last.path, errno);
  }
  file_size_ = extent->bytes;
  taken_ = durable_ = extent->next - 1;
  return {};
}

Result<void> ChangeLog::StartFile(std::uint64_t first) {
  const fs::path path = directory_ / FileName(first);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return IoError("create", path, errno);
  if (file_ >= 0) ::close(file_);
  file_ = file;
  file_size_ = 0;
  return SyncDirectory(directory_);
}

Result<void> ChangeLog::WriteFrame(std::uint64_t first, std::uint32_t count,
                                   std::string_view payload) {
  if (file_size_ >= options_.file_bytes) {
    if (auto started = StartFile(first); !started) return started;
  }
  FrameHead head{
      .bytes = static_cast<std::uint32_t>(payload.size()), .first = first, .count = count};
  head.checksum = ChecksumOf(head, payload);
  std::string frame(reinterpret_cast<const char*>(&head), sizeof head);
  frame += payload;
  for (std::string_view left = frame; !left.empty();) {
    const ssize_t written = ::write(file_, left.data(), left.size());
    if (written >= 0)
      left.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      return IoError("write", directory_, errno);
  }
  if (::fdatasync(file_) != 0) return IoError("sync", directory_, errno);
  file_size_ += frame.size();
  return {};
}

Result<std::uint64_t> ChangeLog::Append(std::span<const std::string> entries) {
  std::size_t bytes = 0;
  for (const std::string& entry : entries) bytes += sizeof(std::uint32_t) + entry.size();
  if (bytes > kMaxFrameBytes / 2) return InvalidArgument("too much at once for the change log");
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return failure_ || pending_.size() < kMaxFrameBytes / 2; });
  if (failure_) return *failure_;
  for (const std::string& entry : entries) {
    const auto size = static_cast<std::uint32_t>(entry.size());
    pending_.append(reinterpret_cast<const char*>(&size), sizeof size);
    pending_ += entry;
  }
  pending_count_ += static_cast<std::uint32_t>(entries.size());
  taken_ += entries.size();
  const std::uint64_t mine = taken_;
  while (durable_ < mine && !failure_) {
    if (writing_) {
      changed_.wait(lock);
      continue;
    }
    // The first who finds nobody writing writes for all who wait.
    writing_ = true;
    const std::string payload = std::exchange(pending_, {});
    const std::uint32_t count = std::exchange(pending_count_, 0);
    const std::uint64_t last = taken_;
    lock.unlock();
    auto written = WriteFrame(last - count + 1, count, payload);
    lock.lock();
    writing_ = false;
    if (written)
      durable_ = last;
    else
      failure_ = written.error();
    changed_.notify_all();
  }
  if (durable_ < mine) return *failure_;
  return mine;
}

std::uint64_t ChangeLog::end() const {
  const std::lock_guard lock(mutex_);
  return durable_;
}

Result<void> ChangeLog::ForgetThrough(std::uint64_t position) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !writing_; });
  if (failure_) return *failure_;
  if (position >= taken_ && file_size_ > 0) {
    if (auto started = StartFile(taken_ + 1); !started) return started;
  }
  const std::vector<LogFile> files = FilesOf(directory_);
  for (std::size_t i = 0; i + 1 < files.size() && files[i + 1].first <= position + 1; ++i) {
    std::error_code failed;
    fs::remove(files[i].path, failed);
    if (failed) return IoError("remove", files[i].path, failed.value());
  }
  return SyncDirectory(directory_);
}

Result<std::uint64_t> ReplayChangeLog(
    const fs::path& directory, std::uint64_t after,
    const std::function<Result<void>(std::uint64_t, std::string_view)>& each) {
  const std::vector<LogFile> files = FilesOf(directory);
  std::uint64_t next = files.empty() ? after + 1 : files.front().first;
  if (next > after + 1) {
    return DataLoss(
        "the change log begins at position " + std::to_string(next) + ", after what is asked of it",
        files.front().path);
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].first != next) return Damaged(files[i].path, 0, "the file before it is missing");
    const bool is_last = i + 1 == files.size();
    if (!is_last && files[i + 1].first <= after + 1) {  // nothing in it is asked for
      next = files[i + 1].first;
      continue;
    }
    const auto extent = Walk(files[i], is_last, [&](const Frame& frame) -> Result<void> {
      std::string_view left = frame.payload;
      for (std::uint64_t at = frame.head.first; !left.empty(); ++at) {
        std::uint32_t size = 0;
        std::memcpy(&size, left.data(), sizeof size);
        const std::string_view entry = left.substr(sizeof size, size);
        left.remove_prefix(sizeof size + size);
        if (at <= after) continue;
        if (auto taken = each(at, entry); !taken) return taken;
      }
      return {};
    });
    if (!extent) return extent.error();
    next = extent->next;
  }
  return next - 1;
}

}  // namespace kaam
