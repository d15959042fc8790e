// A question: what somebody asked, checked and made whole. One type for both directions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/records.pb.h"
#include "core/result.h"
#include "matcher/facets.h"
#include "matcher/facts.h"
#include "matcher/index.h"
#include "matcher/pair.h"
#include "matcher/small_counts.h"
#include "taxonomy/resolver.h"
#include "taxonomy/taxonomy.h"

namespace kaam::matcher {

// With must_not, what is ruled out; it takes no count, must, weight or level.
struct OccupationSpec {
  std::string code;
  std::optional<std::uint32_t> count;
  bool must_not = false;
};

struct SkillSpec {
  std::string code;
  bool must = false;
  std::optional<std::uint32_t> weight;  // 1..100
  std::optional<std::uint32_t> level;   // 1..3
  bool must_not = false;
};

// Exactly one of pin, lat and lon, lgd_district and text.
struct PlaceSpec {
  std::optional<std::uint32_t> pin;
  std::optional<double> lat;
  std::optional<double> lon;
  std::optional<std::uint32_t> lgd_district;
  std::optional<std::string> text;
};

// Who and what is never to be shown.
struct ExcludeSpec {
  std::vector<std::string> refs;       // 32 hex digits: of workers, or of openings
  std::vector<std::string> employers;  // openings: ids as in the registry
};

// When a worker is free. Days as YYYY-MM-DD; months 1..12, of every year.
struct AvailableSpec {
  std::optional<std::string> from;
  std::optional<std::string> until;
  std::vector<std::uint32_t> months;
};

struct WageSpec {
  std::uint64_t paise = 0;
  records::PayUnit unit = records::PAY_UNIT_DAY;
  std::optional<std::uint32_t> pieces_a_day = std::nullopt;  // of a piece rate, which needs it
  std::optional<std::uint32_t> hours_a_day = std::nullopt;   // else core/pay.h's
  std::optional<std::uint32_t> days_a_week = std::nullopt;   // else core/pay.h's
};

// As it came in; nothing checked. For workers: what the employer asks and offers. For openings:
// what the worker can do and wishes.
struct QuestionSpec {
  std::optional<std::string> text;
  std::vector<OccupationSpec> occupations;
  std::vector<std::string> wanted;  // openings: occupations she does not hold but would take
  std::vector<SkillSpec> skills;
  std::optional<PlaceSpec> place;
  std::vector<PlaceSpec> places;  // besides `place`: any of them will do
  std::optional<std::uint32_t> radius_km;
  std::optional<WageSpec> wage;
  std::optional<std::uint32_t> experience_months;
  std::optional<std::uint32_t> education;
  std::vector<std::string> languages;
  std::vector<std::string> licences;
  std::vector<std::string> offers;             // workers: amenities offered
  std::vector<std::string> requirements;       // openings: amenities required
  std::vector<std::string> must_requirements;  // openings: those without which it is no match
  ExcludeSpec exclude;
  bool inclusive_only = false;  // openings: those suitable for some class of disability alone
  std::optional<std::string> shift;
  std::optional<std::string> start;            // YYYY-MM-DD
  std::optional<std::uint32_t> duration_days;  // workers: of the work from its start
  std::optional<AvailableSpec> available;      // openings
  std::optional<std::string> as_of;            // YYYY-MM-DD; else today
  std::optional<Weights> weights;
  std::optional<std::uint32_t> limit;
  std::optional<std::string> cursor;  // of an answer to the same question: go on after it
  std::vector<std::string> facets;    // of kFacetNames
  std::optional<std::string> total;   // bounded, exact
  std::optional<std::string> viewer;  // of kViewerNames
  bool shortfall = true;
  bool explain = false;
  std::string language = "en";
};

inline constexpr std::uint32_t kDefaultLimit = 20;
inline constexpr std::uint32_t kMaxLimit = 100;
inline constexpr std::uint32_t kMaxRadiusKm = 5000;
inline constexpr std::uint32_t kMaxPiecesADay = 10'000;
inline constexpr std::size_t kMaxPlaces = 8;  // named in `place` and `places` together
inline constexpr std::size_t kMaxTrades = 10;
inline constexpr std::size_t kMaxAskedSkills = 64;
inline constexpr std::size_t kMaxExcluded = 1000;  // refs, and employers
inline constexpr std::size_t kMaxEmployerIdBytes = 200;
inline constexpr std::size_t kMaxMustNot = 64;  // trades, and skills
inline constexpr std::size_t kMaxSpots = 64;

// Pay offered or wished, as asked and as compared.
struct AskedWage {
  std::uint64_t paise = 0;
  records::PayUnit unit = records::PAY_UNIT_DAY;
  std::uint16_t day_rupees = 0;
};

// One trade asked for; several give one ranked list each.
struct TradeAsk {
  OccupationId occupation;
  std::optional<std::uint32_t> count;
  friend bool operator==(const TradeAsk&, const TradeAsk&) = default;
};

// Immutable once made. Threads may share it.
class Question {
 public:
  // Checks every field and resolves the text. Fails with kInvalidArgument and a JSON pointer
  // without its first '/' in `field`: unknown codes with the nearest valid ones, a radius without a
  // place, what is asked for and ruled out at once, a question in which nothing was understood
  // (never taken for "everybody").
  static Result<Question> Make(const taxonomy::Taxonomy& taxonomy, const QuestionSpec& spec,
                               Direction direction, Day today);

