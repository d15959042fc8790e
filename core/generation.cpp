#include "core/generation.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cerrno>
#include <future>
#include <optional>
#include <utility>

#include "core/clock.h"
#include "core/digests.h"
#include "core/generations.h"
#include "core/index_schema.h"

namespace kaam {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view kManifestName = "manifest.json";
constexpr std::string_view kBuildingPrefix = ".building-";
constexpr std::size_t kKeptGenerations = 2;

Result<void> SyncPath(const fs::path& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) return IoError("open", path, errno);
  const int failed = ::fsync(fd);
  const int reason = errno;
  ::close(fd);
  if (failed != 0) return IoError("sync", path, reason);
  return {};
}

std::string ToJson(const Manifest& manifest) {
  json::array files;
  for (const GenerationFile& file : manifest.files) {
    files.push_back(json::object{{"name", file.name},
                                 {"bytes", file.bytes},
                                 {"sha256", file.sha256},
                                 {"first_chunk", file.first_chunk}});
  }
  return json::serialize(json::object{{"schema_version", manifest.schema_version},
                                      {"snapshot", manifest.snapshot},
                                      {"created", manifest.created},
                                      {"log_position", manifest.log_position},
                                      {"workers", manifest.workers},
                                      {"openings", manifest.openings},
                                      {"small_segments", manifest.small_segments},
                                      {"files", std::move(files)}}) +
         "\n";
}

Result<Manifest> ParseManifest(const std::string& text, const fs::path& path) {
  try {
    const json::object top = json::parse(text).as_object();
    Manifest manifest;
    manifest.schema_version = top.at("schema_version").to_number<std::uint32_t>();
    manifest.snapshot = json::value_to<std::string>(top.at("snapshot"));
    manifest.created = json::value_to<std::string>(top.at("created"));
    manifest.log_position = top.at("log_position").to_number<std::uint64_t>();
    manifest.workers = top.at("workers").to_number<std::uint64_t>();
    manifest.openings = top.at("openings").to_number<std::uint64_t>();
    manifest.small_segments = top.at("small_segments").to_number<std::uint32_t>();
    for (const json::value& entry : top.at("files").as_array()) {
      const json::object& file = entry.as_object();
      manifest.files.push_back({json::value_to<std::string>(file.at("name")),
                                file.at("bytes").to_number<std::uint64_t>(),
                                json::value_to<std::string>(file.at("sha256")),
                                file.at("first_chunk").to_number<std::uint64_t>()});
    }
    return manifest;
  } catch (const std::exception& reason) {
    return DataLoss(
        "the manifest is damaged (" + std::string(reason.what()) + "): rebuild the index", path);
  }
}

