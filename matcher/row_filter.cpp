#include "matcher/row_filter.h"

#include <algorithm>

namespace kaam::matcher {

using schema::OpeningRow;
using schema::PackedSkill;

namespace {

// A ref that the index does not know excludes nothing.
template <class Row>
std::vector<RowId> RowsOf(const Segments<Row>& segments, const Question& question) {
  std::vector<RowId> rows;
  for (const Question::RefBytes& ref : question.excluded_refs()) {
    if (const auto row = segments.FindByRef(ref)) rows.push_back(*row);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::vector<std::uint32_t> HashesOf(const std::vector<std::string>& employers) {
  std::vector<std::uint32_t> hashes;
  for (const std::string& id : employers) hashes.push_back(schema::EmployerHash(id));
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

}  // namespace

WorkerFilter::WorkerFilter(const Index& index, const Question& question)
    : workers_(index.workers()),
      must_not_(question.must_not()),
      rows_(RowsOf(workers_, question)),
      any_(!must_not_.empty() || !rows_.empty()) {}

OpeningFilter::OpeningFilter(const Index& index, const Question& question)
    : index_(index),
      question_(question),
      inclusive_only_(question.inclusive_only()),
      must_not_(question.must_not()),
      rows_(RowsOf(index.openings(), question)),
      employers_(HashesOf(question.excluded_employers())),
      any_(inclusive_only_ || !must_not_.empty() || !rows_.empty() || !employers_.empty()) {}

bool WorkerFilter::IsRuledOut(RowId row_id) const {
  if (std::binary_search(rows_.begin(), rows_.end(), row_id)) return true;
  const Segment<schema::WorkerRow>& segment = workers_.Of(row_id);
  const schema::WorkerDetail& row = segment.detail(row_id);
  // No range holds kNoId.
  if (must_not_.HasTrade(OccupationId{row.primary})) return true;
  if (must_not_.HasTrade(OccupationId{row.secondary})) return true;
  if (must_not_.skills.empty()) return false;
  const auto held = segment.pool(row.pool, row.skill_count);
  return std::any_of(held.begin(), held.end(), [&](std::uint16_t bits) {
    return must_not_.HasSkill(SkillId{PackedSkill{bits}.skill()});
  });
}

// The hash settles nearly all; the record says whether it is that employer.
bool OpeningFilter::HasExcludedEmployer(RowId row) const {
  const std::uint32_t hash = index_.openings()[row].employer;
  return hash != 0 && std::binary_search(employers_.begin(), employers_.end(), hash) &&
         question_.ExcludesEmployer(index_.OpeningDocument(row).employer_id());
}

bool OpeningFilter::IsRuledOut(RowId row_id) const {
  if (inclusive_only_ && index_.openings()[row_id].inclusive == 0) return true;
  if (std::binary_search(rows_.begin(), rows_.end(), row_id)) return true;
  if (HasExcludedEmployer(row_id)) return true;
  if (must_not_.empty()) return false;
  const Segment<OpeningRow>& segment = index_.openings().Of(row_id);
  const OpeningRow& row = segment[row_id];
  const std::size_t inline_trades = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  const std::size_t more_trades = row.trade_count - inline_trades;
  const std::size_t more_sites =
      row.site_count - std::min<std::size_t>(row.site_count, schema::kInlineSites);
  const auto pool =
      segment.pool(row.pool, 2 * more_trades + more_sites + 2 * std::size_t{row.skill_count});
  const auto skills = pool.last(2 * std::size_t{row.skill_count});
  for (std::size_t i = 0; i < skills.size(); i += 2) {
    if (must_not_.HasSkill(SkillId{PackedSkill{skills[i]}.skill()})) return true;
  }
  for (std::size_t i = 0; i < inline_trades; ++i) {
    if (!must_not_.HasTrade(OccupationId{row.trades[i]})) return false;
  }
  for (std::size_t i = 0; i < more_trades; ++i) {
    if (!must_not_.HasTrade(OccupationId{pool[2 * i]})) return false;
  }
  return row.trade_count > 0;
}

}  // namespace kaam::matcher
