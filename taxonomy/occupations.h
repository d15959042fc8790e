// NCO-2015 occupations: codes, titles, names people use, and how far one trade can stand in for
// another (the ladder).
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "taxonomy/table.h"

namespace kaam::taxonomy {

// Full marks of a score part, and of a fit.
inline constexpr std::uint16_t kFullFit = 65535;

// The rungs of the ladder from an asked occupation to a held one, best first.
enum class Rung : std::uint8_t {
  kSame,      // the asked code, or any code of the asked family
  kFamily,    // same first four digits
  kRelated,   // a curated neighbour (related_trades.tsv)
  kMinor,     // same first three digits
  kSubMajor,  // same first two digits
  kNone,
};

struct Fit {
  std::uint16_t value = 0;  // 0..kFullFit: same 1, family 3/4, minor 1/2, sub-major 1/4, or the
                            // curated weight where that is more
  Rung rung = Rung::kNone;
};

struct Occupation {
  std::string code;  // "7112" (a family) or "7112.0200"
  std::string title;
  bool is_family = false;
};

// What one language calls an occupation. Views live as long as the Occupations.
struct TradeName {
  OccupationId occupation;
  std::string_view language;  // BCP-47
  std::string_view name;
  bool is_label = false;       // neutral, for display; at most one an occupation and language
  bool never_display = false;  // understood, never shown
};

struct AmbiguousWord {
  std::string word;
  std::string language;
  std::vector<OccupationId> choices;
};

// Immutable after loading; threads may share it.
class Occupations {
 public:
  // Reads occupations.tsv, trade_names.tsv, related_trades.tsv and ambiguous_words.tsv. A bad row
  // fails the whole with file:line.
  static Result<Occupations> Load(const TableFiles& tables);

  // In code order; an id is an index here.
  std::span<const Occupation> all() const { return all_; }
  const Occupation& operator[](OccupationId id) const { return all_[id.value]; }
  std::size_t size() const { return all_.size(); }

  // By code; "71120200" is understood as "7112.0200".
  std::optional<OccupationId> Find(std::string_view code) const;

  // Codes that exist, nearest to `code` first: longest common prefix, then code order.
  std::vector<std::string> Nearest(std::string_view code, std::size_t limit) const;

  // Half-open range of ids whose code starts with the first `digits` (2, 3 or 4) digits of `id`'s.
  struct Range {
    std::uint16_t begin = 0;
    std::uint16_t end = 0;
    bool contains(OccupationId id) const { return id.value >= begin && id.value < end; }
  };
  Range Group(OccupationId id, std::size_t digits) const;
  // A family's occupations with the family itself; else the occupation alone.
  Range Members(OccupationId id) const;

  // How far somebody who holds `held` can do the job `asked`.
  Fit FitOf(OccupationId asked, OccupationId held) const;

  // FitOf(asked, held) for every held occupation, and for every asked one.
  std::vector<Fit> FitsOf(OccupationId asked) const;
  std::vector<Fit> FitsFor(OccupationId held) const;

  // Other codes under which the same work is filed: what related_trades.tsv relates at 700 per
  // mille, its highest weight. In the order of the table.
  std::vector<OccupationId> OtherCodesOf(OccupationId id) const;

  // The neutral name to show: in `language`, else English, else the official title.
  std::string_view Label(OccupationId id, std::string_view language) const;

  // Of a compiled taxonomy only those that need no lexicon: labels, and what is never displayed.
  std::span<const TradeName> names() const { return names_; }
  // trade_names.tsv with these rows alone.
  std::string NamesWithoutAliases() const;
  std::span<const AmbiguousWord> ambiguous_words() const { return ambiguous_; }

 private:
  struct Edge {
    Range others;
    std::uint16_t value;
  };
  struct LabelKey {
    std::string_view language;
    OccupationId occupation;
    friend bool operator==(const LabelKey&, const LabelKey&) = default;
  };
  struct LabelKeyHash {
    std::size_t operator()(const LabelKey& key) const {
      return StringHash()(key.language) * 31 + key.occupation.value;
    }
  };
  using Edges = std::unordered_map<std::uint16_t, std::vector<Edge>>;

  // Raises the fits of all in the groups of `id`, then of what `edges` lead to.
  std::vector<Fit> Spread(OccupationId id, const Edges& edges, bool whole_family_is_same) const;
  void AddEdge(OccupationId from, OccupationId to, std::uint16_t value);

  Result<void> LoadOccupations(const TableFiles& tables);
  Result<void> LoadNames(const TableFiles& tables);
  Result<void> LoadRelated(const TableFiles& tables);
  Result<void> LoadAmbiguous(const TableFiles& tables);

  std::vector<Occupation> all_;
  boost::unordered_flat_map<std::string, OccupationId, StringHash, std::equal_to<>> by_code_;
  std::vector<TradeName> names_;
  std::shared_ptr<const std::string> names_content_;  // what names_ are views of
  boost::unordered_flat_map<LabelKey, std::uint32_t, LabelKeyHash> labels_;  // -> index in names_
  Edges edges_to_;    // by asked occupation: who can stand in
  Edges edges_from_;  // by held occupation: for what
  std::unordered_map<std::uint16_t, std::vector<OccupationId>> other_codes_;
  std::vector<AmbiguousWord> ambiguous_;
};

}  // namespace kaam::taxonomy
