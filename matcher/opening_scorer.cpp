#include "matcher/opening_scorer.h"

#include <algorithm>
#include <array>

namespace kaam::matcher {
namespace {

using schema::BlockSummary;
using schema::MaskKind;
using schema::OpeningRow;
using taxonomy::Fit;
using taxonomy::PlaceKind;

// Where a row's parts lie in its stretch of the pool.
struct PoolLayout {
  explicit PoolLayout(const OpeningRow& row)
      : more_trades(row.trade_count -
                    std::min<std::size_t>(row.trade_count, schema::kInlineTrades)),
        more_sites(row.site_count - std::min<std::size_t>(row.site_count, schema::kInlineSites)),
        skills(row.skill_count) {}
  std::size_t more_trades;
  std::size_t more_sites;
  std::size_t skills;
  std::size_t size() const { return 2 * more_trades + more_sites + 2 * skills; }
};

}  // namespace

OpeningScorer::OpeningScorer(const Index& index, const Question& question, std::size_t list,
                             Distances& distances)
    : index_(index),
      segment_(index.openings()),
      worker_(question.AskingWorker(list)),
      rules_(question.rules()),
      filter_(index, question),
      distances_(distances) {
  PrepareTrades();
  PrepareSkills();
  for (const std::uint16_t district : worker_.districts) {
    if (const auto place = index.taxonomy().places().Find(PlaceKind::kDistrict, district)) {
      district_states_ |= std::uint64_t{1} << index.taxonomy().places()[*place].state;
    }
  }
}

void OpeningScorer::PrepareTrades() {
  if (!worker_.primary && !worker_.secondary && worker_.wanted.empty()) return;
  const taxonomy::Occupations& occupations = index_.taxonomy().occupations();
  const std::vector<Fit> none(occupations.size());
  const auto primary = worker_.primary ? occupations.FitsFor(*worker_.primary) : none;
  const auto secondary = worker_.secondary ? occupations.FitsFor(*worker_.secondary) : none;
  std::vector<Fit> wanted = none;
  for (const std::uint16_t id : worker_.wanted) {
    const auto fits = occupations.FitsFor(OccupationId{id});
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (fits[i].value > wanted[i].value) wanted[i] = fits[i];
    }
  }
  by_trade_.reserve(occupations.size());
  for (std::size_t i = 0; i < occupations.size(); ++i) {
    const bool not_offered = worker_.must_not.HasTrade(OccupationId{static_cast<std::uint16_t>(i)});
    by_trade_.push_back(not_offered ? OccupationScore{}
                                    : ScoreOccupation(primary[i], secondary[i], wanted[i]));
  }
}

void OpeningScorer::PrepareSkills() {
  const taxonomy::Skills& skills = index_.taxonomy().skills();
  held_level_.assign(skills.size(), 0);
  related_.assign(skills.size(), 0);
  for (const schema::PackedSkill held : worker_.skills) {
    std::uint8_t& level = held_level_[held.skill()];
    level = std::max(level, static_cast<std::uint8_t>(held.level() + 1));
  }
  if (worker_.skills.empty()) return;
  for (std::uint16_t asked = 0; asked < skills.size(); ++asked) {
    for (const taxonomy::RelatedSkill& other : skills.RelatedTo(SkillId{asked})) {
      if (held_level_[other.held.value] != 0) {
        related_[asked] = std::max(related_[asked], other.value);
      }
    }
  }
}

void OpeningScorer::FindCandidates(CandidateBlocks& candidates) const {
  const auto rows = static_cast<std::uint32_t>(segment_.size());
  if (!states_trade()) {
    candidates.AddRange(0, rows, kOccupationNotStated.value, Tier::kExact);
    return;
  }
  for (std::uint16_t id = 0; id < by_trade_.size(); ++id) {
    const OccupationScore& score = by_trade_[id];
    if (score.part.value == 0) continue;
    const Tier tier = TierFor(rules_.direction, true, score.rung, score.held_as, true);
    const auto [begin, end] = segment_.RowsOf(id, static_cast<std::uint16_t>(id + 1));
    candidates.AddRange(begin, end, score.part.value, tier);
    candidates.AddMasks(segment_.Masks(MaskKind::kOccupation, id), score.part.value, tier);
  }
}

std::optional<RankKey> OpeningScorer::Bound(const Candidate& candidate) const {
  const BlockSummary& block = segment_.blocks()[candidate.block];
  LocalityFacts place;
  place.asked = true;
  if (!block.box.empty() && !worker_.spots.empty()) {
    place.distance = distances_.AtLeastTo(block.box);
    place.inside_radius = worker_.radius_km && *place.distance <= Metres{*worker_.radius_km} * 1000;
  }
  if (rules_.radius && (!place.distance || *place.distance > *rules_.radius)) return std::nullopt;
  place.in_named_district = (block.district_states & district_states_) != 0;
  place.in_named_state = (block.move_states & worker_.move_states) != 0;
  std::uint16_t locality = ScoreLocality(place).value;
  bool in_reach = rules_.radius.has_value() || InReach(place);
  Band band = BandOf(place);
  if (block.has_placeless != 0) {
    locality = std::max(locality, ScoreLocality({}).value);
    in_reach = true;
    band = 0;
  }
  const Parts best = {{
      {candidate.occupation},
      {kFull},
      {locality},
      {kFull},
      {kFull},
      {kFull},
      {kFull},
      {kFull},
      {ScoreConfirmed(rules_.as_of, worker_.confirmed)},
  }};
  const Tier tier = in_reach ? candidate.tier : Tier::kWider;
  return MakeRankKey(tier, TotalOf(best, rules_.weights), band);
}

