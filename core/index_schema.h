// What the indexer and the matcher must agree on: the shape of a segment. A segment is a directory
// of memory-mapped arrays in one row order, beside a Xapian database with the same rows as docids.
// All numbers are little-endian; all structs are written as they stand.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/geo.h"

namespace kaam::schema {

static_assert(std::endian::native == std::endian::little, "segments are little-endian");

// Raise whenever a struct, a term or the row order below changes; readers refuse other versions.
inline constexpr std::uint32_t kVersion = 6;

inline constexpr std::uint32_t kBlockRows = 256;
// Of openings, which are fewer and spread wider; a divisor of kBlockRows, and by 64 whole.
inline constexpr std::uint32_t kOpeningBlockRows = 64;

// Skills with levels are packed in 16 bits.
inline constexpr std::uint16_t kMaxSkills = 1U << 13;
struct PackedSkill {
  std::uint16_t bits = 0;
  static constexpr PackedSkill Make(std::uint16_t skill, unsigned level, bool flag) {
    return {
        static_cast<std::uint16_t>(unsigned{skill} << 3 | (level & 3U) << 1 | (flag ? 1U : 0U))};
  }
  constexpr std::uint16_t skill() const { return bits >> 3; }
  constexpr unsigned level() const { return bits >> 1 & 3U; }  // 0 not stated, 1..3
  constexpr bool flag() const { return (bits & 1U) != 0; }     // worker: certified; opening: must
};

// `target_state` of a worker who would move to several States. Rows of one target stand together,
// so that a block's union of targets says something.
inline constexpr std::uint8_t kSeveralTargets = 255;

// A worker's entries in the pool: skills, wanted, States (LGD) and districts that she would move
// to, then, where she has any, the bits of the requirements that must be met.
//
// A worker as the matcher sees her: no name, number, line of an address or point finer than her
// `place`. 16-bit days are core/day.h's; kNoId marks an absent id or number where 0 is a value.
// On disk she is in two parts: what decides the fate of most rows stands column by column in
// DigestGroups, the rest in a WorkerDetail that is read only where the digest leaves a question
// open.
struct WorkerDetail {
  std::uint32_t pool = 0;            // first of her entries there
  std::uint16_t primary = 0xFFFF;    // OccupationId
  std::uint16_t secondary = 0xFFFF;  // never the primary one
  std::uint16_t secondary_months = 0xFFFF;
  std::uint16_t adult_from = 0;  // day she turns 18; 0 unknown
  std::uint16_t licences = 0;    // bits of taxonomy/data/licences.tsv
  std::uint16_t available_from = 0;
  std::uint16_t available_until = 0;   // inclusive
  std::uint16_t available_months = 0;  // bit 0 = January; 0 not seasonal
  std::uint8_t skill_count = 0;
  std::uint8_t wanted_count = 0;
  std::uint8_t state_count = 0;
  std::uint8_t district_count = 0;
};
static_assert(sizeof(WorkerDetail) == 24 && std::is_trivially_copyable_v<WorkerDetail>);

struct WorkerRow : WorkerDetail {
  std::uint64_t move_states = 0;  // bit = LGD code
  std::uint32_t languages = 0;    // bits of taxonomy/data/languages.tsv
  std::uint16_t place = 0xFFFF;   // PlaceId where she stands
  std::uint16_t move_radius_km = 0xFFFF;
  std::uint16_t shown_from = 0xFFFF;  // an adult with live visible_to_employers consent on the
  std::uint16_t shown_until = 0;      // days [from, until)
  std::uint16_t primary_months = 0xFFFF;
  std::uint16_t wage_day_rupees = 0;    // her wish by the day, rounded up; 0 not stated
  std::uint16_t requirements = 0;       // bit = records.Amenity
  std::uint16_t must_requirements = 0;  // those of them that must be met
  std::uint16_t confirmed = 0;
  std::uint8_t target_state = 0;  // LGD code of the State she would move to, or to a district of
                                  // it; 0 none; else kSeveralTargets
  std::uint8_t education = 0;     // 0 not stated
  std::uint8_t shifts = 0;        // bit = records.Shift
};

// What a DigestGroup's `flags` say.
inline constexpr std::uint8_t kStatesAvailability = 2;
inline constexpr std::uint8_t kMovesAnywhere = 4;  // in her one target State; she names no district
inline constexpr std::uint8_t kNamesDistricts = 8;
inline constexpr std::uint8_t kInsists = 32;  // some requirement must be met

// A bit for each district and State she would move to, so that most sites elsewhere show at once.
constexpr std::uint16_t MoveFilterBit(std::uint16_t lgd_code) {
  return static_cast<std::uint16_t>(1U << (lgd_code * 0x9E37U >> 8 & 15U));
}

// Sixteen neighbours of one view, field by field, so that a vector register takes several at once
// and one row lies in few cache lines. Places past the last row are never shown.
inline constexpr std::uint32_t kGroupRows = 16;
struct DigestGroup {
  template <class T>
  using Column = std::array<T, kGroupRows>;
  Column<std::uint16_t> place;
  Column<std::uint16_t> move_radius_km;
  Column<std::uint16_t> shown_from;
  Column<std::uint16_t> shown_until;
  Column<std::uint16_t> months;  // in the occupation she stands in the view by; wanted: the most
  Column<std::uint16_t> wage_day_rupees;
  Column<std::uint16_t> requirements;
  Column<std::uint16_t> confirmed;
  Column<std::uint16_t> move_filter;  // MoveFilterBit of each
  Column<std::uint32_t> languages;
  Column<std::uint8_t> target_state;
  Column<std::uint8_t> education;
  Column<std::uint8_t> shifts;
  Column<std::uint8_t> flags;
};
static_assert(sizeof(DigestGroup) == 416 && std::is_trivially_copyable_v<DigestGroup>);

// What stands for an employer in a row: one id has one hash, never 0; two ids seldom share one.
constexpr std::uint32_t EmployerHash(std::string_view id) {
  std::uint32_t hash = 0x811C9DC5U;  // FNV-1a
  for (const char c : id) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x01000193U;
  return hash == 0 ? 1 : hash;
}

inline constexpr std::size_t kInlineTrades = 4;
inline constexpr std::size_t kInlineSites = 4;
inline constexpr std::uint32_t kMaxDurationDays = 3650;  // ten years: longer work counts as this

// An opening as the matcher sees it. Its pool entries: trades beyond four (id, heads open), sites
// beyond four, then two entries a skill (PackedSkill with flag = must, weight).
struct OpeningRow {
  std::uint32_t pool = 0;
  std::uint32_t languages = 0;
  std::uint32_t employer = 0;  // EmployerHash; 0 not stated
  std::array<std::uint16_t, kInlineTrades> trades{0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF};  // OccupationId
  std::array<std::uint16_t, kInlineTrades> heads_open{};                            // 0 = filled
  std::array<std::uint16_t, kInlineSites> sites{0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF};    // PlaceId
  std::uint16_t pay_day_rupees = 0;  // the most it offers by the day, rounded down; 0 not stated
  std::uint16_t pay_min_day_rupees = 0;  // the least
  std::uint16_t experience_months = 0;   // 0 none asked
  std::uint16_t licences = 0;
  std::uint16_t offers = 0;      // bit = records.Amenity
  std::uint16_t offers_not = 0;  // stated as not offered
  std::uint16_t start = 0;
  std::uint16_t duration_days = 0;  // up to kMaxDurationDays; 0 not stated
  std::uint16_t open_from = 0;      // posted
  std::uint16_t open_until = 0;     // valid through, inclusive; 0xFFFF without end
  std::uint8_t trade_count = 0;
  std::uint8_t site_count = 0;
  std::uint8_t skill_count = 0;
  std::uint8_t education = 0;
  std::uint8_t shift = 0;      // records.Shift
  std::uint8_t status = 0;     // records.OpeningStatus
  std::uint8_t state = 0;      // LGD code of the first site's State
  std::uint8_t inclusive = 0;  // 1: named as suitable for some class of disability
};
static_assert(sizeof(OpeningRow) == 64 && std::is_trivially_copyable_v<OpeningRow>);

// What an OpeningDigestGroup's `flags` say.
inline constexpr std::uint8_t kSeveralSites = 1;  // `place` is one of them
inline constexpr std::uint8_t kNoSite = 2;
inline constexpr std::uint8_t kMustHoldSkill = 4;  // some skill must be held
inline constexpr std::uint8_t kMoreSkills = 8;     // than there are columns for
inline constexpr std::uint8_t kAsksSkills = 16;
inline constexpr std::uint8_t kInclusive = 32;

inline constexpr std::size_t kDigestSkills = 6;

// As DigestGroup, of openings as they stand in a view by one trade and at one site: all that their
// score is made of, so that rows are read only where they may enter a list.
struct OpeningDigestGroup {
  template <class T>
  using Column = std::array<T, kGroupRows>;
  // What rules most rows out comes first, in few cache lines.
  Column<std::uint8_t> flags;
  Column<std::uint8_t> state;        // of the site; 0 not known
  Column<std::uint16_t> shown_from;  // open on the days [from, until)
  Column<std::uint16_t> shown_until;
  Column<std::uint16_t> licences;
  Column<float> north;  // of the site on the flat map of core/geo.h
  Column<float> east;
  Column<std::uint16_t> district;     // of the site; 0 not known
  Column<std::uint16_t> move_filter;  // MoveFilterBit of the States and districts of all its sites
  Column<std::uint16_t> pay_day_rupees;
  Column<std::uint16_t> offers;      // what its shift says of nights is in it
  Column<std::uint16_t> offers_not;  // none of `offers`
  Column<std::uint16_t> experience_months;
  Column<std::uint32_t> languages;
  Column<std::uint8_t> education;
  Column<std::uint8_t> shift;  // bit = records.Shift; 0 not stated
  Column<std::uint16_t> start;
  Column<std::uint16_t> duration_days;
  std::array<Column<std::uint16_t>, kDigestSkills> skills;        // PackedSkill, flag = must
  std::array<Column<std::uint8_t>, kDigestSkills> skill_weights;  // 0: no such skill
  Column<std::uint16_t> place;                                    // PlaceId of the site
};
static_assert(sizeof(OpeningDigestGroup) == 928 &&
              std::is_trivially_copyable_v<OpeningDigestGroup>);

// The same rows seen by each occupation: workers by the first, the second and each wanted one;
// openings by the first trade at the first site, and by each other trade and site. Each is a list
// in the order (occupation, move target or State, Hilbert key, ref), cut into blocks. By the first
// occupation a place in the list is a row; the other lists say which row it is.
enum class View : std::uint8_t { kPrimary, kSecondary, kWanted };
inline constexpr std::array<std::string_view, 3> kViewNames = {".primary", ".secondary", ".wanted"};
inline constexpr std::array<View, 3> kViews = {View::kPrimary, View::kSecondary, View::kWanted};
template <class Row>
constexpr std::span<const View> ViewsOf() {
  return std::span(kViews).first(std::is_same_v<Row, WorkerRow> ? 3 : 2);
}

template <class Row>
constexpr std::uint32_t BlockRowsOf() {
  return std::is_same_v<Row, WorkerRow> ? kBlockRows : kOpeningBlockRows;
}

// The best any of a block's rows could do, part by part. Shared by both kinds of row; what a kind
// does not have stays at its default.
struct BlockSummary {
  GeoBox box;                         // of all known places
  std::uint64_t move_states = 0;      // union
  std::uint64_t district_states = 0;  // States of the districts its rows named; bit = LGD code
  std::uint32_t languages = 0;        // union
  std::uint16_t max_radius_km = 0;
  std::uint16_t max_months = 0;  // of any held occupation; 0xFFFF never occurs here
  std::uint16_t max_confirmed = 0;
  std::uint16_t licences = 0;  // union
  std::uint8_t max_education = 0;
  std::uint8_t has_placeless = 0;     // some row has no place
  std::uint8_t has_no_months = 0;     // some row does not state its months
  std::uint8_t has_no_education = 0;  // some row does not state its education
  std::uint8_t has_no_languages = 0;  // some row does not state its languages
  std::uint8_t has_no_skills = 0;     // some opening asks for none
  std::array<std::uint8_t, 14> reserved{};
};
static_assert(sizeof(BlockSummary) == 64 && std::is_trivially_copyable_v<BlockSummary>);

// The rows of one block as bits.
using BlockRows = std::array<std::uint64_t, kBlockRows / 64>;

// What the workers of a block are counted by, so that nobody's row is read. Bits are places of the
// view. `day` is one for a segment, about that of its build; what changes in the kDaysAhead days
// after it stands in the DayChanges, for other days rows are read. Behind the last block comes one
// more that only says where lists end.
struct BlockTally {
  BlockRows shown{};                // on `day`
  std::uint32_t shown_changes = 0;  // first DayChange of `shown`; they end where the next begin
  std::uint32_t free_changes = 0;   // of `free`
  std::uint32_t areas = 0;          // first AreaRun
  std::uint16_t day = 0;
  std::uint8_t insists = 0;  // some row insists on a requirement
  std::uint8_t reserved = 0;
  BlockRows states_times{};             // says when she is free
  BlockRows free{};                     // of those, on `day`
  std::array<BlockRows, 3> experience;  // bits of the band (core/bands.h), 7 for none
  std::array<BlockRows, 3> wage;
};
static_assert(sizeof(BlockTally) == 304 && std::is_trivially_copyable_v<BlockTally>);
inline constexpr unsigned kDaysAhead = 60;
inline constexpr unsigned kNoBandCode = 7;

// From so many days after `day` on, the bit of a row is the other one. In order of days.
struct DayChange {
  std::uint8_t days = 0;
  std::uint8_t row = 0;
};
static_assert(sizeof(DayChange) == 2);

// Neighbours of one district, up to `last` in the block. LGD codes, 0 not known.
struct AreaRun {
  std::uint16_t district = 0;
  std::uint8_t state = 0;
  std::uint8_t last = 0;
};
static_assert(sizeof(AreaRun) == 4);

// How many of all who stand in a view by an occupation and are shown on the tallies' `day` hold a
// skill, at any level; of occupations with kTotalledRows such rows or more. By (occupation, skill).
struct SkillTotal {
  std::uint16_t occupation = 0;
  std::uint16_t skill = 0;
  std::uint32_t rows = 0;
};
static_assert(sizeof(SkillTotal) == 8);
inline constexpr std::uint32_t kTotalledRows = 1024;

// Which rows hold a term: of blocks with many the bits, by block, and where there are kFewRows or
// less in a block, these. A block is in one of the lists.
enum class MaskKind : std::uint32_t {
  kSkill = 1,  // any level
};
inline constexpr std::uint32_t kFewRows = 4;
struct MaskTerm {
  std::uint32_t kind = 0;   // MaskKind
  std::uint32_t id = 0;     // SkillId
  std::uint32_t begin = 0;  // first block, and its bits
  std::uint32_t count = 0;
  std::uint32_t few_begin = 0;  // first single row
  std::uint32_t few_count = 0;
};
static_assert(sizeof(MaskTerm) == 24);

// The order of rows, and of equals in an answer: (ladder rank of the first occupation, move target
// or State, Hilbert key of the place, ref). The first three pack into one number.
constexpr std::uint64_t PositionGroup(std::uint16_t occupation, std::uint8_t state,
                                      std::uint32_t hilbert) {
  return std::uint64_t{occupation} << 40 | std::uint64_t{state} << 32 | hilbert;
}

// A generation holds the segment that a build wrote and up to so many small ones, each of which
// brings rows and takes rows of older ones away.
inline constexpr std::uint32_t kMaxSmallSegments = 8;

inline constexpr std::string_view kWorkersKind = "workers";
inline constexpr std::string_view kOpeningsKind = "openings";

// What the files of one kind of record in a segment begin with; the build's segment is number 0.
inline std::string SegmentPrefix(std::uint32_t segment, std::string_view kind) {
  const std::string folder = segment == 0 ? "" : "small" + std::to_string(segment) + "/";
  return folder + std::string(kind);
}

// The files after that prefix; those of views after the view's name too. Only openings have
// records: what a worker may see of them.
inline constexpr std::string_view kRowsSuffix = ".rows";  // WorkerDetail or OpeningRow
inline constexpr std::string_view kDigestsSuffix =
    ".digests";  // view: DigestGroup, or OpeningDigestGroup
inline constexpr std::string_view kRowIdsSuffix = ".rowids";    // view but primary: row by place
inline constexpr std::string_view kStartsSuffix = ".starts";    // view: first place by OccupationId
inline constexpr std::string_view kRefsSuffix = ".refs";        // Ref by row
inline constexpr std::string_view kByRefSuffix = ".byref";      // row numbers in ref order
inline constexpr std::string_view kPoolSuffix = ".pool";        // uint16
inline constexpr std::string_view kBlocksSuffix = ".blocks";    // view: BlockSummary
inline constexpr std::string_view kTalliesSuffix = ".tallies";  // view: BlockTally, of workers
inline constexpr std::string_view kChangesSuffix = ".changes";  // view: DayChange, of workers
inline constexpr std::string_view kAreasSuffix = ".areas";      // view: AreaRun, of workers
inline constexpr std::string_view kTotalsSuffix = ".totals";    // view: SkillTotal, of workers
// Who holds a term.
inline constexpr std::string_view kMaskTermsSuffix = ".terms";     // MaskTerm, by (kind, id)
inline constexpr std::string_view kMaskBlocksSuffix = ".blockno";  // uint32, ascending in a term
inline constexpr std::string_view kMaskRowsSuffix = ".masks";      // BlockRows, by the same
inline constexpr std::string_view kFewRowsSuffix = ".few";  // uint32 places, ascending in a term
inline constexpr std::string_view kRecordsSuffix = ".records";  // serialized records.Opening
inline constexpr std::string_view kOffsetsSuffix = ".offsets";  // uint64: where each row's starts
inline constexpr std::string_view kXapianSuffix = ".xapian";    // Xapian glass directory
// Of workers, uint32 by PlaceId: how many stated that place, before PINs with few were made
// coarser.
inline constexpr std::string_view kStatedSuffix = ".stated";
// Of small segments, uint32 ascending: rows of older segments that are no longer valid, counted
// through all older segments from the first on.
inline constexpr std::string_view kOverridesSuffix = ".overrides";

// Xapian term prefixes. Values are decimal codes unless said otherwise; all terms are boolean (wdf
// 0) except the words of an opening's title and text.
namespace term {
inline constexpr std::string_view kOccupation = "O";    // NNNNNNNN held or offered, any rank
inline constexpr std::string_view kFamily = "F";        // NNNN; wider groups are ranges of rows
inline constexpr std::string_view kWanted = "W";        // as kOccupation or NNNN
inline constexpr std::string_view kSkill = "K";         // skill code
inline constexpr std::string_view kState = "XS";        // LGD
inline constexpr std::string_view kDistrict = "XD";     // LGD
inline constexpr std::string_view kSubdistrict = "XB";  // LGD
inline constexpr std::string_view kPin = "XP";
inline constexpr std::string_view kMoveState = "XM";     // LGD
inline constexpr std::string_view kMoveDistrict = "XN";  // LGD
inline constexpr std::string_view kLanguage = "XL";      // BCP-47
inline constexpr std::string_view kLicence = "XC";       // licence code
inline constexpr std::string_view kConsent = "XV";       // "visible"
inline constexpr std::string_view kWord = "T";           // folded word of title or text
}  // namespace term

}  // namespace kaam::schema
