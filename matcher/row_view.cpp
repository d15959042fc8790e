#include "matcher/row_view.h"

#include <algorithm>
#include <utility>

#include "matcher/scoring.h"

namespace kaam::matcher {

Result<RowView> RowView::Open(const Generation& generation, schema::View view,
                              const std::string& name, std::size_t occupations, bool of_workers,
                              RowId first_row) {
  RowView out;
  out.view_ = view;
  out.first_row_ = first_row;
  const auto map = [&](std::string_view suffix, auto& span) {
    return MapArray(generation, name + std::string(suffix), out.files_, span);
  };
  for (const auto& mapped :
       {of_workers ? map(schema::kDigestsSuffix, out.groups_)
                   : map(schema::kDigestsSuffix, out.opening_groups_),
        map(schema::kBlocksSuffix, out.blocks_), map(schema::kStartsSuffix, out.starts_)}) {
    if (!mapped) return mapped.error();
  }
  if (view != schema::View::kPrimary) {
    if (auto mapped = map(schema::kRowIdsSuffix, out.rows_); !mapped) return mapped.error();
  }
  const auto whole = [](std::size_t rows, std::size_t each) { return (rows + each - 1) / each; };
  const std::size_t groups = of_workers ? out.groups_.size() : out.opening_groups_.size();
  const std::size_t block_rows = of_workers ? schema::kBlockRows : schema::kOpeningBlockRows;
  const bool agree = out.starts_.size() == occupations + 2 &&
                     groups == whole(out.size(), schema::kGroupRows) &&
                     out.blocks_.size() == whole(out.size(), block_rows) &&
                     (view == schema::View::kPrimary || out.rows_.size() == out.size());
  if (!agree) {
    return DataLoss("the files of " + name + " disagree: rebuild the index",
                    generation.directory());
  }
  if (of_workers && view != schema::View::kWanted) {
    auto tallies = Tallies::Open(generation, name, out.blocks_.size());
    if (!tallies) return tallies.error();
    out.tallies_ = std::move(*tallies);
  }
  out.FillBoxes(of_workers);
  return out;
}

void RowView::FillBoxes(bool of_workers) {
  const std::size_t padded = (blocks_.size() / schema::kGroupRows + 2) * schema::kGroupRows;
  boxes_.min_lat_e6.assign(padded, 0);
  boxes_.min_lon_e6.assign(padded, 0);
  boxes_.max_lat_e6.assign(padded, 0);
  boxes_.max_lon_e6.assign(padded, 0);
  boxes_.radius_m.assign(padded, 0);
  boxes_.least_locality.assign(padded, 0);
  boxes_.move_states.assign(padded, 0);
  boxes_.all_ask_skills.assign(padded, 0);
  // Where nobody has a place, a box beyond the pole stands for "far from everywhere"; an opening
  // without one may be anywhere.
  constexpr GeoBox kNowhere = {170'000'000, 0, 170'000'000, 0};
  constexpr GeoBox kEverywhere = {-90'000'000, -180'000'000, 90'000'000, 180'000'000};
  const float placeless = ScoreLocality({.asked = true}).value;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    GeoBox box = blocks_[i].box.empty() ? kNowhere : blocks_[i].box;
    if (!of_workers && blocks_[i].has_placeless != 0) box = kEverywhere;
    boxes_.min_lat_e6[i] = box.min_lat_e6;
    boxes_.min_lon_e6[i] = box.min_lon_e6;
    boxes_.max_lat_e6[i] = box.max_lat_e6;
    boxes_.max_lon_e6[i] = box.max_lon_e6;
    boxes_.radius_m[i] = static_cast<float>(blocks_[i].max_radius_km) * 1000 + 1;
    boxes_.move_states[i] = blocks_[i].move_states | blocks_[i].district_states;
    boxes_.all_ask_skills[i] = blocks_[i].has_no_skills == 0 ? 1 : 0;
    boxes_.least_locality[i] = blocks_[i].has_placeless != 0 ? placeless : 0;
  }
}

}  // namespace kaam::matcher