OccupationScore OpeningScorer::MatchTrades(const Row& row,
                                           std::span<const std::uint16_t> more) const {
  OccupationScore best;
  const auto consider = [&](std::uint16_t id) {
    if (by_trade_[id].part.value > best.part.value) best = by_trade_[id];
  };
  const std::size_t first = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  for (std::size_t i = 0; i < first; ++i) consider(row.trades[i]);
  for (std::size_t i = 0; i < more.size(); i += 2) consider(more[i]);
  return best;
}

OpeningScorer::RowSkills OpeningScorer::MatchSkills(std::span<const std::uint16_t> wanted) const {
  RowSkills out;
  for (std::size_t i = 0; i < wanted.size(); i += 2) {
    const schema::PackedSkill asked{wanted[i]};
    const std::uint8_t held = held_level_[asked.skill()];
    std::uint16_t fit = held == 0 ? std::uint16_t{0} : SkillFit(asked.level(), held - 1U);
    fit = std::max(fit, related_[asked.skill()]);
    out.matched += std::uint64_t{wanted[i + 1]} * fit;
    out.weight += wanted[i + 1];
    out.must_missing |= asked.flag() && held == 0;
  }
  return out;
}

LocalityFacts OpeningScorer::MatchPlaces(const Row& row, std::span<const std::uint16_t> more) {
  LocalityFacts facts;
  facts.asked = row.site_count > 0;
  const auto consider = [&](std::uint16_t id) {
    const Spot& site = index_.SpotOf(PlaceId{id});
    if (!worker_.spots.empty()) {
      const Metres distance = distances_.To(PlaceId{id});
      if (!facts.distance || distance < *facts.distance) facts.distance = distance;
    }
    facts.in_named_district |=
        site.district != 0 &&
        std::binary_search(worker_.districts.begin(), worker_.districts.end(), site.district);
    facts.in_named_state |= (worker_.move_states >> site.state & 1) != 0;
  };
  const std::size_t first = std::min<std::size_t>(row.site_count, schema::kInlineSites);
  for (std::size_t i = 0; i < first; ++i) consider(row.sites[i]);
  for (const std::uint16_t id : more) consider(id);
  facts.inside_radius =
      facts.distance && worker_.radius_km && *facts.distance <= Metres{*worker_.radius_km} * 1000;
  return facts;
}

std::optional<RankKey> OpeningScorer::Key(RowId row_id) {
  if (filter_.Excludes(row_id)) return std::nullopt;
  const Row& row = segment_[row_id.value];
  if (!IsOpen(row, rules_.as_of) || (row.licences & ~worker_.licences) != 0) return std::nullopt;
  const PoolLayout layout(row);
  const auto pool = segment_.pool(row.pool, layout.size());

  OccupationScore occupation;
  if (row.trade_count == 0) {
    if (states_trade()) return std::nullopt;
    occupation.part = kOccupationNotAsked;
  } else if (!states_trade()) {
    occupation.part = kOccupationNotStated;
  } else {
    occupation = MatchTrades(row, pool.first(2 * layout.more_trades));
    if (occupation.part.value == 0) return std::nullopt;
  }

  const RowSkills skills = MatchSkills(pool.subspan(2 * layout.more_trades + layout.more_sites));
  if (skills.must_missing) return std::nullopt;
  if (!states_trade() && !worker_.skills.empty() && skills.matched == 0) return std::nullopt;

  const LocalityFacts place =
      MatchPlaces(row, pool.subspan(2 * layout.more_trades, layout.more_sites));
  if (rules_.radius && (!place.distance || *place.distance > *rules_.radius)) return std::nullopt;

  std::optional<std::uint16_t> months = std::max(worker_.primary_months, worker_.secondary_months);
  if (occupation.held_as == HeldAs::kPrimary) months = worker_.primary_months;
  if (occupation.held_as == HeldAs::kSecondary) months = worker_.secondary_months;
  const Parts parts = {occupation.part,
                       ScoreSkills(skills.matched, skills.weight, !worker_.skills.empty()),
                       ScoreLocality(place),
                       ScoreMutual({.wish_day_rupees = worker_.wage_day_rupees,
                                    .offer_day_rupees = row.pay_day_rupees,
                                    .requirements = worker_.requirements,
                                    .offers = row.offers,
                                    .offers_not = row.offers_not,
                                    .shifts = worker_.shifts,
                                    .shift = row.shift}),
                       ScoreExperience(row.experience_months, months),
                       ScoreEducation(row.education, worker_.education),
                       ScoreLanguages(row.languages, worker_.languages),
                       ScoreAvailability({.start = row.start,
                                          .duration_days = row.duration_days,
                                          .from = worker_.available_from,
                                          .until = worker_.available_until,
                                          .months = worker_.available_months}),
                       ScoreConfirmed(rules_.as_of, worker_.confirmed)};
  const bool in_reach = rules_.radius.has_value() || InReach(place);
  const bool trades_count = row.trade_count > 0 && states_trade();
  const Tier tier =
      TierFor(rules_.direction, trades_count, occupation.rung, occupation.held_as, in_reach);
  return MakeRankKey(tier, TotalOf(parts, rules_.weights), BandOf(place));
}

}  // namespace kaam::matcher