// The relative names of all regular files below `directory`, sorted.
std::vector<std::string> FilesBelow(const fs::path& directory) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) {
      names.push_back(fs::relative(entry.path(), directory).generic_string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Hashes every file of `directory` that `manifest` does not have yet, whose chunks are `chunks`,
// writes the chunk list, and syncs all of it: the disk is waited for beside the hashing.
Result<void> HashAndSync(const fs::path& directory, Manifest& manifest, std::string chunks) {
  std::vector<std::string> names = FilesBelow(directory);
  std::erase_if(names, [&](const std::string& name) {
    return std::any_of(manifest.files.begin(), manifest.files.end(),
                       [&](const GenerationFile& file) { return file.name == name; });
  });
  auto synced = std::async(std::launch::async, [&]() -> Result<void> {
    for (const std::string& name : names) {
      if (auto failed = SyncPath(directory / name, O_RDONLY); !failed) return failed;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
      if (!entry.is_directory()) continue;
      if (auto failed = SyncPath(entry.path(), O_RDONLY | O_DIRECTORY); !failed) return failed;
    }
    return {};
  });
  for (const std::string& name : names) {
    const auto file = MappedFile::Open(directory / name);
    if (!file) return file.error();
    FileDigest digest = DigestsOf(file->bytes());
    manifest.files.push_back(
        {name, file->bytes().size(), HexText(digest.whole), chunks.size() / sizeof(Digest)});
    chunks += digest.chunks;
  }
  if (auto failed = synced.get(); !failed) return failed;
  std::sort(manifest.files.begin(), manifest.files.end(),
            [](const GenerationFile& a, const GenerationFile& b) { return a.name < b.name; });
  manifest.files.push_back({std::string(kChunksName), chunks.size(),
                            HexText(DigestOf(std::as_bytes(std::span(chunks)))), 0});
  return WriteFileAtomically(directory / kChunksName, chunks);
}

// Of `files`, which were linked into `directory`, those that still are; `chunks` becomes theirs.
// One that was removed there, or removed and written anew, is no longer shared with another
// generation.
Result<void> KeepLinked(const fs::path& directory, std::vector<GenerationFile>& files,
                        std::string& chunks) {
  std::erase_if(files, [&](const GenerationFile& file) {
    std::error_code failed;
    const auto links = fs::hard_link_count(directory / file.name, failed);
    return failed || links < 2;
  });
  std::string kept;
  for (GenerationFile& file : files) {
    const std::size_t begin = file.first_chunk * sizeof(Digest);
    const std::size_t size = (file.bytes + kChunkBytes - 1) / kChunkBytes * sizeof(Digest);
    if (begin + size > chunks.size()) {
      return DataLoss("the index is damaged: chunks.sha256 is too short; rebuild it", directory);
    }
    file.first_chunk = kept.size() / sizeof(Digest);
    kept.append(chunks, begin, size);
  }
  chunks = std::move(kept);
  return {};
}

}  // namespace

Result<std::string> ReadWholeFile(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return IoError("open", path, errno);
  std::string content;
  std::array<char, 65536> part;
  int reason = 0;
  for (;;) {
    const ssize_t count = ::read(fd, part.data(), part.size());
    if (count == 0) break;
    if (count > 0)
      content.append(part.data(), static_cast<std::size_t>(count));
    else if (errno != EINTR)
      reason = errno;
    if (reason != 0) break;
  }
  ::close(fd);
  if (reason != 0) return IoError("read", path, reason);  // EISDIR for a directory
  return content;
}

Result<void> WriteFileAtomically(const fs::path& path, std::string_view content) {
  const fs::path temporary = path.string() + ".tmp";
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return IoError("create", temporary, errno);
  int reason = 0;
  while (!content.empty() && reason == 0) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written >= 0)
      content.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      reason = errno;
  }
  if (reason == 0 && ::fsync(fd) != 0) reason = errno;
  if (::close(fd) != 0 && reason == 0) reason = errno;
  if (reason == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) reason = errno;
  if (reason != 0) {
    ::unlink(temporary.c_str());
    return IoError("write", path, reason);
  }
  return SyncPath(path.has_parent_path() ? path.parent_path() : fs::path("."),
                  O_RDONLY | O_DIRECTORY);
}

Result<std::shared_ptr<const Generation>> Generation::OpenCurrent(const fs::path& store,
                                                                  Verify verify) {
  const auto name = CurrentGeneration(store);
  if (!name) return name.error();
  return Open(store / kGenerationsName / *name, verify);
}

Result<std::shared_ptr<const Generation>> Generation::Open(const fs::path& directory,
                                                           Verify verify) {
  std::error_code ignored;
  if (!fs::exists(directory / kManifestName, ignored)) {
    return DataLoss("the index at " + directory.string() +
                        " is incomplete (manifest.json is missing): rebuild it",
                    directory);
  }
  const auto text = ReadWholeFile(directory / kManifestName);
  if (!text) return text.error();
  auto manifest = ParseManifest(*text, directory / kManifestName);
  if (!manifest) return manifest.error();
  if (manifest->schema_version != schema::kVersion) {
    return FailedPrecondition(
        "the index has schema version " + std::to_string(manifest->schema_version) +
            ", this program reads version " + std::to_string(schema::kVersion) +
            ": rebuild it with the kaam-index of this version",
        directory);
  }
  for (const GenerationFile& file : manifest->files) {
    const fs::path path = directory / file.name;
    const auto size = fs::file_size(path, ignored);
    if (ignored || size != file.bytes) {
      return DataLoss("the index is damaged: " + file.name +
                          (ignored ? " is missing" : " does not have its size") + "; rebuild it",
                      path);
    }
    if (verify == Verify::kAll) {
      const auto mapped = MappedFile::Open(path);
      if (!mapped) return mapped.error();
      if (HexText(DigestOf(mapped->bytes())) != file.sha256) {
        return DataLoss("the index is damaged: " + file.name + " has changed; rebuild it", path);
      }
    }
  }
  return std::shared_ptr<const Generation>(new Generation(directory, std::move(*manifest)));
}

