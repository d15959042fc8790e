#include "indexer/refs.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>
#include <string>

#include "core/generation.h"

namespace kaam::indexer {
namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;

// Each part with its length before it, so that no two lists of parts hash alike.
template <class R>
R Hash(const SecretKey& key, std::initializer_list<std::string_view> parts) {
  std::string message;
  for (const std::string_view part : parts) {
    message += std::to_string(part.size());
    message += ':';
    message += part;
  }
  R ref;
  crypto_generichash(ref.bytes.data(), ref.bytes.size(),
                     reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                     key.data(), key.size());
  return ref;
}

}  // namespace

Result<SecretKey> ReadKeyFile(const std::filesystem::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return IoError("open", path, errno);
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return InvalidArgument("the key file " + path.string() +
                               " can be read by others: chmod 600 it and consider it known",
                           path);
  }
  const auto text = ReadWholeFile(path);
  if (!text) return text.error();
  SecretKey key{};
  std::size_t length = 0;
  const char* end = nullptr;
  const int bad =
      sodium_hex2bin(key.data(), key.size(), text->data(), text->size(), "\r\n", &length, &end);
  if (bad != 0 || length != key.size() || end != text->data() + text->size()) {
    return InvalidArgument("the key file " + path.string() + " must hold 64 hex digits", path);
  }
  return key;
}

Result<SecretKey> CreateKeyFile(const std::filesystem::path& path) {
  SecretKey key{};
  randombytes_buf(key.data(), key.size());
  std::string text(key.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), key.data(), key.size());
  text.back() = '\n';
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (fd < 0 && errno == EEXIST) {
    return FailedPrecondition(path.string() + " exists and a key is never overwritten", path);
  }
  if (fd < 0) return IoError("create", path, errno);
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(fd) == 0;
  const int reason = errno;
  ::close(fd);
  sodium_memzero(text.data(), text.size());
  if (!written) return IoError("write", path, reason);
  return key;
}

Result<RefMaker> RefMaker::ForStore(const std::filesystem::path& store) {
  const std::filesystem::path path = store / "ref.key";
  std::error_code ignored;
  auto key = std::filesystem::exists(path, ignored) ? ReadKeyFile(path) : CreateKeyFile(path);
  if (!key) return key.error();
  return RefMaker(*key);
}

WorkerRef RefMaker::Of(const records::Worker& worker) const {
  if (worker.has_uan()) {
    const bool epfo = worker.uan_kind() == records::UAN_KIND_EPFO;
    return Hash<WorkerRef>(key_, {"uan", epfo ? "epfo" : "eshram", worker.uan()});
  }
  return Hash<WorkerRef>(key_, {"registration", worker.source(), worker.registration_number()});
}

std::uint64_t RefMaker::Blind(std::string_view kind, std::string_view value) const {
  return Prefix64(Hash<WorkerRef>(key_, {"blind", kind, value}));
}

OpeningRef RefMaker::Of(const records::Opening& opening) const {
  return Hash<OpeningRef>(key_, {"opening", opening.source(), opening.id()});
}

}  // namespace kaam::indexer
