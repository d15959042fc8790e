#include "indexer/zip_file.h"

#include <zip.h>

#include <algorithm>

namespace kaam::indexer {
namespace {

constexpr std::uint64_t kFreeBytes = 16 << 20;  // below which the ratio does not count

Error NotRead(const std::string& name, int zip_error) {
  zip_error_t error;
  zip_error_init_with_code(&error, zip_error);
  const std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (zip_error == ZIP_ER_NOPASSWD || zip_error == ZIP_ER_WRONGPASSWD) {
    return InvalidArgument(name + " is protected by a password: save it without one", name);
  }
  if (zip_error == ZIP_ER_OPEN || zip_error == ZIP_ER_READ) {
    return {ErrorCode::kIo, name + ": " + text, name, {}};
  }
  return InvalidArgument(name + " is no whole workbook: " + text, name);
}

}  // namespace

ZipPart::~ZipPart() { zip_fclose(file_); }

Result<std::size_t> ZipPart::Read(std::span<char> out) {
  const zip_int64_t got = zip_fread(file_, out.data(), out.size());
  if (got < 0) {
    return DataLoss(name_ + " is damaged: " + zip_error_strerror(zip_file_get_error(file_)), name_);
  }
  bytes_ += static_cast<std::uint64_t>(got);
  if (bytes_ > kMaxPartBytes) {
    return InvalidArgument(
        name_ + " unpacks to more than " + std::to_string(kMaxPartBytes >> 30) + " GiB", name_);
  }
  if (bytes_ > kFreeBytes && bytes_ / std::max<std::uint64_t>(packed_bytes_, 1) > kMaxUnpackRatio) {
    return InvalidArgument(name_ + " unpacks to more than " + std::to_string(kMaxUnpackRatio) +
                               " times its size, as no sheet does",
                           name_);
  }
  return static_cast<std::size_t>(got);
}

Result<std::unique_ptr<ZipFile>> ZipFile::Open(const std::filesystem::path& path) {
  std::unique_ptr<ZipFile> file(new ZipFile);
  file->name_ = path.string();
  int failed = 0;
  file->archive_ = zip_open(path.c_str(), ZIP_RDONLY, &failed);
  if (file->archive_ == nullptr) return NotRead(file->name_, failed);
  return file;
}

Result<std::unique_ptr<ZipFile>> ZipFile::FromMemory(std::string bytes, std::string name) {
  std::unique_ptr<ZipFile> file(new ZipFile);
  file->name_ = std::move(name);
  file->bytes_ = std::move(bytes);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source =
      zip_source_buffer_create(file->bytes_.data(), file->bytes_.size(), 0, &error);
  if (source != nullptr) {
    file->archive_ = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (file->archive_ == nullptr) zip_source_free(source);
  }
  const int failed = zip_error_code_zip(&error);
  zip_error_fini(&error);
  if (file->archive_ == nullptr) return NotRead(file->name_, failed);
  return file;
}

ZipFile::~ZipFile() {
  if (archive_ != nullptr) zip_discard(archive_);
}

bool ZipFile::Has(const std::string& part) const {
  return zip_name_locate(archive_, part.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<std::unique_ptr<ZipPart>> ZipFile::OpenPart(const std::string& part) const {
  const zip_int64_t index = zip_name_locate(archive_, part.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return InvalidArgument(name_ + " is no workbook: it has no " + part, name_);
  zip_stat_t status;
  zip_stat_init(&status);
  if (zip_stat_index(archive_, static_cast<zip_uint64_t>(index), 0, &status) != 0) {
    return NotRead(name_, zip_error_code_zip(zip_get_error(archive_)));
  }
  zip_file_t* file = zip_fopen_index(archive_, static_cast<zip_uint64_t>(index), 0);
  if (file == nullptr) return NotRead(name_, zip_error_code_zip(zip_get_error(archive_)));
  return std::unique_ptr<ZipPart>(new ZipPart(file, name_ + ": " + part, status.comp_size));
}

}  // namespace kaam::indexer