Result<StoreLock> StoreLock::Acquire(const fs::path& store) {
  std::error_code failed;
  fs::create_directories(store / kGenerationsName, failed);
  if (failed) return IoError("create", store, failed.value());
  const fs::path path = store / "LOCK";
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return IoError("open", path, errno);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    ::close(fd);
    if (reason == EWOULDBLOCK) {
      return Unavailable("another writer is at work on " + store.string() + ": wait for it");
    }
    return IoError("lock", path, reason);
  }
  return StoreLock(store, fd);
}

StoreLock::StoreLock(StoreLock&& other) noexcept
    : store_(std::move(other.store_)), fd_(std::exchange(other.fd_, -1)) {}

StoreLock::~StoreLock() {
  if (fd_ >= 0) ::close(fd_);
}

Result<std::unique_ptr<GenerationBuilder>> GenerationBuilder::Create(const StoreLock& lock) {
  const fs::path generations = lock.store() / kGenerationsName;
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(generations, failed)) {
    if (entry.path().filename().string().starts_with(kBuildingPrefix)) {
      fs::remove_all(entry.path(), failed);
    }
  }
  const fs::path directory =
      generations / (std::string(kBuildingPrefix) + std::to_string(::getpid()));
  fs::create_directory(directory, failed);
  if (failed) return IoError("create", directory, failed.value());
  return std::unique_ptr<GenerationBuilder>(new GenerationBuilder(lock.store(), directory));
}

Result<std::unique_ptr<GenerationBuilder>> GenerationBuilder::CreateFrom(const StoreLock& lock,
                                                                         const Generation& base) {
  const auto chunks = base.Map(kChunksName);
  if (!chunks) return chunks.error();
  auto builder = Create(lock);
  if (!builder) return builder;
  const std::span<const char> bytes = chunks->As<char>();
  (*builder)->linked_chunks_.assign(bytes.begin(), bytes.end());
  for (const GenerationFile& file : base.manifest().files) {
    if (file.name == kChunksName) continue;
    const fs::path path = (*builder)->directory_ / file.name;
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (!failed) fs::create_hard_link(base.Path(file.name), path, failed);
    if (failed) return IoError("link", path, failed.value());
    (*builder)->linked_.push_back(file);
  }
  return builder;
}

GenerationBuilder::~GenerationBuilder() {
  std::error_code ignored;
  if (!published_) fs::remove_all(directory_, ignored);
}

Result<Manifest> GenerationBuilder::Publish(Manifest facts) {
  const fs::path generations = store_ / kGenerationsName;
  const std::vector<unsigned long> before = GenerationNumbers(store_);
  const std::string name = GenerationName(before.empty() ? 1 : before.back() + 1);

  facts.schema_version = schema::kVersion;
  facts.created = NowUtc();
  if (const auto kept = KeepLinked(directory_, linked_, linked_chunks_); !kept) {
    return kept.error();
  }
  facts.files = linked_;
  if (const auto hashed = HashAndSync(directory_, facts, std::move(linked_chunks_)); !hashed) {
    return hashed.error();
  }
  Sha256 all;
  for (const GenerationFile& file : facts.files) {
    all.Add(std::as_bytes(std::span(file.name)));
    all.Add(std::as_bytes(std::span(file.sha256)));
  }
  facts.snapshot = name + "-" + HexText(all.Finish()).substr(0, 12);
  if (const auto written = WriteFileAtomically(directory_ / kManifestName, ToJson(facts));
      !written) {
    return written.error();
  }
  const Verify verify = linked_.empty() ? Verify::kAll : Verify::kSizes;
  if (const auto reopened = Generation::Open(directory_, verify); !reopened) {
    return reopened.error();
  }
  std::error_code failed;
  fs::rename(directory_, generations / name, failed);
  if (failed) return IoError("rename", directory_, failed.value());
  published_ = true;
  if (const auto synced = SyncPath(generations, O_RDONLY | O_DIRECTORY); !synced) {
    return synced.error();
  }
  if (const auto current = WriteFileAtomically(store_ / kCurrentName, name + "\n"); !current) {
    return current.error();
  }
  PruneGenerations(store_, kKeptGenerations);
  return facts;
}

}  // namespace kaam
