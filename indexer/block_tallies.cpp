#include "indexer/block_tallies.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "core/bands.h"
#include "core/day.h"
#include "core/ids.h"
#include "indexer/array_file.h"

namespace kaam::indexer {
namespace {

using schema::BlockRows;
using schema::kDaysAhead;

void Set(BlockRows& rows, std::uint8_t at) { rows[at / 64] |= std::uint64_t{1} << at % 64; }

void SetCode(std::array<BlockRows, 3>& planes, std::uint8_t at, std::uint32_t band) {
  const std::uint32_t code = band == kNoGroup ? schema::kNoBandCode : band;
  for (unsigned bit = 0; bit < planes.size(); ++bit) {
    if ((code >> bit & 1) != 0) Set(planes[bit], at);
  }
}

}  // namespace

void BlockTallies::Begin() {
  blocks_.emplace_back();
  blocks_.back().day = day_;
  blocks_.back().areas = static_cast<std::uint32_t>(areas_.size());
}

void BlockTallies::End() {
  const auto append = [&](std::vector<schema::DayChange>& changes) {
    std::stable_sort(changes.begin(), changes.end(),
                     [](const auto& a, const auto& b) { return a.days < b.days; });
    const auto begin = static_cast<std::uint32_t>(changes_.size());
    changes_.insert(changes_.end(), changes.begin(), changes.end());
    changes.clear();
    return begin;
  };
  blocks_.back().shown_changes = append(shown_);
  blocks_.back().free_changes = append(free_);
}

void BlockTallies::Add(const schema::WorkerRow& row, std::uint16_t occupation, std::uint16_t months,
                       std::span<const std::uint16_t> skills) {
  const auto at = static_cast<std::uint8_t>(next_ % schema::kBlockRows);
  if (at == 0) {
    if (!blocks_.empty()) End();
    Begin();
  }
  ++next_;
  schema::BlockTally& block = blocks_.back();
  if (row.shown_from <= day_ && day_ < row.shown_until) {
    Set(block.shown, at);
    AddSkills(occupation, skills);
  }
  if (row.shown_from < row.shown_until) {
    for (const std::uint16_t day : {row.shown_from, row.shown_until}) {
      if (day > day_ && day - day_ <= static_cast<int>(kDaysAhead)) {
        shown_.push_back({static_cast<std::uint8_t>(day - day_), at});
      }
    }
  }
  if (row.must_requirements != 0) block.insists = 1;
  AddTimes(row, at);
  SetCode(block.experience, at,
          ExperienceBand(months == kNoId ? std::nullopt : std::optional(months)));
  SetCode(block.wage, at, WageBand(row.wage_day_rupees));
  AddArea(row.place, at);
}

void BlockTallies::AddTimes(const schema::WorkerRow& row, std::uint8_t at) {
  if (row.available_from == 0 && row.available_until == 0 && row.available_months == 0) return;
  const auto free_on = [&](unsigned days) {
    return IsFreeOn(static_cast<std::uint16_t>(day_ + days), row.available_from,
                    row.available_until, row.available_months);
  };
  schema::BlockTally& block = blocks_.back();
  Set(block.states_times, at);
  bool is_free = free_on(0);
  if (is_free) Set(block.free, at);
  // The days on which it may change: her first one, that after her last, and the first of a month.
  event_days_.clear();
  const auto note = [&](int day) {
    const int ahead = day - day_;
    if (ahead > 0 && ahead <= static_cast<int>(kDaysAhead)) {
      event_days_.push_back(static_cast<std::uint8_t>(ahead));
    }
  };
  note(row.available_from);
  if (row.available_until != 0) note(row.available_until + 1);
  if (row.available_months != 0) {
    const std::chrono::year_month_day today{DayFromNumber(day_)};
    std::chrono::year_month month{today.year(), today.month()};
    for (unsigned i = 0; i <= kDaysAhead / 28; ++i) {
      month += std::chrono::months{1};
      note(DayNumber(Day{month / 1}));
    }
  }
  std::sort(event_days_.begin(), event_days_.end());
  for (const std::uint8_t ahead : event_days_) {
    if (free_on(ahead) == is_free) continue;
    is_free = !is_free;
    free_.push_back({ahead, at});
  }
}

void BlockTallies::AddArea(std::uint16_t place, std::uint8_t at) {
  schema::AreaRun run{.last = at};
  if (place != kNoId) {
    run.district = places_[PlaceId{place}].district;
    run.state = places_[PlaceId{place}].state;
  }
  const bool goes_on =
      at != 0 && areas_.back().district == run.district && areas_.back().state == run.state;
  if (goes_on) {
    areas_.back().last = at;
  } else {
    areas_.push_back(run);
  }
}

void BlockTallies::AddSkills(std::uint16_t occupation, std::span<const std::uint16_t> skills) {
  if (occupation != occupation_) EndOccupation();
  occupation_ = occupation;
  ++shown_of_occupation_;
  for (auto at = skills.begin(); at != skills.end(); ++at) {
    const std::uint16_t skill = schema::PackedSkill{*at}.skill();
    const bool again = std::any_of(skills.begin(), at, [&](std::uint16_t bits) {
      return schema::PackedSkill{bits}.skill() == skill;
    });
    if (!again) ++holders_of_occupation_[skill];
  }
}

void BlockTallies::EndOccupation() {
  if (shown_of_occupation_ >= schema::kTotalledRows) {
    for (std::uint16_t skill = 0; skill < schema::kMaxSkills; ++skill) {
      const std::uint32_t rows = holders_of_occupation_[skill];
      if (rows != 0) totals_.push_back({occupation_, skill, rows});
    }
  }
  shown_of_occupation_ = 0;
  holders_of_occupation_.assign(schema::kMaxSkills, 0);
}

Result<void> BlockTallies::Write(const std::string& path) {
  if (!blocks_.empty()) End();
  Begin();
  End();
  EndOccupation();
  const auto file = [&](std::string_view suffix) { return path + std::string(suffix); };
  for (const auto& written :
       {WriteArray<schema::BlockTally>(file(schema::kTalliesSuffix), blocks_),
        WriteArray<schema::DayChange>(file(schema::kChangesSuffix), changes_),
        WriteArray<schema::AreaRun>(file(schema::kAreasSuffix), areas_),
        WriteArray<schema::SkillTotal>(file(schema::kTotalsSuffix), totals_)}) {
    if (!written) return written;
  }
  return {};
}

}  // namespace kaam::indexer
