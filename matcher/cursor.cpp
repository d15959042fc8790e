#include "matcher/cursor.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <tuple>
#include <vector>

#include "core/day.h"

namespace kaam::matcher {
namespace {

constexpr std::string_view kField = "cursor";

// Chooses the fastest of the functions below; they work without it.
[[maybe_unused]] const int kSodiumReady = sodium_init();

// A running BLAKE2b over numbers. Lists are told apart by their lengths.
class ListHash {
 public:
  ListHash() { crypto_generichash_init(&state_, nullptr, 0, ListIdentity().size()); }

  void Add(std::uint64_t value) {
    std::array<std::uint8_t, 8> bytes;
    std::memcpy(bytes.data(), &value, bytes.size());
    crypto_generichash_update(&state_, bytes.data(), bytes.size());
  }
  void Add(std::string_view text) {
    Add(text.size());
    crypto_generichash_update(&state_, reinterpret_cast<const std::uint8_t*>(text.data()),
                              text.size());
  }
  template <class Value>
  void Add(const std::optional<Value>& value) {
    Add(std::uint64_t{value.has_value()});
    if (value) Add(std::uint64_t{*value});
  }
  void Add(const std::optional<OccupationId>& id) {
    Add(id ? std::optional(id->value) : std::nullopt);
  }
  template <class List, class One>
  void AddEach(const List& list, One one) {
    Add(list.size());
    for (const auto& entry : list) one(entry);
  }

  ListIdentity Finish() {
    ListIdentity out;
    crypto_generichash_final(&state_, out.data(), out.size());
    return out;
  }

