#include "matcher/skill_tally.h"

#include <algorithm>

#include "matcher/row_counts.h"

namespace kaam::matcher {
namespace {

using schema::kBlockRows;
using schema::PackedSkill;
using schema::View;

// Going through the lists of all skills costs as much for a block as reading so many rows.
constexpr std::size_t kRowsABlock = 40;

constexpr std::size_t kFetchedAhead = 12;

RowMask Without(RowMask rows, const RowMask& taken) {
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] &= ~taken[i];
  return rows;
}

taxonomy::Occupations::Range RangeOf(const taxonomy::Occupations& occupations,
                                     std::optional<OccupationId> trade) {
  if (trade) return occupations.Members(*trade);
  return {0, static_cast<std::uint16_t>(occupations.size())};
}

}  // namespace

SkillTally::SkillTally(const Index& index, std::optional<OccupationId> trade)
    : trades_(RangeOf(index.taxonomy().occupations(), trade)),
      counts_(index.taxonomy().skills().size()) {}

void SkillTally::Enter(const Segment<schema::WorkerRow>& segment) {
  CountKept();
  segment_ = &segment;
}

void SkillTally::Add(View view, std::uint32_t block, const RowMask& rows) {
  Kept& kept = view == View::kPrimary ? by_first_ : by_second_;
  if (kept.by_block.empty()) kept.first = block;
  kept.by_block.resize(block - kept.first + 1);
  kept.by_block.back() = rows;
}

std::span<const std::uint64_t> SkillTally::Counts() {
  CountKept();
  return counts_;
}

RowMask SkillTally::Kept::In(std::uint32_t block) const {
  const bool outside = block < first || block - first >= by_block.size();
  return outside ? RowMask{} : by_block[block - first];
}

std::vector<RowId> SkillTally::RowsIn(View view, const Kept& kept) const {
  std::vector<RowId> out;
  for (std::size_t i = 0; i < kept.by_block.size(); ++i) {
    const auto first = static_cast<std::uint32_t>((kept.first + i) * kBlockRows);
    ForEachRow(kept.by_block[i],
               [&](std::uint32_t at) { out.push_back(segment_->view(view).RowAt(first + at)); });
  }
  return out;
}

// Leaves in `kept` what is still to be counted.
void SkillTally::TakeTotals(View view_kind, Kept& kept) {
  if (kept.by_block.empty()) return;
  const RowView& view = segment_->view(view_kind);
  for (std::uint16_t occupation = trades_.begin; occupation < trades_.end; ++occupation) {
    TakeTotalsOf(occupation, view, kept);
  }
}

void SkillTally::TakeTotalsOf(std::uint16_t occupation, const RowView& view, Kept& kept) {
  const auto totals = view.tallies().TotalsOf(occupation);
  if (totals.empty()) return;
  const auto [begin, end] = view.Of(occupation, static_cast<std::uint16_t>(occupation + 1));
  const Stretch stretch{.begin = begin, .end = end};
  const std::uint32_t last = (end - 1) / kBlockRows;
  const auto totalled = [&](std::uint32_t block) {
    return view.tallies()[block].shown & RowsOf(stretch, block);
  };
  std::uint64_t asked = 0;
  std::uint64_t differ = 0;
  for (std::uint32_t block = begin / kBlockRows; block <= last; ++block) {
    const RowMask wanted = kept.In(block) & RowsOf(stretch, block);
    asked += CountOf(wanted);
    differ += CountOf(Without(wanted, totalled(block))) + CountOf(Without(totalled(block), wanted));
  }
  if (differ >= asked) return;
  for (const schema::SkillTotal& total : totals) counts_[total.skill] += total.rows;
  std::vector<RowId> not_asked;
  for (std::uint32_t block = begin / kBlockRows; block <= last; ++block) {
    const RowMask all = totalled(block);
    const RowMask wanted = kept.In(block);
    ForEachRow(Without(all, wanted),
               [&](std::uint32_t at) { not_asked.push_back(view.RowAt(block * kBlockRows + at)); });
    if (wanted != RowMask{}) kept.by_block[block - kept.first] = Without(wanted, all);
  }
  CountOneByOne(not_asked, ~std::uint64_t{0});
}

// Rows far apart in memory: both places where each stands are fetched before they are needed.
// `times` is added for each, modulo 2^64.
void SkillTally::CountOneByOne(std::span<const RowId> rows, std::uint64_t times) {
  const auto fetch_detail = [&](std::size_t i) {
    if (i < rows.size()) __builtin_prefetch(&segment_->detail(rows[i]));
  };
  const auto fetch_skills = [&](std::size_t i) {
    if (i >= rows.size()) return;
    const schema::WorkerDetail& detail = segment_->detail(rows[i]);
    if (detail.skill_count != 0) __builtin_prefetch(segment_->pool(detail.pool, 1).data());
  };
  for (std::size_t i = 0; i < 2 * kFetchedAhead; ++i) fetch_detail(i);
  for (std::size_t i = 0; i < kFetchedAhead; ++i) fetch_skills(i);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    fetch_detail(i + 2 * kFetchedAhead);
    fetch_skills(i + kFetchedAhead);
    const schema::WorkerDetail& detail = segment_->detail(rows[i]);
    const auto held = segment_->pool(detail.pool, detail.skill_count);
    for (auto at = held.begin(); at != held.end(); ++at) {
      const std::uint16_t skill = PackedSkill{*at}.skill();
      const bool again = std::any_of(
          held.begin(), at, [&](std::uint16_t bits) { return PackedSkill{bits}.skill() == skill; });
      if (!again) counts_[skill] += times;
    }
  }
}

// `more` rows may lie anywhere.
void SkillTally::CountByLists(Kept kept, std::span<const RowId> more) {
  if (!more.empty()) {
    Kept all;
    all.by_block.resize(segment_->view(View::kPrimary).blocks().size());
    std::copy(kept.by_block.begin(), kept.by_block.end(), all.by_block.begin() + kept.first);
    for (const RowId row : more) {
      const std::uint32_t at = row.value - segment_->first_row().value;
      all.by_block[at / kBlockRows][at % kBlockRows / 64] |= std::uint64_t{1} << at % 64;
    }
    kept = std::move(all);
  }
  for (std::uint16_t skill = 0; skill < counts_.size(); ++skill) {
    counts_[skill] += CountHolders(segment_->HoldersOf(schema::MaskKind::kSkill, skill), kept.first,
                                   kept.by_block);
  }
}

void SkillTally::CountKept() {
  if (segment_ == nullptr) return;
  TakeTotals(View::kPrimary, by_first_);
  TakeTotals(View::kSecondary, by_second_);
  std::vector<RowId> scattered = RowsIn(View::kSecondary, by_second_);
  std::uint64_t rows = 0;
  for (const RowMask& mask : by_first_.by_block) rows += CountOf(mask);
  const std::size_t blocks = segment_->view(View::kPrimary).blocks().size();
  if (scattered.size() + rows > kRowsABlock * blocks) {
    CountByLists(by_first_, scattered);
  } else {
    CountOneByOne(scattered, 1);
    if (rows > kRowsABlock * by_first_.by_block.size()) {
      CountByLists(by_first_, {});
    } else {
      CountOneByOne(RowsIn(View::kPrimary, by_first_), 1);
    }
  }
  by_first_ = {};
  by_second_ = {};
}

}  // namespace kaam::matcher