  // What work is there for a worker of the index: her record, with the place, radius and the rest
  // of `spec` taking precedence where given. kNotFound when nobody has this ref;
  // kFailedPrecondition when she is known to be under 18 on the day asked for.
  static Result<Question> ForWorker(const Index& index, const WorkerRef& ref,
                                    const QuestionSpec& spec, Day today);
  static Result<Question> ForWorker(const Index& index, RowId row, const QuestionSpec& spec,
                                    Day today);

  // Who would suit an opening of the index: what it asks and offers, a list for each of its trades,
  // with what `spec` says taking precedence. kNotFound when none has this ref; kFailedPrecondition
  // when neither a trade nor a skill of it is known, which would ask for everybody.
  static Result<Question> ForOpening(const Index& index, const OpeningRef& ref,
                                     const QuestionSpec& spec, Day today);
  static Result<Question> ForOpening(const Index& index, RowId row, const QuestionSpec& spec,
                                     Day today);

  // From now on only the list is wanted, so that a search need not count: its total is then no
  // more than a lower bound.
  void LeaveTotalOpen() { counts_ = false; }
  bool counts() const { return counts_; }

  Direction direction() const { return rules_.direction; }
  const PairRules& rules() const { return rules_; }
  Day as_of() const { return as_of_; }
  std::uint32_t limit() const { return limit_; }
  // As it came; matcher/cursor.h reads it.
  const std::optional<std::string>& cursor() const { return cursor_; }
  bool explain() const { return explain_; }
  const std::vector<FacetKind>& facets() const { return facets_; }  // each once
  bool wants_exact_total() const { return wants_exact_total_ || !facets_.empty(); }
  bool wants_shortfall() const { return wants_shortfall_; }  // where the list is short
  // Whether small groups are hidden from whoever asks.
  bool hides_small_groups() const { return HidesSmallGroups(viewer_, rules_.direction); }
  const std::string& language() const { return language_; }
  const taxonomy::Understanding& understood() const { return understood_; }
  const std::vector<TradeAsk>& trades() const { return trades_; }
  const std::vector<std::uint16_t>& wanted() const { return wanted_; }
  const std::vector<Spot>& spots() const { return spots_; }
  const std::vector<std::string>& place_labels() const { return place_labels_; }
  std::optional<std::uint32_t> radius_km() const { return radius_km_; }
  const std::optional<AskedWage>& wage() const { return wage_; }
  const std::vector<AskedSkill>& asked_skills() const { return asked_skills_; }
  // What is ruled out, as named and as scoring takes it; in code order.
  const std::vector<OccupationId>& not_trades() const { return not_trades_; }
  const std::vector<SkillId>& not_skills() const { return not_skills_; }
  MustNot must_not() const { return {not_trade_ranges_, not_skills_}; }

  bool inclusive_only() const { return worker_.inclusive_only; }

  // Never to be shown: ascending, each once.
  using RefBytes = std::array<std::uint8_t, 16>;
  const std::vector<RefBytes>& excluded_refs() const { return excluded_refs_; }
  const std::vector<std::string>& excluded_employers() const { return excluded_employers_; }
  bool ExcludesRef(std::span<const std::uint8_t, 16> ref) const;
  bool ExcludesEmployer(std::string_view id) const;

  // At least 1: a list for each trade, or one when no trade, or only her own record, is asked
  // about.
  std::size_t lists() const;
  // The trade of a list; absent when the list is about no single one.
  std::optional<TradeAsk> trade(std::size_t list) const;

  // The asking side of one list. Spans point into this question.
  OpeningFacts AskedOpening(std::size_t list) const;  // kWorkersForOpening
  WorkerFacts AskingWorker(std::size_t list) const;   // kOpeningsForWorker

  // Where equals start to be counted: the same for the same normalised question, whatever its
  // limit, cursor, language, explanation and exclusions: leaving some out never reorders the
  // others.
  struct Start {
    std::uint64_t group = 0;
    std::uint64_t ref = 0;
  };
  Start StartOf(std::size_t list) const;

 private:
  Question() = default;
  friend class QuestionMaker;

  PairRules rules_;
  Day as_of_{};
  std::uint32_t limit_ = kDefaultLimit;
  std::optional<std::string> cursor_;
  bool explain_ = false;
  bool counts_ = true;
  std::vector<FacetKind> facets_;
  bool wants_exact_total_ = false;
  bool wants_shortfall_ = true;
  Viewer viewer_ = Viewer::kPublic;
  std::string language_ = "en";
  taxonomy::Understanding understood_;

  std::vector<TradeAsk> trades_;
  std::vector<OccupationId> trade_ids_;  // trades_, as facts want them
  std::vector<Spot> spots_;
  std::vector<std::string> place_labels_;
  std::optional<std::uint32_t> radius_km_;
  std::optional<AskedWage> wage_;
  std::vector<OccupationId> not_trades_;
  std::vector<taxonomy::Occupations::Range> not_trade_ranges_;
  std::vector<SkillId> not_skills_;
  std::vector<RefBytes> excluded_refs_;
  std::vector<std::string> excluded_employers_;
  std::vector<AskedSkill> asked_skills_;          // workers
  std::vector<schema::PackedSkill> held_skills_;  // openings
  std::vector<std::uint16_t> wanted_;             // openings; OccupationId values
  std::vector<std::uint16_t> districts_;          // openings, of her record
  OpeningFacts opening_;                          // spans unset
  WorkerFacts worker_;                            // spans unset
  bool own_record_ = false;
};

}  // namespace kaam::matcher
