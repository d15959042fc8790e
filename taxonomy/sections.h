// One file of named arrays, written once and mapped: what the compiled taxonomy is made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/result.h"

namespace kaam::taxonomy {

// Collects arrays in order; equal arrays give equal bytes.
class SectionWriter {
 public:
  // `name` is at most 31 bytes and not yet used. T has no padding.
  template <class T>
  void Add(std::string_view name, const std::vector<T>& array) {
    static_assert(std::has_unique_object_representations_v<T>);
    AddBytes(name, {reinterpret_cast<const char*>(array.data()), array.size() * sizeof(T)});
  }
  void AddBytes(std::string_view name, std::string_view bytes);

  // The whole file: header with version and checksum, table of sections, sections on 16 bytes.
  std::string Finish() const;

 private:
  struct Section {
    std::string name;
    std::string bytes;
  };
  std::vector<Section> sections_;
};

// A view of such a file; the bytes must outlive it and lie on 8 bytes. Threads may share it.
class SectionReader {
 public:
  // kDataLoss when the bytes are not such a file of this version, whole and unchanged.
  static Result<SectionReader> Open(std::span<const std::byte> file);

  // Empty when there is no section of this name.
  std::string_view Bytes(std::string_view name) const;
  template <class T>
  std::span<const T> Array(std::string_view name) const {
    const std::string_view bytes = Bytes(name);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

 private:
  std::span<const std::byte> file_;
};

}  // namespace kaam::taxonomy
