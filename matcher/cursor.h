// Where a walk through a list stands, as text that callers send back unread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "matcher/engine.h"
#include "matcher/index.h"
#include "matcher/query.h"

namespace kaam::matcher {

// Seals cursors: with a secret key nobody else can make one or read in it which row it stands at.
// The default is no secret; it only shows damage.
struct CursorKey {
  std::array<std::uint8_t, 32> bytes{};
};

// All that decides which rows a list holds and in what order, but for the day asked for: the same
// for the same question whatever its limit, cursor, language, explanation and the order of its
// places. BLAKE2b.
using ListIdentity = std::array<std::uint8_t, 16>;
ListIdentity IdentityOf(const Question& question, std::size_t list);

// Best first, or as the rows of the index stand (core/index_schema.h).
enum class ListOrder : std::uint8_t { kByScore = 1, kByPosition = 2 };

struct Cursor {
  ListOrder order = ListOrder::kByScore;
  std::uint8_t list = 0;
  std::uint32_t passed = 0;        // rows of the list up to here, shown or not
  std::optional<RankedRow> after;  // the last of them
  ListIdentity identity{};         // of the list
  std::uint16_t as_of = 0;         // Day16
  std::uint64_t snapshot = 0;      // SnapshotMark of its name
  friend bool operator==(const Cursor&, const Cursor&) = default;
};

// Stands for a snapshot's name in a cursor.
std::uint64_t SnapshotMark(std::string_view snapshot);

// Before the first row of a list.
Cursor StartOf(const Question& question, std::size_t list, ListOrder order, const Index& index);

// Base64url without padding, some 75 characters; the same cursor gives the same text.
std::string SealCursor(const Cursor& cursor, const CursorKey& key);
// Absent for anything but what SealCursor made with this key.
std::optional<Cursor> OpenCursor(std::string_view text, const CursorKey& key);

// The cursor of a question, absent when it has none. Fails with the field `cursor`:
// kInvalidArgument when the text is none, when it was given for another question, day or order;
// kNotFound when it was given for another snapshot than the index.
Result<std::optional<Cursor>> CursorOf(const Question& question, ListOrder order,
                                       const Index& index, const CursorKey& key);

}  // namespace kaam::matcher
