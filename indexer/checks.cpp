#include "indexer/checks.h"

#include <algorithm>
#include <string_view>

#include "core/privacy.h"

namespace kaam::indexer {
namespace {

using taxonomy::PlaceKind;
using taxonomy::Taxonomy;
using Fault = std::optional<CheckFault>;

constexpr int kOldestYears = 120;
constexpr std::size_t kNearestNamed = 3;

CheckFault NoSuchCode(std::string field, std::string_view code,
                      const std::vector<std::string>& nearest) {
  std::string reason = "'" + MaskAadhaar(code.substr(0, 40)) + "' is no known code";
  if (!nearest.empty()) {
    reason += "; nearest:";
    for (const std::string& other : nearest) reason += ' ' + other;
  }
  return {field, std::move(reason), field + ": unknown code", std::string(code), nearest};
}

bool IsDigits(std::string_view text, std::size_t count) {
  return text.size() == count && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Ten digits, with +91, 91 or 0 before them or not. Numbers given out begin with 6 to 9; 5 is let
// through because synthetic registries use it.
bool IsMobile(std::string_view text) {
  if (text.starts_with("+91"))
    text.remove_prefix(3);
  else if (text.size() == 12 && text.starts_with("91"))
    text.remove_prefix(2);
  else if (text.size() == 11 && text.starts_with("0"))
    text.remove_prefix(1);
  return IsDigits(text, 10) && text[0] >= '5';
}

class Checker {
 public:
  Checker(const Taxonomy& taxonomy, Day today) : taxonomy_(taxonomy), today_(today) {}

  Fault Occupation(std::string_view field, bool has, const std::string& code) const {
    if (!has || taxonomy_.occupations().Find(code)) return std::nullopt;
    return NoSuchCode(std::string(field), code,
                      taxonomy_.occupations().Nearest(code, kNearestNamed));
  }

  Fault Skill(const std::string& code) const {
    if (taxonomy_.skills().Find(code)) return std::nullopt;
    return NoSuchCode("skills", code, taxonomy_.skills().Nearest(code, kNearestNamed));
  }

  // The field is `prefix` and `name`, put together only when it is needed.
  Fault Place(std::string_view prefix, std::string_view name, PlaceKind kind, bool has,
              std::uint32_t code) const {
    if (!has || taxonomy_.places().Find(kind, code)) return std::nullopt;
    std::vector<std::string> nearest;
    const auto near = kind == PlaceKind::kPin ? taxonomy_.places().NearestPins(code, kNearestNamed)
                      : kind == PlaceKind::kDistrict
                          ? taxonomy_.places().NearestDistricts(code, kNearestNamed)
                          : std::vector<std::uint32_t>();
    for (const std::uint32_t other : near) nearest.push_back(std::to_string(other));
    return NoSuchCode(std::string(prefix) + std::string(name), std::to_string(code), nearest);
  }

  Fault Address(std::string_view prefix, const records::Address& address) const {
    if (auto f = Place(prefix, "_state", PlaceKind::kState, address.has_lgd_state(),
                       address.lgd_state())) {
      return f;
    }
    if (auto f = Place(prefix, "_district", PlaceKind::kDistrict, address.has_lgd_district(),
                       address.lgd_district())) {
      return f;
    }
    if (auto f = Place(prefix, "_subdistrict", PlaceKind::kSubdistrict,
                       address.has_lgd_subdistrict(), address.lgd_subdistrict())) {
      return f;
    }
    if (auto f = Place(prefix, "_pin", PlaceKind::kPin, address.has_pin(), address.pin())) return f;
    return NotLater(prefix, "_as_of", address.has_as_of_day(), address.as_of_day());
  }

  Fault NotLater(std::string_view prefix, std::string_view name, bool has, std::int32_t day) const {
    if (!has || DayFromNumber(day) <= today_) return std::nullopt;
    const std::string field = std::string(prefix) + std::string(name);
    return CheckFault{field, "lies in the future", field + ": impossible date"};
  }

  template <class Tags>
  Fault Languages(const Tags& tags) const {
    for (const std::string& tag : tags) {
      if (!taxonomy_.codes().LanguageBit(tag)) return NoSuchCode("languages", tag, {});
    }
    return std::nullopt;
  }

  template <class Codes>
  Fault Licences(const Codes& codes) const {
    for (const std::string& code : codes) {
      if (taxonomy_.codes().LicenceBit(code)) continue;
      std::vector<std::string> known;
      for (const auto& licence : taxonomy_.codes().licences()) known.push_back(licence.code);
      return NoSuchCode("licences", code, known);
    }
    return std::nullopt;
  }

  Fault Birth(const records::Worker& worker) const {
    if (!worker.has_birth_day()) return std::nullopt;
    const Day birth = DayFromNumber(worker.birth_day());
    if (birth <= today_ && Birthday(birth, kOldestYears) > today_) return std::nullopt;
    return CheckFault{"birth_date", "is no possible birth date", "birth_date: impossible date"};
  }

 private:
  const Taxonomy& taxonomy_;
  Day today_;
};

Fault CheckIdentity(const records::Worker& worker) {
  if (!worker.has_uan() && !worker.has_registration_number()) {
    return CheckFault{"uan", "neither a UAN nor a State registration number is given",
                      "uan: missing"};
  }
  if (worker.has_uan() && !IsDigits(worker.uan(), 12)) {
    return CheckFault{"uan", "must be 12 digits", "uan: not 12 digits"};
  }
  if (worker.has_aadhaar_ref() && MaskAadhaar(worker.aadhaar_ref()) != worker.aadhaar_ref()) {
    return CheckFault{"aadhaar_ref",
                      "looks like an Aadhaar number: give the vault's reference key instead",
                      "aadhaar_ref: Aadhaar number"};
  }
  if (worker.has_mobile() && !IsMobile(worker.mobile())) {
    return CheckFault{"mobile", "must be 10 digits, with or without 91 before them",
                      "mobile: not a mobile number"};
  }
  return std::nullopt;
}

Fault CheckWork(const Checker& check, const records::Worker& worker) {
  if (auto f = check.Occupation("occupation", worker.primary().has_nco(), worker.primary().nco())) {
    return f;
  }
  if (auto f = check.Occupation("secondary_occupation", worker.secondary().has_nco(),
                                worker.secondary().nco())) {
    return f;
  }
  for (const records::HeldOccupation& wanted : worker.wanted()) {
    if (auto f = check.Occupation("wanted_occupations", wanted.has_nco(), wanted.nco())) return f;
  }
  for (const records::HeldSkill& skill : worker.skills()) {
    if (!skill.has_code()) continue;
    if (auto f = check.Skill(skill.code())) return f;
  }
  if (auto f = check.Languages(worker.languages())) return f;
  return check.Licences(worker.licences());
}

Fault CheckWishes(const Checker& check, const records::Worker& worker) {
  for (const std::uint32_t code : worker.work_area().lgd_districts()) {
    if (auto f = check.Place("move_districts", "", PlaceKind::kDistrict, true, code)) return f;
  }
  for (const std::uint32_t code : worker.work_area().lgd_states()) {
    if (auto f = check.Place("move_states", "", PlaceKind::kState, true, code)) return f;
  }
  if (worker.has_wage_wanted() && worker.wage_wanted().has_min_paise() &&
      worker.wage_wanted().unit() == records::PAY_UNIT_UNSPECIFIED) {
    return CheckFault{"wage_unit", "a wage needs its unit: hour, day, week, month or piece",
                      "wage_unit: missing"};
  }
  for (const records::AvailabilityWindow& window : worker.availability()) {
    if (window.has_from_day() && window.has_until_day() && window.from_day() > window.until_day()) {
      return CheckFault{"available_until", "lies before available_from",
                        "available_until: impossible date"};
    }
    if (std::count(window.months().begin(), window.months().end(), 0U) > 0) {
      return CheckFault{"available_months", "months are 1 to 12", "available_months: no month"};
    }
  }
  for (const records::Consent& consent : worker.consents()) {
    if (!consent.has_given_day()) {
      return CheckFault{"consents", "a consent needs the day it was given", "consents: no day"};
    }
    const bool withdrawn_first =
        consent.has_withdrawn_day() && consent.withdrawn_day() < consent.given_day();
    if (withdrawn_first) {
      return CheckFault{"consents", "a consent was withdrawn before it was given",
                        "consents: impossible date"};
    }
  }
  return check.NotLater("confirmed", "", worker.has_confirmed_day(), worker.confirmed_day());
}

Fault CheckTrades(const Checker& check, const records::Opening& opening) {
  if (opening.trades().empty()) {
    return CheckFault{"occupations", "no occupation is given", "occupations: missing"};
  }
  for (const records::WantedTrade& trade : opening.trades()) {
    if (auto f = check.Occupation("occupations", trade.has_nco(), trade.nco())) return f;
    if (trade.has_filled_count() && trade.filled_count() > trade.head_count()) {
      return CheckFault{"occupations", "more places are filled than there are",
                        "occupations: overfilled"};
    }
  }
  for (const records::WantedSkill& skill : opening.skills()) {
    if (!skill.has_code()) continue;
    if (auto f = check.Skill(skill.code())) return f;
  }
  return std::nullopt;
}

Fault CheckTerms(const Checker& check, const records::Opening& opening) {
  for (const records::Address& site : opening.sites()) {
    if (auto f = check.Place("sites", "", PlaceKind::kPin, site.has_pin(), site.pin())) return f;
    if (auto f = check.Place("sites", "", PlaceKind::kSubdistrict, site.has_lgd_subdistrict(),
                             site.lgd_subdistrict())) {
      return f;
    }
    if (auto f = check.Place("sites", "", PlaceKind::kDistrict, site.has_lgd_district(),
                             site.lgd_district())) {
      return f;
    }
  }
  const records::Pay& pay = opening.pay();
  if (pay.has_min_paise() && pay.has_max_paise() && pay.min_paise() > pay.max_paise()) {
    return CheckFault{"pay_max", "lies below pay_min", "pay_max: below pay_min"};
  }
  if ((pay.has_min_paise() || pay.has_max_paise()) && pay.unit() == records::PAY_UNIT_UNSPECIFIED) {
    return CheckFault{"pay_unit", "pay needs its unit: hour, day, week, month or piece",
                      "pay_unit: missing"};
  }
  if (opening.fee_from_worker_paise() > 0) {
    return CheckFault{"fee_from_worker", "nobody may take a fee from the worker",
                      "fee_from_worker: not allowed"};
  }
  if (opening.has_posted_day() && opening.has_valid_through_day() &&
      opening.valid_through_day() < opening.posted_day()) {
    return CheckFault{"valid_through", "lies before the day of posting",
                      "valid_through: impossible date"};
  }
  if (auto f = check.NotLater("posted", "", opening.has_posted_day(), opening.posted_day()))
    return f;
  if (auto f = check.Languages(opening.languages())) return f;
  return check.Licences(opening.licences());
}

std::size_t Mask(std::string* text) { return MaskAadhaarIn(*text) ? 1 : 0; }

}  // namespace

std::optional<CheckFault> CheckWorker(const Taxonomy& taxonomy, const records::Worker& worker,
                                      Day today) {
  const Checker check(taxonomy, today);
  if (auto f = CheckIdentity(worker)) return f;
  if (auto f = check.Birth(worker)) return f;
  if (auto f = check.Address("permanent", worker.permanent())) return f;
  if (auto f = check.Address("current", worker.current())) return f;
  if (auto f = check.Address("ration", worker.ration())) return f;
  if (auto f = CheckWork(check, worker)) return f;
  return CheckWishes(check, worker);
}

std::optional<CheckFault> CheckOpening(const Taxonomy& taxonomy, const records::Opening& opening,
                                       Day today) {
  const Checker check(taxonomy, today);
  if (!opening.has_id()) return CheckFault{"id", "is missing", "id: missing"};
  if (auto f = CheckTrades(check, opening)) return f;
  return CheckTerms(check, opening);
}

std::size_t MaskFreeText(records::Worker& worker) {
  std::size_t masked = 0;
  if (worker.has_name()) masked += Mask(worker.mutable_name());
  if (worker.has_name_local()) masked += Mask(worker.mutable_name_local());
  if (worker.primary().has_text()) masked += Mask(worker.mutable_primary()->mutable_text());
  if (worker.secondary().has_text()) masked += Mask(worker.mutable_secondary()->mutable_text());
  for (records::HeldOccupation& wanted : *worker.mutable_wanted()) {
    if (wanted.has_text()) masked += Mask(wanted.mutable_text());
  }
  for (records::HeldSkill& skill : *worker.mutable_skills()) {
    if (skill.has_text()) masked += Mask(skill.mutable_text());
  }
  for (records::Address* address : {worker.has_permanent() ? worker.mutable_permanent() : nullptr,
                                    worker.has_current() ? worker.mutable_current() : nullptr,
                                    worker.has_ration() ? worker.mutable_ration() : nullptr}) {
    if (address != nullptr && address->has_line()) masked += Mask(address->mutable_line());
  }
  return masked;
}

std::size_t MaskFreeText(records::Opening& opening) {
  std::size_t masked = 0;
  if (opening.has_title()) masked += Mask(opening.mutable_title());
  if (opening.has_text()) masked += Mask(opening.mutable_text());
  if (opening.has_deductions()) masked += Mask(opening.mutable_deductions());
  for (records::WantedTrade& trade : *opening.mutable_trades()) {
    if (trade.has_text()) masked += Mask(trade.mutable_text());
  }
  for (records::WantedSkill& skill : *opening.mutable_skills()) {
    if (skill.has_text()) masked += Mask(skill.mutable_text());
  }
  for (records::Address& site : *opening.mutable_sites()) {
    if (site.has_line()) masked += Mask(site.mutable_line());
  }
  return masked;
}

}  // namespace kaam::indexer
