// Refs: what stands for a person or an opening everywhere outside the contact store.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/ids.h"
#include "core/records.pb.h"
#include "core/result.h"

namespace kaam::indexer {

using SecretKey = std::array<std::uint8_t, 32>;

// Reads a key file: 64 hex digits and perhaps a line end. kInvalidArgument for anything else, and
// for a file that others than its owner can read.
Result<SecretKey> ReadKeyFile(const std::filesystem::path& path);

// Writes a new random key, readable by its owner alone. kFailedPrecondition when the file exists:
// a key is never overwritten.
Result<SecretKey> CreateKeyFile(const std::filesystem::path& path);

// Makes refs with the store's ref key. Any thread.
class RefMaker {
 public:
  // Reads STORE/ref.key, or creates it: it never changes again, or every ref would.
  static Result<RefMaker> ForStore(const std::filesystem::path& store);

  explicit RefMaker(const SecretKey& key) : key_(key) {}

  // BLAKE2b-128 keyed with the ref key over kind and UAN, else over source and registration number.
  // The record has one of the two.
  WorkerRef Of(const records::Worker& worker) const;
  // A keyed hash of a value, apart from those of other kinds of value.
  std::uint64_t Blind(std::string_view kind, std::string_view value) const;
  // Over source and id.
  OpeningRef Of(const records::Opening& opening) const;

 private:
  SecretKey key_;
};

}  // namespace kaam::indexer
