#include "indexer/encoder.h"

#include <algorithm>
#include <bit>
#include <span>

#include "core/day.h"
#include "core/pay.h"

namespace kaam::indexer {
namespace {

using schema::PackedSkill;
using taxonomy::PlaceKind;

constexpr std::uint16_t kMaxRadiusKm = 5000;
constexpr std::uint32_t kDefaultSkillWeight = 1;
constexpr std::size_t kMaxListed = 255;  // entries of one kind in a row
constexpr std::size_t kMaxSkillsAsked = 64;

std::uint16_t Months(const records::HeldOccupation& held) {
  if (!held.has_months()) return kNoId;
  return static_cast<std::uint16_t>(std::min(held.months(), 1200U));
}

bool HasPlace(const records::Address& address) {
  return address.has_pin() || address.has_lgd_subdistrict() || address.has_lgd_district();
}

template <class Enums>
std::uint16_t Bits(const Enums& values) {
  unsigned bits = 0;
  for (const int value : values) bits |= 1U << value;
  return static_cast<std::uint16_t>(bits);
}

std::uint16_t DayOr(bool has, std::int32_t day, std::uint16_t otherwise) {
  return has ? ToDay16(DayFromNumber(day)) : otherwise;
}

}  // namespace

const records::Address* StandingAddress(const records::Worker& worker) {
  const bool current = worker.has_current() && HasPlace(worker.current());
  const bool ration = worker.has_ration() && HasPlace(worker.ration());
  const bool permanent = worker.has_permanent() && HasPlace(worker.permanent());
  const bool ration_is_fresher = ration && worker.ration().has_as_of_day() &&
                                 (!worker.current().has_as_of_day() ||
                                  worker.ration().as_of_day() > worker.current().as_of_day());
  if (ration && (!current || ration_is_fresher)) return &worker.ration();
  if (current) return &worker.current();
  return permanent ? &worker.permanent() : nullptr;
}

LiveDays LiveConsent(const records::Worker& worker, records::ConsentPurpose purpose) {
  const records::Consent* last = nullptr;
  for (const records::Consent& consent : worker.consents()) {
    if (consent.purpose() != purpose || !consent.has_given_day()) continue;
    if (last == nullptr || consent.given_day() >= last->given_day()) last = &consent;
  }
  if (last == nullptr) return {};
  LiveDays days{ToDay16(DayFromNumber(last->given_day())), kDay16Never};
  if (last->has_expires_day()) {
    days.until = std::min(days.until, ToDay16(DayFromNumber(last->expires_day())));
  }
  if (last->has_withdrawn_day()) {
    days.until = std::min(days.until, ToDay16(DayFromNumber(last->withdrawn_day())));
  }
  return days;
}

std::optional<OccupationId> Encoder::Trade(bool has_code, const std::string& code, bool has_text,
                                           const std::string& text,
                                           std::vector<ReadText*>& texts) const {
  if (has_code) return taxonomy_.occupations().Find(code);
  if (!has_text) return std::nullopt;
  texts.push_back(&texts_.Trade(text));
  if (texts.back()->id == kNoId) return std::nullopt;
  return OccupationId{texts.back()->id};
}

std::optional<SkillId> Encoder::Skill(bool has_code, const std::string& code, bool has_text,
                                      const std::string& text,
                                      std::vector<ReadText*>& texts) const {
  if (has_code) return taxonomy_.skills().Find(code);
  if (!has_text) return std::nullopt;
  texts.push_back(&texts_.Skill(text));
  if (texts.back()->id == kNoId) return std::nullopt;
  return SkillId{texts.back()->id};
}

std::uint32_t Encoder::LanguageBits(
    const google::protobuf::RepeatedPtrField<std::string>& tags) const {
  std::uint32_t bits = 0;
  for (const std::string& tag : tags) {
    if (const auto bit = taxonomy_.codes().LanguageBit(tag)) bits |= 1U << *bit;
  }
  return bits;
}

std::uint16_t Encoder::LicenceBits(
    const google::protobuf::RepeatedPtrField<std::string>& codes) const {
  unsigned bits = 0;
  for (const std::string& code : codes) {
    if (const auto bit = taxonomy_.codes().LicenceBit(code)) bits |= 1U << *bit;
  }
  return static_cast<std::uint16_t>(bits);
}

std::uint16_t Encoder::PlaceOf(const records::Address& address) const {
  std::optional<PlaceId> place;
  const taxonomy::Places& places = taxonomy_.places();
  if (address.has_pin()) place = places.Find(PlaceKind::kPin, address.pin());
  if (!place && address.has_lgd_subdistrict()) {
    place = places.Find(PlaceKind::kSubdistrict, address.lgd_subdistrict());
  }
  if (!place && address.has_lgd_district()) {
    place = places.Find(PlaceKind::kDistrict, address.lgd_district());
  }
  return place ? place->value : kNoId;
}

void Encoder::Encode(const records::Worker& worker, EncodedWorker& out) const {
  out.row = {};
  out.pool.clear();
  out.texts.clear();
  EncodeWork(worker, out);
  EncodeWishes(worker, out);
  schema::WorkerRow& row = out.row;
  if (const records::Address* address = StandingAddress(worker)) row.place = PlaceOf(*address);
  if (worker.has_birth_day())
    row.adult_from = ToDay16(Birthday(DayFromNumber(worker.birth_day()), 18));
  const LiveDays visible = LiveConsent(worker, records::CONSENT_PURPOSE_VISIBLE_TO_EMPLOYERS);
  if (row.adult_from != kDay16Absent) row.shown_from = std::max(row.adult_from, visible.from);
  row.shown_until = visible.until;
  row.confirmed = DayOr(worker.has_confirmed_day(), worker.confirmed_day(), kDay16Absent);
  row.education = static_cast<std::uint8_t>(std::min(worker.education_level(), 9U));
  row.languages = LanguageBits(worker.languages());
  row.licences = LicenceBits(worker.licences());
}

void Encoder::EncodeWork(const records::Worker& worker, EncodedWorker& out) const {
  schema::WorkerRow& row = out.row;
  const records::HeldOccupation& primary = worker.primary();
  const records::HeldOccupation& secondary = worker.secondary();
  const auto first =
      Trade(primary.has_nco(), primary.nco(), primary.has_text(), primary.text(), out.texts);
  const auto second = Trade(secondary.has_nco(), secondary.nco(), secondary.has_text(),
                            secondary.text(), out.texts);
  if (first) row.primary = first->value;
  if (second && second != first) row.secondary = second->value;
  row.primary_months = Months(primary);
  row.secondary_months = Months(secondary);

  for (const records::HeldSkill& held : worker.skills()) {
    const auto skill = Skill(held.has_code(), held.code(), held.has_text(), held.text(), out.texts);
    if (!skill || row.skill_count == kMaxListed) continue;
    const auto packed = PackedSkill::Make(skill->value, held.level(),
                                          held.evidence() == records::EVIDENCE_CERTIFIED);
    const bool known = std::any_of(out.pool.begin(), out.pool.end(), [&](std::uint16_t bits) {
      return PackedSkill{bits}.skill() == packed.skill();
    });
    if (known) continue;
    out.pool.push_back(packed.bits);
    ++row.skill_count;
  }
  for (const records::HeldOccupation& wanted : worker.wanted()) {
    const auto id =
        Trade(wanted.has_nco(), wanted.nco(), wanted.has_text(), wanted.text(), out.texts);
    if (!id || row.wanted_count == kMaxListed) continue;
    out.pool.push_back(id->value);
    ++row.wanted_count;
  }
}

void Encoder::EncodeWishes(const records::Worker& worker, EncodedWorker& out) const {
  schema::WorkerRow& row = out.row;
  const records::WorkArea& area = worker.work_area();
  for (const std::uint32_t state : area.lgd_states()) row.move_states |= std::uint64_t{1} << state;
  for (std::uint64_t left = row.move_states; left != 0; left &= left - 1) {
    out.pool.push_back(static_cast<std::uint16_t>(std::countr_zero(left)));
    ++row.state_count;
  }
  const auto first = static_cast<std::ptrdiff_t>(out.pool.size());
  for (const std::uint32_t district : area.lgd_districts()) {
    out.pool.push_back(static_cast<std::uint16_t>(district));
  }
  std::sort(out.pool.begin() + first, out.pool.end());
  out.pool.erase(std::unique(out.pool.begin() + first, out.pool.end()), out.pool.end());
  const std::span<const std::uint16_t> districts = std::span(out.pool).subspan(
      static_cast<std::size_t>(first),
      std::min(out.pool.size() - static_cast<std::size_t>(first), kMaxListed));
  out.pool.resize(static_cast<std::size_t>(first) + districts.size());
  row.district_count = static_cast<std::uint8_t>(districts.size());
  std::uint64_t targets = row.move_states;
  for (const std::uint16_t district : districts) {
    const auto place = taxonomy_.places().Find(PlaceKind::kDistrict, district);
    if (place) targets |= std::uint64_t{1} << taxonomy_.places()[*place].state;
  }
  if (std::popcount(targets) == 1)
    row.target_state = static_cast<std::uint8_t>(std::countr_zero(targets));
  if (std::popcount(targets) > 1) row.target_state = schema::kSeveralTargets;
  if (area.has_radius_km()) {
    row.move_radius_km =
        static_cast<std::uint16_t>(std::min<std::uint32_t>(area.radius_km(), kMaxRadiusKm));
  }
  row.must_requirements = Bits(worker.must_requirements());
  row.requirements =
      static_cast<std::uint16_t>(Bits(worker.requirements()) | row.must_requirements);
  if (row.must_requirements != 0) out.pool.push_back(row.must_requirements);
  if (area.needs_stay()) {
    row.requirements = static_cast<std::uint16_t>(row.requirements | 1U << records::AMENITY_STAY);
  }
  row.shifts = static_cast<std::uint8_t>(Bits(worker.shifts()));
  row.wage_day_rupees =
      DayRupees(worker.wage_wanted().min_paise(), worker.wage_wanted().unit(), Rounding::kUp);

  // Several windows are taken as one from the earliest day to the latest; seasons unite.
  bool open_start = false;
  bool open_end = false;
  for (const records::AvailabilityWindow& window : worker.availability()) {
    const std::uint16_t from = DayOr(window.has_from_day(), window.from_day(), kDay16Absent);
    const std::uint16_t until = DayOr(window.has_until_day(), window.until_day(), kDay16Absent);
    open_start |= from == kDay16Absent;
    open_end |= until == kDay16Absent;
    if (row.available_from == kDay16Absent || from < row.available_from) row.available_from = from;
    row.available_until = std::max(row.available_until, until);
    for (const std::uint32_t month : window.months()) {
      row.available_months = static_cast<std::uint16_t>(row.available_months | 1U << (month - 1));
    }
  }
  if (open_start) row.available_from = kDay16Absent;
  if (open_end) row.available_until = kDay16Absent;
}

void Encoder::Encode(const records::Opening& opening, EncodedOpening& out) const {
  out.row = {};
  out.pool.clear();
  out.texts.clear();
  schema::OpeningRow& row = out.row;

  std::vector<std::uint16_t> more;  // trades, then sites, that do not fit inline
  for (const records::WantedTrade& trade : opening.trades()) {
    const auto id = Trade(trade.has_nco(), trade.nco(), trade.has_text(), trade.text(), out.texts);
    const bool filled = trade.has_head_count() && trade.filled_count() >= trade.head_count();
    if (!id || filled || row.trade_count == kMaxListed) continue;
    const auto heads = static_cast<std::uint16_t>(
        trade.has_head_count() ? std::min(trade.head_count() - trade.filled_count(), 65534U)
                               : kNoId);
    if (row.trade_count < schema::kInlineTrades) {
      row.trades[row.trade_count] = id->value;
      row.heads_open[row.trade_count] = heads;
    } else {
      more.push_back(id->value);
      more.push_back(heads);
    }
    ++row.trade_count;
  }
  for (const records::Address& site : opening.sites()) {
    const std::uint16_t place = PlaceOf(site);
    if (place == kNoId || row.site_count == kMaxListed) continue;
    if (row.site_count == 0) {
      row.state = taxonomy_.places()[PlaceId{place}].state;
    }
    if (row.site_count < schema::kInlineSites)
      row.sites[row.site_count] = place;
    else
      more.push_back(place);
    ++row.site_count;
  }
  out.pool = std::move(more);
  for (const records::WantedSkill& wanted : opening.skills()) {
    const auto skill =
        Skill(wanted.has_code(), wanted.code(), wanted.has_text(), wanted.text(), out.texts);
    if (!skill || row.skill_count == kMaxSkillsAsked) continue;
    out.pool.push_back(PackedSkill::Make(skill->value, wanted.level(), wanted.must()).bits);
    out.pool.push_back(static_cast<std::uint16_t>(
        wanted.has_weight() ? std::clamp(wanted.weight(), 1U, 100U) : kDefaultSkillWeight));
    ++row.skill_count;
  }

  const records::Pay& pay = opening.pay();
  WorkTime time;
  if (opening.has_hours_a_day()) time.hours_a_day = opening.hours_a_day();
  if (opening.has_days_a_week()) time.days_a_week = opening.days_a_week();
  const std::uint64_t most = pay.has_max_paise() ? pay.max_paise() : pay.min_paise();
  const std::uint64_t least = pay.has_min_paise() ? pay.min_paise() : pay.max_paise();
  row.pay_day_rupees = DayRupees(most, pay.unit(), Rounding::kDown, time);
  row.pay_min_day_rupees = DayRupees(least, pay.unit(), Rounding::kDown, time);
  row.experience_months = static_cast<std::uint16_t>(std::min(opening.experience_months(), 1200U));
  row.education = static_cast<std::uint8_t>(std::min(opening.education_level(), 9U));
  row.languages = LanguageBits(opening.languages());
  row.licences = LicenceBits(opening.licences());
  row.offers = Bits(opening.offers());
  row.inclusive = opening.suitable_for().empty() ? 0 : 1;
  row.offers_not = Bits(opening.offers_not());
  row.shift = static_cast<std::uint8_t>(opening.shift());
  if (opening.has_employer_id()) row.employer = schema::EmployerHash(opening.employer_id());
  row.duration_days =
      static_cast<std::uint16_t>(std::min(opening.duration_days(), schema::kMaxDurationDays));
  row.start = DayOr(opening.has_start_day(), opening.start_day(), kDay16Absent);
  row.open_from = DayOr(opening.has_posted_day(), opening.posted_day(), kDay16Absent);
  row.open_until = DayOr(opening.has_valid_through_day(), opening.valid_through_day(), kDay16Never);
  const bool all_filled = row.trade_count == 0 &&
                          std::any_of(opening.trades().begin(), opening.trades().end(),
                                      [](const auto& trade) { return trade.filled_count() > 0; });
  row.status =
      static_cast<std::uint8_t>(all_filled ? records::OPENING_STATUS_CLOSED : opening.status());
  out.words = opening.title() + '\n' + opening.text();

  records::Opening shown;
  shown.set_id(opening.id());
  if (opening.has_employer_id()) shown.set_employer_id(opening.employer_id());
  if (opening.has_title()) shown.set_title(opening.title());
  if (opening.has_start_day()) shown.set_start_day(opening.start_day());
  if (opening.has_valid_through_day()) shown.set_valid_through_day(opening.valid_through_day());
  if (opening.has_version()) shown.set_version(opening.version());
  out.shown = shown.SerializeAsString();
}

}  // namespace kaam::indexer