 private:
  crypto_generichash_state state_;
};

// Every field is named below, so that one more does not compile until it is hashed, or left out
// on purpose.

void AddSpots(std::span<const Spot> spots, ListHash& print) {
  std::vector<std::tuple<std::int32_t, std::int32_t, std::uint64_t>> each;
  for (const auto& [point, extent, district, state] : spots) {
    each.emplace_back(point.lat_e6, point.lon_e6,
                      std::uint64_t{static_cast<std::uint8_t>(extent)} << 32 |
                          std::uint64_t{district} << 8 | state);
  }
  std::sort(each.begin(), each.end());
  print.AddEach(each, [&](const auto& spot) {
    print.Add(static_cast<std::uint32_t>(std::get<0>(spot)));
    print.Add(static_cast<std::uint32_t>(std::get<1>(spot)));
    print.Add(std::get<2>(spot));
  });
}

void AddMustNot(const MustNot& must_not, ListHash& print) {
  const auto& [trades, skills] = must_not;
  print.AddEach(
      trades, [&](const auto& range) { print.Add(std::uint64_t{range.begin} << 16 | range.end); });
  print.AddEach(skills, [&](SkillId skill) { print.Add(skill.value); });
}

void AddOpening(const OpeningFacts& facts, ListHash& print) {
  const auto& [trades, sites, skills, pay_day_rupees, offers, offers_not, shift, experience_months,
               education, languages, licences, start, duration_days, inclusive, must_not] = facts;
  print.AddEach(trades, [&](OccupationId trade) { print.Add(trade.value); });
  AddSpots(sites, print);
  print.AddEach(skills, [&](const AskedSkill& asked) {
    const auto& [skill, weight, level, must] = asked;
    print.Add(std::uint64_t{skill.value} << 32 | std::uint64_t{weight} << 16 |
              std::uint64_t{level} << 8 | std::uint64_t{must});
  });
  for (const std::uint64_t value :
       {std::uint64_t{pay_day_rupees}, std::uint64_t{offers}, std::uint64_t{offers_not},
        std::uint64_t{shift}, std::uint64_t{experience_months}, std::uint64_t{education},
        std::uint64_t{languages}, std::uint64_t{licences}, std::uint64_t{start},
        std::uint64_t{duration_days}, std::uint64_t{inclusive}}) {
    print.Add(value);
  }
  AddMustNot(must_not, print);
}

void AddWorker(const WorkerFacts& facts, ListHash& print) {
  const auto& [primary, secondary, primary_months, secondary_months, wanted, skills, spots,
               radius_km, districts, move_states, wage_day_rupees, requirements, must_requirements,
               shifts, education, languages, licences, available_from, available_until,
               available_months, confirmed, inclusive_only, must_not] = facts;
  print.Add(primary);
  print.Add(secondary);
  print.Add(primary_months);
  print.Add(secondary_months);
  print.AddEach(wanted, [&](std::uint16_t trade) { print.Add(trade); });
  print.AddEach(skills, [&](schema::PackedSkill skill) { print.Add(skill.bits); });
  AddSpots(spots, print);
  print.Add(radius_km);
  print.AddEach(districts, [&](std::uint16_t district) { print.Add(district); });
  for (const std::uint64_t value :
       {move_states, std::uint64_t{wage_day_rupees}, std::uint64_t{requirements},
        std::uint64_t{shifts}, std::uint64_t{education}, std::uint64_t{languages},
        std::uint64_t{licences}, std::uint64_t{available_from}, std::uint64_t{available_until},
        std::uint64_t{available_months}, std::uint64_t{confirmed}, std::uint64_t{must_requirements},
        std::uint64_t{inclusive_only}}) {
    print.Add(value);
  }
  AddMustNot(must_not, print);
}

// What a token holds under its seal, written as it stands.
struct Plain {
  std::uint8_t order = 0;
  std::uint8_t list = 0;
  std::uint16_t as_of = 0;
  std::uint32_t row = 0;
  std::uint32_t key = 0;
  std::uint32_t passed = 0;
  std::uint64_t snapshot = 0;
  ListIdentity identity{};
};
static_assert(sizeof(Plain) == 40 && std::is_trivially_copyable_v<Plain>);

// The seal: a keyed hash of what is sealed, which also is the nonce it is enciphered with, so that
// one nonce never stands for two texts.
constexpr std::size_t kSealBytes = 16;
using Bytes = std::array<std::uint8_t, sizeof(Plain)>;
using Seal = std::array<std::uint8_t, kSealBytes>;

Seal SealOf(const Bytes& plain, const CursorKey& key) {
  Seal seal;
  crypto_generichash(seal.data(), seal.size(), plain.data(), plain.size(), key.bytes.data(),
                     key.bytes.size());
  return seal;
}

void Encipher(Bytes& bytes, const Seal& seal, const CursorKey& key) {
  std::array<std::uint8_t, crypto_stream_xchacha20_NONCEBYTES> nonce{};
  std::copy(seal.begin(), seal.end(), nonce.begin());
  crypto_stream_xchacha20_xor(bytes.data(), bytes.data(), bytes.size(), nonce.data(),
                              key.bytes.data());
}

constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
using Token = std::array<std::uint8_t, kSealBytes + sizeof(Plain)>;

}  // namespace

ListIdentity IdentityOf(const Question& question, std::size_t list) {
  ListHash print;
  const auto& [direction, weights, radius, as_of] = question.rules();
  print.Add(static_cast<std::uint64_t>(direction));
  print.Add(list);
  print.AddEach(weights.per_mille, [&](std::uint16_t weight) { print.Add(weight); });
  print.Add(radius);
  static_cast<void>(as_of);  // in the cursor, so that a wrong one can be told from the rest
  if (direction == Direction::kWorkersForOpening) {
    AddOpening(question.AskedOpening(list), print);
  } else {
    AddWorker(question.AskingWorker(list), print);
  }
  print.AddEach(question.excluded_refs(), [&](const Question::RefBytes& ref) {
    print.Add(std::string_view(reinterpret_cast<const char*>(ref.data()), ref.size()));
  });
  print.AddEach(question.excluded_employers(),
                [&](const std::string& id) { print.Add(std::string_view(id)); });
  return print.Finish();
}

std::uint64_t SnapshotMark(std::string_view snapshot) {
  ListHash print;
  print.Add(snapshot);
  const ListIdentity hash = print.Finish();
  std::uint64_t mark;
  std::memcpy(&mark, hash.data(), sizeof mark);
  return mark;
}

Cursor StartOf(const Question& question, std::size_t list, ListOrder order, const Index& index) {
  return {.order = order,
          .list = static_cast<std::uint8_t>(list),
          .identity = IdentityOf(question, list),
          .as_of = question.rules().as_of,
          .snapshot = SnapshotMark(index.manifest().snapshot)};
}

std::string SealCursor(const Cursor& cursor, const CursorKey& key) {
  const Plain plain{.order = static_cast<std::uint8_t>(cursor.order),
                    .list = cursor.list,
                    .as_of = cursor.as_of,
                    .row = cursor.after ? cursor.after->row.value : 0,
                    .key = cursor.after ? cursor.after->key : 0,
                    .passed = cursor.passed,
                    .snapshot = cursor.snapshot,
                    .identity = cursor.identity};
  Bytes bytes;
  std::memcpy(bytes.data(), &plain, bytes.size());
  const Seal seal = SealOf(bytes, key);
  Encipher(bytes, seal, key);
  Token token;
  std::copy(seal.begin(), seal.end(), token.begin());
  std::copy(bytes.begin(), bytes.end(), token.begin() + kSealBytes);
  std::string text(sodium_base64_encoded_len(token.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), token.data(), token.size(), kBase64);
  text.pop_back();  // the terminating zero
  return text;
}

std::optional<Cursor> OpenCursor(std::string_view text, const CursorKey& key) {
  Token token;
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(token.data(), token.size(), text.data(), text.size(),
                                       nullptr, &length, &end, kBase64);
  if (failed != 0 || length != token.size() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  Seal seal;
  Bytes bytes;
  std::copy_n(token.begin(), kSealBytes, seal.begin());
  std::copy(token.begin() + kSealBytes, token.end(), bytes.begin());
  Encipher(bytes, seal, key);
  if (sodium_memcmp(SealOf(bytes, key).data(), seal.data(), seal.size()) != 0) return std::nullopt;
  Plain plain;
  std::memcpy(&plain, bytes.data(), bytes.size());
  Cursor cursor{.order = static_cast<ListOrder>(plain.order),
                .list = plain.list,
                .passed = plain.passed,
                .identity = plain.identity,
                .as_of = plain.as_of,
                .snapshot = plain.snapshot};
  if (plain.passed > 0) cursor.after = RankedRow{RowId{plain.row}, plain.key};
  return cursor;
}

Result<std::optional<Cursor>> CursorOf(const Question& question, ListOrder order,
                                       const Index& index, const CursorKey& key) {
  if (!question.cursor()) return std::optional<Cursor>();
  const std::string field(kField);
  auto cursor = OpenCursor(*question.cursor(), key);
  if (!cursor) {
    return InvalidArgument("is damaged: send the `next` of an answer back just as it came", field);
  }
  if (cursor->order != order) {
    return InvalidArgument(order == ListOrder::kByScore ? "was given by a scroll, not with a page"
                                                        : "was given with a page, not by a scroll",
                           field);
  }
  const bool same_question =
      cursor->list < question.lists() && cursor->identity == IdentityOf(question, cursor->list);
  if (!same_question) {
    return InvalidArgument(
        "was given for another question: send it with the question it came with, or leave it out",
        field);
  }
  if (cursor->as_of != question.rules().as_of) {
    return InvalidArgument("was given for another day: ask with \"as_of\": \"" +
                               FormatDay(DayFromNumber(cursor->as_of)) + "\"",
                           field);
  }
  const std::size_t rows = question.direction() == Direction::kWorkersForOpening
                               ? index.workers().size()
                               : index.openings().size();
  // No row of this snapshot stands past its last one.
  if (cursor->snapshot != SnapshotMark(index.manifest().snapshot) ||
      (cursor->after && cursor->after->row.value >= rows)) {
    return NotFound(
        "was given for an older snapshot of the index, which is no longer served: ask again "
        "without it",
        field);
  }
  return cursor;
}

}  // namespace kaam::matcher
