// Free text in, a structured question out: which trades, how many people, which skills, where, how
// far, what pay. What was not understood is said, never dropped.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/geo.h"
#include "core/ids.h"
#include "taxonomy/taxonomy.h"

namespace kaam::taxonomy {

// Which bytes of Understanding::text led to a finding: [begin, end).
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// 1000: the name itself; less for a name one or two letters away.
using Confidence = std::uint16_t;

struct TradeMention {
  OccupationId occupation;
  std::optional<std::uint32_t> count;  // "6 rajmistri"
  Confidence confidence = 0;
  TextSpan words;
};

struct SkillMention {
  SkillId skill;
  Confidence confidence = 0;
  TextSpan words;
};

// How much ground a place name covers: inside, the distance is 0.
enum class Extent : std::uint8_t { kPoint, kDistrict, kState };

struct PlaceMention {
  std::string label;  // in English
  // What was named: a coded place, a town (its index in Places::towns()), or a district of a region
  // (both).
  std::optional<PlaceId> place{};
  std::optional<std::uint16_t> town{};
  GeoPoint point;
  Extent extent = Extent::kPoint;
  std::uint16_t district = 0;  // LGD; 0 for a State
  std::uint8_t state = 0;      // LGD
  std::uint32_t pin = 0;       // 0 unless a PIN was named
  std::uint32_t lgd = 0;       // of the narrowest coded place that it is or lies in
  Confidence confidence = 0;
  TextSpan words;
};

// A word that several trades share, with its choices.
struct AmbiguousMention {
  std::vector<OccupationId> choices;
  std::optional<std::uint32_t> count;  // "6 mistri"
  TextSpan words;
};

struct PayMention {
  std::uint64_t paise = 0;
  WordRole unit = WordRole::kDay;  // kHour, kDay, kWeek or kMonth
  TextSpan words;
};

// Words that ask for people by what nobody may be chosen by.
struct RefusedMention {
  std::string reason;  // caste, religion, gender, ...: column reason of refused_words.tsv
  TextSpan words;
};

struct Understanding {
  std::string text;                  // as asked, possible Aadhaar numbers masked
  std::vector<TradeMention> trades;  // in the order said; one occupation once
  std::vector<TradeMention>
      suggested;  // weaker readings, best first; no search takes them for asked
  std::vector<SkillMention> skills;
  std::vector<PlaceMention> places;
  std::vector<AmbiguousMention> ambiguous;
  std::optional<std::uint32_t> radius_km;
  std::optional<PayMention> pay;
  std::optional<std::uint32_t> experience_months;
  std::optional<Day> start;  // "kal se", "1 December"
  std::vector<RefusedMention> refused;
  std::vector<TextSpan> not_understood;

  bool empty() const {
    return trades.empty() && skills.empty() && places.empty() && ambiguous.empty();
  }
  std::string_view Words(TextSpan span) const {
    return std::string_view(text).substr(span.begin, span.end - span.begin);
  }
};

inline constexpr std::size_t kMaxTextBytes = 2000;  // of one question; callers refuse longer ones

// Longest name first; where one stretch of words names several things, trade before place before
// skill. Days are counted from `as_of`. Never fails: bytes that are no words are passed over. Any
// thread.
Understanding Resolve(const Taxonomy& taxonomy, std::string_view text, Day as_of);

// Every occupation that a text may mean, best first: the trades understood, then their other codes,
// the choices of ambiguous words and what is only suggested, one a family; each by confidence.
struct RankedTrade {
  TradeMention mention;
  bool suggested = false;  // not certain enough to be searched without asking back
};
std::vector<RankedTrade> RankTrades(const Taxonomy& taxonomy, const Understanding& understood);

// A trade mentioned alone, as in a registry row's free text: the best-known occupation for the
// whole text, or nothing when it is ambiguous or not understood. `memo` makes many texts faster.
std::optional<OccupationId> ResolveTrade(const Taxonomy& taxonomy, std::string_view text,
                                         NearWordMemo* memo = nullptr);
std::optional<SkillId> ResolveSkill(const Taxonomy& taxonomy, std::string_view text,
                                    NearWordMemo* memo = nullptr);

}  // namespace kaam::taxonomy
