// Strong identifiers, so that a worker's number is never taken for an opening's.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kaam {

// An integer that only compares with its own kind.
template <class Tag, class Rep>
struct StrongId {
  using rep = Rep;
  Rep value{};
  friend constexpr auto operator<=>(const StrongId&, const StrongId&) = default;
};

// Dense numbers given by the taxonomy; valid only with the taxonomy that gave them. Occupations are
// numbered in code order, so every rung of the ladder is one range.
using OccupationId = StrongId<struct OccupationTag, std::uint16_t>;
using SkillId = StrongId<struct SkillTag, std::uint16_t>;
using PlaceId = StrongId<struct PlaceTag, std::uint16_t>;

// A row of an index, counted from 0 through its segments; Xapian's docid in a segment's database is
// its distance from the segment's first, plus 1.
using RowId = StrongId<struct RowTag, std::uint32_t>;

inline constexpr std::uint16_t kNoId = 0xFFFF;  // "absent" in 16-bit id columns

// 128-bit keyed hash of a record's identity (indexer/refs.h), printed as 32 lower-case hex digits.
template <class Tag>
struct Ref {
  std::array<std::uint8_t, 16> bytes{};
  friend constexpr auto operator<=>(const Ref&, const Ref&) = default;
};
using WorkerRef = Ref<struct WorkerRefTag>;
using OpeningRef = Ref<struct OpeningRefTag>;

inline constexpr std::string_view kHexDigits = "0123456789abcdef";

template <class Tag>
std::string ToHex(const Ref<Tag>& ref) {
  std::string out(ref.bytes.size() * 2, '0');
  for (std::size_t i = 0; i < ref.bytes.size(); ++i) {
    out[2 * i] = kHexDigits[ref.bytes[i] >> 4];
    out[2 * i + 1] = kHexDigits[ref.bytes[i] & 15];
  }
  return out;
}

// Absent unless `text` is exactly 32 hex digits, either case.
template <class R>
std::optional<R> RefFromHex(std::string_view text) {
  R ref;
  if (text.size() != ref.bytes.size() * 2) return std::nullopt;
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  for (std::size_t i = 0; i < ref.bytes.size(); ++i) {
    const int high = digit(text[2 * i]);
    const int low = digit(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    ref.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return ref;
}

// The first eight bytes as a number, for hashing and for ordering among equals.
template <class Tag>
std::uint64_t Prefix64(const Ref<Tag>& ref) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < 8; ++i) out = out << 8 | ref.bytes[i];
  return out;
}

// Lets hash maps keyed by std::string be asked with a std::string_view.
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>()(text);
  }
};

}  // namespace kaam

template <class Tag>
struct std::hash<kaam::Ref<Tag>> {
  std::size_t operator()(const kaam::Ref<Tag>& ref) const noexcept { return kaam::Prefix64(ref); }
};
