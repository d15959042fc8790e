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

// A surrogate by itself gives three bytes that no UTF-8 has.
void AppendUtf8(std::uint32_t code, std::string& out) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

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

std::unique_ptr<ByteSource> ByteSource::FromMemory(std::string bytes, std::string name) {
  std::unique_ptr<ByteSource> source(new ByteSource);
  source->name_ = std::move(name);
  source->buffer_ = std::move(bytes);
  source->Transcode(0);
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
  Transcode(old_size);
  return got > 0;
}

void ByteSource::Transcode(std::size_t from) {
  if (!begun_) {
    begun_ = true;
    is_big_endian_ = buffer_.starts_with("\xFE\xFF");
    is_utf16_ = is_big_endian_ || buffer_.starts_with("\xFF\xFE");
    if (is_utf16_) buffer_.erase(0, 2);
  }
  if (!is_utf16_) return;
  const std::string bytes = pending_ + buffer_.substr(from);
  buffer_.resize(from);
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return is_big_endian_ ? std::uint32_t{first} << 8 | second : std::uint32_t{second} << 8 | first;
  };
  std::size_t at = 0;
  while (at + 1 < bytes.size()) {
    std::uint32_t code = unit(at);
    if (code >= 0xD800 && code < 0xDC00) {
      if (at + 3 >= bytes.size() && !ended_) break;
      const std::uint32_t low = at + 3 < bytes.size() ? unit(at + 2) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
    }
    at += 2;
    AppendUtf8(code, buffer_);
  }
  pending_ = bytes.substr(at);
  if (ended_ && !pending_.empty()) buffer_ += '\xFF';  // half a character
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
