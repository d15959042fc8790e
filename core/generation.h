// A store directory and its generations: built aside, synced, verified, then published by renaming
// one small file. The indexer writes through this; the matcher reads through it.
//
//   STORE/CURRENT              name of the generation being served
//   STORE/LOCK                 held (flock) by the one writer
//   STORE/generations/NNNNNN/  manifest.json, chunks.sha256 and the files they list
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/mapped_file.h"
#include "core/result.h"

namespace kaam {

struct GenerationFile {
  std::string name;  // relative to the generation, '/' between folders
  std::uint64_t bytes = 0;
  std::string sha256;             // 64 hex digits, of the whole file
  std::uint64_t first_chunk = 0;  // in chunks.sha256: one SHA-256 for each 64 KiB
};

struct Manifest {
  std::uint32_t schema_version = 0;
  std::string snapshot;  // names this generation in answers and cursors: "000001-3fa2b8c01d44"
  std::string created;   // RFC 3339, UTC
  std::uint64_t log_position = 0;
  std::uint64_t workers = 0;
  std::uint64_t openings = 0;
  std::uint32_t small_segments = 0;   // core/index_schema.h
  std::vector<GenerationFile> files;  // by name
};

enum class Verify {
  kSizes,  // manifest, schema, every file present with its size; milliseconds
  kAll,    // and every byte against its SHA-256; what a server does before it is ready
};

// One published generation, immutable. Threads may share it.
class Generation {
 public:
  // Opens what STORE/CURRENT names. kFailedPrecondition, with what to do about it, when the store
  // holds no published index or one of another schema version; kDataLoss when files are missing,
  // short or changed.
  static Result<std::shared_ptr<const Generation>> OpenCurrent(const std::filesystem::path& store,
                                                               Verify verify);

  // Opens one generation directory.
  static Result<std::shared_ptr<const Generation>> Open(const std::filesystem::path& directory,
                                                        Verify verify);

  const Manifest& manifest() const { return manifest_; }
  const std::filesystem::path& directory() const { return directory_; }
  std::filesystem::path Path(std::string_view name) const { return directory_ / name; }
  Result<MappedFile> Map(std::string_view name) const { return MappedFile::Open(Path(name)); }

 private:
  Generation(std::filesystem::path directory, Manifest manifest)
      : directory_(std::move(directory)), manifest_(std::move(manifest)) {}

  std::filesystem::path directory_;
  Manifest manifest_;
};

// Maps a file of a generation as an array; `files` keeps it.
template <class T>
Result<void> MapArray(const Generation& generation, const std::string& name,
                      std::vector<MappedFile>& files, std::span<const T>& out) {
  auto file = generation.Map(name);
  if (!file) return file.error();
  out = file->template As<T>();
  files.push_back(std::move(*file));
  return {};
}

// The one writer of a store. Movable; released when destroyed.
class StoreLock {
 public:
  // Creates the store directory when missing. kUnavailable when another writer holds the lock.
  static Result<StoreLock> Acquire(const std::filesystem::path& store);

  StoreLock(StoreLock&& other) noexcept;
  StoreLock& operator=(StoreLock&&) = delete;
  ~StoreLock();

  const std::filesystem::path& store() const { return store_; }

 private:
  StoreLock(std::filesystem::path store, int fd) : store_(std::move(store)), fd_(fd) {}
  std::filesystem::path store_;
  int fd_;
};

// A generation being built. What is not published is removed again. One thread.
class GenerationBuilder {
 public:
  // Also removes what builders that died have left behind.
  static Result<std::unique_ptr<GenerationBuilder>> Create(const StoreLock& lock);
  // The same, with all files of `base` in it from the start: the same files on the disk, which
  // nothing may write to.
  static Result<std::unique_ptr<GenerationBuilder>> CreateFrom(const StoreLock& lock,
                                                               const Generation& base);

  GenerationBuilder(const GenerationBuilder&) = delete;
  GenerationBuilder& operator=(const GenerationBuilder&) = delete;
  ~GenerationBuilder();

  // Put files here; whatever is in this directory becomes the generation.
  const std::filesystem::path& directory() const { return directory_; }

  // Syncs, hashes, reopens, verifies, renames and points CURRENT here, then removes all but the
  // newest two generations. `facts` gives counts and log position; returns the whole manifest.
  Result<Manifest> Publish(Manifest facts);

 private:
  GenerationBuilder(std::filesystem::path store, std::filesystem::path directory)
      : store_(std::move(store)), directory_(std::move(directory)) {}

  std::filesystem::path store_;
  std::filesystem::path directory_;
  std::vector<GenerationFile> linked_;  // of the base, by name; hashed when it was published
  std::string linked_chunks_;
  bool published_ = false;
};

// Replaces `path` by `content` so that a reader or a crash sees the old file or the new one whole.
Result<void> WriteFileAtomically(const std::filesystem::path& path, std::string_view content);

// The whole file; kIo when it can't be read, as a directory can't.
Result<std::string> ReadWholeFile(const std::filesystem::path& path);

}  // namespace kaam
