#include "matcher/index.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/day.h"
#include "core/records.pb.h"
#include "core/suppression.h"
#include "core/worker_rows.h"

namespace kaam::matcher {
namespace {

using schema::OpeningRow;
using schema::PackedSkill;
using schema::WorkerRow;

std::optional<std::uint16_t> UnlessNone(std::uint16_t value) {
  return value == kNoId ? std::nullopt : std::optional(value);
}

std::optional<OccupationId> Occupation(std::uint16_t value) {
  return value == kNoId ? std::nullopt : std::optional(OccupationId{value});
}

}  // namespace

template <class Row>
Result<Segment<Row>> Segment<Row>::Open(const Generation& generation, const std::string& prefix,
                                        std::size_t occupations,
                                        std::span<const std::uint32_t> hilbert, RowId first_row) {
  Segment out;
  out.hilbert_ = hilbert;
  out.first_row_ = first_row;
  out.xapian_path_ = generation.Path(prefix + std::string(schema::kXapianSuffix));
  const auto map = [&](std::string_view suffix, auto& span) {
    return MapArray(generation, prefix + std::string(suffix), out.files_, span);
  };
  for (const auto& mapped :
       {map(schema::kRowsSuffix, out.rows_), map(schema::kRefsSuffix, out.refs_.refs),
        map(schema::kByRefSuffix, out.refs_.by_ref), map(schema::kPoolSuffix, out.pool_)}) {
    if (!mapped) return mapped.error();
  }
  if constexpr (!kIsWorker) {
    for (const auto& mapped :
         {map(schema::kRecordsSuffix, out.records_), map(schema::kOffsetsSuffix, out.offsets_)}) {
      if (!mapped) return mapped.error();
    }
  }
  const std::size_t rows = out.rows_.size();
  auto holders = HolderLists::Open(generation, prefix);
  if (!holders) return holders.error();
  out.holders_ = std::move(*holders);
  for (const schema::View view : schema::ViewsOf<Row>()) {
    const auto at = static_cast<std::size_t>(view);
    auto opened = RowView::Open(generation, view, prefix + std::string(schema::kViewNames[at]),
                                occupations, kIsWorker, first_row);
    if (!opened) return opened.error();
    out.views_[at] = std::move(*opened);
  }
  const bool agree = out.refs_.refs.size() == rows * 16 && out.refs_.by_ref.size() == rows &&
                     out.view(schema::View::kPrimary).size() == rows &&
                     (kIsWorker || out.offsets_.size() == rows + 1);
  if (!agree) {
    return DataLoss("the files of " + prefix + " disagree: rebuild the index",
                    generation.directory());
  }
  const std::uint32_t end = out.end_row().value;
  for (std::uint32_t row = first_row.value; row < end; row += schema::BlockRowsOf<Row>()) {
    out.block_groups_.push_back(out.GroupOf(RowId{row}));
  }
  if (rows > 0) out.block_groups_.push_back(out.GroupOf(RowId{end - 1}));
  return out;
}

template <class Row>
std::uint64_t Segment<Row>::GroupOf(RowId row) const {
  const auto key_of = [&](std::uint16_t place) { return place == kNoId ? 0 : hilbert_[place]; };
  const std::size_t at = At(row);
  if constexpr (kIsWorker) {
    const auto [group, i] = DigestOf(row);
    return schema::PositionGroup(rows_[at].primary, group.target_state[i], key_of(group.place[i]));
  } else {
    return schema::PositionGroup(rows_[at].trades[0], rows_[at].state, key_of(rows_[at].sites[0]));
  }
}

template <class Row>
std::optional<RowId> Segment<Row>::FindByRef(std::span<const std::uint8_t, 16> ref) const {
  const auto at = refs_.Find(ref);
  return at ? std::optional(RowId{first_row_.value + *at}) : std::nullopt;
}

template <class Row>
void Segment<Row>::Override(RowId row) {
  if (overridden_.empty()) overridden_.resize((size() + 63) / 64);
  overridden_[At(row) / 64] |= std::uint64_t{1} << At(row) % 64;
}

template <class Row>
RowMask Segment<Row>::WithoutOverridden(schema::View in, std::uint32_t block, RowMask rows) const {
  const std::uint32_t first = block * schema::BlockRowsOf<Row>();
  if (in != schema::View::kPrimary) {
    ForEachRow(rows, [&](std::uint32_t at) {
      if (IsOverridden(view(in).RowAt(first + at))) rows[at / 64] &= ~(std::uint64_t{1} << at % 64);
    });
    return rows;
  }
  for (std::size_t word = 0; word < rows.size(); ++word) {
    const std::size_t at = first / 64 + word;
    if (at < overridden_.size()) rows[word] &= ~overridden_[at];
  }
  return rows;
}

template <class Row>
records::Opening Segment<Row>::Document(RowId row) const
  requires(!kIsWorker)
{
  const std::uint64_t begin = offsets_[At(row)];
  const std::span<const char> bytes = records_.subspan(begin, offsets_[At(row) + 1] - begin);
  records::Opening opening;
  // Bytes that do not parse leave the rest empty; the row itself has all that ranks.
  static_cast<void>(opening.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  return opening;
}

template <class Row>
Row Segment<Row>::Assemble(RowId id) const {
  Row row;
  if constexpr (kIsWorker) {
    const auto [group, i] = DigestOf(id);
    row = schema::WholeWorker(rows_[At(id)], group, i, pool_);
  }
  return row;
}

template class Segment<WorkerRow>;
template class Segment<OpeningRow>;

template <class Row>
Result<Segments<Row>> Segments<Row>::Open(const Generation& generation, std::string_view kind,
                                          std::size_t occupations,
                                          std::span<const std::uint32_t> hilbert) {
  Segments out;
  for (std::uint32_t number = 0; number <= generation.manifest().small_segments; ++number) {
    const std::string prefix = schema::SegmentPrefix(number, kind);
    const RowId first = number == 0 ? RowId{0} : out.segments_.back().end_row();
    auto segment = Segment<Row>::Open(generation, prefix, occupations, hilbert, first);
    if (!segment) return segment.error();
    if (number > 0) {
      std::vector<MappedFile> file;
      std::span<const std::uint32_t> rows;
      auto mapped =
          MapArray(generation, prefix + std::string(schema::kOverridesSuffix), file, rows);
      if (!mapped) return mapped.error();
      for (const std::uint32_t row : rows) {
        if (RowId{row} >= first) {
          return DataLoss(prefix + " overrides a row that is not there: rebuild the index",
                          generation.directory());
        }
        out.segments_[out.IndexOf(RowId{row})].Override(RowId{row});
      }
    }
    out.segments_.push_back(std::move(*segment));
  }
  if constexpr (std::is_same_v<Row, WorkerRow>) {
    const auto suppressed = SuppressionList::Read(StoreOf(generation.directory()));
    if (!suppressed) return suppressed.error();
    for (const WorkerRef& ref : suppressed->Hidden()) {
      for (Segment<Row>& segment : out.segments_) {
        if (const auto row = segment.FindByRef(ref.bytes)) segment.Override(*row);
      }
    }
  }
  return out;
}

template <class Row>
std::optional<RowId> Segments<Row>::FindByRef(std::span<const std::uint8_t, 16> ref) const {
  for (auto segment = segments_.rbegin(); segment != segments_.rend(); ++segment) {
    const auto row = segment->FindByRef(ref);
    if (row) return segment->IsOverridden(*row) ? std::nullopt : row;
  }
  return std::nullopt;
}

template class Segments<WorkerRow>;
template class Segments<OpeningRow>;

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
  const std::size_t occupations = index->taxonomy_->occupations().size();
  auto workers = Segments<WorkerRow>::Open(*index->generation_, schema::kWorkersKind, occupations,
                                           index->hilbert_);
  if (!workers) return workers.error();
  index->workers_ = std::move(*workers);
  auto openings = Segments<OpeningRow>::Open(*index->generation_, schema::kOpeningsKind,
                                             occupations, index->hilbert_);
  if (!openings) return openings.error();
  index->openings_ = std::move(*openings);
  return std::shared_ptr<const Index>(std::move(index));
}

Spot SpotOf(const taxonomy::Place& place) {
  return {place.point, taxonomy::Extent::kPoint, place.district, place.state};
}

WorkerRecord::WorkerRecord(const Index& index, RowId row_id) {
  const Segment<WorkerRow>& segment = index.workers().Of(row_id);
  const WorkerRow row = segment[row_id];
  const auto pool = segment.pool(row.pool, std::size_t{row.skill_count} + row.wanted_count +
                                               row.state_count + row.district_count);
  static_assert(sizeof(PackedSkill) == sizeof(std::uint16_t));
  facts = {.primary = Occupation(row.primary),
           .secondary = Occupation(row.secondary),
           .primary_months = UnlessNone(row.primary_months),
           .secondary_months = UnlessNone(row.secondary_months),
           .wanted = pool.subspan(row.skill_count, row.wanted_count),
           .skills = {reinterpret_cast<const PackedSkill*>(pool.data()), row.skill_count},
           .radius_km = UnlessNone(row.move_radius_km),
           .districts = pool.last(row.district_count),
           .move_states = row.move_states,
           .wage_day_rupees = row.wage_day_rupees,
           .requirements = row.requirements,
           .must_requirements = row.must_requirements,
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
  const Segment<OpeningRow>& segment = index.openings().Of(row_id);
  const OpeningRow& row = segment[row_id];
  const std::size_t inline_trades = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  const std::size_t inline_sites = std::min<std::size_t>(row.site_count, schema::kInlineSites);
  const std::size_t more_trades = row.trade_count - inline_trades;
  const std::size_t more_sites = row.site_count - inline_sites;
  const auto pool =
      segment.pool(row.pool, 2 * more_trades + more_sites + 2 * std::size_t{row.skill_count});
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
           .duration_days = row.duration_days,
           .inclusive = row.inclusive != 0};
}

}  // namespace kaam::matcher
