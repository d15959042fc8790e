// Who may be the same person. A likeness is for people to look at: never proof of identity.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/records.pb.h"
#include "indexer/refs.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// Keyed hashes under which a contact record can be found without being opened. A hash may belong to
// several records.
struct BlindKeys {
  std::optional<std::uint64_t> vault;     // of the vault's reference key
  std::optional<std::uint64_t> likeness;  // of how the name sounds, birth year and district
};

// What two records are compared by; small, and without a name in it.
struct LikenessFacts {
  std::uint64_t key = 0;  // BlindKeys::likeness; 0 when there is none
  std::int32_t birth_day = 0;
  std::uint32_t name = 0;    // hash of how the name sounds, vowels and all
  std::uint32_t mobile = 0;  // hash of its last ten digits; 0 when there is none
  std::uint32_t pin = 0;     // 0 when there is none
  records::Gender gender = records::GENDER_UNSPECIFIED;
};

struct Likeness {
  int score = 0;     // 0..100
  std::string what;  // what is alike: "name sounds the same, birth date, PIN"
};

// From this score on, two records are given to somebody to look at.
inline constexpr int kReviewScore = 70;

// Makes keys and facts with a store's ref key. Any thread.
class LikenessReader {
 public:
  LikenessReader(const RefMaker& refs, const taxonomy::Taxonomy& taxonomy)
      : refs_(refs), taxonomy_(taxonomy) {}

  // The name's first and last word count, in either order and in any script; honorifics do not.
  BlindKeys KeysOf(const records::Worker& worker) const;
  LikenessFacts FactsOf(const records::Worker& worker) const;

 private:
  const RefMaker& refs_;
  const taxonomy::Taxonomy& taxonomy_;
};

// How like two records with the same likeness key are: the name's sounds 40 (consonants alone 30),
// birth date 30 (1 January, which stands for "not known", 15; another day of the year 10), district
// 10, PIN 10, mobile 30, another gender -30; at most 100.
Likeness Compare(const LikenessFacts& a, const LikenessFacts& b);

}  // namespace kaam::indexer
