#include "taxonomy/occupations.h"

#include <algorithm>
#include <array>

#include "taxonomy/table.h"

namespace kaam::taxonomy {
namespace {

constexpr std::uint16_t kFamilyFit = kFullFit / 4 * 3;
constexpr std::uint16_t kMinorFit = kFullFit / 2;
constexpr std::uint16_t kSubMajorFit = kFullFit / 4;
constexpr std::uint32_t kSameWork = 700;  // per mille: the highest weight of related_trades.tsv

bool IsFamilyCode(std::string_view code) {
  return code.size() == 4 && code.find_first_not_of("0123456789") == std::string_view::npos;
}

bool IsOccupationCode(std::string_view code) {
  return code.size() == 9 && code[4] == '.' && IsFamilyCode(code.substr(0, 4)) &&
         IsFamilyCode(code.substr(5));
}

}  // namespace

Result<Occupations> Occupations::Load(const TableFiles& tables) {
  Occupations out;
  for (const auto step : {&Occupations::LoadOccupations, &Occupations::LoadNames,
                          &Occupations::LoadRelated, &Occupations::LoadAmbiguous}) {
    if (auto loaded = (out.*step)(tables); !loaded) return loaded.error();
  }
  return out;
}

Result<void> Occupations::LoadOccupations(const TableFiles& tables) {
  const auto table = tables.Load("occupations.tsv", {"code", "title", "title_state", "sector"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string code{table->Cell(row, 0)};
    const bool is_family = IsFamilyCode(code);
    if (!is_family && !IsOccupationCode(code)) {
      return table->Fault(row, 0, "'" + code + "' is not NNNN or NNNN.NNNN");
    }
    if (!all_.empty() && all_.back().code >= code) {
      return table->Fault(row, 0, "'" + code + "' is not after the code before it");
    }
    if (all_.size() >= kNoId) return table->Fault(row, 0, "more occupations than ids");
    by_code_.emplace(code, OccupationId{static_cast<std::uint16_t>(all_.size())});
    all_.push_back({code, std::string(table->Cell(row, 1)), is_family});
  }
  return {};
}

Result<void> Occupations::LoadNames(const TableFiles& tables) {
  const auto table =
      tables.Load("trade_names.tsv", {"code", "language", "name", "use", "sure", "checked_by"});
  if (!table) return table.error();
  names_content_ = table->content();
  names_.reserve(table->rows());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto id = Find(table->Cell(row, 0));
    if (!id) return table->Fault(row, 0, "no such occupation");
    const std::string_view use = table->Cell(row, 3);
    if (use != "label" && use != "alias" && use != "never_display") {
      return table->Fault(row, 3, "must be label, alias or never_display");
    }
    const TradeName name{*id, table->Cell(row, 1), table->Cell(row, 2), use == "label",
                         use == "never_display"};
    if (name.name.empty()) return table->Fault(row, 2, "is empty");
    const auto index = static_cast<std::uint32_t>(names_.size());
    if (name.is_label && !labels_.emplace(LabelKey{name.language, *id}, index).second) {
      return table->Fault(row, 3, "a second label in this language");
    }
    names_.push_back(name);
  }
  return {};
}

std::string Occupations::NamesWithoutAliases() const {
  std::string out = "code\tlanguage\tname\tuse\tsure\tchecked_by\n";
  for (const TradeName& name : names_) {
    if (!name.is_label && !name.never_display) continue;
    out += all_[name.occupation.value].code;
    for (const std::string_view cell :
         {name.language, name.name,
          name.is_label ? std::string_view("label") : std::string_view("never_display"),
          std::string_view(), std::string_view()}) {
      out += '\t';
      out += cell;
    }
    out += '\n';
  }
  return out;
}

Result<void> Occupations::LoadRelated(const TableFiles& tables) {
  const auto table = tables.Load("related_trades.tsv", {"from", "to", "weight", "reason"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto from = Find(table->Cell(row, 0));
    if (!from) return table->Fault(row, 0, "no such occupation");
    const auto to = Find(table->Cell(row, 1));
    if (!to) return table->Fault(row, 1, "no such occupation");
    const auto weight = table->Number(row, 2, 1000);
    if (!weight) return weight.error();
    const auto value = static_cast<std::uint16_t>(std::uint32_t{kFullFit} * *weight / 1000);
    AddEdge(*from, *to, value);
    if (*weight == kSameWork) other_codes_[from->value].push_back(*to);
  }
  return {};
}

// Who can do one job of a family can in part do what a question for the whole family asks.
void Occupations::AddEdge(OccupationId from, OccupationId to, std::uint16_t value) {
  const Range held = Members(from);
  std::vector<std::uint16_t> asked;
  const std::uint16_t family = Group(to, 4).begin;
  if (all_[family].is_family && family != to.value) asked.push_back(family);
  for (std::uint16_t id = Members(to).begin; id < Members(to).end; ++id) asked.push_back(id);
  for (const std::uint16_t id : asked) {
    edges_to_[id].push_back({held, value});
    for (std::uint16_t from_id = held.begin; from_id < held.end; ++from_id) {
      edges_from_[from_id].push_back({{id, static_cast<std::uint16_t>(id + 1)}, value});
    }
  }
}

Result<void> Occupations::LoadAmbiguous(const TableFiles& tables) {
  const auto table = tables.Load("ambiguous_words.tsv", {"word", "language", "codes", "note"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    AmbiguousWord word{std::string(table->Cell(row, 0)), std::string(table->Cell(row, 1)), {}};
    for (const std::string_view code : SplitList(table->Cell(row, 2))) {
      const auto id = Find(code);
      if (!id) return table->Fault(row, 2, "no occupation '" + std::string(code) + "'");
      word.choices.push_back(*id);
    }
    if (word.choices.size() < 2) return table->Fault(row, 2, "needs at least two codes");
    ambiguous_.push_back(std::move(word));
  }
  return {};
}

std::optional<OccupationId> Occupations::Find(std::string_view code) const {
  std::string dotted;
  if (code.size() == 8 && code.find_first_not_of("0123456789") == std::string_view::npos) {
    code = dotted.append(code).insert(4, 1, '.');
  }
  const auto found = by_code_.find(code);
  if (found == by_code_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Occupations::Nearest(std::string_view code, std::size_t limit) const {
  const auto common = [&](const Occupation& occupation) {
    std::size_t length = 0;
    while (length < code.size() && length < occupation.code.size() &&
           code[length] == occupation.code[length]) {
      ++length;
    }
    return length;
  };
  std::size_t longest = 0;
  for (const Occupation& occupation : all_) longest = std::max(longest, common(occupation));
  std::vector<std::string> out;
  for (const Occupation& occupation : all_) {
    if (out.size() == limit) break;
    if (longest > 0 && common(occupation) == longest) out.push_back(occupation.code);
  }
  return out;
}

Occupations::Range Occupations::Group(OccupationId id, std::size_t digits) const {
  const std::string_view prefix = std::string_view(all_[id.value].code).substr(0, digits);
  const auto first = std::partition_point(all_.begin(), all_.end(), [&](const Occupation& o) {
    return o.code.substr(0, digits) < prefix;
  });
  const auto last = std::partition_point(
      first, all_.end(), [&](const Occupation& o) { return o.code.substr(0, digits) == prefix; });
  return {static_cast<std::uint16_t>(first - all_.begin()),
          static_cast<std::uint16_t>(last - all_.begin())};
}

Occupations::Range Occupations::Members(OccupationId id) const {
  if (all_[id.value].is_family) return Group(id, 4);
  return {id.value, static_cast<std::uint16_t>(id.value + 1)};
}

std::vector<Fit> Occupations::Spread(OccupationId id, const Edges& edges,
                                     bool whole_family_is_same) const {
  std::vector<Fit> fits(all_.size());
  const auto raise = [&](Range range, Fit fit) {
    for (std::uint16_t other = range.begin; other < range.end; ++other) {
      if (fit.value > fits[other].value) fits[other] = fit;
    }
  };
  raise(Group(id, 2), {kSubMajorFit, Rung::kSubMajor});
  raise(Group(id, 3), {kMinorFit, Rung::kMinor});
  if (const auto found = edges.find(id.value); found != edges.end()) {
    for (const Edge& edge : found->second) raise(edge.others, {edge.value, Rung::kRelated});
  }
  raise(Group(id, 4),
        whole_family_is_same ? Fit{kFullFit, Rung::kSame} : Fit{kFamilyFit, Rung::kFamily});
  fits[id.value] = {kFullFit, Rung::kSame};
  return fits;
}

std::vector<Fit> Occupations::FitsOf(OccupationId asked) const {
  return Spread(asked, edges_to_, all_[asked.value].is_family);
}

std::vector<Fit> Occupations::FitsFor(OccupationId held) const {
  std::vector<Fit> fits = Spread(held, edges_from_, false);
  // Whoever holds a code of a family is just what a question for the family asks.
  const std::uint16_t family = Group(held, 4).begin;
  if (all_[family].is_family) fits[family] = {kFullFit, Rung::kSame};
  return fits;
}

Fit Occupations::FitOf(OccupationId asked, OccupationId held) const {
  const std::string_view want = all_[asked.value].code;
  const std::string_view have = all_[held.value].code;
  const auto share = [&](std::size_t digits) {
    return want.substr(0, digits) == have.substr(0, digits);
  };
  if (want == have || (all_[asked.value].is_family && share(4))) return {kFullFit, Rung::kSame};
  Fit best;
  if (share(2)) best = {kSubMajorFit, Rung::kSubMajor};
  if (share(3)) best = {kMinorFit, Rung::kMinor};
  if (const auto found = edges_to_.find(asked.value); found != edges_to_.end()) {
    for (const Edge& edge : found->second) {
      if (edge.value > best.value && edge.others.contains(held)) {
        best = {edge.value, Rung::kRelated};
      }
    }
  }
  if (share(4) && kFamilyFit > best.value) best = {kFamilyFit, Rung::kFamily};
  return best;
}

std::vector<OccupationId> Occupations::OtherCodesOf(OccupationId id) const {
  const auto found = other_codes_.find(id.value);
  return found == other_codes_.end() ? std::vector<OccupationId>() : found->second;
}

std::string_view Occupations::Label(OccupationId id, std::string_view language) const {
  for (const std::string_view tag : {language, std::string_view("en")}) {
    if (const auto found = labels_.find(LabelKey{tag, id}); found != labels_.end()) {
      return names_[found->second].name;
    }
  }
  return all_[id.value].title;
}

}  // namespace kaam::taxonomy
