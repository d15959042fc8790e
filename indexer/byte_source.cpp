#include "indexer/byte_source.h"

#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filter/zstd.hpp>
#include <boost/iostreams/filtering_stream.hpp>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <sstream>

namespace kaam::indexer {
namespace {

namespace io = boost::iostreams;

constexpr std::size_t kReadBytes = 1 << 20;

constexpr std::string_view kGzipMagic = "\x1F\x8B";
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";

// The first bytes of a stream, left in place. Four putbacks are more than standard streams promise,
// so they are read through the buffer.
std::string Peek(std::istream& in) {
  std::string head;
  while (head.size() < kZstdMagic.size() && in.peek() != std::istream::traits_type::eof()) {
    head += static_cast<char>(in.get());
  }
  in.clear();
  for (auto c = head.rbegin(); c != head.rend(); ++c) in.putback(*c);
  return head;
}

}  // namespace

Result<std::unique_ptr<ByteSource>> ByteSource::Open(const std::filesystem::path& path) {
  std::unique_ptr<ByteSource> source(new ByteSource);
  std::istream* raw = &std::cin;
  if (path == "-") {
    source->name_ = "stdin";
  } else {
    source->name_ = path.string();
    std::error_code failed;
    if (std::filesystem::is_directory(path, failed)) {
      return InvalidArgument(source->name_ + " is a directory, not a file", source->name_);
    }
    source->raw_ = std::make_unique<std::ifstream>(path, std::ios::binary);
    if (!*source->raw_) return IoError("open", source->name_, errno);
    source->file_bytes_ = std::filesystem::file_size(path, failed);
    if (failed) source->file_bytes_ = 0;
    raw = source->raw_.get();
  }
  const std::string head = Peek(*raw);
  if (head.empty()) return InvalidArgument(source->name_ + " is empty", source->name_);
  auto stream = std::make_unique<io::filtering_istream>();
  if (head.starts_with(kGzipMagic)) stream->push(io::gzip_decompressor());
  if (head.starts_with(kZstdMagic)) stream->push(io::zstd_decompressor());
  stream->push(*raw);
  // Damage in a compressed stream is thrown, not taken for its end.
  stream->exceptions(std::ios::badbit);
  source->stream_ = std::move(stream);
  return source;
}

std::unique_ptr<ByteSource> ByteSource::FromMemory(std::string bytes) {
  std::unique_ptr<ByteSource> source(new ByteSource);
  source->name_ = "memory";
  source->stream_ = std::make_unique<std::istringstream>(std::move(bytes));
  return source;
}

Result<bool> ByteSource::More() {
  if (ended_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t old_size = buffer_.size();
  buffer_.resize(old_size + kReadBytes);
  std::size_t got = 0;
  try {
    stream_->read(buffer_.data() + old_size, static_cast<std::streamsize>(kReadBytes));
    got = static_cast<std::size_t>(stream_->gcount());
  } catch (const std::exception&) {
    buffer_.resize(old_size);
    ended_ = true;
    return DataLoss(name_ + ": the compressed data is damaged or cut short after byte " +
                        std::to_string(position_ + old_size),
                    name_);
  }
  buffer_.resize(old_size + got);
  ended_ = got == 0;
  return got > 0;
}

void ByteSource::Drop(std::size_t bytes) {
  begin_ += bytes;
  position_ += bytes;
}

std::uint64_t ByteSource::file_position() const {
  if (!raw_) return position_;
  const auto at = raw_->tellg();
  return at < 0 ? file_bytes_ : static_cast<std::uint64_t>(at);
}

}  // namespace kaam::indexer
