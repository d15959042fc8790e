#include "matcher/batch_output.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cerrno>
#include <exception>
#include <utility>

#include "core/generation.h"

namespace kaam::matcher {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

fs::path PartPath(const fs::path& out) { return out.string() + ".part"; }
fs::path ResumePath(const fs::path& out) { return out.string() + ".resume"; }

}  // namespace

Result<std::optional<BatchCheckpoint>> ReadCheckpoint(const fs::path& out) {
  const fs::path path = ResumePath(out);
  std::error_code failed;
  if (!fs::exists(path, failed) || !fs::exists(PartPath(out), failed)) {
    return std::optional<BatchCheckpoint>();
  }
  const auto text = ReadWholeFile(path);
  if (!text) return text.error();
  try {
    const json::value read = json::parse(*text);
    const auto word = [&](const char* name) { return std::string(read.at(name).as_string()); };
    BatchCheckpoint checkpoint;
    checkpoint.identity = {word("snapshot"), word("direction"),
                           read.at("top").to_number<std::uint32_t>(), word("as_of")};
    checkpoint.rows = read.at("rows").to_number<std::uint64_t>();
    checkpoint.bytes = read.at("bytes").to_number<std::uint64_t>();
    return std::optional(std::move(checkpoint));
  } catch (const std::exception&) {
    return DataLoss(path.string() + " is not what a batch notes: remove it to start anew", path);
  }
}

Result<BatchOutput> BatchOutput::Open(const fs::path& out, std::uint64_t bytes) {
  const fs::path path = PartPath(out);
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return IoError("create", path, errno);
  BatchOutput output(out, fd, bytes);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return Unavailable("another run writes " + path.string());
    return IoError("lock", path, errno);
  }
  const off_t size = ::lseek(fd, 0, SEEK_END);
  if (size < 0) return IoError("read", path, errno);
  if (static_cast<std::uint64_t>(size) < bytes) {
    return DataLoss(path.string() + " is shorter than " + ResumePath(out).string() +
                        " says: remove both to start anew",
                    path);
  }
  if (::ftruncate(fd, static_cast<off_t>(bytes)) != 0 ||
      ::lseek(fd, static_cast<off_t>(bytes), SEEK_SET) < 0) {
    return IoError("write", path, errno);
  }
  return output;
}

BatchOutput::BatchOutput(BatchOutput&& other) noexcept
    : out_(std::move(other.out_)), fd_(std::exchange(other.fd_, -1)), bytes_(other.bytes_) {}

BatchOutput::~BatchOutput() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> BatchOutput::Append(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return IoError("write", PartPath(out_), errno);
    text.remove_prefix(static_cast<std::size_t>(written));
    bytes_ += static_cast<std::uint64_t>(written);
  }
  return {};
}

Result<void> BatchOutput::Checkpoint(const BatchIdentity& identity, std::uint64_t rows) {
  if (::fdatasync(fd_) != 0) return IoError("write", PartPath(out_), errno);
  const json::object noted{{"snapshot", identity.snapshot},
                           {"direction", identity.direction},
                           {"top", identity.top},
                           {"as_of", identity.as_of},
                           {"rows", rows},
                           {"bytes", bytes_}};
  return WriteFileAtomically(ResumePath(out_), json::serialize(noted) + "\n");
}

Result<void> BatchOutput::Finish() {
  if (::fsync(fd_) != 0) return IoError("write", PartPath(out_), errno);
  if (::rename(PartPath(out_).c_str(), out_.c_str()) != 0) return IoError("write", out_, errno);
  std::error_code failed;
  fs::remove(ResumePath(out_), failed);
  const fs::path folder = out_.has_parent_path() ? out_.parent_path() : fs::path(".");
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return IoError("sync", folder, errno);
  const int reason = ::fsync(fd) != 0 ? errno : 0;
  ::close(fd);
  if (reason != 0) return IoError("sync", folder, reason);
  return {};
}

}  // namespace kaam::matcher
