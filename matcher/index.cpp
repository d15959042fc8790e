#include "matcher/index.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/day.h"
#include "core/records.pb.h"

namespace kaam::matcher {
namespace {

using schema::OpeningRow;
using schema::PackedSkill;
using schema::WorkerRow;

std::optional<std::uint16_t> Months(std::uint16_t value) {
  return value == kNoId ? std::nullopt : std::optional(value);
}

std::optional<OccupationId> Occupation(std::uint16_t value) {
  return value == kNoId ? std::nullopt : std::optional(OccupationId{value});
}

}  // namespace

template <class Row>
Result<Segment<Row>> Segment<Row>::Open(const Generation& generation, std::string_view prefix,
                                        const taxonomy::Taxonomy& taxonomy) {
  Segment out;
  const auto map = [&](std::string_view suffix, auto& span) {
    return MapArray(generation, std::string(prefix) + std::string(suffix), out.files_, span);
  };
  for (const auto& mapped :
       {map(schema::kRowsSuffix, out.rows_), map(schema::kRefsSuffix, out.refs_),
        map(schema::kByRefSuffix, out.by_ref_), map(schema::kPoolSuffix, out.pool_),
        map(schema::kMaskTermsSuffix, out.terms_), map(schema::kMaskEntriesSuffix, out.entries_)}) {
    if (!mapped) return mapped.error();
  }
  const std::size_t rows = out.rows_.size();
  for (const schema::View view : schema::ViewsOf<Row>()) {
    const auto at = static_cast<std::size_t>(view);
    auto opened =
        RowView::Open(generation, view, std::string(prefix) + std::string(schema::kViewNames[at]),
                      taxonomy.occupations().size(), kIsWorker);
    if (!opened) return opened.error();
    out.views_[at] = std::move(*opened);
  }
  const bool agree = out.refs_.size() == rows * 16 && out.by_ref_.size() == rows &&
                     out.view(schema::View::kPrimary).size() == rows;
  if (!agree) {
    return DataLoss("the files of " + std::string(prefix) + " disagree: rebuild the index",
                    generation.directory());
  }
  return out;
}

template <class Row>
std::optional<RowId> Segment<Row>::FindByRef(std::span<const std::uint8_t, 16> ref) const {
  const auto found = std::partition_point(by_ref_.begin(), by_ref_.end(), [&](std::uint32_t row) {
    return std::memcmp(RefBytes(RowId{row}).data(), ref.data(), ref.size()) < 0;
  });
  if (found == by_ref_.end()) return std::nullopt;
  const RowId row{*found};
  if (std::memcmp(RefBytes(row).data(), ref.data(), ref.size()) != 0) return std::nullopt;
  return row;
}

template <class Row>
std::span<const schema::MaskEntry> Segment<Row>::Masks(schema::MaskKind kind,
                                                       std::uint16_t id) const {
  const auto key = std::pair(static_cast<std::uint32_t>(kind), std::uint32_t{id});
  const auto found = std::partition_point(
      terms_.begin(), terms_.end(),
      [&](const schema::MaskTerm& term) { return std::pair(term.kind, term.id) < key; });
  if (found == terms_.end() || std::pair(found->kind, found->id) != key) return {};
  return entries_.subspan(found->begin, found->count);
}

template <class Row>
Row Segment<Row>::Assemble(std::size_t at) const {
  Row row;
  if constexpr (kIsWorker) {
    static_cast<schema::WorkerDetail&>(row) = rows_[at];
    const schema::DigestGroup& group =
        view(schema::View::kPrimary).groups()[at / schema::kGroupRows];
    const std::size_t i = at % schema::kGroupRows;
    for (const std::uint16_t state :
         pool(row.pool + row.skill_count + row.wanted_count, row.state_count)) {
      row.move_states |= std::uint64_t{1} << state;
    }
    row.languages = group.languages[i];
    row.place = group.place[i];
    row.move_radius_km = group.move_radius_km[i];
    row.shown_from = group.shown_from[i];
    row.shown_until = group.shown_until[i];
    row.primary_months = group.months[i];
    row.wage_day_rupees = group.wage_day_rupees[i];
    row.requirements = group.requirements[i];
    row.confirmed = group.confirmed[i];
    row.target_state = group.target_state[i];
    row.education = group.education[i];
    row.shifts = group.shifts[i];
  }
  return row;
}

template class Segment<WorkerRow>;
template class Segment<OpeningRow>;

template <class Row>
std::vector<std::uint64_t> Index::BlockGroups(const Segment<Row>& segment) const {
  std::vector<std::uint64_t> groups;
  for (std::size_t row = 0; row < segment.size(); row += schema::kBlockRows) {
    groups.push_back(GroupOf(segment[row]));
  }
  if (!groups.empty()) groups.push_back(GroupOf(segment[segment.size() - 1]));
  return groups;
}

Index::FlatPoint Index::OnFlatMap(GeoPoint point) {
  constexpr double kMetresPerE6 = kMillimetresPerDegree * 1e-9;
  return {static_cast<float>(point.lat_e6 * kMetresPerE6),
          static_cast<float>(point.lon_e6 * kMetresPerE6)};
}

void Index::AddFlatPlace(GeoPoint point) {
  const auto [north, east] = OnFlatMap(point);
  flat_places_.north.push_back(north);
  flat_places_.east.push_back(east);
}

Result<std::shared_ptr<const Index>> Index::Open(const std::filesystem::path& store,
                                                 Verify verify) {
  auto generation = Generation::OpenCurrent(store, verify);
  if (!generation) return generation.error();
  auto taxonomy = taxonomy::Taxonomy::Open((*generation)->Path(taxonomy::kCompiledName));
  if (!taxonomy) return taxonomy.error();
  std::shared_ptr<Index> index(new Index);
  index->generation_ = std::move(*generation);
  index->taxonomy_ = std::move(*taxonomy);
  for (const taxonomy::Place& place : index->taxonomy_->places().all()) {
    index->spots_.push_back(matcher::SpotOf(place));
    index->AddFlatPlace(place.point);
    index->hilbert_.push_back(place.hilbert);
  }
  index->AddFlatPlace({170'000'000, 0});
  const taxonomy::Skills& skills = index->taxonomy_->skills();
  index->answered_by_.resize(skills.size());
  for (std::uint16_t asked = 0; asked < skills.size(); ++asked) {
    for (const taxonomy::RelatedSkill& related : skills.RelatedTo(SkillId{asked})) {
      index->answered_by_[related.held.value].push_back({SkillId{asked}, related.value});
    }
  }
  auto workers = Segment<WorkerRow>::Open(*index->generation_, kWorkersPrefix, *index->taxonomy_);
  if (!workers) return workers.error();
  index->workers_ = std::move(*workers);
  index->worker_block_groups_ = index->BlockGroups(index->workers_);
  auto openings =
      Segment<OpeningRow>::Open(*index->generation_, kOpeningsPrefix, *index->taxonomy_);
  if (!openings) return openings.error();
  index->openings_ = std::move(*openings);
  index->opening_block_groups_ = index->BlockGroups(index->openings_);
  for (const auto& [suffix, file] : {std::pair{schema::kRecordsSuffix, &index->opening_records_},
                                     std::pair{schema::kOffsetsSuffix, &index->opening_offsets_}}) {
    auto mapped = index->generation_->Map(std::string(kOpeningsPrefix) + std::string(suffix));
    if (!mapped) return mapped.error();
    *file = std::move(*mapped);
  }
  return std::shared_ptr<const Index>(std::move(index));
}

std::filesystem::path Index::XapianPath(std::string_view prefix) const {
  return generation_->Path(std::string(prefix) + std::string(schema::kXapianSuffix));
}

records::Opening Index::OpeningDocument(RowId row) const {
  const auto offsets = opening_offsets_.As<std::uint64_t>();
  const auto bytes = opening_records_.bytes().subspan(offsets[row.value],
                                                      offsets[row.value + 1] - offsets[row.value]);
  records::Opening opening;
  // Bytes that do not parse leave the rest empty; the row itself has all that ranks.
  static_cast<void>(opening.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  return opening;
}

Spot SpotOf(const taxonomy::Place& place) {
  return {place.point, taxonomy::Extent::kPoint, place.district, place.state};
}

WorkerRecord::WorkerRecord(const Index& index, RowId row_id) {
  const WorkerRow& row = index.workers()[row_id.value];
  const auto pool = index.workers().pool(row.pool, std::size_t{row.skill_count} + row.wanted_count +
                                                       row.state_count + row.district_count);
  static_assert(sizeof(PackedSkill) == sizeof(std::uint16_t));
  facts = {.primary = Occupation(row.primary),
           .secondary = Occupation(row.secondary),
           .primary_months = Months(row.primary_months),
           .secondary_months = Months(row.secondary_months),
           .wanted = pool.subspan(row.skill_count, row.wanted_count),
           .skills = {reinterpret_cast<const PackedSkill*>(pool.data()), row.skill_count},
           .radius_km = Months(row.move_radius_km),
           .districts = pool.last(row.district_count),
           .move_states = row.move_states,
           .wage_day_rupees = row.wage_day_rupees,
           .requirements = row.requirements,
           .shifts = row.shifts,
           .education = row.education,
           .languages = row.languages,
           .licences = row.licences,
           .available_from = row.available_from,
           .available_until = row.available_until,
           .available_months = row.available_months,
           .confirmed = row.confirmed};
  if (row.place != kNoId) {
    spot = index.SpotOf(PlaceId{row.place});
    facts.spots = {&spot, 1};
  }
}

OpeningRecord::OpeningRecord(const Index& index, RowId row_id) {
  const OpeningRow& row = index.openings()[row_id.value];
  const std::size_t inline_trades = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  const std::size_t inline_sites = std::min<std::size_t>(row.site_count, schema::kInlineSites);
  const std::size_t more_trades = row.trade_count - inline_trades;
  const std::size_t more_sites = row.site_count - inline_sites;
  const auto pool = index.openings().pool(
      row.pool, 2 * more_trades + more_sites + 2 * std::size_t{row.skill_count});
  const auto add_trade = [&](std::uint16_t id, std::uint16_t heads) {
    trades.push_back(OccupationId{id});
    heads_open.push_back(heads);
  };
  const auto add_site = [&](std::uint16_t id) {
    site_places.push_back(PlaceId{id});
    sites.push_back(index.SpotOf(PlaceId{id}));
  };
  for (std::size_t i = 0; i < inline_trades; ++i) add_trade(row.trades[i], row.heads_open[i]);
  for (std::size_t i = 0; i < more_trades; ++i) add_trade(pool[2 * i], pool[2 * i + 1]);
  for (std::size_t i = 0; i < inline_sites; ++i) add_site(row.sites[i]);
  for (std::size_t i = 0; i < more_sites; ++i) add_site(pool[2 * more_trades + i]);
  const auto skill_pool = pool.subspan(2 * more_trades + more_sites);
  for (std::size_t i = 0; i < row.skill_count; ++i) {
    const PackedSkill packed{skill_pool[2 * i]};
    skills.push_back({SkillId{packed.skill()}, skill_pool[2 * i + 1],
                      static_cast<std::uint8_t>(packed.level()), packed.flag()});
  }
  facts = {.trades = trades,
           .sites = sites,
           .skills = skills,
           .pay_day_rupees = row.pay_day_rupees,
           .offers = row.offers,
           .offers_not = row.offers_not,
           .shift = row.shift,
           .experience_months = row.experience_months,
           .education = row.education,
           .languages = row.languages,
           .licences = row.licences,
           .start = row.start,
           .duration_days = row.duration_days};
}

}  // namespace kaam::matcher
