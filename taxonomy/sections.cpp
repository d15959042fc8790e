#include "taxonomy/sections.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kAlignment = 16;
// Raise whenever a struct in a section, or what it means, changes.
constexpr std::uint32_t kFormatVersion = 7;

struct Header {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t sections;
  std::uint64_t file_bytes;
  std::uint64_t checksum;  // of all that follows the header
};
constexpr std::array<char, 8> kMagic = {'K', 'a', 'a', 'm', 'T', 'a', 'x', '\n'};

struct Entry {
  std::array<char, 32> name;
  std::uint64_t offset;
  std::uint64_t bytes;
};

std::size_t Aligned(std::size_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

// FNV-1a over words of eight bytes, in eight lanes so that the processor need not wait: against
// truncation and flipped bits, not against forgery, which the SHA-256 of a generation's manifest
// sees.
std::uint64_t Checksum(std::string_view bytes) {
  constexpr std::size_t kLanes = 8;
  constexpr std::uint64_t kPrime = 0x100000001B3;
  std::array<std::uint64_t, kLanes> lanes = {0xCBF29CE484222325, 1, 2, 3, 4, 5, 6, 7};
  std::array<std::uint64_t, kLanes> words{};
  while (!bytes.empty()) {
    words.fill(0);
    const std::size_t length = std::min(bytes.size(), sizeof(words));
    std::memcpy(words.data(), bytes.data(), length);
    for (std::size_t i = 0; i < kLanes; ++i) {
      lanes[i] = (lanes[i] ^ words[i]) * kPrime;
      lanes[i] ^= lanes[i] >> 29;
    }
    bytes.remove_prefix(length);
  }
  std::uint64_t hash = 0;
  for (const std::uint64_t lane : lanes) hash = (hash ^ lane) * kPrime;
  return hash;
}

std::string_view View(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Header ReadHeader(std::span<const std::byte> file) {
  Header header{};
  std::memcpy(&header, file.data(), sizeof(header));
  return header;
}

Entry ReadEntry(std::span<const std::byte> file, std::size_t i) {
  Entry entry{};
  std::memcpy(&entry, file.data() + sizeof(Header) + i * sizeof(Entry), sizeof(entry));
  return entry;
}

}  // namespace

void SectionWriter::AddBytes(std::string_view name, std::string_view bytes) {
  sections_.push_back({std::string(name), std::string(bytes)});
}

std::string SectionWriter::Finish() const {
  std::string out(sizeof(Header) + sections_.size() * sizeof(Entry), '\0');
  out.resize(Aligned(out.size()), '\0');
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    Entry entry{};
    const std::string& name = sections_[i].name;
    std::copy_n(name.begin(), std::min(name.size(), entry.name.size() - 1), entry.name.begin());
    entry.offset = out.size();
    entry.bytes = sections_[i].bytes.size();
    std::memcpy(out.data() + sizeof(Header) + i * sizeof(Entry), &entry, sizeof(entry));
    out += sections_[i].bytes;
    out.resize(Aligned(out.size()), '\0');
  }
  const Header header{kMagic, kFormatVersion, static_cast<std::uint32_t>(sections_.size()),
                      out.size(), Checksum(std::string_view(out).substr(sizeof(Header)))};
  std::memcpy(out.data(), &header, sizeof(header));
  return out;
}

Result<SectionReader> SectionReader::Open(std::span<const std::byte> file) {
  const auto fault = [](const std::string& what) {
    return Error{ErrorCode::kDataLoss, "the compiled taxonomy " + what, {}, {}};
  };
  if (file.size() < sizeof(Header)) return fault("is too short");
  const Header header = ReadHeader(file);
  if (header.magic != kMagic) return fault("is no such file");
  if (header.version != kFormatVersion) return fault("is of another version; build the index anew");
  if (header.file_bytes != file.size()) return fault("is cut short");
  if (Checksum(View(file.subspan(sizeof(Header)))) != header.checksum) return fault("was changed");
  SectionReader reader;
  reader.file_ = file;
  for (std::size_t i = 0; i < header.sections; ++i) {
    const Entry entry = ReadEntry(file, i);
    if (entry.offset > file.size() || entry.bytes > file.size() - entry.offset) {
      return fault("has a section beyond its end");
    }
  }
  return reader;
}

std::string_view SectionReader::Bytes(std::string_view name) const {
  const Header header = ReadHeader(file_);
  for (std::size_t i = 0; i < header.sections; ++i) {
    const Entry entry = ReadEntry(file_, i);
    if (std::string_view(entry.name.data()) == name) {
      return View(file_).substr(entry.offset, entry.bytes);
    }
  }
  return {};
}

}  // namespace kaam::taxonomy
