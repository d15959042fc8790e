#include "indexer/byte_source.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace kaam::indexer {
namespace {

constexpr std::size_t kReadBytes = 1 << 20;

}  // namespace

Result<std::unique_ptr<ByteSource>> ByteSource::Open(const std::filesystem::path& path) {
  std::unique_ptr<ByteSource> source(new ByteSource);
  const bool standard_input = path == "-";
  source->name_ = standard_input ? "stdin" : path.string();
  std::error_code failed;
  if (!standard_input && std::filesystem::is_directory(path, failed)) {
    return InvalidArgument(source->name_ + " is a directory, not a file", source->name_);
  }
  if (!standard_input) {
    source->fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (source->fd_ < 0) return IoError("open", source->name_, errno);
  }
  source->archive_ = archive_read_new();
  archive_read_support_filter_gzip(source->archive_);
  archive_read_support_filter_zstd(source->archive_);
  archive_read_support_format_raw(source->archive_);
  archive_read_support_format_empty(source->archive_);
  archive_entry* entry = nullptr;
  int status = archive_read_open_fd(source->archive_, standard_input ? STDIN_FILENO : source->fd_,
                                    kReadBytes);
  if (status == ARCHIVE_OK) status = archive_read_next_header(source->archive_, &entry);
  if (status == ARCHIVE_EOF) return InvalidArgument(source->name_ + " is empty", source->name_);
  if (status != ARCHIVE_OK) return source->Damaged(0);
  if (!standard_input) {
    source->file_bytes_ = std::filesystem::file_size(path, failed);
    if (failed) source->file_bytes_ = 0;
  }
  return source;
}

std::unique_ptr<ByteSource> ByteSource::FromMemory(std::string bytes) {
  std::unique_ptr<ByteSource> source(new ByteSource);
  source->name_ = "memory";
  source->buffer_ = std::move(bytes);
  source->ended_ = true;
  return source;
}

ByteSource::~ByteSource() {
  archive_read_free(archive_);
  if (fd_ >= 0) ::close(fd_);
}

Error ByteSource::Damaged(std::uint64_t good_bytes) const {
  const char* reason = archive_error_string(archive_);
  return DataLoss(name_ + ": the data is damaged or cut short after byte " +
                      std::to_string(good_bytes) + (reason != nullptr ? ": " : "") +
                      (reason != nullptr ? reason : ""),
                  name_);
}

Result<bool> ByteSource::More() {
  if (ended_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t old_size = buffer_.size();
  buffer_.resize(old_size + kReadBytes);
  const la_ssize_t got = archive_read_data(archive_, buffer_.data() + old_size, kReadBytes);
  buffer_.resize(old_size + static_cast<std::size_t>(std::max<la_ssize_t>(got, 0)));
  if (got < 0) {
    ended_ = true;
    return Damaged(position_ + old_size);
  }
  ended_ = got == 0;
  return got > 0;
}

void ByteSource::Drop(std::size_t bytes) {
  begin_ += bytes;
  position_ += bytes;
}

std::uint64_t ByteSource::file_position() const {
  return archive_ == nullptr ? position_
                             : static_cast<std::uint64_t>(archive_filter_bytes(archive_, -1));
}

}  // namespace kaam::indexer
